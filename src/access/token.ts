import { hash, randomBytes } from 'node:crypto';

/** Tells a person, and a scanner for leaked secrets, what this string is. */
const PREFIX = 'clt_';

/** A new token's secret, to be shown once and stored nowhere, and its digest, under which it is found. */
export function newToken(): { readonly secret: string; readonly digest: string } {
  const secret = PREFIX + randomBytes(32).toString('base64url');
  return { secret, digest: digestOf(secret) };
}

/** SHA-256, hex. Enough for a secret of 256 random bits; a slow hash protects what people choose themselves. */
export const digestOf = (secret: string): string => hash('sha256', secret, 'hex');

/** Whether a string can be a token at all; spares the database the rest. */
export const isToken = (secret: string): boolean => /^clt_[A-Za-z0-9_-]{43}$/.test(secret);
