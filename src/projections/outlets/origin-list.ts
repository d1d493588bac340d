import { normaliseName, reservationKey } from '../../kernel/names.js';
import { foundIn, list, type Found, type Joined, type Page, type PageArgs } from '../engine/list.js';
import { checkpointOf, rowsAt } from '../engine/store.js';
import type { ReadDeps } from '../engine/view.js';
import { likeText } from './near-names.js';
import { namesOf } from './origin-names.js';
import { originProjection, type OriginRow } from './origin.projection.js';
import type { OriginListView } from './origin.views.js';

const DEPENDS_ON = [originProjection];

interface OriginListRow {
  readonly key: string;
  /** Null where nobody has said anything of it. */
  readonly state: OriginRow | null;
  /** Of a search: the name by which it was found. */
  readonly sorted?: string;
}

/** What a list of origins may be asked. */
interface OriginListArgs extends PageArgs {
  /** A part of a name; all origins that have such a name then, in the order of names. */
  readonly q?: string | undefined;
}

/**
 * Origins that were joined into another or are suspected to be another, newest first, or those of a name; for who works here.
 *
 * Throws QueryError `not-found` and `cursor-invalid`.
 */
export const originList = list<OriginListArgs, OriginListRow, OriginListView>({
  name: 'origins',
  dependsOn: DEPENDS_ON,
  forStaff: true,
  read: (source, page) => (page.filters.q === undefined ? read(source, page) : search(source, page, page.filters.q)),
  placeOf: ({ key, state, sorted }) => [sorted ?? String(state?.said), key],
  show: async ({ pool }, rows) => {
    const ids = rows.flatMap(({ key, state }) => [key, state?.joinedInto ?? [], state?.suspectedOf ?? []]);
    const name = await namesOf(pool, ids.flat());
    return {
      items: rows.map(({ key, state }) => ({
        ...name(key),
        revision: state?.revision ?? 0,
        joinedInto: state?.joinedInto === undefined ? null : name(state.joinedInto),
        suspectedOf: state?.suspectedOf === undefined ? null : name(state.suspectedOf),
        since: (state?.joinedSince ?? state?.suspectedSince)?.at ?? null,
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

/** Names stand in the keys by which they are held, in the form in which two spellings are equal. */
async function search({ pool }: ReadDeps, { asOf, last, limit }: Page, q: string): Promise<Found<OriginListRow>> {
  const { rows } = await pool.query<Joined<OriginListRow>>(
    `select p.position, p.stopped, r.key, r.sorted, o.state from ${checkpointOf(DEPENDS_ON)} p left join lateral (
      select n.id as key, min(n.key) as sorted from ledger.reservations n
      where n.key like $1 and n.position <= coalesce($2::bigint, 9223372036854775807)
      group by n.id having (min(n.key), n.id) > ($3::text, $4::uuid) order by 2, 1 limit $5
    ) r on true left join ${rowsAt(originProjection, asOf === null ? null : '$2::bigint')} o on o.key = r.key
    order by r.sorted, r.key`,
    [
      `${likeText(reservationKey('origin', ''))}%${likeText(normaliseName(q))}%`,
      asOf,
      last?.[0] ?? '',
      last?.[1] ?? '00000000-0000-0000-0000-000000000000',
      limit + 1,
    ],
  );
  return foundIn(rows);
}
