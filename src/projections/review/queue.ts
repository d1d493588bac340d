import { list, reachedIn, type Found, type Page, type PageArgs, type Place } from '../engine/list.js';
import { loadEventsAt } from '../loaded-events.js';
import { claimProjection, type ClaimRow } from '../claims/claim.projection.js';
import { DUE_DEPENDS_ON, reviewCandidates, reviewedColumns, itemsFromOthersOf, type ReviewedRow } from './due.js';
import type { QueueView } from './queue.views.js';
import {
  DUE_REASONS,
  HARM_REASONS,
  urgencyOf,
  type QueueReason,
  type QueueItem,
} from '../../claims/review/queue-items.js';
import { checkpointOf, rowsAt } from '../engine/store.js';
import { erasuresOf } from '../event-lookup.js';
import type { ReadDeps } from '../engine/view.js';
import { blindedFor } from '../visibility.js';

/** What the queue may be asked. */
export interface QueueArgs extends PageArgs {
  readonly reason?: QueueReason | undefined;
  /** Only published verdicts that are due for review, and those whose validity ends within so many days, 0 to 366. */
  readonly due?: number | undefined;
  /** A person who is to review the claim. */
  readonly assignee?: string | undefined;
}

/** How many days before it happens it is told that a validity ends, where nobody says. */
const ENDING_DAYS = 14;
const DAY_MS = 86_400_000;

/** What names an item: two second ratings of one proposal differ only by whom they are awaited from. */
const ITEM = `(r.key || ':' || (w.wait ->> 'reason') || ':' || coalesce(w.wait ->> 'part', '') || ':'
  || coalesce(w.wait ->> 'of', ''))`;

/** In how many places a claim of a row `r` appears. */
const CARRIERS = `coalesce(jsonb_array_length(r.carried -> 'appearances'), 0)`;

/** One thing that a claim waits for, with the name of the item. */
interface WaitingItem {
  readonly key: string;
  readonly state: ClaimRow;
  /** In how many places the claim appears. */
  readonly carriers: number;
  readonly wait: QueueItem;
  readonly item: string;
}

interface Answer {
  position: string;
  stopped: string | null;
  own: WaitingItem[];
  others: (ReviewedRow & Pick<WaitingItem, 'state' | 'carriers'>)[];
}

/**
 * What waits for somebody to do something; for who works here. What may harm readers first, then what has a day, then the
 * rest, and of each what has been due longest.
 *
 * Throws QueryError `not-found` and `cursor-invalid`.
 */
export const queue = list<QueueArgs, WaitingItem, QueueView>({
  name: 'queue',
  dependsOn: DUE_DEPENDS_ON,
  forStaff: true,
  read,
  placeOf: ({ wait, item }) => [urgencyOf(wait), item],
  show: async (source, rows, { time, reader }) => {
    const told = await loadEventsAt(
      source,
      rows.map(({ state }) => state.worded),
    );
    return {
      items: rows.map(({ key, state, carriers, wait }) => ({
        claimId: key,
        text: told.textAt(state.worded),
        kind: state.kind,
        topics: [...state.topics],
        language: state.language,
        carriers,
        evidence: state.stances,
        missing: [...state.missing],
        proposer: proposerShown(state, reader.id),
        reason: wait.from > time ? ('validity-ending' as const) : wait.reason,
        part: wait.part ?? null,
        since: wait.from > time ? null : wait.from,
        sincePosition: wait.position,
        due: wait.set ? wait.due : null,
        overdue: wait.set === true && wait.due <= time,
        assignees: state.reviewers.map(({ person, dueOn, blind }) => ({
          id: person,
          dueOn: dueOn ?? null,
          blind,
        })),
        corrupt: told.at(state.worded) === undefined,
      })),
      erasures: erasuresOf(told.events, told.lookup, reader),
    };
  },
});

/** Who proposed the verdict that is open; not for who is to rate it without having seen it. */
const proposerShown = (state: ClaimRow, reader: string): string | null => {
  const open = state.verdicts.find(({ state: status }) => status === 'proposed');
  return open && !blindedFor(reader, state).has(open.id) ? open.proposer : null;
};

/** Until when what is to come is looked for: only that a validity ends is told before it happens. */
function horizonOf({ due, reason }: Page['filters'], time: string): string {
  const days = due === undefined ? (reason === 'validity-ending' ? ENDING_DAYS : 0) : Number(due);
  return new Date(Date.parse(time) + days * DAY_MS).toISOString();
}

