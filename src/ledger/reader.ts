import type { Pool } from 'pg';
import { batchLoader } from '../database/batch-loader.js';
import { CorruptEvent, LedgerError } from './errors.js';
import { heldToTree } from './leaf-tiles.js';
import { EVENT_COLUMNS, EVENT_TABLES, openEvent, type EventRow, type Recorded } from './recorded.js';

/** Consecutive events, up to a corrupt or missing one if there is one: nothing after it may be built on. */
export interface EventPage {
  readonly events: readonly Recorded[];
  readonly corrupt?: CorruptEvent;
}

const PAGE_EVENTS = {
  name: 'ledger-page',
  text: `select ${EVENT_COLUMNS} from ${EVENT_TABLES} where e.position > $1 order by e.position limit $2`,
};
/** The first event comes however long it is: a reader must get past it. */
const PAGE_BYTES_QUERY = {
  name: 'ledger-page-of-bytes',
  text: `select ${EVENT_COLUMNS} from (
      select *, sum(octet_length(facts) + coalesce(octet_length(words), 0)) over (order by position) as read
      from (select * from ledger.events where position > $1 order by position limit $2) p
    ) e where e.read <= $3 or e.position = $1 + 1 order by e.position`,
};
const STREAMS = {
  name: 'ledger-streams',
  text: `select ${EVENT_COLUMNS} from ${EVENT_TABLES} where e.stream = any($1) and e.position <= $2 order by e.position`,
};
const POSITIONS = {
  name: 'ledger-positions',
  text: `select ${EVENT_COLUMNS} from ${EVENT_TABLES} where e.position = any($1) order by e.position`,
};

const HELD = {
  name: 'ledger-held',
  text: `select k.key, r.id from unnest($1::text[]) k(key)
    cross join lateral (select id from ledger.reservations where key = k.key limit 1) r`,
};
const FIRST_HELD = {
  name: 'ledger-first-held',
  text: `select split_part(key, ':', 1) as version, min(position) as position from ledger.reservations where erasable
    group by 1`,
};
const holders = batchLoader<string>(async (pool, keys) => {
  const { rows } = await pool.query<{ key: string; id: string }>({ ...HELD, values: [keys] });
  return new Map(rows.map(({ key, id }) => [key, id]));
});

/** Reads the ledger. Every event is checked against its leaf before anybody sees it. */
export class LedgerReader {
  /** @param schemas the newest schema version of each type that this program knows; undefined: whoever reads knows none */
  constructor(
    private readonly pool: Pool,
    private readonly schemas?: ReadonlyMap<string, number>,
  ) {}

  /** @returns the last position (-1 on an empty ledger) and its time. */
  async head(): Promise<{ position: number; at: string }> {
    const { rows } = await this.pool.query<{ size: string; at: Date }>({
      name: 'ledger-head',
      text: 'select size, at from ledger.head',
    });
    return { position: Number(rows[0]?.size ?? 0) - 1, at: (rows[0]?.at ?? new Date(0)).toISOString() };
  }

  /**
   * @param bytes of facts and words after which a page ends before `limit`; not given: however long they are
   * @returns up to `limit` events above `after`, in order; a corrupt or missing one ends the page and is named.
   * @throws LedgerError `unknown-event`
   */
  async page(after: number, limit: number, bytes?: number): Promise<EventPage> {
    const { rows } = await this.pool.query<EventRow>(
      bytes === undefined
        ? { ...PAGE_EVENTS, values: [after, limit] }
        : { ...PAGE_BYTES_QUERY, values: [after, limit, bytes] },
    );
    const events: Recorded[] = [];
    for (const row of await heldToTree(this.pool, rows)) {
      try {
        const event = openEvent(row);
        const position = after + 1 + events.length;
        if (event.position !== position) throw new CorruptEvent(position, '', 'the event is missing');
        mustBeMonotonic(events.at(-1), event);
        this.#mustBeKnown(event);
        events.push(event);
      } catch (error) {
        if (error instanceof CorruptEvent) return { events, corrupt: error };
        throw error;
      }
    }
    return { events };
  }

