import type { Pool } from 'pg';
import type { ClaimEvent } from '../../claims/claim.events.js';
import { chainsIn } from '../../claims/appearances/claim-chains.js';
import type { Chains } from '../../claims/appearances/chains.js';
import { tracedOrigins, type TracedOrigins } from '../../claims/appearances/traced-origins.js';
import { batchLoader } from '../../database/batch-loader.js';
import { groupBy } from '../../kernel/group-by.js';
import { EVENT_COLUMNS, EVENT_TABLES, type EventRow, type Recorded } from '../../ledger/recorded.js';
import { claimNeighbours, type Neighbour } from './claim-neighbours.js';
import { claimProjection, type ClaimRow } from './claim.projection.js';
import { claimRowOf, foldClaim, type FoldedClaim } from './claim-row.js';
import { NameDirectory } from '../name-directory.js';
import type { ProjectedEvent } from '../engine/projection.js';
import { tableOf } from '../engine/store.js';
import { eventsOf, openAll, streamIn, eventsUpTo, withErasures, type EventLookup } from '../event-lookup.js';
import { isStaff, notFound, QueryError, type ReadContext, type ReadDeps } from '../engine/view.js';
import {
  isPublished,
  redactionFor,
  mayRead,
  publishedParts,
  showsVerdict,
  visibleTo,
  type Redaction,
  type Visible,
} from '../visibility.js';

/**
 * Claims' own events, in one look-up by their streams: they have the words of their pages, need no row and so are
 * never behind. A claim's row only tells how long its stream must be at least; others' rows tell who names it.
 */
const STREAMS = {
  name: 'views-claim-streams',
  text: `select k.id as claim, h.size, n.newest, exists (
      select from ${tableOf(claimProjection)} r where r.named @> array[k.id::uuid] and r.named is not null
    ) as named, e.* from unnest($1::text[]) k(id) cross join ledger.head h
    left join lateral (
      select (state ->> 'revision')::integer as newest from ${tableOf(claimProjection)} where key = k.id::uuid
    ) n on true
    left join lateral (
      select ${EVENT_COLUMNS} from ${EVENT_TABLES} where e.stream = 'claim-' || k.id order by e.revision
    ) e on true`,
};

interface PageRow extends EventRow {
  claim: string;
  size: string;
  newest: number | null;
  named: boolean;
}

/** What the ledger holds of a claim: who asks for it in the same turn shares it, checked and opened once. */
interface ClaimPageRows {
  readonly size: number;
  readonly newest: number;
  readonly named: boolean;
  readonly stored: EventLookup;
}

const pages = batchLoader<ClaimPageRows>(async (pool, ids) => {
  const { rows } = await pool.query<PageRow>({ ...STREAMS, values: [ids] });
  const claims = [...groupBy(rows, ({ claim }) => claim)];
  return new Map(await Promise.all(claims.map(async ([id, own]) => [id, await pageIn(pool, own)] as const)));
});

const pageIn = async (pool: Pool, rows: readonly PageRow[]): Promise<ClaimPageRows> => ({
  size: Number(rows[0]?.size ?? 0),
  newest: rows[0]?.newest ?? 0,
  named: rows[0]?.named ?? false,
  // A claim that does not exist has one row, without an event.
  stored: await openAll(
    pool,
    rows.filter(({ position }) => position !== null),
  ),
});

/** A claim that repeats another one is read there. Who does not follow is told the same as of a claim that is not. */
export class ClaimMoved extends QueryError {
  constructor(readonly into: string) {
    super('not-found', 'This claim repeats another one: read that.');
  }
}

/** A claim's events at a moment, with what its reader may see of them. */
export interface ClaimStream {
  readonly id: string;
  readonly events: readonly Recorded<ClaimEvent>[];
  /** Those of the events that the reader may see. */
  readonly readable: readonly Recorded<ClaimEvent>[];
  /** Without verdicts that are kept from a reader who is to rate blind. */
  readonly row: ClaimRow;
  /** With them. */
  readonly whole: ClaimRow;
  /** What it is folded from. */
  readonly state: FoldedClaim;
  readonly visible: Visible;
  readonly kept: Redaction;
  readonly names: NameDirectory;
  readonly neighbours: readonly Neighbour[];
  readonly stored: EventLookup;
  readonly position: number;
  readonly stale: boolean;
}

/**
 * Reads a claim.
 *
 * @param merged what a stranger is given of a claim that is merged into another public one: the way there, or the claim
 * @throws QueryError `not-found`; ClaimMoved; CorruptEvent where an event of the claim itself is corrupt. Of a work or
 * outlet that is, only the name is missing.
 */
