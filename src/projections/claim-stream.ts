import type { ClaimEvent } from '../claims/claim.events.js';
import { EVENT_COLUMNS, EVENT_TABLES, type EventRow, type Recorded } from '../ledger/recorded.js';
import { claimRows } from './claim.projection.js';
import { Names } from './names.js';
import type { Seen } from './projection.js';
import { standingEvents, withVerdictEvent, type Verdict } from './standing.js';
import { tableOf } from './store.js';
import { eventsOf, openAll, streamIn, upTo, withErasures, type Stored } from './stored.js';
import { notFound, type Moment, type Source } from './view.js';
import { confidentialOf, keptFrom, visibleTo, type Kept, type Publicity, type Visible } from './visibility.js';

/**
 * A claim's own events, in one look-up by its stream: they have the words of its page, need no row and so are never
 * behind. Its row only tells how long the stream must be at least.
 */
const STREAM = {
  name: 'views-claim-stream',
  text: `select h.size, n.newest, e.* from ledger.head h
    left join lateral (
      select (state ->> 'revision')::integer as newest from ${tableOf(claimRows)} where key = $1::uuid
    ) n on true
    left join lateral (
      select ${EVENT_COLUMNS} from ${EVENT_TABLES} where e.stream = 'claim-' || $1 order by e.revision
    ) e on true`,
};

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
  const { rows } = await source.pool.query<PageRow>({ ...STREAM, values: [id] });
  const stored = await withErasures(source.pool, openAll(rows.filter(({ position }) => position !== null)));
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

/** Reads what the claim names: works, and the outlets that published them or are named themselves. */
async function namesFor(
  { pool }: Source,
  events: readonly Recorded<ClaimEvent>[],
  stored: Stored,
  { asOf }: Moment,
): Promise<Names> {
  const named = events.map(({ facts }) => facts as { workId?: string; outletId?: string });
  const works = new Set(named.flatMap(({ workId }) => workId ?? []));
  const outlets = new Set(named.flatMap(({ outletId }) => outletId ?? []));
  // An appearance counts as its work's outlet, where the work has one, so that both are read at once.
  const origins = ofType(events, 'AppearanceRecorded').map(({ facts }) => `outlet-${facts.originId}`);
  let all = stored;
  let names = new Names(all, asOf);
  let missing = [...names.missing(works, outlets), ...origins];
  // Twice: a work that was missing may name an outlet that is.
  for (let tries = 0; tries < 2 && missing.length > 0; tries += 1) {
    all = new Map([...all, ...(await eventsOf(pool, [...new Set(missing)]))]);
    names = new Names(all, asOf);
    missing = names.missing(works, outlets);
  }
  return names;
}
