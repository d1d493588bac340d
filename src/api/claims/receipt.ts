import { randomBytes } from 'node:crypto';
import { digestOf } from '../../access/token.js';

/** Tells a person, and a scanner for leaked secrets, what this string is. */
const PREFIX = 'clr_';

/** A receipt for a correction request, to be shown once and stored nowhere, and its digest, under which it is found. */
export function newReceipt(): { readonly receipt: string; readonly digest: string } {
  const receipt = PREFIX + randomBytes(32).toString('base64url');
  return { receipt, digest: digestOf(receipt) };
}

/** Under what a receipt is found; white space around it comes of copying. */
export const digestOfReceipt = (receipt: string): string => digestOf(receipt.trim());