  /**
   * @returns all events of some streams, by position, up to and with `upTo`.
   * @throws CorruptEvent when one of them is, or when one is missing before another: then that other is named;
   * LedgerError `unknown-event`
   */
  async streams(streams: readonly string[], upTo = Number.MAX_SAFE_INTEGER): Promise<Recorded[]> {
    if (streams.length === 0) return [];
    const { rows } = await this.pool.query<EventRow>({ ...STREAMS, values: [streams, upTo] });
    const revisions = new Map<string, number>();
    let before: Recorded | undefined;
    return (await heldToTree(this.pool, rows)).map((row) => {
      const event = openEvent(row);
      mustBeMonotonic(before, event);
      this.#mustBeKnown(event);
      before = event;
      const revision = (revisions.get(event.stream) ?? 0) + 1;
      if (event.revision !== revision)
        throw new CorruptEvent(event.position, event.stream, `revision ${revision} is missing before it`);
      revisions.set(event.stream, revision);
      return event;
    });
  }

  /** @returns the events at some positions, in order of position. @throws CorruptEvent when one of them is. */
  async at(positions: readonly number[]): Promise<Recorded[]> {
    if (positions.length === 0) return [];
    const { rows } = await this.pool.query<EventRow>({ ...POSITIONS, values: [positions] });
    return (await heldToTree(this.pool, rows)).map(openEvent);
  }

  /** @returns the last position at or before an instant (RFC 3339); -1 where there is none. */
  async positionAt(instant: string): Promise<number> {
    const { rows } = await this.pool.query<{ position: string }>('select ledger.position_at($1) as position', [
      instant,
    ]);
    return Number(rows[0]?.position ?? -1);
  }

  /** @returns the identifiers under which keys are held. */
  async held(keys: readonly string[]): Promise<Map<string, string>> {
    if (keys.length === 0) return new Map();
    const found = await holders(this.pool, keys);
    return new Map(
      keys.flatMap((key): [string, string][] => {
        const id = found.get(key);
        return id === undefined ? [] : [[key, id]];
      }),
    );
  }

  /** @returns where the first key that is made of words is held, of each kind and version: `origin@2`; `origin` of the first. */
  async firstHeld(): Promise<{ version: string; position: number }[]> {
    const { rows } = await this.pool.query<{ version: string; position: string }>(FIRST_HELD);
    return rows.map(({ version, position }) => ({ version, position: Number(position) }));
  }

  /** @returns those of some identifiers under which any key is held. */
  async holders(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const { rows } = await this.pool.query<{ id: string }>({
      name: 'ledger-holders',
      text: 'select distinct id from ledger.reservations where id = any($1::uuid[])',
      values: [ids],
    });
    return new Set(rows.map(({ id }) => id));
  }

  /** What a program does not know it must neither decide nor fold without: a newer one may have been here. */
  #mustBeKnown({ position, type, schema }: Recorded): void {
    if (!this.schemas || (this.schemas.get(type) ?? 0) >= schema) return;
    const newest = this.schemas.get(type);
    const known = newest === undefined ? 'does not know the type' : `knows the type up to schema ${newest}`;
    throw new LedgerError('unknown-event', `event ${position} is ${type}, schema ${schema}; this program ${known}`);
  }

  /** @returns the salt of a stream, which lets its holder find the stream's leaves in the public log. */
  async streamSalt(stream: string): Promise<Buffer | null> {
    const { rows } = await this.pool.query<{ salt: Buffer }>('select salt from ledger.streams where stream = $1', [
      stream,
    ]);
    return rows[0]?.salt ?? null;
  }
}

/** Times never fall with the position: an `at` that does was not given by this ledger. */
function mustBeMonotonic(before: Recorded | undefined, event: Recorded): void {
  if (before && event.at < before.at)
    throw new CorruptEvent(event.position, event.stream, 'its time is before the last');
}
