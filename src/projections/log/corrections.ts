import { correctionProjection, type CorrectionRow } from './corrections.projection.js';
import type { CorrectionsView, CorrectionView, RatedVerdictView } from './corrections.views.js';
import { foundIn, list, type Found, type Joined, type Page, type PageArgs } from '../engine/list.js';
import { loadEventsAt, type LoadedEvents } from '../loaded-events.js';
import { claimProjection, type ClaimRow } from '../claims/claim.projection.js';
import { partsAt, checkpointOf, rowsAt, tableOf } from '../engine/store.js';
import { erasuresOf } from '../event-lookup.js';
import { coversIn } from '../covers-in.js';
import { isStaff, type ReadDeps } from '../engine/view.js';

const DEPENDS_ON = [correctionProjection, claimProjection];

interface CorrectionEntry {
  key: string;
  state: CorrectionRow;
  claim: ClaimRow;
}

/** What the log may be asked. */
interface CorrectionsArgs extends PageArgs {
  /** Only what became of verdicts that were said to hold on this day of the world (`YYYY-MM-DD`) when they were published. */
  readonly validAt?: string | undefined;
}

/**
 * What became of published verdicts, newest first, for anybody. Claims that are withheld now are left out for strangers,
 * also as of when they were not; a claim that was merged into another public one keeps its entries.
 *
 * Throws QueryError `cursor-invalid`.
 */
export const corrections = list<CorrectionsArgs, CorrectionEntry, CorrectionsView>({
  name: 'corrections',
  dependsOn: DEPENDS_ON,
  read,
  placeOf: ({ key, state }) => [String(state.position), key],
  show: async (source, entries, { reader, filters }) => {
    const told = await loadEventsAt(
      source,
      entries.flatMap(({ state, claim }) => [claim.worded, reasonAt(state, claim)]),
    );
    return {
      items: entries.map(({ state, claim }) => entryOf(state, claim, told)),
      erasures: erasuresOf(told.events, told.lookup, reader),
      validAt: filters.validAt ?? null,
    };
  },
});

/** A claim that was merged is read in the other one: where that is not public, neither is where it went. */
const PLACED = `(n.state ->> 'mergedInto' is null or exists (
  select from ${tableOf(claimProjection)} m where m.key = (n.state ->> 'mergedInto')::uuid and m.published))`;

async function read(
  { pool }: ReadDeps,
  { asOf, filters: { validAt }, last, limit, reader }: Page,
): Promise<Found<CorrectionEntry>> {
  const values: unknown[] = [];
  const param = (value: unknown): string => `$${values.push(value)}`;
  const moment = asOf === null ? null : `${param(asOf)}::bigint`;
  const conditions = ['true'];
  if (last) conditions.push(`r.position < ${param(last[0])}::bigint`);
  if (validAt !== undefined) conditions.push(coversIn(`c.terms -> (r.state ->> 'verdictId')`, param(validAt)));
  if (!isStaff(reader)) {
    conditions.push('c.published');
    conditions.push(
      `exists (select from ${tableOf(claimProjection)} n where n.key = r.claim_id and n.published and ${PLACED})`,
    );
  }
  const most = param(limit + 1);
  const parts = partsAt(correctionProjection, moment).map(
    (entries) => `(select r.key, r.state, r.position as placed, c.state as claim from ${entries} r
      join ${rowsAt(claimProjection, moment)} c on c.key = r.claim_id
      where ${conditions.join(' and ')} order by r.position desc limit ${most})`,
  );
  const { rows } = await pool.query<Joined<CorrectionEntry>>(
    `select p.position, p.stopped, r.key, r.state, r.claim from ${checkpointOf(DEPENDS_ON)} p left join lateral (
      select * from (${parts.join(' union all ')}) r order by r.placed desc limit ${most}
    ) r on true order by r.placed desc`,
    values,
  );
  return foundIn(rows);
}

/** A correction or supersession that is a verdict says in that one's proposal why; anything else in its own event. */
const reasonAt = ({ by, position }: CorrectionRow, { verdicts }: ClaimRow): number =>
  verdicts.find(({ id }) => id === by)?.proposed ?? position;

function entryOf(row: CorrectionRow, claim: ClaimRow, told: LoadedEvents): CorrectionView {
  const rated = (id: string | undefined): RatedVerdictView | null => {
    const verdict = claim.verdicts.find((each) => each.id === id);
    return verdict ? { id: verdict.id, rating: verdict.rating } : null;
  };
  const explained = told.at(reasonAt(row, claim));
  const { reason = null } = (explained?.words ?? {}) as { reason?: string };
  const verdict = rated(row.verdictId);
  if (!verdict) throw new Error('a correction is about a verdict of its claim');
  return {
    position: row.position,
    at: row.at,
    kind: row.entry,
    claimId: row.claimId,
    text: told.textAt(claim.worded),
    verdict,
    by: rated(row.by),
    texts: [...(row.texts ?? [])],
    reason,
    corrupt: explained === undefined || told.at(claim.worded) === undefined,
  };
}
