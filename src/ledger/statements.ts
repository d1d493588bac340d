import type { ClientBase } from 'pg';
import type { PreparedAppend } from './append-request.js';
import type { LedgerHead, BatchRows } from './batch.js';
import type { StreamHeads } from './preconditions.js';
import type { AppendKey } from '../kernel/append-key.js';
import { LedgerError } from './errors.js';

/** Clocks further apart than this are nobody's time. */
const MAX_CLOCK_SKEW_MS = 5000;

/**
 * Begins the writing transaction and takes the head row's lock, in one round trip. What the writer goes by is read in
 * a later statement, whose snapshot holds all that was committed before the lock was had.
 *
 * @throws LedgerError `clock` when this machine's clock, the database's and the ledger's are too far apart.
 */
export async function lockHead(client: ClientBase): Promise<LedgerHead> {
  const results = (await client.query(
    'begin isolation level read committed; select * from ledger.lock_head()',
  )) as unknown as { rows: LockRow[] }[];
  const row = results[1]?.rows[0];
  if (!row) throw new LedgerError('corrupt', 'the ledger has no head row');
  const here = Date.now();
  const now = row.now.getTime();
  const last = row.at.getTime();
  if (Math.abs(here - now) > MAX_CLOCK_SKEW_MS) {
    throw new LedgerError('clock', `this machine's clock and the database's are ${Math.abs(here - now)} ms apart`);
  }
  if (last - now > MAX_CLOCK_SKEW_MS) {
    throw new LedgerError('clock', `the ledger's last event is ${last - now} ms ahead of the database's clock`);
  }
  return { size: Number(row.size), at: new Date(Math.max(now, last)).toISOString() };
}

interface LockRow {
  size: string;
  at: Date;
  now: Date;
}

const STREAM_HEADS = {
  name: 'ledger-stream-heads',
  text: `select 's' as kind, s.stream as name, s.salt as bytes, null::uuid as id, null::text as result,
      (select max(e.revision) from ledger.events e where e.stream = s.stream) as revision
    from ledger.streams s where s.stream = any($1)
    union all
    select 'r', k.key, null, (select r.id from ledger.reservations r where r.key = k.key limit 1), null, null
    from unnest($2::text[]) k(key)
    union all
    select 'k', e.key_scope || ' ' || e.key, e.fingerprint, null, e.result, null
    from unnest($3::text[], $4::text[]) k(scope, key)
    join ledger.events e on e.key_scope = k.scope and e.key = k.key`,
};

interface StreamHeadsRow {
  kind: 's' | 'r' | 'k';
  name: string;
  bytes: Buffer | null;
  id: string | null;
  result: string | null;
  revision: number | null;
}

/** Reads, under the lock, everything that the batch touches or rests on. */
export async function readStreamHeads(
  client: ClientBase,
  batch: readonly PreparedAppend[],
): Promise<{ heads: StreamHeads; salts: Map<string, Buffer> }> {
  const streams = new Set<string>();
  const keys: string[] = [];
  for (const { expected, unchanged = [], prepared, release = [] } of batch) {
    for (const stream of expected.keys()) streams.add(stream);
    for (const [stream] of unchanged) streams.add(stream);
    for (const { reserve } of prepared) keys.push(...reserve.map(({ key }) => key));
    keys.push(...release);
  }
  const repeats = batch.flatMap(({ idempotencyKey }) => idempotencyKey ?? []);
  const { rows } = await client.query<StreamHeadsRow>({
    ...STREAM_HEADS,
    values: [[...streams], keys, repeats.map((r) => r.scope), repeats.map((r) => r.key)],
  });
  const heads: StreamHeads = { revisions: new Map(), held: new Map(), answered: new Map() };
  const salts = new Map<string, Buffer>();
  for (const row of rows) {
    if (row.kind === 's' && row.bytes) {
      heads.revisions.set(row.name, row.revision ?? 0);
      salts.set(row.name, row.bytes);
    } else if (row.kind === 'r' && row.id) heads.held.set(row.name, row.id);
    else if (row.kind === 'k' && row.result)
      heads.answered.set(row.name, { fingerprint: row.bytes, result: row.result });
  }
  return { heads, salts };
}

const APPEND = {
  name: 'ledger-append',
  text: `select ledger.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
    $21, $22)`,
};

/**
 * Inserts the winners' rows, moves the head, erases what they ask to erase and notes what they accept. The caller commits.
 *
 * @returns the statements, all sent: whoever waits for them may send more behind them.
 */
export function insertRows(
  client: ClientBase,
  { first, at, rows, newStreams, released, reserved, erase, accept }: BatchRows,
  key: AppendKey,
): Promise<unknown>[] {
  const events = rows.map(({ event }) => event);
  const parts = rows.flatMap(({ event, leaf }) => [leaf, event.head, event.who, event.facts, event.words]);
  let end = 0;
  const ends = parts.map((part) => (end += part.length));
  const taken = reserved;
  const mac = key.mac(rows.map(({ leaf }) => leaf));
  // Columns that end early are filled with null: most batches have no key at all.
  const repeats = rows.some(({ idempotency }) => idempotency) ? rows.map(({ idempotency }) => idempotency) : [];
  const inserted = client.query({
    ...APPEND,
    values: [
      first,
      at,
      events.map((e) => e.id),
      events.map((e) => e.stream),
      events.map((e) => e.revision),
      Buffer.concat(parts, end),
      ends,
      Buffer.concat(events.map((e) => e.salts)),
      repeats.map((key) => key?.scope ?? null),
      repeats.map((key) => key?.key ?? null),
      repeats.map((key) => key?.fingerprint ?? null),
      repeats.map((key) => key?.result ?? null),
      [...newStreams.keys()],
      Buffer.concat([...newStreams.values()]),
      taken.map((r) => r.key),
      taken.map((r) => r.id),
      taken.map((r) => r.stream),
      taken.map((r) => r.position),
      taken.map((r) => r.ofWords),
      released,
      mac,
      key.pass(mac),
    ],
  });
  return [
    inserted,
    ...erase.map(({ positions, by }) => client.query('select ledger.erase($1, $2)', [positions, by])),
    ...accept.map(({ positions, by }) => client.query('select ledger.accept($1, $2)', [positions, by])),
  ];
}

/** Which of a batch's events are in the ledger after a broken connection, by identifier. */
export async function findEvents(client: ClientBase, ids: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await client.query<{ id: string; position: string }>(
    'select id, position from ledger.events where id = any($1)',
    [ids],
  );
  return new Map(rows.map(({ id, position }) => [id, Number(position)]));
}
