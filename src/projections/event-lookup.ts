import type { Pool } from 'pg';
import { batchLoader } from '../database/batch-loader.js';
import { groupBy } from '../kernel/group-by.js';
import type { Event } from '../kernel/event.js';
import { CorruptEvent } from '../ledger/errors.js';
import type { LedgerEvent } from '../ledger/ledger.events.js';
import { heldToTree } from '../ledger/leaf-tiles.js';
import { EVENT_COLUMNS, EVENT_TABLES, openEvent, type EventRow, type Recorded } from '../ledger/recorded.js';
import type { ErasureView } from './erasure.views.js';
import type { ReadContext, Reader } from './engine/view.js';

/** Events by position; a corrupt one keeps its place, so that who shows many can show the others. */
export type EventLookup = ReadonlyMap<number, Recorded | CorruptEvent>;

/** Checks and opens rows one by one. */
export async function openAll(pool: Pool, rows: readonly EventRow[]): Promise<EventLookup> {
  return new Map(
    (await heldToTree(pool, rows)).map((row): [number, Recorded | CorruptEvent] => {
      try {
        return [Number(row.position), openEvent(row)];
      } catch (error) {
        if (error instanceof CorruptEvent) return [Number(row.position), error];
        throw error;
      }
    }),
  );
}

const AT = {
  name: 'views-events-at',
  text: `select ${EVENT_COLUMNS} from ${EVENT_TABLES} where e.position = any($1) order by e.position`,
};
const OF = {
  name: 'views-events-of',
  text: `select ${EVENT_COLUMNS} from ${EVENT_TABLES} where e.stream = any($1) order by e.position`,
};
/** Of works and outlets mostly, which many claims name: who asks in the same turn shares what is checked and opened. */
const streams = batchLoader<EventLookup>(async (pool, names) => {
  const { rows } = await pool.query<EventRow>({ ...OF, values: [names] });
  const opened = [...(await openAll(pool, rows))];
  const streamAt = new Map(rows.map(({ position, stream }) => [Number(position), stream]));
  return new Map(
    [...groupBy(opened, ([position]) => streamAt.get(position) ?? '')].map(([stream, own]) => [stream, new Map(own)]),
  );
});

/** @returns the events at some positions, and those that erased words of theirs */
export async function eventsAt(pool: Pool, positions: readonly number[]): Promise<EventLookup> {
  if (positions.length === 0) return new Map();
  const { rows } = await pool.query<EventRow>({ ...AT, values: [positions] });
  return withErasures(pool, await openAll(pool, rows));
}

/** @returns the events of some streams, and those that erased words of theirs; corrupt ones keep their place */
export async function eventsOf(pool: Pool, names: readonly string[]): Promise<EventLookup> {
  if (names.length === 0) return new Map();
  const found = await streams(pool, names);
  const stored = names.flatMap((name) => [...(found.get(name) ?? [])]);
  return withErasures(pool, new Map(stored.sort(([a], [b]) => a - b)));
}

/** Adds the events that erased words of some. Erasures are rare, so they are read apart: most questions have none. */
export async function withErasures(pool: Pool, stored: EventLookup): Promise<EventLookup> {
  const erasing = new Set<number>();
  for (const event of stored.values()) {
    if (!(event instanceof CorruptEvent) && event.erasedBy !== undefined) erasing.add(event.erasedBy);
  }
  if (erasing.size === 0) return stored;
  const { rows } = await pool.query<EventRow>({ ...AT, values: [[...erasing]] });
  return new Map([...stored, ...(await openAll(pool, rows))]);
}

/**
 * One stream out of what was read.
 *
 * @param newest the revision that rows know of: the stream cannot be shorter
 * @throws CorruptEvent when one of its events is, or is missing
 */
export function streamIn<E extends Event>(stored: EventLookup, stream: string, newest = 0): Recorded<E>[] {
  const events: Recorded<E>[] = [];
  for (const [position, event] of stored) {
    if (event.stream !== stream) continue;
    if (event instanceof CorruptEvent) throw event;
    if (event.revision !== events.length + 1) throw new CorruptEvent(position, stream, 'an event before it is missing');
    events.push(event as Recorded<E>);
  }
  const last = events.at(-1);
  if (last && last.revision < newest) throw new CorruptEvent(last.position, stream, 'an event after it is missing');
  return events;
}

export const eventsUpTo = <E extends Event>(
  events: readonly Recorded<E>[],
  { asOf }: Pick<ReadContext, 'asOf'>,
): Recorded<E>[] => (asOf === null ? [...events] : events.filter(({ position }) => position <= asOf));

/** Whether somebody may read who erased words and why: those who answer for it, and those who check it. */
export const mayReadReasons = ({ roles }: Reader): boolean =>
  roles.includes('auditor') || roles.includes('admin') || roles.includes('system');

/** What was erased of some events, when and on what ground, as every moment shows it: erasure is not time-travelled. */
export function erasuresOf(events: readonly Recorded[], stored: EventLookup, reader: Reader): ErasureView[] {
  return events.flatMap(({ position, type, erasedBy }) => {
    if (erasedBy === undefined) return [];
    const by = stored.get(erasedBy);
    const erasure = by && !(by instanceof CorruptEvent) && by.type === 'PayloadErased' ? by : undefined;
    const { facts, words, at } = (erasure ?? {}) as Partial<Recorded<Extract<LedgerEvent, { type: 'PayloadErased' }>>>;
    const reason = mayReadReasons(reader) ? (words?.reason ?? null) : null;
    return [{ position, type, at: at ?? null, basis: facts?.basis ?? null, reason, erasedBy }];
  });
}