/** A validity that ends is the expiry that has not come yet. */
const reasonIs = (reason: string, now: string, param: (value: unknown) => string): string =>
  reason === 'validity-ending'
    ? `w.wait ->> 'reason' = 'expired' and w.wait ->> 'from' collate "C" > ${now}`
    : `w.wait ->> 'reason' = ${param(reason)} and w.wait ->> 'from' collate "C" <= ${now}`;

const nameOf = (key: string, { reason, part = '', of = '' }: QueueItem): string => `${key}:${reason}:${part}:${of}`;

/**
 * The items of a page, and one more. What a claim's own row says it waits for is filtered, ordered and limited by the
 * database; the few claims of which other streams have something to say are judged here, and come in between.
 */
async function read({ pool }: ReadDeps, page: Page): Promise<Found<WaitingItem>> {
  const { rows } = await pool.query<Answer>(...statement(page));
  const { own = [], others = [] } = rows[0] ?? {};
  const elsewhere = others.flatMap((row): WaitingItem[] =>
    itemsFromOthersOf(row)
      .map((wait) => ({ key: row.key, state: row.state, carriers: row.carriers, wait, item: nameOf(row.key, wait) }))
      .filter((item) => isWanted(item, page)),
  );
  const items = [...own, ...elsewhere].sort((a, b) => (comesAfter(a, [urgencyOf(b.wait), b.item]) ? 1 : -1));
  return { ...reachedIn(rows[0]), rows: items.slice(0, page.limit + 1) };
}

const comesAfter = ({ wait, item }: WaitingItem, [last, name]: Place): boolean =>
  urgencyOf(wait) > last || (urgencyOf(wait) === last && item > name);

/** The conditions of `statement` on what other streams say. */
const isWanted = (item: WaitingItem, { filters: { reason, assignee }, time, last }: Page): boolean =>
  item.wait.from <= time &&
  (reason === undefined || item.wait.reason === reason) &&
  (assignee === undefined || item.state.reviewers.some(({ person }) => person === assignee)) &&
  (!last || comesAfter(item, last));

function statement({ filters, asOf, time, last, limit, reader }: Page): [text: string, values: unknown[]] {
  const values: unknown[] = [];
  const param = (value: unknown): string => `$${values.push(value)}`;
  const moment = asOf === null ? null : `${param(asOf)}::bigint`;
  const now = `${param(time)}::text`;
  const until = `${param(horizonOf(filters, time))}::text`;
  const claims = rowsAt(claimProjection, moment);
  const urgency = `(case when w.wait ->> 'reason' = any(${param(HARM_REASONS)}::text[]) then '0 '
    when w.wait -> 'set' = 'true'::jsonb then '1 ' else '2 ' end || (w.wait ->> 'due')) collate "C"`;
  const conditions = [
    `r.waits_from <= ${until}`,
    `w.wait ->> 'from' collate "C" <= case w.wait ->> 'reason' when 'expired' then ${until} else ${now} end`,
  ];
  // A proposal that somebody is to rate without having seen it is kept from them; that there is one to rate is theirs.
  conditions.push(`not coalesce(w.wait -> 'not' ? ${param(reader.id)}, false)`);
  if (filters.due !== undefined) conditions.push(`w.wait ->> 'reason' = any(${param(DUE_REASONS)}::text[])`);
  if (filters.reason !== undefined) conditions.push(reasonIs(filters.reason, now, param));
  if (filters.assignee !== undefined) {
    const person = param(filters.assignee);
    conditions.push(
      `r.reviewers @> array[${person}::uuid] and coalesce(w.wait ->> 'of', ${person}::text) = ${person}::text`,
    );
  }
  if (last) {
    const [urgent, item] = last;
    conditions.push(`(${urgency}, ${ITEM} collate "C") > (${param(urgent)}, ${param(item)})`);
  }
  const text = `with own as materialized (
      select r.key, r.state, ${CARRIERS} as carriers, w.wait, ${ITEM} as item from ${claims} r cross join lateral jsonb_array_elements(r.waits) w(wait)
      where ${conditions.join(' and ')}
      order by ${urgency}, ${ITEM} collate "C" limit ${param(limit + 1)}
    ), candidates as materialized (${reviewCandidates(moment)}), others as materialized (
      select r.state, ${CARRIERS} as carriers, ${reviewedColumns(moment)} from candidates c join ${claims} r on r.key = c.key where r.review is not null
    )
    select p.position, p.stopped, (select coalesce(json_agg(own), '[]') from own) as own,
      (select coalesce(json_agg(others), '[]') from others) as others from ${checkpointOf(DUE_DEPENDS_ON)} p`;
  return [text, values];
}
