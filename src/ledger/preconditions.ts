import type { PreparedAppend, IdempotencyKey } from './append-request.js';
import { LedgerError } from './errors.js';

/** What the database holds, read under the lock, of everything that a batch touches or rests on. */
export interface StreamHeads {
  /** Revision of each existing stream. */
  readonly revisions: Map<string, number>;
  /** Identifier that holds each reserved key. */
  readonly held: Map<string, string>;
  /** First appends already made under the batch's idempotency keys, by `idempotencyKeyOf`. */
  readonly answered: Map<string, EarlierAnswer>;
}

interface EarlierAnswer {
  /** Null once erased: then the key alone has to do. */
  readonly fingerprint: Buffer | null;
  readonly result: string;
}

/** What becomes of one request of a batch. */
export type PreconditionOutcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'answered'; readonly result: string }
  | { readonly kind: 'rejected'; readonly error: LedgerError };

export const idempotencyKeyOf = ({ scope, key }: IdempotencyKey): string => `${scope} ${key}`;

const ACCEPTED: PreconditionOutcome = { kind: 'accepted' };
const rejected = (code: 'conflict' | 'key-reused', message: string): PreconditionOutcome => ({
  kind: 'rejected',
  error: new LedgerError(code, message),
});

/**
 * Judges one request against what stands, and lets what it changes stand for the requests after it, so that a batch
 * comes out as if its requests had been appended one after another.
 */
export function checkPreconditions(request: PreparedAppend, heads: StreamHeads): PreconditionOutcome {
  const earlier = request.idempotencyKey && heads.answered.get(idempotencyKeyOf(request.idempotencyKey));
  if (earlier && request.idempotencyKey) return answerAgain(earlier, request.idempotencyKey);
  const moved = movedStream(request, heads);
  if (moved !== undefined) return rejected('conflict', `${moved} has moved`);
  const taken = takenKey(request, heads);
  if (taken !== undefined) return rejected('conflict', `${taken} is held`);
  applyTo(request, heads);
  return ACCEPTED;
}

function answerAgain(earlier: EarlierAnswer, key: IdempotencyKey): PreconditionOutcome {
  if (earlier.fingerprint && !earlier.fingerprint.equals(key.fingerprint)) {
    return rejected('key-reused', 'this idempotency key was used for another request');
  }
  return { kind: 'answered', result: earlier.result };
}

function movedStream({ expected, unchanged = [] }: PreparedAppend, { revisions }: StreamHeads): string | undefined {
  for (const [stream, revision] of [...expected, ...unchanged]) {
    if ((revisions.get(stream) ?? 0) !== revision) return stream;
  }
  return undefined;
}

/** A key that somebody else holds; who holds it already may take it once more, for another event that names it. */
function takenKey({ prepared, release = [] }: PreparedAppend, { held }: StreamHeads): string | undefined {
  const holders = new Map(held);
  for (const key of release) holders.delete(key);
  for (const { key, id } of prepared.flatMap((event) => event.reserve)) {
    if ((holders.get(key) ?? id) !== id) return key;
    holders.set(key, id);
  }
  return undefined;
}

function applyTo({ prepared, release = [] }: PreparedAppend, { revisions, held }: StreamHeads): void {
  for (const event of prepared) revisions.set(event.stream, event.revision);
  for (const key of release) held.delete(key);
  for (const { key, id } of prepared.flatMap((event) => event.reserve)) held.set(key, id);
}
