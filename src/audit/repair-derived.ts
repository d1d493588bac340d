import pg from 'pg';
import { KEY_RULES } from './key-rules.js';
import { kindOf, ReservationFold, type ReservationRow } from '../kernel/reservations.js';
import { parseLeaf } from '../ledger/leaf.js';
import { LedgerReader } from '../ledger/reader.js';
import { reservationsIn } from './ledger-history.js';
import { isSignedBy, storedCheckpoints } from './log/checkpoint-store.js';
import { readIdentity } from './log/log-keys.js';
import { actAsOwner } from './repair.js';

/** What was put right, and how. */
export interface Mended {
  readonly what: string;
  readonly change: 'set' | 'removed' | 'added';
}

const PAGE = 1000;

/**
 * Puts right what follows from the events, in one transaction in which nobody can append: size and time of the head; rows
 * among the checkpoints that none of the log's keys signed, which go; and who holds which key.
 *
 * @param ownerUrl of the ledger's owner, or a superuser
 * @throws NotRepairable `not-the-owner`; CorruptEvent where an event is damaged, which has to be repaired before
 */
export async function repairDerived(ownerUrl: string): Promise<readonly Mended[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('begin');
    await actAsOwner(client);
    await client.query('lock table ledger.head, ledger.reservations in share row exclusive mode');
    // The reader asks what it was given for nothing but answers to queries, which must be those of this transaction.
    const read = new LedgerReader(client as unknown as pg.Pool);
    const mended = [
      ...(await mendHead(client)),
      ...(await mendCheckpoints(client, read)),
      ...(await mendKeys(client, read)),
    ];
    await client.query('commit');
    return mended;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
}

/** Size and time are those of the last event. */
async function mendHead(client: pg.Client): Promise<Mended[]> {
  const { rows } = await client.query<{ position: string; leaf: Buffer }>(
    'select position, leaf from ledger.events order by position desc limit 1',
  );
  const [last] = rows;
  const [size, at] = last ? [Number(last.position) + 1, parseLeaf(last.leaf).at] : [0, new Date(0).toISOString()];
  const { rowCount } = await client.query(
    'update ledger.head h set size = $1, at = $2 where h.size <> $1 or h.at <> $2::timestamptz',
    [size, at],
  );
  return rowCount ? [{ what: 'head', change: 'set' }] : [];
}

/** What none of the log's keys signed binds nobody, and stands in the way of what they will sign. */
async function mendCheckpoints(client: pg.Client, read: LedgerReader): Promise<Mended[]> {
  const identity = await readIdentity({ read });
  if (!identity) return [];
  const mended: Mended[] = [];
  const tables = ['checkpoints', 'cosignatures'];
  for (const table of tables) await client.query(`alter table audit.${table} disable trigger ${table}_insert_only`);
  for await (const checkpoint of storedCheckpoints(client)) {
    if (isSignedBy(identity, checkpoint)) continue;
    await client.query('delete from audit.cosignatures where size = $1', [checkpoint.row]);
    await client.query('delete from audit.checkpoints where size = $1', [checkpoint.row]);
    mended.push({ what: `checkpoint ${checkpoint.size}`, change: 'removed' });
  }
  for (const table of tables)
    await client.query(`alter table audit.${table} enable always trigger ${table}_insert_only`);
  return mended;
}

async function mendKeys(client: pg.Client, read: LedgerReader): Promise<Mended[]> {
  const holders = new ReservationFold(KEY_RULES);
  for (let after = -1; ;) {
    const { events, corrupt } = await read.page(after, PAGE);
    if (corrupt) throw corrupt;
    for (const event of events) if (holders.knows(event.type)) holders.next(event);
    after += events.length;
    if (events.length < PAGE) break;
  }
  const { unfounded, missing } = holders.compare((await reservationsIn(client)) ?? []);
  await client.query(
    `delete from ledger.reservations r using unnest($1::text[], $2::uuid[], $3::bigint[]) g(key, id, position)
      where r.key = g.key and r.id = g.id and r.position = g.position`,
    [unfounded.map(({ key }) => key), unfounded.map(({ id }) => id), unfounded.map(({ position }) => position)],
  );
  await client.query(
    `insert into ledger.reservations (key, id, position, stream, erasable)
      select * from unnest($1::text[], $2::uuid[], $3::bigint[], $4::text[], $5::boolean[])`,
    [
      missing.map(({ key }) => key),
      missing.map(({ id }) => id),
      missing.map(({ position }) => position),
      missing.map(({ stream }) => stream),
      missing.map(({ erasable }) => erasable),
    ],
  );
  const told = (rows: readonly ReservationRow[], change: Mended['change']) =>
    rows.map(({ key, position }): Mended => ({ what: `reservation of a ${kindOf(key)} by event ${position}`, change }));
  return [...told(unfounded, 'removed'), ...told(missing, 'added')];
}
