import pg from 'pg';
import { kindOf, type KeyTaken } from '../kernel/reservations.js';
import { KEY_RULES } from './key-rules.js';
import { isNewestKey } from '../kernel/names.js';
import { LedgerReader } from '../ledger/reader.js';
import { actAsOwner } from './repair.js';

/** Things that are told apart by the rules before, and have one key by the newest. */
export interface SharedKey {
  /** What the key is of: `origin`, `url`, `review`, `handle`. */
  readonly kind: string;
  /** What has the key from now on: who took it first. */
  readonly keptBy: string;
  /** The others, which keep their identifiers. */
  readonly others: readonly string[];
}

/** What came of computing reservations anew. */
export interface Renewed {
  /** How many rows of the newest version stand now. */
  readonly reserved: number;
  readonly shared: readonly SharedKey[];
}

const PAGE = 1000;

interface Row {
  readonly key: string;
  readonly id: string;
  readonly position: number;
  readonly stream: string;
  readonly erasable: boolean;
}

/**
 * Computes all reservations under the newest version of keys anew from the events, in one transaction in which nobody can
 * append. What an event names is reserved where the event holds it under the version before, so that what was freed stays
 * free. Of several things with one key the earliest has it.
 *
 * @param ownerUrl of the ledger's owner, or a superuser
 * @throws NotRepairable `not-the-owner`; CorruptEvent where an event is damaged, which has to be repaired before
 */
export async function renewReservations(ownerUrl: string): Promise<Renewed> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('begin');
    await actAsOwner(client);
    await client.query('lock table ledger.head, ledger.reservations in share row exclusive mode');
    // The reader asks what it was given for nothing but answers to queries, which must be those of this transaction.
    const rows = await rowsAnew(client, new LedgerReader(client as unknown as pg.Pool));
    const renewed = earliestOf(rows);
    await client.query(`delete from ledger.reservations where key ~ '^[a-z]+@'`);
    await client.query(
      `insert into ledger.reservations (key, id, position, stream, erasable)
        select * from unnest($1::text[], $2::uuid[], $3::bigint[], $4::text[], $5::boolean[])`,
      [
        renewed.rows.map(({ key }) => key),
        renewed.rows.map(({ id }) => id),
        renewed.rows.map(({ position }) => position),
        renewed.rows.map(({ stream }) => stream),
        renewed.rows.map(({ erasable }) => erasable),
      ],
    );
    await client.query('commit');
    return { reserved: renewed.rows.length, shared: renewed.shared };
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
}

const nameOf = ({ key, id, position }: Pick<Row, 'key' | 'id' | 'position'>): string => `${position} ${id} ${key}`;

/** Every row under a newest key that an event may have, in the order of the events. */
async function rowsAnew(client: pg.Client, read: LedgerReader): Promise<Row[]> {
  const { rows: standing } = await client.query<{ key: string; id: string; position: string }>(
    'select key, id, position from ledger.reservations where erasable',
  );
  const held = new Set(standing.map((row) => nameOf({ ...row, position: Number(row.position) })));
  const rows: Row[] = [];
  for (let after = -1; ;) {
    const { events, corrupt } = await read.page(after, PAGE);
    if (corrupt) throw corrupt;
    for (const event of events) {
      const { position, stream } = event;
      const taken = (KEY_RULES[event.type]?.(event) ?? []).filter((change): change is KeyTaken => 'takes' in change);
      taken.forEach(({ takes: key, id, ofWords: erasable }, i) => {
        if (!isNewestKey(key)) return;
        const row: Row = { key, id, position, stream, erasable };
        // Behind it stand the keys of the version before, of the same name.
        const next = taken.findIndex((each, n) => n > i && isNewestKey(each.takes));
        const before = taken.slice(i + 1, next < 0 ? undefined : next);
        if ([key, ...before.map(({ takes }) => takes)].some((each) => held.has(nameOf({ ...row, key: each }))))
          rows.push(row);
      });
    }
    after += events.length;
    if (events.length < PAGE) return rows;
  }
}

function earliestOf(rows: readonly Row[]): { readonly rows: readonly Row[]; readonly shared: readonly SharedKey[] } {
  const holders = new Map<string, Set<string>>();
  for (const { key, id } of rows) holders.set(key, (holders.get(key) ?? new Set()).add(id));
  const first = (key: string): string => [...(holders.get(key) ?? [])][0] ?? '';
  const shared = [...holders]
    .filter(([, ids]) => ids.size > 1)
    .map(([key, ids]) => ({ kind: kindOf(key), keptBy: first(key), others: [...ids].slice(1) }));
  return { rows: rows.filter(({ key, id }) => first(key) === id), shared };
}
