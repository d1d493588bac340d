import { foldOf, withEntry, type Handlers } from '../kernel/fold.js';
import { present } from '../kernel/present.js';
import type { Role } from '../kernel/roles.js';
import type { Scope } from '../kernel/scopes.js';
import type { ErasureBasis } from '../ledger/ledger.events.js';
import type { PersonEvent } from './person.events.js';

export interface TokenState {
  /** Whether it was revoked, or ended with a deactivation. */
  readonly revoked: boolean;
  readonly digest: string;
  readonly scopes: readonly Scope[];
  /** RFC 3339; absent: until revoked. */
  readonly expiresAt?: string;
}

export interface PersonState {
  readonly exists: boolean;
  /** Whether they may act at all; nobody may who was never invited. */
  readonly active: boolean;
  /** Whether name and address were erased, which is for good. */
  readonly erased: boolean;
  /** What they may act as: none while deactivated. */
  readonly roles: readonly Role[];
  /** What they were granted, which they hold while active. */
  readonly granted: readonly Role[];
  /** By identifier; revoked ones stay. */
  readonly tokens: ReadonlyMap<string, TokenState>;
  /** The proposal to erase them that is open. */
  readonly erasure?: { readonly id: string; readonly by: string; readonly basis: ErasureBasis };
}

const holding = (state: PersonState, active: boolean, granted: readonly Role[]): PersonState => ({
  ...state,
  active,
  granted,
  roles: active ? granted : [],
});

/** As if each had been revoked: who comes back does not come back with a secret that may have been lost meanwhile. */
const ended = (tokens: PersonState['tokens']): PersonState['tokens'] =>
  new Map([...tokens].map(([id, token]) => [id, { ...token, revoked: true }]));

const withoutErasure = ({ erasure: _, ...state }: PersonState): PersonState => state;

const handlers: Handlers<PersonState, PersonEvent> = {
  PersonInvited: (state) => ({ ...state, exists: true, active: true }),
  RoleGranted: (state, { facts }) => holding(state, state.active, [...state.granted, facts.role]),
  RoleRevoked: (state, { facts }) =>
    holding(
      state,
      state.active,
      state.granted.filter((role) => role !== facts.role),
    ),
  PersonDeactivated: (state) => ({ ...holding(state, false, state.granted), tokens: ended(state.tokens) }),
  PersonReactivated: (state) => holding(state, true, state.granted),
  TokenIssued: (state, { facts: { tokenId, digest, scopes, expiresAt } }) => ({
    ...state,
    tokens: withEntry(state.tokens, tokenId, { revoked: false, digest, scopes, ...present({ expiresAt }) }),
  }),
  TokenRevoked: (state, { facts: { tokenId } }) => {
    const token = state.tokens.get(tokenId);
    return token ? { ...state, tokens: withEntry(state.tokens, tokenId, { ...token, revoked: true }) } : state;
  },
  PersonErasureProposed: (state, { facts: { erasureId: id, basis }, actor: by }) => ({
    ...state,
    erasure: { id, by, basis },
  }),
  PersonErasureWithdrawn: withoutErasure,
  PersonErased: (state) => ({
    ...withoutErasure(holding(state, false, [])),
    erased: true,
    tokens: ended(state.tokens),
  }),
};

/** What other nouns and the guards may ask of a person. */
export const personFold = foldOf<PersonState, PersonEvent>(
  'person',
  { exists: false, active: false, erased: false, roles: [], granted: [], tokens: new Map() },
  handlers,
);
