import type { ClientBase, Pool } from 'pg';
import { LEDGER_STREAM } from '../ledger/ledger.events.js';
import type { ReservationRow } from '../kernel/reservations.js';
import { TILE_WIDTH } from '../kernel/tiles.js';
import type { EventRow } from '../ledger/recorded.js';
import type { Entry, History, KeptCheckpoint, OpenedParts, HistoryPage } from './verify/history.js';
import { objectIn, ownFacts } from './verify/own-facts.js';
import { tileName } from './verify/tile-check.js';

/** Events that are read at once: the next ones are read while these are hashed. */
const PAGE = 1000;
const TILES_AHEAD = 64;
const CHECKPOINTS_BEYOND = 100;

type EventPartsRow = Omit<EventRow, 'erasing' | 'accepted_by'>;

const EVENTS = {
  name: 'verify-events',
  text: `select e.position, e.id, e.stream, e.revision, e.leaf, e.head, e.head_salt, e.who, e.who_salt,
      e.facts, e.facts_salt, e.words, e.words_salt,
      (select s.salt from ledger.streams s where s.stream = e.stream) as stream_salt,
      (select x.erased_by from ledger.erasures x where x.position = e.position) as erased_by
    from ledger.events e where e.position > $1 order by e.position limit $2`,
};

/** A ledger's database, opened for verification, with the key that it says is its own. */
export interface LedgerHistory {
  readonly history: History;
  /** C2SP vkey of position 0; undefined where there is none to be read. */
  readonly vkey: string | undefined;
  /** How many events there are, or were when the newest checkpoint was signed. */
  readonly length: number;
  /** Who holds which key; undefined where this role may not know. */
  readonly reservations: () => Promise<readonly ReservationRow[] | undefined>;
  /** The connection on which all of it is read. */
  readonly client: ClientBase;
}

/** The statement that begins to read: nothing that others do meanwhile shows, until it is begun anew. */
const BEGIN = `begin isolation level repeatable read read only;
  set local idle_in_transaction_session_timeout = '5min'; set local statement_timeout = '60s'`;

/**
 * Runs with the ledger's database. Nothing of it is trusted: rows are read as they are.
 *
 * @param pool of any role that may read schemas `ledger` and `audit`
 * @param at `once`: as it stands at one moment; `page by page`: each page as of its own, and what is asked for after the last
 * page as of that one's, so that a run that takes hours holds up no vacuum
 */
export async function withLedgerHistory<T>(
  pool: Pool,
  at: 'once' | 'page by page',
  run: (ledger: LedgerHistory) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  // A connection that breaks says so at the next query.
  const ignore = () => undefined;
  client.on('error', ignore);
  try {
    await client.query(BEGIN);
    return await run(await ledgerHistory(client, at));
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.off('error', ignore);
    client.release();
  }
}

/** The history that a connection sees; read `once` it must go on seeing the same: in a transaction that reads repeatably. */
export async function ledgerHistory(client: ClientBase, at: 'once' | 'page by page' = 'once'): Promise<LedgerHistory> {
  const ends = { length: await lengthOf(client) };
  const tiles = new TileReader(client, ends);
  const own = new OwnStream(client);
  await own.follow();
  const renew = async (): Promise<void> => {
    await client.query(`commit; ${BEGIN}`);
    ends.length = await lengthOf(client);
    await own.follow();
  };
  const history: History = {
    complete: true,
    erased: own.erased,
    closed: false,
    pages: () => (at === 'once' ? pagesAhead(client) : pagesRenewed(client, renew)),
    tile: (level, index) => tiles.read(level, index),
    tilesBeyond: () => tilesBeyond(client, ends.length),
    head: async () => {
      const { rows } = await client.query<{ size: string; at: Date }>('select size, at from ledger.head');
      return { size: Number(rows[0]?.size ?? 0), at: (rows[0]?.at ?? new Date(0)).toISOString() };
    },
  };
  return { history, vkey: own.vkey, length: ends.length, reservations: () => reservationsIn(client), client };
}

const pageOf = (client: ClientBase, after: number) => client.query<EventPartsRow>({ ...EVENTS, values: [after, PAGE] });

/** The next page is read while one is checked. */
async function* pagesAhead(client: ClientBase): AsyncGenerator<HistoryPage> {
  let ahead = pageOf(client, -1);
  for (let from = -1; ;) {
    const { rows } = await ahead;
    const last = rows.at(-1);
    if (!last) break;
    const to = Number(last.position);
    const checkpoints = await checkpointsIn(client, from, to + 1);
    ahead = pageOf(client, to);
    // Whoever awaits it hears of a failure; where nobody does, nobody needs to.
    ahead.catch(() => undefined);
    yield { entries: rows.map(entryOf), checkpoints };
    from = to + 1;
    if (rows.length < PAGE) break;
  }
  yield* beyond(client);
}

/** Each page as it stands when it is read, until one is not full: what comes after that is not read any more. */
async function* pagesRenewed(client: ClientBase, renew: () => Promise<void>): AsyncGenerator<HistoryPage> {
  for (let from = -1; ; await renew()) {
    const { rows } = await pageOf(client, Math.max(from - 1, -1));
    const last = rows.at(-1);
    if (last) {
      const to = Number(last.position);
      yield { entries: rows.map(entryOf), checkpoints: await checkpointsIn(client, from, to + 1) };
      from = to + 1;
    }
    if (rows.length < PAGE) break;
  }
  yield* beyond(client);
}

