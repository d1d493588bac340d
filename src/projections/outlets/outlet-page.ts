import { CorruptEvent } from '../../ledger/errors.js';
import type { Recorded } from '../../ledger/recorded.js';
import type { OutletEvent, OutletRegistered, OutletRenamed } from '../../outlets/outlet.events.js';
import { claimProjection } from '../claims/claim.projection.js';
import { foundIn, list, type Found, type Joined, type Page, type PageArgs } from '../engine/list.js';
import { outletRecordWorksProjection } from './outlet-record-works.projection.js';
import { outletProjection, type OutletRow } from './outlet.projection.js';
import type { ListedOutletView, OutletListView, OutletView } from './outlet.views.js';
import { checkpointOf, partsAt, rowsAt, tableOf } from '../engine/store.js';
import { erasuresOf, eventsAt, eventsOf, streamIn, eventsUpTo, type EventLookup } from '../event-lookup.js';
import { covers, spanOf } from '../../claims/verdicts/valid-at.js';
import { isStaff, notFound, view, type Reader, type ReadDeps } from '../engine/view.js';

type ShownOutlet = Recorded<OutletRegistered | OutletRenamed>;

/**
 * One outlet, for who works here. With `validAt`, a day (`YYYY-MM-DD`), only the domains by which it may have been known
 * on it; what it is called has no days.
 *
 * Throws QueryError `not-found`; CorruptEvent where one of its events is corrupt.
 */
export const outletPage = view<{ readonly id: string; readonly validAt?: string | undefined }, OutletView>({
  dependsOn: [],
  answer: async ({ pool, ledger }, { id, validAt }, moment) => {
    if (!isStaff(moment.reader)) return notFound();
    const head = await ledger.head();
    const stored = await eventsOf(pool, [`outlet-${id}`]);
    const position = moment.asOf ?? head.position;
    // What was recorded since the position was read is not what the answer says that it rests on.
    const events = eventsUpTo(streamIn<OutletEvent>(stored, `outlet-${id}`), { asOf: position });
    const row = events.reduce<OutletRow | undefined>(
      (state, event) => outletProjection.on[event.type]?.(state, event as never),
      undefined,
    );
    if (!row) return notFound();
    const { corrupt: _, ...shown } = shownOf(id, onDay(row, validAt), stored, moment.reader);
    return { ...shown, validAt: validAt ?? null, position, asOf: moment.asOf, stale: position < moment.after };
  },
});

const DEPENDS_ON = [outletProjection, claimProjection, outletRecordWorksProjection];

/** What a list of outlets may be asked. */
interface OutletListArgs extends PageArgs {
  /** Only domains by which each may have been known on this day of the world (`YYYY-MM-DD`). */
  readonly validAt?: string | undefined;
}

interface OutletListRow {
  readonly key: string;
  readonly state: OutletRow;
}

/**
 * Outlets in the order of their registration: for who works here all, for anybody those that are stated to have published a
 * work in which a claim stands that has been published.
 *
 * Throws QueryError `cursor-invalid`.
 */
export const outletList = list<OutletListArgs, OutletListRow, OutletListView>({
  name: 'outlets',
  dependsOn: DEPENDS_ON,
  read,
  placeOf: ({ key, state }) => [String(state.recorded), key],
  show: async ({ pool }, rows, { filters: { validAt }, reader }) => {
    const stored = await eventsAt(
      pool,
      rows.map(({ state }) => state.named),
    );
    return {
      items: rows.map(({ key, state }) => shownOf(key, onDay(state, validAt), stored, reader)),
      validAt: validAt ?? null,
    };
  },
});

async function read({ pool }: ReadDeps, { asOf, last, limit, reader }: Page): Promise<Found<OutletListRow>> {
  const position = asOf === null ? null : '$3::bigint';
  const told = isStaff(reader) ? '' : `and ${carriedWhatIsTold(position)}`;
  const parts = partsAt(outletProjection, position).map(
    (each) => `(select r.* from ${each} r where r.recorded > $1::bigint ${told} order by r.recorded limit $2)`,
  );
  const { rows } = await pool.query<Joined<OutletListRow>>(
    `select p.position, p.stopped, r.key, r.state from ${checkpointOf(DEPENDS_ON)} p left join lateral (
      select * from (${parts.join(' union all ')}) r order by r.recorded limit $2
    ) r on true order by r.recorded`,
    [last?.[0] ?? -1, limit + 1, ...(asOf === null ? [] : [asOf])],
  );
  return foundIn(rows);
}

/** Of an outlet `r`: that it, or one that turned out to be it, carried a claim that anybody may know of, then and now. */
const carriedWhatIsTold = (asOf: string | null): string => `r.merged_into is null and exists (
  select 1 from ${rowsAt(outletRecordWorksProjection, asOf)} w
    join ${rowsAt(claimProjection, asOf)} c on c.appears_in @> array[w.key] and c.public
    join ${tableOf(claimProjection)} n on n.key = c.key and n.public
  where w.outlet_id = r.key
    or w.outlet_id in (select m.key from ${rowsAt(outletProjection, asOf)} m where m.merged_into = r.key)
)`;

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
