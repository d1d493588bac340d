/**
 * What a token may be narrowed to. A token never gives more than its person's roles; its scopes can only take away.
 *
 * - `read`: whatever may be read.
 * - `write`: what several roles may do: claims, works, appearances, evidence, outlets, disputes, own tokens.
 * - `review`: what needs the reviewer's role: verdicts above all.
 * - `admin`: what needs the admin's role: people, tokens of others, erasure, merging outlets.
 */
export const SCOPES = ['read', 'write', 'review', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** What each scope includes beside itself; who may do something may read. */
const INCLUDES: Readonly<Record<Scope, readonly Scope[]>> = {
  read: ['read'],
  write: ['write', 'read'],
  review: ['review', 'write', 'read'],
  admin: ['admin', 'read'],
};

/** Whether scopes give another one, itself or by what one of them includes. */
export const gives = (scopes: readonly Scope[], needed: Scope): boolean =>
  scopes.some((scope) => INCLUDES[scope].includes(needed));
