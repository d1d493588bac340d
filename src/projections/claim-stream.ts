import type { ClaimEvent } from '../claims/claim.events.js';
import type { EventRow, Recorded } from '../ledger/recorded.js';
import { claimRows } from './claim.projection.js';
import { Names } from './names.js';
import { outletRows } from './outlet.projection.js';
import type { Seen } from './projection.js';
import { standingEvents, withVerdictEvent, type Verdict } from './standing.js';
import { rowAt, tableOf } from './store.js';
import { EVENTS_WANTED, eventsOf, openAll, streamIn, upTo, type Stored } from './stored.js';
import { notFound, type Moment, type Source } from './view.js';
import { confidentialOf, keptFrom, visibleTo, type Kept, type Publicity, type Visible } from './visibility.js';
import { workRows } from './work.projection.js';

/**
 * One query for a claim's page: the claim's own stream, which needs no row and so is never behind; and by the rows of
 * claim, works and outlets, as the moment has them, the events that have the names of what it names. Rows only say
 * where to look; what is shown comes from checked events.
 */
const pageQuery = (asOf: string | null): string => `
  with claim as (select c.works, c.outlets from ${rowAt(claimRows, '$1::uuid', asOf)} c),
  work as (
    select w.recorded, w.outlet_id from claim, unnest(claim.works) named(id),
      lateral ${rowAt(workRows, 'named.id', asOf)} w
  ),
  outlet as (
    select (o.state ->> 'named')::bigint as named
    from (select unnest(outlets) as id from claim union select outlet_id from work) named,
      lateral ${rowAt(outletRows, 'named.id', asOf)} o
  ),
  wanted as (
    select position from ledger.events where stream = 'claim-' || $1
    union all select recorded from work
    union all select named from outlet
  )
  select h.size, (select (state ->> 'revision')::integer from ${tableOf(claimRows)} n where n.key = $1::uuid) as newest, e.*
  from ledger.head h left join lateral (${EVENTS_WANTED}) e on true`;

const NOW = { name: 'views-claim-now', text: pageQuery(null) };
const THEN = { name: 'views-claim-then', text: pageQuery('$2') };

interface PageRow extends EventRow {
  size: string;
  newest: number | null;
}

/** A claim's events at a moment, with what its reader may see of them. */
export interface ClaimStream {
  readonly events: readonly Recorded<ClaimEvent>[];
  readonly verdicts: readonly Verdict[];
  readonly visible: Visible | null;
  readonly kept: Kept;
  readonly names: Names;
  readonly stored: Stored;
  readonly position: number;
  readonly stale: boolean;
}

/**
 * Reads a claim.
 *
 * @throws Unanswerable `not-found`; CorruptEvent where an event of the claim itself is corrupt. Of a work or outlet that
 * is, only the name is missing.
 */
export async function readClaim(source: Source, id: string, moment: Moment): Promise<ClaimStream> {
  const { asOf, reader } = moment;
  const query = asOf === null ? { ...NOW, values: [id] } : { ...THEN, values: [id, asOf] };
  const { rows } = await source.pool.query<PageRow>(query);
  const stored = openAll(rows.filter(({ position }) => position !== null));
  const now = streamIn<ClaimEvent>(stored, `claim-${id}`, rows[0]?.newest ?? 0);
  const events = upTo(now, moment);
  if (events.length === 0) return notFound();
  const verdicts = verdictsIn(events);
  const visible = visibleTo(reader, publicityOf(events), publicityOf(now));
  if (visible === 'none') return notFound();
  const names = await namesFor(source, events, stored, moment);
  const position = asOf ?? Number(rows[0]?.size ?? 0) - 1;
  return {
    events,
    verdicts,
    visible,
    kept: keptFrom(
      reader,
      ofType(events, 'EvidenceAttached').flatMap(({ facts }) => confidentialOf(facts)),
    ),
    names,
    stored,
    position,
    stale: position < moment.after || names.corrupt,
  };
}

/** The events of one type. */
export const ofType = <Type extends ClaimEvent['type']>(
  events: readonly Recorded<ClaimEvent>[],
  type: Type,
): Recorded<Extract<ClaimEvent, { type: Type }>>[] =>
  events.filter((event) => event.type === type) as unknown as Recorded<Extract<ClaimEvent, { type: Type }>>[];

const verdictsIn = (events: readonly Recorded<ClaimEvent>[]): readonly Verdict[] =>
  standingEvents(events as unknown as readonly Seen<ClaimEvent>[]).reduce(withVerdictEvent, [] as readonly Verdict[]);

const publicityOf = (events: readonly Recorded<ClaimEvent>[]): Publicity => ({
  verdicts: verdictsIn(events),
  withheld:
    events.findLast(({ type }) => type === 'PublicationWithheld' || type === 'WithholdingLifted')?.type ===
    'PublicationWithheld',
});

/** Where the rows are behind the stream, the streams of what it names are read themselves. */
async function namesFor(
  { pool }: Source,
  events: readonly Recorded<ClaimEvent>[],
  stored: Stored,
  { asOf }: Moment,
): Promise<Names> {
  const named = events.map(({ facts }) => facts as { workId?: string; outletId?: string });
  const works = new Set(named.flatMap(({ workId }) => workId ?? []));
  const outlets = new Set(named.flatMap(({ outletId }) => outletId ?? []));
  let all = stored;
  let names = new Names(all, asOf);
  // Twice: a work that was missing may name an outlet that is.
  for (let tries = 0; tries < 2; tries += 1) {
    const missing = names.missing(works, outlets);
    if (missing.length === 0) break;
    all = new Map([...all, ...(await eventsOf(pool, missing))]);
    names = new Names(all, asOf);
  }
  return names;
}
