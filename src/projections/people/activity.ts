import { activityProjection } from './activity.projection.js';
import type { ActivityView } from './activity.views.js';
import { list, reachedIn, type Found, type Page, type PageArgs } from '../engine/list.js';
import { loadEventsAt } from '../loaded-events.js';
import { checkpointOf, rowsAt } from '../engine/store.js';
import { eventsOf, mayReadReasons } from '../event-lookup.js';
import { notFound, type ReadDeps } from '../engine/view.js';

const DEPENDS_ON = [activityProjection];

interface ActivityItem {
  readonly key: string;
  readonly position: number;
}

interface ActivityPageRow {
  position: string;
  stopped: string | null;
  counts: ActivityView['counts'];
  items: ActivityItem[];
}

/** Whose, and how much of it. */
export interface ActivityArgs extends PageArgs {
  readonly id: string;
}

/**
 * The events that a person caused, newest first, with counts; for who works here. What they did to people and to the ledger
 * itself is for those who answer for it and those who check it.
 *
 * Only that something happened is told, not what it says: a proposal may be kept from whoever asks.
 *
 * Throws QueryError `not-found` and `cursor-invalid`.
 */
export const activity = list<
  ActivityArgs,
  ActivityItem,
  ActivityView,
  Found<ActivityItem> & Pick<ActivityPageRow, 'counts'>
>({
  name: 'activity',
  dependsOn: DEPENDS_ON,
  forStaff: true,
  read,
  placeOf: ({ key, position }) => [String(position), key],
  show: async (source, items, { filters: { id = '' } }, { counts }) => {
    const { events } = await loadEventsAt(
      source,
      items.map(({ position }) => position),
    );
    return {
      id,
      items: events.map(({ position, type, stream, revision, at, role = null }) => ({
        position,
        type,
        stream,
        revision,
        at,
        role,
      })),
      counts,
    };
  },
});

async function read({ pool }: ReadDeps, { filters: { id = '' }, asOf, last, limit, reader }: Page) {
  const [invited] = (await eventsOf(pool, [`person-${id}`])).keys();
  if (invited === undefined || (asOf !== null && invited > asOf)) return notFound();
  const nouns = mayReadReasons(reader) ? ['claim', 'work', 'outlet', 'person', 'ledger'] : ['claim', 'work', 'outlet'];
  const { rows } = await pool.query<ActivityPageRow>(activityAt(asOf), [
    id,
    nouns,
    last?.[0] ?? Number.MAX_SAFE_INTEGER,
    limit + 1,
    ...(asOf === null ? [] : [asOf]),
  ]);
  const { items = [], counts = [] } = rows[0] ?? {};
  return { ...reachedIn(rows[0]), rows: items, counts };
}

/** Events never change, so one that is there was there from its own position on: no past rows are looked at. */
const activityAt = (asOf: number | null): string => {
  const known = `r.actor = $1 and r.noun = any($2::text[]) ${asOf === null ? '' : 'and r.position <= $5::bigint'}`;
  const rows = rowsAt(activityProjection, null);
  return `select p.position, p.stopped,
    (select coalesce(json_agg(json_build_object('type', t.type, 'count', t.count) order by t.count desc, t.type), '[]')
      from (select r.type, count(*) as count from ${rows} r where ${known} group by r.type) t) as counts,
    (select coalesce(json_agg(json_build_object('key', t.key, 'position', t.position) order by t.position desc), '[]')
      from (select r.key, r.position from ${rows} r where ${known} and r.position < $3::bigint
        order by r.position desc limit $4) t) as items
  from ${checkpointOf(DEPENDS_ON)} p`;
};
