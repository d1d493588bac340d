import type { Recorded } from '../../ledger/recorded.js';
import type { WorkCorrected, WorkEvent, WorkRecorded } from '../../works/work.events.js';
import { claimProjection } from '../claims/claim.projection.js';
import { isStale, reachedIn } from '../engine/list.js';
import { checkpointOf, rowsAt, tableOf } from '../engine/store.js';
import { NameDirectory } from '../name-directory.js';
import { erasuresOf, eventsOf, streamIn, eventsUpTo } from '../event-lookup.js';
import { isStaff, notFound, QueryError, view, type ReadContext, type ReadDeps } from '../engine/view.js';
import type { WorkListView, WorkView } from './work.views.js';

/**
 * One work: for who works here, and for anybody where a public claim appears in it, then and now.
 * Throws QueryError `not-found`; CorruptEvent where it is corrupt.
 */
export const workPage = view<{ readonly id: string }, WorkView>({
  dependsOn: [claimProjection],
  answer: async (source, { id }, moment) => {
    if (isStaff(moment.reader)) return read(source, id, moment);
    const { shown, ...reached } = await carriesPublicClaim(source, id, moment);
    if (!shown) return notFound();
    // What was recorded since is of no moment that the rows tell of.
    const found = await read(source, id, { ...moment, asOf: moment.asOf ?? reached.position });
    return { ...found, note: null, asOf: moment.asOf, stale: found.stale || isStale(moment, reached) };
  },
});

async function carriesPublicClaim({ pool }: ReadDeps, id: string, { asOf }: ReadContext) {
  const { rows } = await pool.query<{ position: string; stopped: string | null; shown: boolean }>(
    `select p.position, p.stopped, exists (
      select from ${rowsAt(claimProjection, asOf === null ? null : '$2::bigint')} r
      join ${tableOf(claimProjection)} n on n.key = r.key and n.public
      where r.appears_in @> array[$1::uuid] and r.public
    ) as shown from ${checkpointOf([claimProjection])} p`,
    [id, ...(asOf === null ? [] : [asOf])],
  );
  return { ...reachedIn(rows[0]), shown: rows[0]?.shown === true };
}

/**
 * The work at an address, as a list of none or one, for who works here; `keys` are the address's `addressKeys`.
 * Throws CorruptEvent where it is corrupt.
 */
export const workByAddress = view<{ readonly keys: readonly string[] }, WorkListView>({
  dependsOn: [],
  answer: async (source, { keys }, moment) => {
    const head = await source.ledger.head();
    const id = isStaff(moment.reader) ? firstHeld(await source.ledger.held(keys), keys) : undefined;
    const found = id === undefined ? [] : await read(source, id, moment).then((each) => [each], noneIfNotFound);
    const position = moment.asOf ?? found[0]?.position ?? head.position;
    const stale = position < moment.after || found.some((each) => each.stale);
    return { items: found, nextCursor: null, position, asOf: moment.asOf, stale };
  },
});

const firstHeld = (held: ReadonlyMap<string, string>, keys: readonly string[]): string | undefined =>
  keys.map((key) => held.get(key)).find((id) => id !== undefined);

function noneIfNotFound(error: unknown): [] {
  if (error instanceof QueryError) return [];
  throw error;
}

async function read(source: ReadDeps, id: string, moment: ReadContext): Promise<WorkView> {
  const { position: head } = await source.ledger.head();
  const stored = await eventsOf(source.pool, [`work-${id}`]);
  const position = moment.asOf ?? head;
  // What was recorded since the position was read is not what the answer says that it rests on.
  const events = eventsUpTo(streamIn<WorkEvent>(stored, `work-${id}`), { asOf: position });
  const recorded = events.findLast(({ type }) => type === 'WorkRecorded' || type === 'WorkCorrected');
  if (!recorded) return notFound();
  const { facts, words } = recorded as Recorded<WorkRecorded | WorkCorrected>;
  const outlets = await eventsOf(source.pool, facts.outletId ? [`outlet-${facts.outletId}`] : []);
  const names = new NameDirectory(new Map([...stored, ...outlets]), position);
  return {
    id,
    revision: events.at(-1)?.revision ?? 0,
    url: words?.url ?? null,
    title: words?.title ?? null,
    author: words?.author ?? null,
    outlet: facts.outletId ? names.outlet(facts.outletId) : null,
    outletBasis: facts.outletBasis,
    outletInferredFrom: words?.outletInferredFrom ?? null,
    publishedOn: facts.publishedOn ?? null,
    publishedOnBasis: facts.publishedOnBasis,
    publishedOnInferredFrom: words?.publishedOnInferredFrom ?? null,
    language: facts.language ?? null,
    note: words?.note ?? null,
    recordedAt: events[0]?.at ?? '',
    erasures: erasuresOf(names.events(), new Map([...stored, ...outlets]), moment.reader),
    position,
    asOf: moment.asOf,
    stale: position < moment.after || names.corrupt,
  };
}
