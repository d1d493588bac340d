import type { Pool } from 'pg';
import { CorruptEvent } from '../../ledger/errors.js';
import type { Recorded } from '../../ledger/recorded.js';
import { foundIn, list, type Found, type Joined, type Page, type PageArgs } from '../engine/list.js';
import { checkpointOf, rowsAt } from '../engine/store.js';
import type { ReadDeps } from '../engine/view.js';
import { eventsAt, eventsOf } from '../event-lookup.js';
import { NameDirectory } from '../name-directory.js';
import { originProjection, type OriginRow } from './origin.projection.js';
import type { NamedOriginView, OriginListView } from './origin.views.js';

const DEPENDS_ON = [originProjection];

interface OriginListRow {
  readonly key: string;
  readonly state: OriginRow;
}

/**
 * Origins that were joined into another or are suspected to be another, newest first, for who works here.
 *
 * Throws QueryError `not-found` and `cursor-invalid`.
 */
export const originList = list<PageArgs, OriginListRow, OriginListView>({
  name: 'origins',
  dependsOn: DEPENDS_ON,
  forStaff: true,
  read,
  placeOf: ({ key, state }) => [String(state.said), key],
  show: async ({ pool }, rows) => {
    const ids = rows.flatMap(({ key, state: { joinedInto, suspectedOf } }) => [
      key,
      joinedInto ?? [],
      suspectedOf ?? [],
    ]);
    const name = await namesOf(pool, ids.flat());
    return {
      items: rows.map(({ key, state }) => ({
        ...name(key),
        revision: state.revision,
        joinedInto: state.joinedInto === undefined ? null : name(state.joinedInto),
        suspectedOf: state.suspectedOf === undefined ? null : name(state.suspectedOf),
        since: (state.joinedSince ?? state.suspectedSince)?.at ?? '',
      })),
    };
  },
});

async function read({ pool }: ReadDeps, { asOf, last, limit }: Page): Promise<Found<OriginListRow>> {
  const { rows } = await pool.query<Joined<OriginListRow>>(
    `select p.position, p.stopped, r.key, r.state from ${checkpointOf(DEPENDS_ON)} p left join lateral (
      select r.key, r.state, r.said from ${rowsAt(originProjection, asOf === null ? null : '$3::bigint')} r
      where (r.joined_into is not null or r.suspected_of is not null) and r.said < $1::bigint
      order by r.said desc limit $2
    ) r on true order by r.said desc`,
    [last?.[0] ?? Number.MAX_SAFE_INTEGER, limit + 1, ...(asOf === null ? [] : [asOf])],
  );
  return foundIn(rows);
}

/**
 * The names by which origins are held, from the first event that holds each; else that of the outlet that an origin is.
 * Such lists are short and seldom asked for.
 */
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
  const unnamed = [...new Set(ids)].filter((id) => (names.get(id) ?? null) === null);
  const outlets = new NameDirectory(
    await eventsOf(
      pool,
      unnamed.map((id) => `outlet-${id}`),
    ),
    null,
  );
  return (id) => ({ id, name: names.get(id) ?? outlets.outlet(id).name });
}

/** What an event calls an origin: a claimant, an evidence's origin, a publisher, an upstream or an outlet. */
function nameIn({ facts, words }: Recorded, id: string): string | null {
  const said = (words ?? {}) as Readonly<Record<string, unknown>> & { claimant?: { name?: unknown } };
  const known = facts as Readonly<Record<string, unknown>>;
  const named =
    known.publisherId === id ? said.publisher : (said.originName ?? said.claimant?.name ?? said.name ?? said.publisher);
  return typeof named === 'string' ? named : null;
}
