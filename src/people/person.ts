import { rule, type Context, type Decider } from '../kernel/decider.js';
import { foldOf, withEntry, type Handlers } from '../kernel/fold.js';
import { present } from '../kernel/present.js';
import { Refused, type CommonRefusal } from '../kernel/refusal.js';
import { ADMINS, type Role } from '../kernel/roles.js';
import {
  DeactivatePerson,
  GrantRole,
  InvitePerson,
  IssueToken,
  ReactivatePerson,
  RevokeRole,
  RevokeToken,
} from './person.commands.js';
import type { PersonEvent } from './person.events.js';

/** Why a command about a person is refused. */
type PersonRefusal =
  | Exclude<CommonRefusal, 'role-required'>
  | 'expiry-in-the-past'
  | 'person-deactivated'
  // An admin who could do this to themself might be the last one.
  | 'not-to-oneself';

export interface PersonState {
  readonly exists: boolean;
  /** Whether they may act at all; nobody may who was never invited. */
  readonly active: boolean;
  /** What they may act as: none while deactivated. */
  readonly roles: readonly Role[];
  /** What they were granted, which they hold while active. */
  readonly granted: readonly Role[];
  /** By identifier; revoked ones stay. */
  readonly tokens: ReadonlyMap<
    string,
    { readonly revoked: boolean; readonly digest: string; readonly expiresAt?: string }
  >;
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
  TokenIssued: (state, { facts: { tokenId, digest, expiresAt } }) => ({
    ...state,
    tokens: withEntry(state.tokens, tokenId, { revoked: false, digest, ...present({ expiresAt }) }),
  }),
  TokenRevoked: (state, { facts: { tokenId } }) => {
    const token = state.tokens.get(tokenId);
    return token ? { ...state, tokens: withEntry(state.tokens, tokenId, { ...token, revoked: true }) } : state;
  },
};

/** What other nouns and the guards may ask of a person. */
export const personFold = foldOf<PersonState, PersonEvent>(
  'person',
  { exists: false, active: false, roles: [], granted: [], tokens: new Map() },
  handlers,
);

const refuse = (code: PersonRefusal, message: string): never => {
  throw new Refused<PersonRefusal>(code, message);
};
const mustExist = (state: PersonState): void => {
  if (!state.exists) refuse('not-found', 'There is no such person.');
};

const mustBeActive = (state: PersonState): void => {
  mustExist(state);
  if (!state.active) refuse('person-deactivated', 'This person is deactivated: reactivate them first.');
};
const mustBeAnother = ({ target, actor }: Context, message: string): void => {
  if (target.id === actor.id) refuse('not-to-oneself', message);
};

const invite = rule<PersonState, InvitePerson, PersonEvent>({
  command: InvitePerson,
  roles: ADMINS,
  decide: (state) => {
    if (state.exists) refuse('already-exists', 'This person is invited already.');
    return { events: [{ type: 'PersonInvited', facts: {}, words: {} }] };
  },
});

const grant = rule<PersonState, GrantRole, PersonEvent>({
  command: GrantRole,
  roles: ADMINS,
  decide: (state, { role }) => {
    mustBeActive(state);
    if (state.roles.includes(role)) refuse('nothing-changed', `This person is ${role} already.`);
    return { events: [{ type: 'RoleGranted', facts: { role }, words: {} }] };
  },
});

const revoke = rule<PersonState, RevokeRole, PersonEvent>({
  command: RevokeRole,
  roles: ADMINS,
  decide: (state, { role }, context) => {
    mustBeActive(state);
    if (role === 'admin') mustBeAnother(context, 'Another admin revokes your admin role.');
    if (!state.roles.includes(role)) refuse('nothing-changed', `This person is not ${role}.`);
    return { events: [{ type: 'RoleRevoked', facts: { role }, words: {} }] };
  },
});

/** The key by which a token finds its person, in one look-up; freed at once when the token is revoked. */
export const tokenKey = (digest: string): string => `token:${digest}`;

/** The secret is made beside the command, whose target's part is its digest: no decider ever sees a secret. */
const issueToken = rule<PersonState, IssueToken, PersonEvent>({
  command: IssueToken,
  roles: ADMINS,
  decide: (state, { label, expiresAt }, context) => {
    mustBeActive(state);
    const ends = expiresAt === undefined ? undefined : new Date(expiresAt).toISOString();
    if (ends !== undefined && ends <= context.now) refuse('expiry-in-the-past', 'A token must end later than now.');
    const tokenId = context.newId();
    const digest = context.target.part ?? '';
    const facts = { tokenId, digest, ...present({ expiresAt: ends }) };
    return {
      events: [{ type: 'TokenIssued', facts, words: present({ label }) }],
      reserve: [{ key: tokenKey(digest), id: tokenId, ofWords: false }],
      ids: { tokenId },
    };
  },
});

const revokeToken = rule<PersonState, RevokeToken, PersonEvent>({
  command: RevokeToken,
  roles: ADMINS,
  decide: (state, _, { target }) => {
    const tokenId = target.part ?? '';
    const token = state.tokens.get(tokenId) ?? refuse('not-found', 'This person has no such token.');
    if (token.revoked) refuse('nothing-changed', 'This token is revoked already.');
    return {
      events: [{ type: 'TokenRevoked', facts: { tokenId }, words: {} }],
      release: [tokenKey(token.digest)],
      ids: { tokenId },
    };
  },
});

const deactivate = rule<PersonState, DeactivatePerson, PersonEvent>({
  command: DeactivatePerson,
  roles: ADMINS,
  decide: (state, _, context) => {
    mustExist(state);
    mustBeAnother(context, 'Another admin deactivates you.');
    if (!state.active) refuse('nothing-changed', 'This person is deactivated already.');
    const live = [...state.tokens.values()].filter(({ revoked }) => !revoked);
    return {
      events: [{ type: 'PersonDeactivated', facts: {}, words: {} }],
      release: live.map(({ digest }) => tokenKey(digest)),
    };
  },
});

const reactivate = rule<PersonState, ReactivatePerson, PersonEvent>({
  command: ReactivatePerson,
  roles: ADMINS,
  decide: (state) => {
    mustExist(state);
    if (state.active) refuse('nothing-changed', 'This person is not deactivated.');
    return { events: [{ type: 'PersonReactivated', facts: {}, words: {} }] };
  },
});

/** What may happen to a person. */
export const person: Decider<PersonState, PersonEvent> = {
  ...personFold,
  rules: [invite, grant, revoke, issueToken, revokeToken, deactivate, reactivate],
};
