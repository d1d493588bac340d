import type { ClaimKind, Rating } from '../../claims/claim.events.js';
import { CorruptEvent } from '../../ledger/errors.js';
import { conditionsOf, FILTER_FORMS, orderOf, type ClaimFilters } from './claim-filters.js';
import type { ClaimListView, ListedClaimView } from './claim-list.views.js';
import { claimRows, type ClaimRow } from './claim.projection.js';
import { claimantOf, wordsIn } from './claim-wordings.js';
import { readCursor, writeCursor, type Cursor } from '../engine/cursor.js';
import { DUE_RESTS, dueAmong } from '../review/due.js';
import { marksOf, statusOf } from '../../claims/claim.status.js';
import { currentVerdict } from '../../claims/verdicts/verdict.js';
import { partsAt, checkpointOf, tableOf } from '../engine/store.js';
import { erasuresOf, eventsAt, type EventLookup } from '../event-lookup.js';
import { coverage, validAt as verdictAt } from '../../claims/verdicts/valid-at.js';
import { isStaff, view, type Reader, type ReadDeps } from '../engine/view.js';
import { blindedFor } from '../visibility.js';
import { workRows } from '../outlets/work.projection.js';

/** What a list of claims may be asked. Days are `YYYY-MM-DD`, identifiers UUIDs in lower case. */
export interface ClaimListArgs {
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
  /** Newest recorded (the default) or latest claimed first. */
  readonly sort?: 'recorded' | 'claimedOn' | undefined;
  readonly cursor?: string | undefined;
  /** 1 to 200, 50 by default. */
  readonly limit?: number | undefined;
}

const RESTS = [claimRows, workRows, ...DUE_RESTS];
const LIST = 'claims';
export const LAST = /^(?:\d{1,15}|\d{4}-\d\d-\d\d|-infinity) [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const FORMS = { list: LIST, filters: FILTER_FORMS, last: LAST };

/** A page of a list: as of what it is asked, with which filters, from where on. */
interface PageOf {
  readonly filters: ClaimFilters;
  readonly asOf: number | null;
  readonly time: string;
  readonly after: Cursor['last'] | undefined;
  readonly limit: number;
  readonly reader: Reader;
}

interface ListRow {
  position: string;
  stopped: string | null;
  key: string | null;
  state: ClaimRow;
  sorted: string;
  /** The current row, where it may keep something from the reader that the one asked for does not know of. */
  now: ClaimRow | null;
}

/** Claims by filters. Pages after the first rest on the position of the first. Throws QueryError `cursor-invalid`. */
export const claimList = view<ClaimListArgs, ClaimListView>({
  dependsOn: RESTS,
  answer: async (source, args, moment) => {
    const { cursor: text, limit = 50, ...asked } = args;
    const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as ClaimFilters;
    const cursor = readCursor(text, FORMS, given, moment);
    const page: PageOf = {
      filters: cursor?.filters ?? given,
      asOf: cursor?.position ?? moment.asOf,
      time: cursor?.time ?? moment.time,
      after: cursor?.last,
      limit,
      reader: moment.reader,
    };
    const rows = await read(source, page);
    const reached = Number(rows[0]?.position ?? -1);
    const position = page.asOf ?? reached;
    const found = rows.filter((row) => row.key !== null);
    const shown = found.slice(0, limit);
    const stored = await eventsAt(
      source.pool,
      shown.flatMap(({ state }) => [state.worded, state.named]),
    );
    const due = await dueAmong(source.pool, currentVerdictsAmong(shown), page);
    const items = shown.map((row) => itemOf(row, stored, page, due));
    const last = shown.at(-1);
    const asOf = cursor ? cursor.asOf : moment.asOf;
    const next = { list: LIST, filters: page.filters, position, time: page.time, asOf };
    return {
      items,
      nextCursor: found.length > limit && last?.key ? writeCursor({ ...next, last: [last.sorted, last.key] }) : null,
      counts: null,
      validAt: page.filters.validAt ?? null,
      position,
      asOf,
      stale:
        reached < Math.max(moment.after, position) ||
        (rows[0]?.stopped ?? null) !== null ||
        items.some(({ corrupt }) => corrupt),
    };
  },
});

/** Those with a verdict that stands: no other can be due for review. */
export const currentVerdictsAmong = (rows: readonly Pick<ListRow, 'key' | 'state'>[]): string[] =>
  rows.flatMap(({ key, state }) => (key !== null && currentVerdict(state.verdicts) ? key : []));

async function read({ pool }: ReadDeps, page: PageOf): Promise<ListRow[]> {
  const values: unknown[] = [];
  const param = (value: unknown): string => `$${values.push(value)}`;
  const asOf = page.asOf === null ? null : `${param(page.asOf)}::bigint`;
  const order = orderOf(page.filters);
  const staff = isStaff(page.reader);
  const me = staff ? param(page.reader.id) : null;
  const conditions = conditionsOf(page.filters, asOf, param, me);
  // It follows from its versions, but not for the planner: what came later is not walked through.
  if (asOf !== null) conditions.push(`r.recorded <= ${asOf}`);
  if (!staff) {
    conditions.push('r.public');
    // What is public no longer is not shown as of when it was.
    if (asOf !== null) conditions.push(`exists (select from ${tableOf(claimRows)} n where n.key = r.key and n.public)`);
  }
  if (page.after) {
    const [value, id] = page.after;
    conditions.push(`(${order.by}, r.key) < (${param(value)}::${order.type}, ${param(id)}::uuid)`);
  }
  const limit = param(page.limit + 1);
  const parts = partsAt(claimRows, asOf).map(
    (rows) => `(select r.*, ${order.by} as placed from ${rows} r where ${['true', ...conditions].join(' and ')}
      order by ${order.by} desc, r.key desc limit ${limit})`,
  );
  const now = `(select n.state from ${tableOf(claimRows)} n where n.key = r.key and n.unsighted @> array[${me}::text])`;
  const { rows } = await pool.query<ListRow>(
    `select p.position, p.stopped, r.* from ${checkpointOf(RESTS)} p left join lateral (
      select r.key, r.state, r.placed::text as sorted, ${me === null ? 'null::jsonb' : now} as now
      from (${parts.join(' union all ')}) r order by r.placed desc, r.key desc limit ${limit}
    ) r on true`,
    values,
  );
  return rows;
}

/** A claim as a list shows it, from its row and the events that have its words; `due`: those that are due for review. */
export function itemOf(
  { key, state, now }: Pick<ListRow, 'key' | 'state' | 'now'>,
  stored: EventLookup,
  { filters, time, reader }: Pick<PageOf, 'filters' | 'time' | 'reader'>,
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
    id: key ?? '',
    revision: state.revision,
    status: statusOf(verdicts, state),
    ...marks,
    reviewDue: marks.disputed || due.has(key ?? ''),
    text: wordsIn(wording).text,
    kind: state.kind,
    language: state.language,
    claimant: claimantOf(state.claimantId, naming),
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