export async function readClaim(
  source: ReadDeps,
  id: string,
  moment: ReadContext,
  merged: 'elsewhere' | 'here' = 'elsewhere',
): Promise<ClaimStream> {
  const { asOf, reader } = moment;
  const page = (await pages(source.pool, [id])).get(id) ?? (await pageIn(source.pool, []));
  const stored = await withErasures(source.pool, page.stored);
  const all = streamIn<ClaimEvent>(stored, `claim-${id}`, page.newest);
  const events = eventsUpTo(all, moment);
  const state = stateOf(events);
  const newest = events.length === all.length ? state : stateOf(all);
  if (!state || !newest) return notFound();
  const then = claimRowOf(state);
  const now = newest === state ? then : claimRowOf(newest);
  const { namedClaims } = newest;
  const neighbours =
    namedClaims.length > 0 || page.named ? await claimNeighbours(source.pool, id, namedClaims, asOf) : [];
  const visible = visibleIn(moment, then, now, neighbours, merged);
  const kept = redactionFor(reader, now.sources);
  const readable = events.filter((event) => mayRead(event, visible));
  const position = asOf ?? page.size - 1;
  const names = await namesFor(
    source,
    readable.filter(({ facts }) => !kept.evidence.has(partOf(facts))),
    stored,
    position,
  );
  return {
    id,
    events,
    readable,
    row: isStaff(reader) ? { ...then, verdicts: then.verdicts.filter((each) => showsVerdict(visible, each.id)) } : then,
    whole: then,
    state,
    visible,
    kept,
    names,
    neighbours,
    stored,
    position,
    stale: position < moment.after || names.corrupt,
  };
}

const partOf = (facts: object): string => (facts as { evidenceId?: string }).evidenceId ?? '';

/** @throws QueryError `not-found`, ClaimMoved */
function visibleIn(
  { reader }: ReadContext,
  then: ClaimRow,
  now: ClaimRow,
  neighbours: readonly Neighbour[],
  merged: 'elsewhere' | 'here',
): Visible {
  const others = new Set(neighbours.flatMap(({ id, published }) => (published ? id : [])));
  const visible = visibleTo(reader, then, now, others);
  if (visible !== 'none') return visible;
  const into = now.mergedInto ?? then.mergedInto;
  if (into === undefined || !isPublished(then) || !isPublished(now)) return notFound();
  if (merged === 'here') return publishedParts(then, now, others);
  if (!others.has(into)) return notFound();
  throw new ClaimMoved(into);
}

/** The events of some types. */
export const ofType = <Type extends ClaimEvent['type']>(
  events: readonly Recorded<ClaimEvent>[],
  ...types: readonly Type[]
): Recorded<Extract<ClaimEvent, { type: Type }>>[] =>
  events.filter(({ type }) => (types as readonly string[]).includes(type)) as unknown as Recorded<
    Extract<ClaimEvent, { type: Type }>
  >[];

/**
 * The chains of a claim that was read, with outlets that were found to be one counted as one, and the origins that they lead
 * to for certain.
 *
 * @param counts says of a work whether what appears in it counts
 */
export function chainsOn(
  { state, names }: Pick<ClaimStream, 'state' | 'names'>,
  counts: (workId: string) => boolean = () => true,
): { readonly chains: Chains; readonly traced: TracedOrigins } {
  const appearances = new Map([...state.appearances].filter(([, { workId }]) => counts(workId)));
  const counted = { ...state, appearances };
  const chains = chainsIn(counted, names.same);
  return { chains, traced: tracedOrigins(counted, chains, names.same) };
}

const stateOf = (events: readonly Recorded<ClaimEvent>[]): FoldedClaim | undefined =>
  (events as unknown as readonly ProjectedEvent<ClaimEvent>[]).reduce<FoldedClaim | undefined>(foldClaim, undefined);

const EVIDENCE = ['EvidenceAttached', 'EvidenceCorrected'] as const;

/** Facts by which events name works and outlets. */
interface NamingFacts {
  readonly workId?: string;
  readonly outletId?: string;
  readonly media?: { readonly workId?: string; readonly originalWorkId?: string };
  readonly rewording?: { readonly media?: { readonly workId?: string } };
}

const worksIn = ({ workId, media, rewording }: NamingFacts): string[] =>
  [workId, media?.workId, media?.originalWorkId, rewording?.media?.workId].filter((id) => id !== undefined);

/**
 * Reads what the claim names: works, and the outlets that published them or are named themselves; as of its own position,
 * since they are read after it.
 */
async function namesFor(
  { pool }: ReadDeps,
  events: readonly Recorded<ClaimEvent>[],
  stored: EventLookup,
  asOf: number,
): Promise<NameDirectory> {
  const named = events.map(({ facts }) => facts as NamingFacts);
  const works = new Set(named.flatMap((facts) => worksIn(facts)));
  const outlets = new Set(named.flatMap(({ outletId }) => outletId ?? []));
  // What something counts as is often an outlet: read at once, it also says which of them were found to be one.
  const origins = ofType(
    events,
    'AppearanceRecorded',
    'AppearanceCorrected',
    'UpstreamAttributed',
    ...EVIDENCE,
  ).flatMap(({ facts }) => facts.originId ?? []);
  const claimants = ofType(events, 'ClaimSubmitted', 'ClaimantCorrected', 'ClaimantAdded').flatMap(
    ({ facts }) => facts.claimantId ?? [],
  );
  // A claimant that nothing is compared with need not be read.
  const compared = origins.length > 0 ? [...origins, ...claimants] : [];
  const joined = compared.flatMap((id) => [`outlet-${id}`, `origin-${id}`]);
  let all = stored;
  let names = new NameDirectory(all, asOf);
  let missing = [...names.missing(works, outlets), ...joined];
  // Twice: a work that was missing may name an outlet that is.
  for (let tries = 0; tries < 2 && missing.length > 0; tries += 1) {
    all = new Map([...all, ...(await eventsOf(pool, [...new Set(missing)]))]);
    names = new NameDirectory(all, asOf);
    missing = names.missing(works, outlets);
  }
  return names;
}
