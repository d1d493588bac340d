import type { Recorded } from '../../ledger/recorded.js';
import type { WorkCorrected, WorkEvent, WorkRecorded } from '../../works/work.events.js';
import { claimProjection } from '../claims/claim.projection.js';
import { foundIn, isStale, type Joined } from '../engine/list.js';
import { checkpointOf, rowsAt, tableOf } from '../engine/store.js';
import { notFound, view } from '../engine/view.js';
import { eventsOf, eventsUpTo, streamIn } from '../event-lookup.js';
import { NameDirectory } from '../name-directory.js';
import type { WorkClaimsView } from './work-claims.views.js';

const DEPENDS_ON = [claimProjection];
const MAX_CLAIMS = 200;

/**
 * The claims in a work that anybody may know of, then and now. A work in which none stands is not known of, either.
 *
 * Throws QueryError `not-found`.
 */
export const workClaims = view<{ readonly id: string }, WorkClaimsView>({
  dependsOn: DEPENDS_ON,
  answer: async ({ pool }, { id }, moment) => {
    const { asOf } = moment;
    const { rows } = await pool.query<Joined<{ readonly key: string }>>(
      `select p.position, p.stopped, r.key from ${checkpointOf(DEPENDS_ON)} p left join lateral (
        select c.key, c.recorded from ${rowsAt(claimProjection, asOf === null ? null : '$3::bigint')} c
          join ${tableOf(claimProjection)} n on n.key = c.key and n.public
        where c.appears_in @> array[$1::uuid] and c.public order by c.recorded desc limit $2
      ) r on true order by r.recorded desc`,
      [id, MAX_CLAIMS, ...(asOf === null ? [] : [asOf])],
    );
    const found = foundIn(rows);
    if (found.rows.length === 0) return notFound();
    const position = asOf ?? found.position;
    const stored = await eventsOf(pool, [`work-${id}`]);
    const described = eventsUpTo(streamIn<WorkEvent>(stored, `work-${id}`), { asOf: position }).findLast(
      ({ type }) => type === 'WorkRecorded' || type === 'WorkCorrected',
    ) as Recorded<WorkRecorded | WorkCorrected> | undefined;
    const outletId = described?.facts.outletId;
    const outlets = await eventsOf(pool, outletId ? [`outlet-${outletId}`] : []);
    return {
      work: new NameDirectory(new Map([...stored, ...outlets]), position).work(id),
      claimIds: found.rows.map(({ key }) => key),
      position,
      asOf,
      stale: isStale(moment, found),
    };
  },
});
