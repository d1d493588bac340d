import type { ActorId } from '../kernel/event.js';
import type { Reservation } from '../kernel/decider.js';
import type { Role } from '../kernel/roles.js';
import { ledgerJson } from '../kernel/canonical-json.js';
import { LedgerError } from './errors.js';
import { commitPart } from './leaf.js';
import { freshBytes } from './random.js';

export const MAX_EVENTS = 256;
export const MAX_BYTES = 1024 * 1024;

/** An event as a caller hands it in; the ledger adds revision, schema, salts, time and position. */
export interface NewEvent {
  /** A fresh UUIDv7. */
  readonly id: string;
  /** `<noun>-<uuid>`, or `ledger`. */
  readonly stream: string;
  readonly type: string;
  readonly facts: object;
  readonly words: object;
  /** Keys that this event takes. */
  readonly reserve?: readonly Reservation[];
}

/** Recognises a request that a client sends twice. */
export interface IdempotencyKey {
  /** Whose key it is: keys of two people never meet. */
  readonly scope: ActorId;
  readonly key: string;
  /** Of method, path and body, under a secret of the server. */
  readonly fingerprint: Buffer;
}

/** Events to append, all or none, with everything that must still hold when they are. */
export interface AppendRequest {
  readonly events: readonly NewEvent[];
  /** The revision of each stream written to, before: 0 for a new one. */
  readonly expected: ReadonlyMap<string, number>;
  /** Streams that the decision rests on and that must not have moved. */
  readonly unchanged?: readonly (readonly [stream: string, revision: number])[];
  /** Keys to free. */
  readonly release?: readonly string[];
  readonly actor: ActorId;
  readonly role?: Role;
  /** The request that causes it: a lower-case UUID. */
  readonly causation: string;
  readonly idempotencyKey?: IdempotencyKey;
  /** Identifiers that the answer names, kept with the key: never words, never secrets. */
  readonly result?: object;
  /** Positions whose words go with this append, which must hold the PayloadErased that lists them. */
  readonly erase?: readonly number[];
  /** Positions written without the append key, which the UnauthorisedAppendAccepted in this append accepts. */
  readonly accept?: readonly number[];
  /** Imports wait while interactive requests are waiting. */
  readonly priority?: 'interactive' | 'import';
}

/** An event with all that does not depend on its place in the ledger. */
export interface PreparedEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly head: Buffer;
  readonly who: Buffer;
  readonly facts: Buffer;
  readonly words: Buffer;
  /** 128 bytes: head, who, facts, words. */
  readonly salts: Buffer;
  readonly commitments: { readonly head: string; readonly who: string; readonly facts: string; readonly words: string };
  readonly reserve: readonly Reservation[];
}

export interface PreparedAppend extends AppendRequest {
  readonly prepared: readonly PreparedEvent[];
  readonly bytes: number;
}

const STREAM = /^[a-z]+(-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Does before the lock everything that needs no position: canonical bytes, salts, commitments.
 *
 * @param schemas the schema version in which each type is written.
 * @throws LedgerError `append-too-large`; NotCanonical for values that the ledger does not store; TypeError for a
 * stream, type or identifier that is not of its form, which no caller can cause.
 */
export function prepare(request: AppendRequest, schemas: ReadonlyMap<string, number>): PreparedAppend {
  if (request.events.length === 0 || request.events.length > MAX_EVENTS) {
    throw new LedgerError(
      'append-too-large',
      `an append holds 1 to ${MAX_EVENTS} events, not ${request.events.length}`,
    );
  }
  if (!UUID.test(request.causation)) throw new TypeError(`not a request identifier: ${request.causation}`);
  refuseUnstorable(request);
  const who = Buffer.from(ledgerJson({ actor: request.actor, role: request.role }));
  const revisions = new Map(request.expected);
  const prepared = request.events.map((event) => {
    const revision = (revisions.get(event.stream) ?? missing(event.stream)) + 1;
    revisions.set(event.stream, revision);
    return prepareEvent(event, revision, request.causation, who, schemas);
  });
  const bytes = prepared.reduce((sum, e) => sum + e.head.length + e.who.length + e.facts.length + e.words.length, 0);
  if (bytes > MAX_BYTES) throw new LedgerError('append-too-large', `an append holds at most 1 MiB, not ${bytes} bytes`);
  return { ...request, prepared, bytes };
}

/** Keys are text columns: NUL would fail in the database, and two keys with lone surrogates would be one there. */
function refuseUnstorable({ events, idempotencyKey, release = [] }: AppendRequest): void {
  const reserve = events.flatMap((event) => event.reserve?.map(({ key }) => key) ?? []);
  if (idempotencyKey || reserve.length > 0 || release.length > 0)
    ledgerJson({ key: idempotencyKey?.key, release, reserve });
}

function prepareEvent(
  event: NewEvent,
  revision: number,
  causation: string,
  who: Buffer,
  schemas: ReadonlyMap<string, number>,
): PreparedEvent {
  const schema = schemas.get(event.type);
  if (schema === undefined) throw new TypeError(`no catalogue lists ${event.type}`);
  if (!STREAM.test(event.stream)) throw new TypeError(`not a stream: ${event.stream}`);
  const { id } = event;
  if (!UUID.test(id)) throw new TypeError(`not an event identifier: ${id}`);
  // Canonical as it stands: keys in order, and no value that would need escaping.
  const head = Buffer.from(
    `{"causation":"${causation}","id":"${id}","revision":${revision},"schema":${schema},"stream":"${event.stream}","type":"${event.type}"}`,
  );
  const facts = Buffer.from(ledgerJson(event.facts));
  const words = Buffer.from(ledgerJson(event.words));
  const salts = freshBytes(128);
  const commitments = {
    head: commitPart('head', salts.subarray(0, 32), head),
    who: commitPart('who', salts.subarray(32, 64), who),
    facts: commitPart('facts', salts.subarray(64, 96), facts),
    words: commitPart('words', salts.subarray(96, 128), words),
  };
  const { stream, reserve = [] } = event;
  return { id, stream, revision, head, who, facts, words, salts, commitments, reserve };
}

function missing(stream: string): never {
  throw new TypeError(`no expected revision for ${stream}`);
}
