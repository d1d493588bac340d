import { createHash } from 'node:crypto';
import type { IdempotencyKey } from '../ledger/append-request.js';

/**
 * Something that the system itself does once: whoever begins it again, after a kill or at the same moment, gets the
 * answer of the first.
 *
 * @param key names it, for ever
 */
export const onceOnly = (key: string): IdempotencyKey => ({
  scope: 'system',
  key,
  fingerprint: createHash('sha256').update(key).digest(),
});
