import { present } from '../../kernel/present.js';
import { correctionRows, type CorrectionRow } from './corrections.projection.js';
import type { CorrectionsView, CorrectionView, RatedVerdictView } from './corrections.views.js';
import { BY_POSITION, DAY, readCursor, writeCursor, type Cursor } from '../engine/cursor.js';
import { loadEventsAt, type LoadedEvents } from '../loaded-events.js';
import { claimRows, type ClaimRow } from '../claims/claim.projection.js';
import { partsAt, checkpointOf, rowsAt, tableOf } from '../engine/store.js';
import { erasuresOf } from '../event-lookup.js';
import { coversIn } from '../covers-in.js';
import { isStaff, view, type Reader, type ReadDeps } from '../engine/view.js';

const RESTS = [correctionRows, claimRows];
const LIST = 'corrections';
const FORMS = { list: LIST, filters: { validAt: DAY }, last: BY_POSITION };

interface EntryRow {
  position: string;
  stopped: string | null;
  key: string | null;
  state: CorrectionRow;
  claim: ClaimRow;
}

/** What the log may be asked. */
interface CorrectionsArgs {
  /** Only what became of verdicts that were said to hold on this day of the world (`YYYY-MM-DD`) when they were published. */
  readonly validAt?: string | undefined;
  readonly cursor?: string | undefined;
  /** 1 to 200, 50 by default. */
  readonly limit?: number | undefined;
}

/** As of what, of which verdicts, and from where on. */
interface CorrectionsPage {
  readonly asOf: number | null;
  readonly validAt: string | undefined;
  readonly after: Cursor['last'] | undefined;
  readonly limit: number;
  readonly reader: Reader;
}

/**
 * What became of published verdicts, newest first, for anybody. Claims that are withheld now are left out for strangers,
 * also as of when they were not; a claim that was merged into another public one keeps its entries.
 *
 * Throws Unanswerable `cursor-invalid`.
 */
export const corrections = view<CorrectionsArgs, CorrectionsView>({
  dependsOn: RESTS,
  answer: async (source, { validAt, cursor: text, limit = 50 }, moment) => {
    const { reader } = moment;
    const given = present({ validAt });
    const cursor = readCursor(text, FORMS, given, moment);
    const filters: Cursor['filters'] = cursor?.filters ?? given;
    const pinned = cursor?.position ?? moment.asOf;
    const rows = await read(source, { asOf: pinned, validAt: filters.validAt, after: cursor?.last, limit, reader });
    const reached = Number(rows[0]?.position ?? -1);
    const position = pinned ?? reached;
    const found = rows.filter(({ key }) => key !== null);
    const shown = found.slice(0, limit);
    const told = await loadEventsAt(
      source,
      shown.flatMap(({ state, claim }) => [claim.worded, reasonAt(state, claim)]),
    );
    const last = shown.at(-1);
    const asOf = cursor ? cursor.asOf : moment.asOf;
    const next = { list: LIST, filters, position, time: moment.time, asOf };
    return {
      items: shown.map(({ state, claim }) => entryOf(state, claim, told)),
      nextCursor:
        found.length > limit && last?.key
          ? writeCursor({ ...next, last: [String(last.state.position), last.key] })
          : null,
      erasures: erasuresOf(told.events, told.lookup, reader),
      validAt: filters.validAt ?? null,
      position,
      asOf,
      stale: reached < Math.max(moment.after, position) || (rows[0]?.stopped ?? null) !== null || told.corrupt,
    };
  },
});

/** A claim that was merged is read in the other one: where that is not public, neither is where it went. */
const PLACED = `(n.state ->> 'mergedInto' is null or exists (
  select from ${tableOf(claimRows)} m where m.key = (n.state ->> 'mergedInto')::uuid and m.published))`;

async function read({ pool }: ReadDeps, { asOf, validAt, after, limit, reader }: CorrectionsPage): Promise<EntryRow[]> {
  const values: unknown[] = [];
  const param = (value: unknown): string => `$${values.push(value)}`;
  const moment = asOf === null ? null : `${param(asOf)}::bigint`;
  const conditions = ['true'];
  if (after) conditions.push(`r.position < ${param(after[0])}::bigint`);
  if (validAt !== undefined) conditions.push(coversIn(`c.terms -> (r.state ->> 'verdictId')`, param(validAt)));
  if (!isStaff(reader)) {
    conditions.push('c.published');
    conditions.push(
      `exists (select from ${tableOf(claimRows)} n where n.key = r.claim_id and n.published and ${PLACED})`,
    );
  }
  const most = param(limit + 1);
  const parts = partsAt(correctionRows, moment).map(
    (entries) => `(select r.key, r.state, r.position as placed, c.state as claim from ${entries} r
      join ${rowsAt(claimRows, moment)} c on c.key = r.claim_id
      where ${conditions.join(' and ')} order by r.position desc limit ${most})`,
  );
  const { rows } = await pool.query<EntryRow>(
    `select p.position, p.stopped, r.key, r.state, r.claim from ${checkpointOf(RESTS)} p left join lateral (
      select * from (${parts.join(' union all ')}) r order by r.placed desc limit ${most}
    ) r on true order by r.placed desc`,
    values,
  );
  return rows;
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
