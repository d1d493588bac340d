import { checkPreconditions, idempotencyKeyOf, type StreamHeads } from './preconditions.js';
import { commitStream, leafBytes } from './leaf.js';
import type { LedgerError } from './errors.js';
import { freshBytes } from './random.js';
import type { PreparedAppend, PreparedEvent } from './append-request.js';
import type { Reservation } from '../kernel/decider.js';

/** What a caller learns of its append: where it ends, and the result that is kept under its key. */
export interface Appended {
  /** Of the last event. */
  readonly position: number;
  /** Of the stream that the first event went to, after the append. */
  readonly revision: number;
  /** The request's result with `revision` and `position`, as a repeated request gets it again. */
  readonly result: Readonly<Record<string, unknown>>;
  /** Whether an earlier request under the same key had already done it. */
  readonly repeated: boolean;
}

/** A batch after judgement: one outcome per request, and the rows of the winners in order. */
export interface CheckedBatch {
  readonly outcomes: readonly (Appended | LedgerError)[];
  readonly rows: BatchRows;
}

/** An accepted event with what the row needs beside its parts. */
interface PlacedEvent {
  readonly event: PreparedEvent;
  readonly leaf: Buffer;
  readonly idempotency: {
    readonly scope: string;
    readonly key: string;
    readonly fingerprint: Buffer;
    readonly result: string;
  } | null;
}

export interface BatchRows {
  readonly first: number;
  readonly at: string;
  readonly rows: readonly PlacedEvent[];
  readonly newStreams: ReadonlyMap<string, Buffer>;
  /** Keys to free before `reserved` are taken. */
  readonly released: readonly string[];
  /** Keys that the batch takes: one that it took and freed again is not among them. */
  readonly reserved: readonly Reserved[];
  /** Positions to erase, with the position of the event that erases them. */
  readonly erase: readonly Listed[];
  /** Positions that an operator accepts, with the position of the event that does. */
  readonly accept: readonly Listed[];
}

/** Positions with that of the event that lists them, the first of its append. */
interface Listed {
  readonly positions: readonly number[];
  readonly by: number;
}

interface Reserved extends Reservation {
  readonly stream: string;
  readonly position: number;
}

/** What the database said under the lock. */
export interface LedgerHead {
  /** The position of the next event. */
  readonly size: number;
  /** The time that this batch's events bear: RFC 3339, UTC, milliseconds. */
  readonly at: string;
}

/** Judges a batch in order and lays out what its winners append at the head. */
export function checkBatch(
  batch: readonly PreparedAppend[],
  head: LedgerHead,
  heads: StreamHeads,
  salts: Map<string, Buffer>,
): CheckedBatch {
  const rows: PlacedEvent[] = [];
  const newStreams = new Map<string, Buffer>();
  const released: string[] = [];
  let reserved: Reserved[] = [];
  const erase: Listed[] = [];
  const accept: Listed[] = [];
  const saltOf = (stream: string): Buffer => {
    const known = salts.get(stream);
    if (known) return known;
    const salt = freshBytes(32);
    salts.set(stream, salt);
    newStreams.set(stream, salt);
    return salt;
  };
  const outcomes = batch.map((request): Appended | LedgerError => {
    const checked = checkPreconditions(request, heads);
    if (checked.kind === 'rejected') return checked.error;
    if (checked.kind === 'answered') return appendedFrom(checked.result, true);
    const first = head.size + rows.length;
    const last = first + request.prepared.length - 1;
    const result = resultOf(request, last);
    if (request.idempotencyKey)
      heads.answered.set(idempotencyKeyOf(request.idempotencyKey), {
        fingerprint: request.idempotencyKey.fingerprint,
        result,
      });
    if (request.release && request.release.length > 0) {
      released.push(...request.release);
      reserved = reserved.filter(({ key }) => !request.release?.includes(key));
    }
    request.prepared.forEach((event, i) => {
      for (const r of event.reserve) reserved.push({ ...r, stream: event.stream, position: first + i });
      const leaf = leafBytes({
        at: head.at,
        ...event.commitments,
        position: first + i,
        stream: commitStream(saltOf(event.stream), event.stream, event.revision),
      });
      rows.push({
        event,
        leaf,
        idempotency: i === 0 && request.idempotencyKey ? { ...request.idempotencyKey, result } : null,
      });
    });
    if (request.erase) erase.push({ positions: request.erase, by: first });
    if (request.accept) accept.push({ positions: request.accept, by: first });
    return appendedFrom(result, false);
  });
  return { outcomes, rows: { first: head.size, at: head.at, rows, newStreams, released, reserved, erase, accept } };
}

function resultOf({ prepared, result }: PreparedAppend, position: number): string {
  const main = prepared[0]?.stream;
  const revision = prepared.findLast((event) => event.stream === main)?.revision;
  return JSON.stringify({ ...result, revision, position });
}

/** Reads a result back as the answer it was. */
export function appendedFrom(result: string, repeated: boolean): Appended {
  const parsed = JSON.parse(result) as { revision: number; position: number };
  return { position: parsed.position, revision: parsed.revision, result: parsed, repeated };
}
