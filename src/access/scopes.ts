import { REVIEWERS, type Capacity } from '../kernel/roles.js';
import { gives, SCOPES, type Scope } from '../kernel/scopes.js';
import type { ActorContext } from '../ledger/execute.js';

/**
 * The scope that a route asks of a token, from its method and who may use it (`@Permit`; `anyone` for `@Anyone`): `read`
 * for GET and HEAD; for anything else `admin` where it is the admins' alone, `review` where beside them it is the
 * reviewers' alone, else `write`.
 */
export function scopeOf(method: string, permission: 'anyone' | readonly Capacity[]): Scope {
  if (method === 'GET' || method === 'HEAD') return 'read';
  if (permission === 'anyone') return 'write';
  const others = permission.filter((capacity) => capacity !== 'admin' && capacity !== 'system');
  if (others.length === 0) return 'admin';
  return others.every((capacity) => REVIEWERS.includes(capacity)) ? 'review' : 'write';
}

/**
 * Whether somebody's scopes let them do what needs one.
 *
 * @param scopes as `Access.resolve` gives them; undefined for who came without a token, who is limited by roles alone
 */
export const permits = (scopes: readonly Scope[] | undefined, needed: Scope): boolean =>
  scopes === undefined || gives(scopes, needed);

/** Whether somebody's roles alone limit them: they came by no token, or by one that has every scope and no end. */
export const isUnnarrowed = ({ scopes, token }: ActorContext): boolean =>
  token?.expiresAt === undefined && SCOPES.every((scope) => permits(scopes, scope));
