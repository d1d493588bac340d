import type { FactEvent } from '../../kernel/event.js';
import { CorruptEvent } from '../../ledger/errors.js';
import type { Recorded } from '../../ledger/recorded.js';
import type { OutletEvent } from '../../outlets/outlet.events.js';
import { outletFold, type OutletState } from '../../outlets/outlet.state.js';
import { groupBy } from '../../kernel/group-by.js';
import { countAppearances, type CarriedClaim, type CountedAppearance } from './outlet-record.appearances.js';
import type { Carried, ClaimRow } from '../claims/claim-row.js';
import { claimProjection } from '../claims/claim.projection.js';
import { outletRecordWorksProjection, type PublishedRow } from './outlet-record-works.projection.js';
import { reachedIn, type Reached } from '../engine/list.js';
import { checkpointOf, rowsAt, tableOf } from '../engine/store.js';
import { eventsOf, streamIn, eventsUpTo, type EventLookup } from '../event-lookup.js';
import { wasPublishedBy } from '../../claims/verdicts/valid-at.js';
import { isPublished } from '../visibility.js';
import { isStaff, notFound, type ReadContext, type ReadDeps } from '../engine/view.js';

type OutletMerged = Extract<OutletEvent, { type: 'OutletMerged' }>;

/** What a record rests on. */
export const RECORD_DEPENDS_ON = [claimProjection, outletRecordWorksProjection];

/** A claim with where it appears. */
type CarriedRow = ClaimRow & Carried;

/** An outlet, with those that turned out to be it. */
export interface Family {
  /** The one that goes on, which is the one asked for unless that was merged. */
  readonly id: string;
  readonly ids: readonly string[];
  readonly events: readonly Recorded<OutletEvent>[];
  readonly state: OutletState;
  readonly stored: EventLookup;
}

/** @throws QueryError `not-found`; CorruptEvent where one of the outlet's events is corrupt */
async function familyOf(source: ReadDeps, id: string, moment: ReadContext): Promise<Family> {
  const stored = await eventsOf(source.pool, [`outlet-${id}`]);
  const events = eventsUpTo(streamIn<OutletEvent>(stored, `outlet-${id}`), moment);
  if (events.length === 0) return notFound();
  const state = stateOf(events);
  if (state.mergedInto !== undefined) return familyOf(source, state.mergedInto, moment);
  return { id, ids: [id, ...state.absorbed], events, state, stored };
}

const stateOf = (events: readonly Recorded<OutletEvent>[]): OutletState =>
  events.reduce(
    (state, event) => outletFold.evolve(state, event as unknown as FactEvent<OutletEvent>),
    outletFold.initial,
  );

/** Which outlets among some origins were merged, and into which: two entries of one outlet are not two origins. */
async function mergedAmong(
  { pool }: ReadDeps,
  originIds: Iterable<string>,
  asOf: number,
): Promise<(originId: string) => string> {
  const stored = await eventsOf(
    pool,
    [...new Set(originIds)].map((id) => `outlet-${id}`),
  );
  const into = new Map<string, string>();
  // Of an outlet whose record is corrupt nobody knows: it counts as itself.
  for (const event of stored.values()) {
    if (event instanceof CorruptEvent || event.position > asOf) continue;
    const outletId = event.stream.slice('outlet-'.length);
    if (event.type === 'OutletMerged') into.set(outletId, (event as Recorded<OutletMerged>).facts.intoId);
    if (event.type === 'OutletSplit') into.delete(outletId);
  }
  return (id) => into.get(id) ?? id;
}

interface CarriedClaimRow<State> {
  readonly id: string;
  readonly state: State;
  /** Of a claim: whether it may be told to anybody now, and whether it is withheld now. */
  readonly now?: boolean;
  readonly hidden?: boolean;
}

interface RecordAnswer {
  position: string;
  stopped: string | null;
  works: CarriedClaimRow<PublishedRow>[];
  claims: (CarriedClaimRow<ClaimRow> & { readonly carried: Carried | null })[];
}

const NOWHERE: Carried = { appearances: [], upstreams: [] };

/** All of it in one statement, so that works and claims are of the same moment. */
const carriedIn = (asOf: string | null): string => `
  with works as (
    select w.key, w.state from ${rowsAt(outletRecordWorksProjection, asOf)} w where w.outlet_id = any($1::uuid[])
  ), claims as (
    select r.key, r.state, r.carried from ${rowsAt(claimProjection, asOf)} r where r.appears_in && array(select key from works)
  ), repeated as (
    select r.key, r.state, r.carried from ${rowsAt(claimProjection, asOf)} r
    where r.key in (select (state ->> 'mergedInto')::uuid from claims) and r.key not in (select key from claims)
  ), together as (select * from claims union all select * from repeated)
  select p.position, p.stopped,
    (select coalesce(json_agg(json_build_object('id', key, 'state', state)), '[]') from works) as works,
    (select coalesce(json_agg(json_build_object('id', t.key, 'state', t.state, 'carried', t.carried,
        'now', n.published, 'hidden', (n.state ->> 'withheld')::boolean)), '[]')
      from together t left join ${tableOf(claimProjection)} n on n.key = t.key) as claims
  from ${checkpointOf(RECORD_DEPENDS_ON)} p`;

