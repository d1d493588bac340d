import type { ClaimKind, Rating } from '../../claims/claim.events.js';
import { CorruptEvent } from '../../ledger/errors.js';
import { conditionsOf, orderOf, type ClaimFilters } from './claim-filters.js';
import type { ClaimListView, ListedClaimView } from './claim-list.views.js';
import { claimProjection, type ClaimRow } from './claim.projection.js';
import { claimantOf, wordsIn } from './claim-wordings.js';
import { foundIn, list, type Found, type Joined, type Page, type PageArgs } from '../engine/list.js';
import { DUE_DEPENDS_ON, dueAmong } from '../review/due.js';
import { marksOf, statusOf } from '../../claims/claim.status.js';
import { currentVerdict } from '../../claims/verdicts/verdict.js';
import { partsAt, checkpointOf, tableOf } from '../engine/store.js';
import { erasuresOf, eventsAt, type EventLookup } from '../event-lookup.js';
import { coverage, validAt as verdictAt } from '../../claims/verdicts/valid-at.js';
import { isStaff, type ReadDeps } from '../engine/view.js';
import { blindedFor } from '../visibility.js';
import { workProjection } from '../outlets/work.projection.js';

/** What a list of claims may be asked. Days are `YYYY-MM-DD`, identifiers UUIDs in lower case. */
export interface ClaimListArgs extends PageArgs {
  readonly rating?: Rating | undefined;
  readonly status?: string | undefined;
  readonly outlet?: string | undefined;
  readonly claimant?: string | undefined;
  readonly topic?: string | undefined;
  readonly language?: string | undefined;
  readonly kind?: ClaimKind | undefined;
  /** Claimed between these days, as far as is known. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly validAt?: string | undefined;
  /** Words to look for, 1 to 500 characters (`readQuery`): the list is a search then. */
  readonly q?: string | undefined;
  /** Best first (the default of a search), newest recorded (of any other), or latest claimed. */
  readonly sort?: 'relevance' | 'recorded' | 'claimedOn' | undefined;
}

const DEPENDS_ON = [claimProjection, workProjection, ...DUE_DEPENDS_ON];

interface ListRow {
  readonly key: string;
  readonly state: ClaimRow;
  /** What it was sorted by. */
  readonly sorted: string;
  /** The current row, where it may keep something from the reader that the one asked for does not know of. */
  readonly now: ClaimRow | null;
}

/** Claims by filters. Throws QueryError `cursor-invalid`. */
export const claimList = list<ClaimListArgs, ListRow, ClaimListView>({
  name: 'claims',
  dependsOn: DEPENDS_ON,
  read,
  placeOf: ({ sorted, key }) => [sorted, key],
  show: async ({ pool }, rows, page) => {
    const [stored, due] = await Promise.all([
      eventsAt(
        pool,
        rows.flatMap(({ state }) => [state.worded, state.named]),
      ),
      dueAmong(pool, currentVerdictsAmong(rows), page),
    ]);
    return {
      items: rows.map((row) => itemOf(row, stored, page, due)),
      counts: null,
      notices: [],
      validAt: page.filters.validAt ?? null,
    };
  },
});

/** Those with a verdict that stands: no other can be due for review. */
export const currentVerdictsAmong = (rows: readonly Pick<ListRow, 'key' | 'state'>[]): string[] =>
  rows.flatMap(({ key, state }) => (currentVerdict(state.verdicts) ? key : []));

async function read({ pool }: ReadDeps, page: Page): Promise<Found<ListRow>> {
  const values: unknown[] = [];
  const param = (value: unknown): string => `$${values.push(value)}`;
  const asOf = page.asOf === null ? null : `${param(page.asOf)}::bigint`;
  const filters: ClaimFilters = page.filters;
  const order = orderOf(filters);
  const staff = isStaff(page.reader);
  const me = staff ? param(page.reader.id) : null;
  const conditions = conditionsOf(filters, asOf, param, me);
  // It follows from its versions, but not for the planner: what came later is not walked through.
  if (asOf !== null) conditions.push(`r.recorded <= ${asOf}`);
  if (!staff) {
    conditions.push('r.public');
    // What is public no longer is not shown as of when it was.
    if (asOf !== null)
      conditions.push(`exists (select from ${tableOf(claimProjection)} n where n.key = r.key and n.public)`);
  }
  if (page.last) {
    const [value, id] = page.last;
    conditions.push(`(${order.by}, r.key) < (${param(value)}::${order.type}, ${param(id)}::uuid)`);
  }
  const limit = param(page.limit + 1);
  const parts = partsAt(claimProjection, asOf).map(
    (rows) => `(select r.*, ${order.by} as placed from ${rows} r where ${['true', ...conditions].join(' and ')}
      order by ${order.by} desc, r.key desc limit ${limit})`,
  );
  const now = `(select n.state from ${tableOf(claimProjection)} n where n.key = r.key and n.unsighted @> array[${me}::text])`;
  const { rows } = await pool.query<Joined<ListRow>>(
    `select p.position, p.stopped, r.* from ${checkpointOf(DEPENDS_ON)} p left join lateral (
      select r.key, r.state, r.placed::text as sorted, ${me === null ? 'null::jsonb' : now} as now
      from (${parts.join(' union all ')}) r order by r.placed desc, r.key desc limit ${limit}
    ) r on true`,
    values,
  );
  return foundIn(rows);
}

/** A claim as a list shows it, from its row and the events that have its words; `due`: those that are due for review. */
export function itemOf(
  { key, state, now }: Pick<ListRow, 'key' | 'state' | 'now'>,
  stored: EventLookup,
  { filters, time, reader }: Pick<Page, 'filters' | 'time' | 'reader'>,
  due: ReadonlySet<string>,
): ListedClaimView {
  const at = (position: number) => {
    const event = stored.get(position);
    return event instanceof CorruptEvent ? undefined : event;
  };
  const [wording, naming] = [at(state.worded), at(state.named)];
  const words = [...new Set([wording, naming])].filter((event) => event !== undefined);
  const kept = now ? blindedFor(reader.id, now) : new Set<string>();
  const verdicts = state.verdicts.filter((each) => !kept.has(each.id));
  const day = filters.validAt;
  const id = day === undefined ? currentVerdict(verdicts)?.id : verdictAt(coverage(verdicts), day).verdictId;
  const verdict = verdicts.find((each) => each.id === id);
  const marks = marksOf(verdicts, state.disputed, time);
  return {
    id: key,
    revision: state.revision,
    status: statusOf(verdicts, state),
    ...marks,
    reviewDue: marks.disputed || due.has(key),
    text: wordsIn(wording).text,
    kind: state.kind,
    language: state.language,
    claimant: claimantOf(state, naming),
    claimedOn: state.claimedOn ?? null,
    claimedOnBasis: state.claimedOnBasis,
    dueOn: state.dueOn ?? null,
    topics: [...state.topics],
    recordedAt: state.recordedAt,
    verdict: verdict
      ? {
          id: verdict.id,
          rating: verdict.rating,
          scale: verdict.scale,
          scaleVersion: verdict.scaleVersion,
          assessedOn: verdict.assessedOn,
          validFrom: verdict.validFrom ?? null,
          validUntil: verdict.validUntil ?? null,
        }
      : null,
    erasures: erasuresOf(words, stored, reader),
    corrupt: wording === undefined || naming === undefined,
    highlights: [],
  };
}
