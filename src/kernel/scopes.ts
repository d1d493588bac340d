import { ROLES, type Capacity } from './roles.js';

/**
 * What a token may be narrowed to. A token never gives more than its person's roles; its scopes can only take away.
 *
 * - `read`: whatever may be read, and what auditors do, who change nothing: verifications, checkpoints.
 * - `write`: what editors do: claims, works, appearances, evidence, outlets, disputes; and what everybody does: own tokens.
 * - `review`: what reviewers do: verdicts above all.
 * - `admin`: what admins do: people, tokens of others, erasure, withholding, verifications, checkpoints, merging outlets.
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
export const includesScope = (scopes: readonly Scope[], needed: Scope): boolean =>
  scopes.some((scope) => INCLUDES[scope].includes(needed));

/** The scope in which somebody acts in a role, among all who may do the same. */
export const scopeToAct = (as: Capacity, among: readonly Capacity[]): Scope => {
  if (ROLES.every((role) => among.includes(role))) return 'write';
  if (as === 'admin' || as === 'system') return 'admin';
  if (as === 'auditor') return 'read';
  return as === 'reviewer' && !among.includes('editor') ? 'review' : 'write';
};

/** Whether scopes let somebody act in a role, among all who may do the same; without a token, which has them, they do. */
export const mayActAs = (as: Capacity, among: readonly Capacity[], scopes: readonly Scope[] | undefined): boolean =>
  scopes === undefined || includesScope(scopes, scopeToAct(as, among));

/** Whether somebody's roles alone limit them: they came by no token, or by one that has every scope and no end. */
export const isUnnarrowed = ({
  scopes,
  token,
}: {
  readonly scopes?: readonly Scope[];
  readonly token?: { readonly expiresAt?: string };
}): boolean =>
  token?.expiresAt === undefined && SCOPES.every((scope) => scopes === undefined || includesScope(scopes, scope));