/** A claim that an outlet carried, and what became of each place in which it did. */
export interface RecordedClaim {
  readonly id: string;
  readonly row: CarriedRow;
  /** The claim that it repeats, else itself. */
  readonly whole: CarriedRow;
  /** Whether the claim, and where it repeats another that other one, may be told to anybody. */
  readonly told: boolean;
  readonly judged: readonly CountedAppearance[];
}

/** What an outlet carried, claims in the order of their submission; appearances of claims that nobody is told of are not judged. */
export interface CarriedBy {
  readonly claims: readonly RecordedClaim[];
  readonly works: ReadonlyMap<string, PublishedRow>;
  /** The position that it is of. */
  readonly position: number;
  readonly reached: Reached;
}

/**
 * An outlet and what it carried, of one position. The outlet's own events are read from the ledger, which is ahead of the
 * rows or moves on before they are read: it is shown as it was where the rows stand.
 *
 * @param validAt leaves out works that were not certainly out by this day
 * @throws as `familyOf`
 */
export async function recordOf(
  source: ReadDeps,
  id: string,
  moment: ReadContext,
  validAt?: string,
): Promise<readonly [Family, CarriedBy]> {
  const family = await familyOf(source, id, moment);
  const carried = await carriedBy(source, family, moment, validAt);
  // One that the rows do not know of yet carried nothing.
  if (moment.asOf !== null || (family.events[0]?.position ?? 0) > carried.position) return [family, carried];
  const there = { ...moment, asOf: carried.position };
  const same = await familyOf(source, id, there);
  if (same.ids.join() === family.ids.join()) return [same, carried];
  return [same, await carriedBy(source, same, there, validAt)];
}

/**
 * @param family as `familyOf` gives it
 * @param validAt leaves out works that were not certainly out by this day
 */
async function carriedBy(source: ReadDeps, { ids }: Family, moment: ReadContext, validAt?: string): Promise<CarriedBy> {
  const { asOf } = moment;
  const { rows } = await source.pool.query<RecordAnswer>(
    carriedIn(asOf === null ? null : '$2::bigint'),
    asOf === null ? [ids] : [ids, asOf],
  );
  const [answer] = rows;
  const out = answer?.works.filter(({ state }) => validAt === undefined || wasPublishedBy(state.publishedOn, validAt));
  const works = new Map(out?.map(({ id, state }) => [id, state]));
  const all = new Map(
    answer?.claims.map(({ state, carried, ...row }): [string, CarriedClaimRow<CarriedRow>] => [
      row.id,
      { ...row, state: { ...state, ...(carried ?? NOWHERE) } },
    ]),
  );
  const told = shownAppearances(all, moment);
  const carried = [...all.values()]
    .filter(({ state }) => state.appearances.some(({ workId }) => works.has(workId)))
    .sort((a, b) => a.state.recorded - b.state.recorded);
  const toldOnes = carried.filter(({ id }) => told(id));
  const reached = reachedIn(answer);
  const position = asOf ?? reached.position;
  const same = await mergedAmong(source, originsThatMayMeet(toldOnes, works), position);
  const judged = countAppearances(
    toldOnes.map(({ id, state }): CarriedClaim => {
      const judgedAs = state.mergedInto ?? id;
      return { id, row: state, works, judgedAs, verdicts: all.get(judgedAs)?.state.verdicts ?? [] };
    }),
    same,
  );
  const byClaim = groupBy(judged, ({ claimId }) => claimId);
  return {
    claims: carried.map(({ id, state: row }) => {
      const whole = all.get(row.mergedInto ?? id)?.state ?? row;
      return { id, row, whole, told: told(id), judged: byClaim.get(id) ?? [] };
    }),
    works,
    position,
    reached,
  };
}

/**
 * Whether a claim counts for anybody: published, and not withheld; of a duplicate, the claim that it repeats is published
 * and neither is withheld. What is kept from the public now is not shown as of when it was not.
 */
function shownAppearances(
  all: ReadonlyMap<string, CarriedClaimRow<CarriedRow>>,
  { reader }: ReadContext,
): (id: string) => boolean {
  const published = ({ state, now }: CarriedClaimRow<CarriedRow>): boolean =>
    isPublished(state) && (isStaff(reader) || now === true);
  return (id) => {
    const claim = all.get(id);
    if (!claim) return false;
    const { mergedInto, withheld } = claim.state;
    if (mergedInto === undefined) return published(claim);
    const whole = all.get(mergedInto);
    return !withheld && (isStaff(reader) || !claim.hidden) && whole !== undefined && published(whole);
  };
}

/** Only where an outlet carried one claim in several places can it matter that two of its origins are one outlet. */
function originsThatMayMeet(
  claims: readonly CarriedClaimRow<CarriedRow>[],
  works: ReadonlyMap<string, PublishedRow>,
): string[] {
  const byClaim = groupBy(claims, ({ id, state }) => state.mergedInto ?? id);
  return [...byClaim.values()].flatMap((rows) => {
    const places = rows.flatMap(({ state }) => state.appearances).filter(({ workId }) => works.has(workId));
    if (places.length < 2) return [];
    return rows.flatMap(({ state }) => [...state.appearances, ...state.upstreams]).map(({ originId }) => originId);
  });
}
