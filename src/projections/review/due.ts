import type { Pool } from 'pg';
import {
  isReviewDue,
  triggersReview,
  itemsFromOtherStreams,
  type OtherStreams,
  type ReviewBasis,
} from '../../claims/review/review-due.js';
import type { QueueItem } from '../../claims/review/queue-items.js';
import type { Stamp } from '../../kernel/event.js';
import { claimProjection, type ClaimRow } from '../claims/claim.projection.js';
import { outletRecordWorksProjection, type PublishedRow } from '../outlets/outlet-record-works.projection.js';
import { originProjection } from '../outlets/origin.projection.js';
import { outletProjection } from '../outlets/outlet.projection.js';
import { rowsAt, tableOf } from '../engine/store.js';
import { isStaff, type Reader } from '../engine/view.js';

/** What whoever asks for claims that are due for review rests on. */
export const DUE_DEPENDS_ON = [claimProjection, outletRecordWorksProjection, outletProjection, originProjection];

/** A claim with a verdict that stands, and what other streams say that its review may hang on. */
export interface ReviewedRow {
  readonly key: string;
  readonly review: Omit<ReviewBasis, (typeof LISTS)[number]>;
  readonly works: readonly string[] | null;
  readonly proofs: readonly string[] | null;
  readonly counted: readonly string[] | null;
  readonly circular: readonly string[] | null;
  readonly corrected: readonly ({ readonly key: string } & Pick<PublishedRow, 'corrections' | 'kept'>)[] | null;
  readonly merged:
    | readonly { readonly key: string; readonly into: string; readonly since: Stamp; readonly suspected: boolean }[]
    | null;
  readonly related: readonly { readonly key: string; readonly relations: ClaimRow['relations'] }[] | null;
}

const LISTS = ['works', 'proofs', 'counted', 'circular'] as const;

/** SQL that gives the outlets and origins that were found, or are suspected, to be another: those suspected first. */
const mergedIn = (asOf: string | null): string => `(
    select o.key, o.suspected_of as into_id, o.state -> 'suspectedSince' as since, true as suspected
      from ${rowsAt(originProjection, asOf)} o where o.suspected_of is not null
    union all
    select o.key, o.joined_into, o.state -> 'joinedSince', false
      from ${rowsAt(originProjection, asOf)} o where o.joined_into is not null
    union all
    select o.key, o.merged_into, o.state -> 'mergedSince', false
      from ${rowsAt(outletProjection, asOf)} o where o.merged_into is not null)`;

/**
 * SQL that gives, of a row `r` of claims, the columns of `ReviewedRow`.
 *
 * @param asOf the parameter that holds the position asked for, or null
 * @param staff whether who works here asks: what other claims say is looked up for nobody else
 */
export const reviewedColumns = (
  asOf: string | null,
  staff = true,
): string => `r.key, r.review, ${LISTS.map((name) => `r.${name}`).join(', ')},
  (select json_agg(json_build_object('key', k.key, 'corrections', k.state -> 'corrections', 'kept', k.state -> 'kept'))
    from ${rowsAt(outletRecordWorksProjection, asOf)} k where k.key = any(r.works) and k.corrected is not null) as corrected,
  (select json_agg(json_build_object('key', o.key, 'into', o.into_id, 'since', o.since, 'suspected', o.suspected))
    from ${mergedIn(asOf)} o where o.key = any(r.counted || r.circular)) as merged,
  ${
    staff
      ? `(select json_agg(json_build_object('key', n.key, 'relations', n.state -> 'relations'))
          from ${rowsAt(claimProjection, asOf)} n where n.shaken @> array[r.key] and n.shaken is not null)`
      : 'null::json'
  } as related`;

/**
 * SQL that gives the keys of claims whose review may hang on other streams: it goes from the few works that were corrected,
 * outlets and origins that were found to be one and claims that ask for a look at another to those that it may concern.
 */
export const reviewCandidates = (asOf: string | null): string => {
  const claims = rowsAt(claimProjection, asOf);
  return `
    select r.key from ${rowsAt(outletRecordWorksProjection, asOf)} k join ${claims} r on r.works @> array[k.key] and r.works is not null
      where k.corrected is not null and k.corrected > (r.review ->> 'published')::bigint
    union select r.key
      from (select array_agg(o.key) as ids from ${mergedIn(asOf)} o) m
      join ${claims} r on (r.counted || r.circular) && m.ids and r.counted is not null
    union select s.key from ${claims} n cross join unnest(n.shaken) s(key) where n.shaken is not null`;
};

/** What a claim waits for that other streams say. */
export function itemsFromOthersOf({
  key,
  review,
  corrected,
  merged,
  related,
  ...lists
}: ReviewedRow): readonly QueueItem[] {
  const { works, proofs, counted, circular } = lists;
  const basis = {
    ...review,
    works: works ?? [],
    proofs: proofs ?? [],
    counted: counted ?? [],
    circular: circular ?? [],
  };
  const elsewhere: OtherStreams = {
    corrections: (corrected ?? []).flatMap(({ key: workId, corrections, kept }) =>
      corrections.map(({ id, kind, at, position }) => ({
        id,
        workId,
        lost: kind === 'deletion' && !kept,
        at,
        position,
      })),
    ),
    merged: new Map((merged ?? []).map(({ key: id, into, since, suspected }) => [id, { into, suspected, ...since }])),
    related: (related ?? []).flatMap(({ key: claimId, relations }) =>
      relations.flatMap((each) =>
        each.claimId === key && triggersReview(each.relation) ? [{ claimId, ...each.since }] : [],
      ),
    ),
  };
  return itemsFromOtherStreams(basis, elsewhere);
}

/** What a reader may be told of: what claims say of others that may not be published is for the desk. */
export const itemsShownTo = (reader: Reader, waits: readonly QueueItem[]): readonly QueueItem[] =>
  isStaff(reader) ? waits : waits.filter(({ reason }) => reason !== 'related-claim');

/**
 * Those among some claims whose standing verdict is due for review.
 *
 * @param time RFC 3339: what counts as now
 */
export async function dueAmong(
  pool: Pool,
  ids: readonly string[],
  { asOf, time, reader }: { readonly asOf: number | null; readonly time: string; readonly reader: Reader },
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const moment = asOf === null ? null : '$2::bigint';
  const { rows } = await pool.query<ReviewedRow & { readonly waits: readonly QueueItem[] }>(
    `select r.waits, ${reviewedColumns(moment, isStaff(reader))} from ${rowsAt(claimProjection, moment)} r
      where r.key = any($1::uuid[]) and r.review is not null`,
    [ids, ...(asOf === null ? [] : [asOf])],
  );
  const due = rows.filter((row) => isReviewDue(itemsShownTo(reader, [...row.waits, ...itemsFromOthersOf(row)]), time));
  return new Set(due.map(({ key }) => key));
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
    text: `select key as "claimId", ends ->> 'verdictId' as "verdictId", ends ->> 'at' as ended from ${tableOf(claimProjection)}
      where ends ->> 'at' collate "C" <= $1 and (ends ->> 'at' collate "C", key) > ($2, $3::uuid)
      order by ends ->> 'at' collate "C", key limit 100`,
    values: [time, after?.ended ?? '', after?.claimId ?? '00000000-0000-0000-0000-000000000000'],
  });
  return rows;
}
