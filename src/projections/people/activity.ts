import { activityRows } from './activity.projection.js';
import type { ActivityView } from './activity.views.js';
import { BY_POSITION, ID, readCursor, writeCursor } from '../engine/cursor.js';
import { loadEventsAt } from '../loaded-events.js';
import { checkpointOf, rowsAt } from '../engine/store.js';
import { eventsOf, mayReadReasons } from '../event-lookup.js';
import { isStaff, notFound, view } from '../engine/view.js';

const RESTS = [activityRows];
const LIST = 'activity';
const FORMS = { list: LIST, filters: { person: ID }, last: BY_POSITION };

interface ActivityPageRow {
  position: string;
  stopped: string | null;
  counts: { type: string; count: number }[];
  items: { key: string; position: number }[];
}

/** Whose, and how much of it: `limit` 1 to 200, 50 by default. */
export interface ActivityArgs {
  readonly id: string;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/**
 * The events that a person caused, newest first, with counts; for who works here. What they did to people and to the ledger
 * itself is for those who answer for it and those who check it.
 *
 * Only that something happened is told, not what it says: a proposal may be kept from whoever asks.
 *
 * Throws Unanswerable `not-found` and `cursor-invalid`.
 */
export const activity = view<ActivityArgs, ActivityView>({
  dependsOn: RESTS,
  answer: async (source, { id, cursor: text, limit = 50 }, moment) => {
    if (!isStaff(moment.reader)) return notFound();
    const cursor = readCursor(text, FORMS, { person: id }, moment);
    const pinned = cursor?.position ?? moment.asOf;
    const [invited] = (await eventsOf(source.pool, [`person-${id}`])).keys();
    if (invited === undefined || (pinned !== null && invited > pinned)) return notFound();
    const nouns = mayReadReasons(moment.reader)
      ? ['claim', 'work', 'outlet', 'person', 'ledger']
      : ['claim', 'work', 'outlet'];
    const { rows } = await source.pool.query<ActivityPageRow>(activityAt(pinned), [
      id,
      nouns,
      cursor?.last[0] ?? Number.MAX_SAFE_INTEGER,
      limit + 1,
      ...(pinned === null ? [] : [pinned]),
    ]);
    const [answer] = rows;
    const { items = [], counts = [] } = answer ?? {};
    const shown = items.slice(0, limit);
    const told = await loadEventsAt(
      source,
      shown.map(({ position }) => position),
    );
    const reached = Number(answer?.position ?? -1);
    const position = pinned ?? reached;
    const last = shown.at(-1);
    const asOf = cursor ? cursor.asOf : moment.asOf;
    const next = { list: LIST, filters: { person: id }, position, time: moment.time, asOf };
    return {
      id,
      items: told.events.map(({ position: at, type, stream, revision, at: time, role = null }) => ({
        position: at,
        type,
        stream,
        revision,
        at: time,
        role,
      })),
      nextCursor:
        items.length > limit && last ? writeCursor({ ...next, last: [String(last.position), last.key] }) : null,
      counts,
      position,
      asOf,
      stale: reached < Math.max(moment.after, position) || (answer?.stopped ?? null) !== null || told.corrupt,
    };
  },
});

/** Events never change, so one that is there was there from its own position on: no past rows are looked at. */
const activityAt = (asOf: number | null): string => {
  const known = `r.actor = $1 and r.noun = any($2::text[]) ${asOf === null ? '' : 'and r.position <= $5::bigint'}`;
  const rows = rowsAt(activityRows, null);
  return `select p.position, p.stopped,
    (select coalesce(json_agg(json_build_object('type', t.type, 'count', t.count) order by t.count desc, t.type), '[]')
      from (select r.type, count(*) as count from ${rows} r where ${known} group by r.type) t) as counts,
    (select coalesce(json_agg(json_build_object('key', t.key, 'position', t.position) order by t.position desc), '[]')
      from (select r.key, r.position from ${rows} r where ${known} and r.position < $3::bigint
        order by r.position desc limit $4) t) as items
  from ${checkpointOf(RESTS)} p`;
};
