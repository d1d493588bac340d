import type { PreparedAppend, Repeat } from './request.js';
import { LedgerError } from './errors.js';

/** What the database holds, read under the lock, of everything that a batch touches or rests on. */
export interface Standing {
  /** Revision of each existing stream. */
  readonly revisions: Map<string, number>;
  /** Identifier that holds each reserved key. */
  readonly held: Map<string, string>;
  /** First appends already made under the batch's idempotency keys, by `repeatKey`. */
  readonly answered: Map<string, Answered>;
}

interface Answered {
  /** Null once erased: then the key alone has to do. */
  readonly fingerprint: Buffer | null;
  readonly result: string;
}

/** What becomes of one request of a batch. */
export type Judgement =
  | { readonly kind: 'won' }
  | { readonly kind: 'answered'; readonly result: string }
  | { readonly kind: 'lost'; readonly error: LedgerError };

export const repeatKey = ({ scope, key }: Repeat): string => `${scope} ${key}`;

const WON: Judgement = { kind: 'won' };
const lost = (code: 'conflict' | 'key-reused', message: string): Judgement => ({
  kind: 'lost',
  error: new LedgerError(code, message),
});

/**
 * Judges one request against what stands, and lets what it changes stand for the requests after it, so that a batch
 * comes out as if its requests had been appended one after another.
 */
export function judge(request: PreparedAppend, standing: Standing): Judgement {
  const earlier = request.repeat && standing.answered.get(repeatKey(request.repeat));
  if (earlier && request.repeat) return repeated(earlier, request.repeat);
  const moved = movedStream(request, standing);
  if (moved !== undefined) return lost('conflict', `${moved} has moved`);
  const taken = takenKey(request, standing);
  if (taken !== undefined) return lost('conflict', `${taken} is held`);
  settle(request, standing);
  return WON;
}

function repeated(earlier: Answered, repeat: Repeat): Judgement {
  if (earlier.fingerprint && !earlier.fingerprint.equals(repeat.fingerprint)) {
    return lost('key-reused', 'this idempotency key was used for another request');
  }
  return { kind: 'answered', result: earlier.result };
}

function movedStream({ expected, unchanged = [] }: PreparedAppend, { revisions }: Standing): string | undefined {
  for (const [stream, revision] of [...expected, ...unchanged]) {
    if ((revisions.get(stream) ?? 0) !== revision) return stream;
  }
  return undefined;
}

/** A key that somebody else holds; who holds it already may take it once more, for another event that names it. */
function takenKey({ prepared, release = [] }: PreparedAppend, { held }: Standing): string | undefined {
  const holders = new Map(held);
  for (const key of release) holders.delete(key);
  for (const { key, id } of prepared.flatMap((event) => event.reserve)) {
    if ((holders.get(key) ?? id) !== id) return key;
    holders.set(key, id);
  }
  return undefined;
}

function settle({ prepared, release = [] }: PreparedAppend, { revisions, held }: Standing): void {
  for (const event of prepared) revisions.set(event.stream, event.revision);
  for (const key of release) held.delete(key);
  for (const { key, id } of prepared.flatMap((event) => event.reserve)) held.set(key, id);
}
