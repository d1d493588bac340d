import type { Pool } from 'pg';
import type { ClaimEvent } from '../../claims/claim.events.js';
import { CorruptEvent } from '../../ledger/errors.js';
import { heldToTree } from '../../ledger/leaf-tiles.js';
import { EVENT_COLUMNS, EVENT_TABLES, openEvent, type EventRow, type Recorded } from '../../ledger/recorded.js';
import { claimProjection, type ClaimRow } from '../claims/claim.projection.js';
import type { CloudEventView, EventListView } from './events.views.js';
import { isStale } from '../engine/list.js';
import { checkpointOf, tableOf } from '../engine/store.js';
import { mayReadReasons } from '../event-lookup.js';
import { isStaff, view, type Reader } from '../engine/view.js';
import { redactionFor, mayRead, redact, visibleTo, type Redaction, type Visible } from '../visibility.js';

const DEPENDS_ON = [claimProjection];
const NOTHING: Redaction = { evidence: new Set(), origins: new Set() };

interface FeedRow extends EventRow {
  upto: string;
  stopped: string | null;
  claim: ClaimRow | null;
  /** Other claims that it names and that have been published. */
  others: string[] | null;
}

/** The claim that an event belongs to, by its stream. */
const CLAIM_OF = `case when e.stream like 'claim-%' then substr(e.stream, 7)::uuid end`;

/** Events above a position that somebody may see some of, with the claim's row, which says what of it. */
const feedQuery = (staff: boolean): string => `
  select p.position as upto, p.stopped, e.*
  from ${checkpointOf(DEPENDS_ON)} p left join lateral (
    select ${EVENT_COLUMNS}, c.state as claim, c.others
    from ${EVENT_TABLES}
      ${staff ? 'left' : ''} join lateral (
        select state, array(
          select n.key::text from ${tableOf(claimProjection)} n where n.key = any(r.named) and n.published
        ) as others
        from ${tableOf(claimProjection)} r where key = ${CLAIM_OF} ${staff ? '' : 'and public'} limit 1
      ) c on true
    where e.position > $1 and e.position <= least(p.position, $3) order by e.position limit $2
  ) e on true`;

/** How many events a stranger's request looks through for public ones: there may be none among a million. */
const LOOKED_THROUGH = 10_000;

/**
 * The ledger's events as CloudEvents, those above `beyond`; `limit` 1 to 200, 50 by default. Who works here sees all,
 * anybody else the public ones of published claims, without who: those among the next 10,000, with a cursor behind them
 * even where there are none.
 *
 * Throws CorruptEvent where the next event is: what follows a corrupt one is not handed out.
 */
export const eventList = view<
  { readonly beyond?: number | undefined; readonly limit?: number | undefined },
  EventListView
>({
  dependsOn: DEPENDS_ON,
  answer: async ({ pool }, { beyond = -1, limit = 50 }, moment) => {
    const items: CloudEventView[] = [];
    const staff = isStaff(moment.reader);
    const end = staff ? Number.MAX_SAFE_INTEGER : beyond + LOOKED_THROUGH;
    let after = beyond;
    for (;;) {
      const rows = await read(pool, staff, [after, limit, end]);
      const reached = Math.min(Number(rows[0]?.upto ?? -1), moment.asOf ?? Number.MAX_SAFE_INTEGER);
      const found = rows.filter(({ position }) => position !== null && Number(position) <= reached);
      const ended = found.length < limit;
      const gap = isStaff(moment.reader) ? gapIn(found, after, ended ? reached : after) : undefined;
      if (gap === after + 1) throw new CorruptEvent(gap, '', 'the event is missing');
      if (!isStaff(moment.reader)) mustFollow(found, ended && moment.asOf === null && end >= reached);
      for (const row of found) {
        if (gap !== undefined && Number(row.position) > gap) break;
        const item = itemOf(row, moment.reader, items.length === 0);
        if (item === 'corrupt') break;
        if (item) items.push(item);
        after = Number(row.position);
        if (items.length === limit) break;
      }
      // What follows a damaged or missing event is not handed out: the next page begins there, and says so.
      const more = gap !== undefined || (found.length > 0 && Number(found.at(-1)?.position) > after);
      if (more || items.length === limit || found.length < limit) {
        return {
          items,
          nextCursor: more || found.length === limit ? String(after) : end < reached ? String(end) : null,
          position: reached,
          asOf: moment.asOf,
          stale: isStale(moment, { position: reached, stopped: (rows[0]?.stopped ?? null) !== null }),
        };
      }
    }
  },
});

/** The first position that is missing among all events above one, up to another at least. */
function gapIn(rows: readonly FeedRow[], after: number, upTo: number): number | undefined {
  const at = rows.findIndex(({ position }, i) => Number(position) !== after + 1 + i);
  if (at >= 0) return after + 1 + at;
  return after + rows.length < upTo ? after + rows.length + 1 : undefined;
}

/**
 * Whoever sees only some events sees all of each claim's, before they are told apart: their revisions follow one another,
 * and at the end of the list up to the one that the claim's row knows.
 *
 * @throws CorruptEvent
 */
function mustFollow(rows: readonly FeedRow[], ended: boolean): void {
  const last = new Map<string, FeedRow>();
  for (const row of rows) {
    const before = last.get(row.stream);
    if (before && row.revision !== before.revision + 1)
      throw new CorruptEvent(Number(row.position), row.stream, 'an event before it is missing');
    last.set(row.stream, row);
  }
  if (!ended) return;
  for (const { position, stream, revision, claim } of last.values())
    if (claim && revision < claim.revision)
      throw new CorruptEvent(Number(position), stream, 'an event after it is missing');
}

async function read(
  pool: Pool,
  staff: boolean,
  values: [after: number, limit: number, end: number],
): Promise<FeedRow[]> {
  const { rows } = await pool.query<FeedRow>({
    name: `views-events-${staff ? 'staff' : 'public'}`,
    text: feedQuery(staff),
    values,
  });
  return [...(await heldToTree(pool, rows))];
}

/** An event as its reader may see it; undefined where not at all. */
function itemOf(row: FeedRow, reader: Reader, first: boolean): CloudEventView | undefined | 'corrupt' {
  const { claim } = row;
  let event: Recorded;
  try {
    event = openEvent(row);
  } catch (error) {
    if (error instanceof CorruptEvent && !first) return 'corrupt';
    throw error;
  }
  const visible = claim ? visibleTo(reader, claim, claim, new Set(row.others)) : null;
  if (visible === 'none' || !mayRead(event as Recorded<ClaimEvent>, visible)) return undefined;
  return cloudEventOf(event, reader, claim ? redactionFor(reader, claim.sources) : NOTHING, visible);
}

function cloudEventOf(event: Recorded, reader: Reader, kept: Redaction, visible: Visible): CloudEventView {
  const { id, type, stream, at, position, revision, actor, role, acceptedBy } = event;
  // Who acted on the ledger and on people, and in which words, is for those who answer for it and those who check it.
  const reserved = !/^(?:claim|work|outlet)-/.test(stream) && !mayReadReasons(reader);
  const { facts, words } = redact(reader, event, kept, visible);
  return {
    specversion: '1.0',
    id,
    source: '/api/v1/events',
    type,
    subject: stream,
    time: at,
    datacontenttype: 'application/json',
    position: String(position),
    revision: String(revision),
    acceptedby: acceptedBy === undefined ? null : String(acceptedBy),
    data: {
      facts,
      words: reserved ? null : words,
      who: isStaff(reader) && !reserved ? { actor, role: role ?? null } : null,
    },
  };
}
