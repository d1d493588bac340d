import { rule, type Decider } from '../kernel/decider.js';
import { foldOf, withEntry, type Handlers } from '../kernel/fold.js';
import { present } from '../kernel/present.js';
import { Refused, type CommonRefusal } from '../kernel/refusal.js';
import { ADMINS, type Role } from '../kernel/roles.js';
import { GrantRole, InvitePerson, IssueToken, RevokeRole, RevokeToken } from './person.commands.js';
import type { PersonEvent } from './person.events.js';

/** Why a command about a person is refused. */
export type PersonRefusal = Exclude<CommonRefusal, 'role-required'> | 'expiry-in-the-past';

export interface PersonState {
  readonly exists: boolean;
  readonly roles: readonly Role[];
  /** By identifier; revoked ones stay. */
  readonly tokens: ReadonlyMap<
    string,
    { readonly revoked: boolean; readonly digest: string; readonly expiresAt?: string }
  >;
}

const handlers: Handlers<PersonState, PersonEvent> = {
  PersonInvited: (state) => ({ ...state, exists: true }),
  RoleGranted: (state, { facts }) => ({ ...state, roles: [...state.roles, facts.role] }),
  RoleRevoked: (state, { facts }) => ({ ...state, roles: state.roles.filter((role) => role !== facts.role) }),
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
  { exists: false, roles: [], tokens: new Map() },
  handlers,
);

const refuse = (code: PersonRefusal, message: string): never => {
  throw new Refused<PersonRefusal>(code, message);
};
const mustExist = (state: PersonState): void => {
  if (!state.exists) refuse('not-found', 'There is no such person.');
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
    mustExist(state);
    if (state.roles.includes(role)) refuse('nothing-changed', `This person is ${role} already.`);
    return { events: [{ type: 'RoleGranted', facts: { role }, words: {} }] };
  },
});

const revoke = rule<PersonState, RevokeRole, PersonEvent>({
  command: RevokeRole,
  roles: ADMINS,
  decide: (state, { role }) => {
    mustExist(state);
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
    mustExist(state);
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

/** What may happen to a person. */
export const person: Decider<PersonState, PersonEvent> = {
  ...personFold,
  rules: [invite, grant, revoke, issueToken, revokeToken],
};
