import type { Pool } from 'pg';
import { publishedRows } from '../outlets/outlet-record-works.projection.js';
import { outletRows } from '../outlets/outlet.projection.js';
import { dueRows } from './queue-due.projection.js';
import { rowsAt, tableOf } from '../engine/store.js';
import { isStaff, type Reader } from '../engine/view.js';

/** What whoever asks for claims that are due for review rests on. */
export const DUE_RESTS = [dueRows, publishedRows, outletRows];

/**
 * SQL that gives, as `key` and `wait`, why standing verdicts are due for review: by their own claims' rows; by what
 * outlets were seen to correct in works where the claim appears, or that are its evidence; by outlets that were found to
 * be one, so that too few independent origins are left.
 *
 * The last two go from the few works and outlets that have something to tell to the claims that it concerns.
 *
 * @param asOf the parameter that holds the position asked for, or null
 * @param until the parameter that holds the time (RFC 3339) up to which what falls due is wanted
 * @param only a condition on rows `r` of claims
 */
export function dueWaits(asOf: string | null, until: string, only = 'true'): string {
  const due = rowsAt(dueRows, asOf);
  return `
    select r.key, w.wait from ${due} r cross join lateral jsonb_array_elements(r.waits) w(wait)
      where r.waits_from <= ${until} and ${only}
    union all
    select r.key, jsonb_build_object('reason', case when l.lost then 'evidence-lost' else 'outlet-correction' end,
        'due', c.value ->> 'at', 'from', c.value ->> 'at', 'position', c.value -> 'position', 'part', c.value ->> 'id')
      from ${rowsAt(publishedRows, asOf)} k cross join lateral jsonb_array_elements(k.state -> 'corrections') c(value)
      join ${due} r on r.works @> array[k.key] and r.works <> '{}'
      cross join lateral (
        select c.value ->> 'kind' = 'deletion' and not (k.state ->> 'kept')::boolean and r.proofs @> array[k.key] as lost
      ) l
      where k.corrected is not null and ${only}
        and (c.value -> 'position')::bigint > case when l.lost then r.stands else greatest(r.stands, r.looked) end
    union all
    select r.key, jsonb_build_object('reason', 'origins-fallen', 'due', g.at, 'from', g.at, 'position', g.position)
      from (select array_agg(o.key) as ids from ${rowsAt(outletRows, asOf)} o where o.merged_into is not null) m
      join ${due} r on r.origins && m.ids and r.origins <> '{}' and r.missing > 0 and ${only}
      cross join lateral (
        select max(o.state #>> '{mergedSince,at}') as at, max((o.state #> '{mergedSince,position}')::bigint) as position
        from ${rowsAt(outletRows, asOf)} o where o.key = any(r.origins) and o.merged_into is not null
      ) g
      where r.missing > (
        select count(distinct coalesce(o.merged_into, x.id))
        from unnest(r.counted) x(id) left join ${rowsAt(outletRows, asOf)} o on o.key = x.id
        where coalesce(o.merged_into, x.id) <> all (array(
          select coalesce(b.merged_into, y.id)
          from unnest(r.circular) y(id) left join ${rowsAt(outletRows, asOf)} b on b.key = y.id))
      )`;
}

/**
 * Those among some claims whose standing verdict is due for review.
 *
 * @param time RFC 3339: what counts as now
 * @param reader strangers are told nothing by what claims say of others that may not be published
 */
export async function dueAmong(
  pool: Pool,
  ids: readonly string[],
  { asOf, time, reader }: { readonly asOf: number | null; readonly time: string; readonly reader: Reader },
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const waits = dueWaits(asOf === null ? null : '$4::bigint', '$2', 'r.key = any($1::uuid[])');
  const { rows } = await pool.query<{ key: string }>(
    `select distinct d.key from (${waits}) d
      where d.wait ->> 'from' collate "C" <= $2 and ($3 or d.wait ->> 'reason' <> 'related-claim')`,
    [ids, time, isStaff(reader), ...(asOf === null ? [] : [asOf])],
  );
  return new Set(rows.map(({ key }) => key));
}

/** A standing verdict whose end is not on the record yet. */
export interface EndedVerdict {
  readonly claimId: string;
  readonly verdictId: string;
  /** The instant (RFC 3339) at which its last day had passed. */
  readonly ended: string;
}

/**
 * Standing verdicts whose last day has passed and of which that is not recorded, longest ended first, at most 100.
 *
 * @param time RFC 3339: what counts as now
 * @param after the last of those that were given before
 */
export async function endedVerdicts(pool: Pool, time: string, after?: EndedVerdict): Promise<readonly EndedVerdict[]> {
  const { rows } = await pool.query<EndedVerdict>({
    name: 'views-ended-verdicts',
    text: `select key as "claimId", ends ->> 'verdictId' as "verdictId", ends ->> 'at' as ended from ${tableOf(dueRows)}
      where ends ->> 'at' collate "C" <= $1 and (ends ->> 'at' collate "C", key) > ($2, $3::uuid)
      order by ends ->> 'at' collate "C", key limit 100`,
    values: [time, after?.ended ?? '', after?.claimId ?? '00000000-0000-0000-0000-000000000000'],
  });
  return rows;
}
