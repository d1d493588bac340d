import { CorruptEvent } from '../../ledger/errors.js';
import { present } from '../../kernel/present.js';
import type { Recorded } from '../../ledger/recorded.js';
import type { OutletEvent, OutletRegistered, OutletRenamed } from '../../outlets/outlet.events.js';
import { BY_POSITION, DAY, readCursor, writeCursor, type Cursor } from '../engine/cursor.js';
import { outletRows, type OutletRow } from './outlet.projection.js';
import type { ListedOutletView, OutletListView, OutletView } from './outlet.views.js';
import { partsAt, checkpointOf } from '../engine/store.js';
import { erasuresOf, eventsAt, eventsOf, streamIn, upTo, type EventLookup } from '../event-lookup.js';
import { covers, spanOf } from '../../claims/verdicts/valid-at.js';
import { isStaff, notFound, view, type Reader } from '../engine/view.js';

type ShownOutlet = Recorded<OutletRegistered | OutletRenamed>;

/**
 * One outlet, for who works here. With `validAt`, a day (`YYYY-MM-DD`), only the domains by which it may have been known
 * on it; what it is called has no days.
 *
 * Throws Unanswerable `not-found`; CorruptEvent where one of its events is corrupt.
 */
export const outletPage = view<{ readonly id: string; readonly validAt?: string | undefined }, OutletView>({
  dependsOn: [],
  answer: async ({ pool, ledger }, { id, validAt }, moment) => {
    if (!isStaff(moment.reader)) return notFound();
    const head = await ledger.head();
    const stored = await eventsOf(pool, [`outlet-${id}`]);
    const position = moment.asOf ?? head.position;
    // What was recorded since the position was read is not what the answer says that it rests on.
    const events = upTo(streamIn<OutletEvent>(stored, `outlet-${id}`), { asOf: position });
    const row = events.reduce<OutletRow | undefined>(
      (state, event) => outletRows.on[event.type]?.(state, event as never),
      undefined,
    );
    if (!row) return notFound();
    const { corrupt: _, ...shown } = shownOf(id, onDay(row, validAt), stored, moment.reader);
    return { ...shown, validAt: validAt ?? null, position, asOf: moment.asOf, stale: position < moment.after };
  },
});

const RESTS = [outletRows];
const LIST = 'outlets';
const FORMS = { list: LIST, filters: { validAt: DAY }, last: BY_POSITION };

/** What a list of outlets may be asked. */
interface OutletListArgs {
  /** Only domains by which each may have been known on this day of the world (`YYYY-MM-DD`). */
  readonly validAt?: string | undefined;
  readonly cursor?: string | undefined;
  /** 1 to 200, 50 by default. */
  readonly limit?: number | undefined;
}

/**
 * Outlets in the order of their registration, for who works here.
 *
 * Throws Unanswerable `not-found` and `cursor-invalid`.
 */
export const outletList = view<OutletListArgs, OutletListView>({
  dependsOn: RESTS,
  answer: async ({ pool }, { validAt, cursor: text, limit = 50 }, moment) => {
    if (!isStaff(moment.reader)) return notFound();
    const given = present({ validAt });
    const cursor = readCursor(text, FORMS, given, moment);
    const filters: Cursor['filters'] = cursor?.filters ?? given;
    const pinned = cursor?.position ?? moment.asOf;
    const parts = partsAt(outletRows, pinned === null ? null : '$3::bigint').map(
      (each) => `(select r.* from ${each} r where r.recorded > $1::bigint order by r.recorded limit $2)`,
    );
    const { rows } = await pool.query<{
      position: string;
      stopped: string | null;
      key: string | null;
      state: OutletRow;
    }>(
      `select p.position, p.stopped, r.key, r.state from ${checkpointOf(RESTS)} p left join lateral (
        select * from (${parts.join(' union all ')}) r order by r.recorded limit $2
      ) r on true order by r.recorded`,
      [cursor?.last[0] ?? -1, limit + 1, ...(pinned === null ? [] : [pinned])],
    );
    const found = rows.flatMap(({ key, state }) => (key === null ? [] : [{ key, state }]));
    const shown = found.slice(0, limit);
    const stored = await eventsAt(
      pool,
      shown.map(({ state }) => state.named),
    );
    const items = shown.map(({ key, state }) => shownOf(key, onDay(state, filters.validAt), stored, moment.reader));
    const reached = Number(rows[0]?.position ?? -1);
    const position = pinned ?? reached;
    const asOf = cursor ? cursor.asOf : moment.asOf;
    const last = shown.at(-1);
    const next = { list: LIST, filters, position, time: moment.time, asOf };
    return {
      items,
      nextCursor:
        found.length > limit && last ? writeCursor({ ...next, last: [String(last.state.recorded), last.key] }) : null,
      validAt: filters.validAt ?? null,
      position,
      asOf,
      stale:
        reached < Math.max(moment.after, position) ||
        (rows[0]?.stopped ?? null) !== null ||
        items.some(({ corrupt }) => corrupt),
    };
  },
});

/** An outlet as it may have been known on a day: by which domains. */
const onDay = (row: OutletRow, day: string | undefined): OutletRow =>
  day === undefined
    ? row
    : { ...row, domains: row.domains.filter(({ from, until }) => covers(spanOf(from, until), day)) };

function shownOf(id: string, row: OutletRow, stored: EventLookup, reader: Reader): ListedOutletView {
  const event = stored.get(row.named);
  const named = event && !(event instanceof CorruptEvent) ? (event as ShownOutlet) : undefined;
  return {
    id,
    revision: row.revision,
    name: named?.words?.name ?? null,
    aliases: named?.words?.aliases ?? [],
    domains: row.domains.map(({ domain, from = null, until = null }) => ({ domain, from, until })),
    platform: row.platform,
    handle: named?.words?.handle ?? null,
    mergedInto: row.mergedInto ?? null,
    absorbed: [...row.absorbed],
    kind: row.kind,
    country: row.country,
    language: row.language,
    recordedAt: row.recordedAt,
    erasures: named ? erasuresOf([named], stored, reader) : [],
    corrupt: named === undefined,
  };
}
