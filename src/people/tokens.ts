import { rule, type Context } from '../kernel/decider.js';
import type { EventOf } from '../kernel/event.js';
import { omitUndefined } from '../kernel/omit-undefined.js';
import { ADMINS, STAFF } from '../kernel/roles.js';
import { includesScope, SCOPES, type Scope } from '../kernel/scopes.js';
import { IssueOwnToken, IssueToken, RevokeOwnToken, RevokeToken } from './person.commands.js';
import type { PersonEvent } from './person.events.js';
import { mustBeActive, refuse } from './person.refusal.js';
import type { PersonState } from './person.state.js';

/** The key by which a token finds its person, in one look-up; freed at once when the token is revoked. */
export const tokenKey = (digest: string): string => `token:${digest}`;

/** A token that may issue tokens hands on no more than it has: neither a scope nor a day. */
const mustNotExceed = ({ actor }: Context, scopes: readonly Scope[], expiresAt: string | undefined): void => {
  const { scopes: own, token } = actor;
  if (own && scopes.some((scope) => !includesScope(own, scope))) {
    refuse('wider-than-own', 'A token issues no token with scopes that it has not.');
  }
  if (token?.expiresAt !== undefined && (expiresAt === undefined || expiresAt > token.expiresAt)) {
    refuse('wider-than-own', `A token issues no token that ends later than itself (${token.expiresAt}).`);
  }
};

const mustBeOneself = ({ target, actor }: Context): void => {
  if (target.id !== actor.id) refuse('role-required', 'These are the tokens of somebody else.');
};

const issue = (state: PersonState, { label, expiresAt, scopes }: IssueToken, context: Context) => {
  mustBeActive(state);
  if (state.erasure) refuse('erasure-proposed', 'This person is about to be erased.');
  const ends = expiresAt === undefined ? undefined : new Date(expiresAt).toISOString();
  if (ends !== undefined && ends <= context.now) refuse('expiry-in-the-past', 'A token must end later than now.');
  const narrowed = SCOPES.filter((scope) => scopes?.includes(scope) ?? true);
  mustNotExceed(context, narrowed, ends);
  const tokenId = context.newId();
  const digest = context.target.part ?? '';
  const facts = { tokenId, digest, scopes: narrowed, ...omitUndefined({ expiresAt: ends }) };
  const issued: EventOf<PersonEvent, 'TokenIssued'> = { type: 'TokenIssued', facts, words: omitUndefined({ label }) };
  return { events: [issued], reserve: [{ key: tokenKey(digest), id: tokenId, ofWords: false }], ids: { tokenId } };
};

const revoke = (state: PersonState, { target }: Context) => {
  const tokenId = target.part ?? '';
  const token = state.tokens.get(tokenId) ?? refuse('not-found', 'This person has no such token.');
  if (token.revoked) refuse('nothing-changed', 'This token is revoked already.');
  const revoked: EventOf<PersonEvent, 'TokenRevoked'> = { type: 'TokenRevoked', facts: { tokenId }, words: {} };
  return { events: [revoked], release: [tokenKey(token.digest)], ids: { tokenId } };
};

const issueFor = rule<PersonState, IssueToken, EventOf<PersonEvent, 'TokenIssued'>>({
  command: IssueToken,
  roles: ADMINS,
  decide: issue,
});

const issueOwn = rule<PersonState, IssueOwnToken, EventOf<PersonEvent, 'TokenIssued'>>({
  command: IssueOwnToken,
  roles: STAFF,
  decide: (state, command, context) => {
    mustBeOneself(context);
    return issue(state, command, context);
  },
});

const revokeFor = rule<PersonState, RevokeToken, EventOf<PersonEvent, 'TokenRevoked'>>({
  command: RevokeToken,
  roles: ADMINS,
  decide: (state, _, context) => revoke(state, context),
});

const revokeOwn = rule<PersonState, RevokeOwnToken, EventOf<PersonEvent, 'TokenRevoked'>>({
  command: RevokeOwnToken,
  roles: STAFF,
  decide: (state, _, context) => {
    mustBeOneself(context);
    return revoke(state, context);
  },
});

/** How tokens come and go: admins for everybody, and everybody for themself. */
export const tokenRules = [issueFor, issueOwn, revokeFor, revokeOwn];
