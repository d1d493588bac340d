import type { Pool } from 'pg';
import { CorruptEvent } from '../../ledger/errors.js';
import type { Recorded } from '../../ledger/recorded.js';
import { BY_POSITION, readCursor, writeCursor } from '../engine/cursor.js';
import { checkpointOf, rowsAt } from '../engine/store.js';
import { isStaff, notFound, view } from '../engine/view.js';
import { eventsAt } from '../event-lookup.js';
import { originRows, type OriginRow } from './origin.projection.js';
import type { NamedOriginView, OriginListView } from './origin.views.js';

const LIST = 'origins';
const FORMS = { list: LIST, filters: {}, last: BY_POSITION };

interface OriginListArgs {
  readonly cursor?: string | undefined;
  /** 1 to 200, 50 by default. */
  readonly limit?: number | undefined;
}

/**
 * Origins that were joined into another or are suspected to be another, newest first, for who works here.
 *
 * Throws QueryError `not-found` and `cursor-invalid`.
 */
export const originList = view<OriginListArgs, OriginListView>({
  dependsOn: [originRows],
  answer: async ({ pool }, { cursor: text, limit = 50 }, moment) => {
    if (!isStaff(moment.reader)) return notFound();
    const cursor = readCursor(text, FORMS, {}, moment);
    const pinned = cursor?.position ?? moment.asOf;
    const { rows } = await pool.query<{
      position: string;
      stopped: string | null;
      key: string | null;
      state: OriginRow;
    }>(
      `select p.position, p.stopped, r.key, r.state from ${checkpointOf([originRows])} p left join lateral (
        select r.key, r.state, r.said from ${rowsAt(originRows, pinned === null ? null : '$3::bigint')} r
        where (r.joined_into is not null or r.suspected_of is not null) and r.said < $1::bigint
        order by r.said desc limit $2
      ) r on true order by r.said desc`,
      [cursor?.last[0] ?? Number.MAX_SAFE_INTEGER, limit + 1, ...(pinned === null ? [] : [pinned])],
    );
    const found = rows.flatMap(({ key, state }) => (key === null ? [] : [{ key, state }]));
    const shown = found.slice(0, limit);
    const name = await namesOf(
      pool,
      shown.flatMap(({ key, state }) => [key, ...[state.joinedInto ?? [], state.suspectedOf ?? []].flat()]),
    );
    const reached = Number(rows[0]?.position ?? -1);
    const position = pinned ?? reached;
    const asOf = cursor ? cursor.asOf : moment.asOf;
    const last = shown.at(-1);
    const next = { list: LIST, filters: {}, position, time: moment.time, asOf };
    return {
      items: shown.map(({ key, state }) => ({
        ...name(key),
        revision: state.revision,
        joinedInto: state.joinedInto === undefined ? null : name(state.joinedInto),
        suspectedOf: state.suspectedOf === undefined ? null : name(state.suspectedOf),
        since: (state.joinedSince ?? state.suspectedSince)?.at ?? '',
      })),
      nextCursor:
        found.length > limit && last ? writeCursor({ ...next, last: [String(last.state.said), last.key] }) : null,
      position,
      asOf,
      stale: reached < Math.max(moment.after, position) || (rows[0]?.stopped ?? null) !== null,
    };
  },
});

/** The names by which origins are held, from the first event that holds each. Such lists are short and seldom asked for. */
async function namesOf(pool: Pool, ids: readonly string[]): Promise<(id: string) => NamedOriginView> {
  const { rows } = await pool.query<{ id: string; position: string }>(
    `select id, min(position) as position from ledger.reservations
      where id = any($1::uuid[]) and starts_with(key, 'origin') group by id`,
    [[...new Set(ids)]],
  );
  const events = await eventsAt(
    pool,
    rows.map(({ position }) => Number(position)),
  );
  const names = new Map(
    rows.map(({ id, position }) => {
      const event = events.get(Number(position));
      return [id, event && !(event instanceof CorruptEvent) ? nameIn(event, id) : null];
    }),
  );
  return (id) => ({ id, name: names.get(id) ?? null });
}

/** What an event calls an origin: a claimant, an evidence's origin, a publisher, an upstream or an outlet. */
function nameIn({ facts, words }: Recorded, id: string): string | null {
  const said = (words ?? {}) as Readonly<Record<string, unknown>> & { claimant?: { name?: unknown } };
  const known = facts as Readonly<Record<string, unknown>>;
  const named =
    known.publisherId === id ? said.publisher : (said.originName ?? said.claimant?.name ?? said.name ?? said.publisher);
  return typeof named === 'string' ? named : null;
}