/** Checkpoints whose size is above one and not above another. */
async function checkpointsIn(client: ClientBase, above: number, upTo: number): Promise<KeptCheckpoint[]> {
  const { rows } = await client.query<{ size: string; root: Buffer; note: string }>({
    name: 'verify-checkpoints-between',
    text: 'select size, root, note from audit.checkpoints where size > $1 and size <= $2 order by size',
    values: [above, upTo],
  });
  return rows.map(({ size, root, note }) => ({ size: Number(size), root, note }));
}

const opened = (salt: Buffer, bytes: Buffer): OpenedParts => ({ salt, bytes });

function entryOf(row: EventPartsRow): Entry {
  const { words, words_salt: salt, erased_by: erasedBy } = row;
  return {
    position: Number(row.position),
    leaf: row.leaf,
    id: row.id,
    place: { stream: row.stream, revision: row.revision, salt: row.stream_salt },
    head: opened(row.head_salt, row.head),
    who: opened(row.who_salt, row.who),
    facts: opened(row.facts_salt, row.facts),
    words: words && salt ? opened(salt, words) : null,
    erasedBy: erasedBy === null ? null : Number(erasedBy),
  };
}

/** Checkpoints over more events than there are: one is enough to tell. */
async function* beyond(client: ClientBase): AsyncGenerator<HistoryPage> {
  const { rows } = await client.query<{ size: string; root: Buffer; note: string }>(
    `select size, root, note from audit.checkpoints
      where size > coalesce((select max(position) + 1 from ledger.events), 0) order by size limit $1`,
    [CHECKPOINTS_BEYOND],
  );
  yield { entries: [], checkpoints: rows.map(({ size, root, note }) => ({ size: Number(size), root, note })) };
}

/** Reads tiles of each level in order, many at a time. */
class TileReader {
  readonly #levels = new Map<number, { readonly upTo: number; readonly tiles: ReadonlyMap<number, Buffer> }>();

  constructor(
    private readonly client: ClientBase,
    /** Tiles beyond its length are nobody's. */
    private readonly ends: { readonly length: number },
  ) {}

  async read(level: number, index: number): Promise<Buffer | undefined> {
    const there = this.#levels.get(level);
    // One that was not there may have been stored since.
    if (there && index < there.upTo && there.tiles.has(index)) return there.tiles.get(index);
    const upTo = index + TILES_AHEAD;
    const { rows } = await this.client.query<{ index: string; hashes: Buffer }>({
      name: 'verify-tiles',
      text: 'select index, hashes from audit.tiles where level = $1 and index >= $2 and index < $3',
      values: [level, index, Math.min(upTo, Math.floor(this.ends.length / TILE_WIDTH ** (level + 1)))],
    });
    const tiles = new Map(rows.map((row) => [Number(row.index), row.hashes]));
    this.#levels.set(level, { upTo, tiles });
    return tiles.get(index);
  }
}

async function tilesBeyond(client: ClientBase, size: number): Promise<string[]> {
  const { rows } = await client.query<{ level: number; index: string }>(
    `select level, index from audit.tiles where (index + 1) * ($2::numeric ^ (level + 1)) > $1 order by 1, 2 limit 100`,
    [size, TILE_WIDTH],
  );
  return rows.map(({ level, index }) => tileName(level, Number(index)));
}

/** Who holds which key; undefined where the role may not read it. */
export async function reservationsIn(client: ClientBase): Promise<readonly ReservationRow[] | undefined> {
  const { rows: may } = await client.query<{ may: boolean }>(
    `select has_table_privilege('ledger.reservations', 'select') as may`,
  );
  if (!may[0]?.may) return undefined;
  const { rows } = await client.query<Omit<ReservationRow, 'position'> & { position: string }>(
    'select key, id, position, stream, erasable from ledger.reservations',
  );
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}

/** How long the ledger is, or was when a checkpoint was signed: by whatever says more. */
async function lengthOf(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ length: string }>(
    `select greatest((select max(position) + 1 from ledger.events), (select max(size) from audit.checkpoints), 0) as length`,
  );
  return Number(rows[0]?.length ?? 0);
}

/** What the ledger says of itself: its key, and what it erased. Whether these events are right, the verification tells. */
class OwnStream {
  readonly erased = new Map<number, number>();
  vkey: string | undefined;
  #position = -1;

  constructor(private readonly client: ClientBase) {}

  /** Reads on from where it came to. */
  async follow(): Promise<void> {
    const { rows } = await this.client.query<{ position: string; head: Buffer; facts: Buffer }>({
      name: 'verify-own-stream',
      text: 'select position, head, facts from ledger.events where stream = $1 and position > $2 order by position',
      values: [LEDGER_STREAM, this.#position],
    });
    for (const { position, head, facts } of rows) {
      const { type } = objectIn(head);
      const { positions, vkey: adopted } = ownFacts(facts);
      if (type === 'PayloadErased') for (const each of positions) this.erased.set(each, Number(position));
      if (type === 'SigningKeyAdopted' && position === '0') this.vkey = adopted;
      this.#position = Number(position);
    }
  }
}
