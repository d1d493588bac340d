import type { Capacity } from '../kernel/roles.js';
import { includesScope, scopeToAct, type Scope } from '../kernel/scopes.js';

/**
 * The scopes of which a route asks a token for one: `read` for GET and HEAD; `write` for anything else that is open to
 * anyone; else those in which its person acts in the roles that they hold among those permitted (`@Permit`).
 */
export function scopesFor(
  method: string,
  permission: 'anyone' | readonly Capacity[],
  held: readonly Capacity[],
): readonly Scope[] {
  if (method === 'GET' || method === 'HEAD') return ['read'];
  if (permission === 'anyone') return ['write'];
  return [...new Set(permission.filter((as) => held.includes(as)).map((as) => scopeToAct(as, permission)))];
}

/**
 * Whether somebody's scopes give one of those that are needed.
 *
 * @param scopes as `Access.resolve` gives them; undefined for who came without a token, who is limited by roles alone
 */
export const permits = (scopes: readonly Scope[] | undefined, needed: readonly Scope[]): boolean =>
  scopes === undefined || needed.some((each) => includesScope(scopes, each));
