import type { FactEvent } from '../kernel/event.js';
import { foldOf, withEntry, type EventHandlers } from '../kernel/fold.js';
import type { EnabledBy } from '../kernel/independence.js';
import { omitUndefined } from '../kernel/omit-undefined.js';
import type { Role } from '../kernel/roles.js';
import type { Scope } from '../kernel/scopes.js';
import type { ErasureBasis } from '../ledger/ledger.events.js';
import type { LinkPurpose, PersonEvent } from './person.events.js';

export interface TokenState {
  /** Whether it was revoked, or ended with a deactivation. */
  readonly revoked: boolean;
  readonly digest: string;
  readonly scopes: readonly Scope[];
  /** RFC 3339; absent: until revoked. */
  readonly expiresAt?: string;
}

export interface PersonState extends EnabledBy {
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
  /** The newest one-time link of each purpose that has not ended with a deactivation; whether it was used nobody says here. */
  readonly links: ReadonlyMap<LinkPurpose, string>;
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

/** The operator's hand is nobody, and whoever does it for themself changes nothing by it. */
const enabled = (state: PersonState, { actor, at }: FactEvent<PersonEvent>): PersonState =>
  actor === 'system' ? state : { ...state, enabledBy: withEntry(state.enabledBy, actor, at) };

const NO_LINKS: PersonState['links'] = new Map();

const withoutErasure = ({ erasure: _, ...state }: PersonState): PersonState => state;

const handlers: EventHandlers<PersonState, PersonEvent> = {
  PersonInvited: (state, event) => enabled({ ...state, exists: true, active: true }, event),
  RoleGranted: (state, event) => enabled(holding(state, state.active, [...state.granted, event.facts.role]), event),
  RoleRevoked: (state, { facts }) =>
    holding(
      state,
      state.active,
      state.granted.filter((role) => role !== facts.role),
    ),
  PersonDeactivated: (state) => ({
    ...holding(state, false, state.granted),
    tokens: ended(state.tokens),
    links: NO_LINKS,
  }),
  PersonReactivated: (state, event) => enabled(holding(state, true, state.granted), event),
  TokenIssued: (state, event) => {
    const { tokenId, digest, scopes, expiresAt } = event.facts;
    const token = { revoked: false, digest, scopes, ...omitUndefined({ expiresAt }) };
    return enabled({ ...state, tokens: withEntry(state.tokens, tokenId, token) }, event);
  },
  TokenRevoked: (state, { facts: { tokenId } }) => {
    const token = state.tokens.get(tokenId);
    return token ? { ...state, tokens: withEntry(state.tokens, tokenId, { ...token, revoked: true }) } : state;
  },
  LinkIssued: (state, event) => {
    const { purpose, linkId } = event.facts;
    return enabled({ ...state, links: new Map(state.links).set(purpose, linkId) }, event);
  },
  SecondFactorRemoved: enabled,
  PersonErasureProposed: (state, { facts: { erasureId: id, basis }, actor: by }) => ({
    ...state,
    erasure: { id, by, basis },
  }),
  PersonErasureWithdrawn: withoutErasure,
  PersonErased: (state) => ({
    ...withoutErasure(holding(state, false, [])),
    erased: true,
    tokens: ended(state.tokens),
    links: NO_LINKS,
  }),
};

/** What other nouns and the guards may ask of a person. */
export const personFold = foldOf<PersonState, PersonEvent>(
  'person',
  {
    exists: false,
    active: false,
    erased: false,
    roles: [],
    granted: [],
    tokens: new Map(),
    links: NO_LINKS,
    enabledBy: new Map(),
  },
  handlers,
);
