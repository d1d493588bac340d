import { claimProjection } from '../claims/claim.projection.js';
import { rowsAt, tableOf } from '../engine/store.js';
import { textTablesFor, type TextTables } from '../engine/texts.js';
import { workProjection } from '../outlets/work.projection.js';
import { oneOf } from './look-up.js';
import { sourceSearchProjection } from './source-search.projection.js';

export const SOURCE_DEPENDS_ON = [sourceSearchProjection, claimProjection, workProjection];

/** The tables of words of works, outlets, evidence and verdicts: strangers' hold nothing that is not public now. */
export const sourceTables = (staff: boolean): TextTables =>
  textTablesFor(tableOf(sourceSearchProjection), staff ? 'staff' : 'public');

/** Whose sources are searched, and when. */
export interface SourceReading {
  readonly staff: boolean;
  /** The parameter that holds the position up to which texts count, or null. */
  readonly asOf: string | null;
}

/** Whether a text `t` counts: of its own claim what is not confidential, and of a verdict what has been published. */
function countingSource({ staff, asOf }: SourceReading): string {
  const { since } = sourceTables(staff);
  const then = (position: string): string => (asOf === null ? `${position} is not null` : `${position} <= ${asOf}`);
  const told = then('(s.published_since ->> t.verdict_id::text)::bigint');
  return `(${then(`t.${since}`)} and (t.verdict_id is null or exists (
    select from ${oneRow(tableOf(sourceSearchProjection), 's', 't.key')} where not (s.state -> 'confidential') ? t.verdict_id::text
      and (${staff ? `t.part = 'evidence-title' or ` : ''}${told}))))`;
}

const oneRow = (table: string, name: string, key: string): string =>
  `(select * from ${table} own where own.key = ${key} limit 1) ${name}`;

/** SQL for the works, outlets and claims of which one has all that a query (a `tsquery`) asks for. */
function withWords(query: string, reading: SourceReading): string {
  const { texts, docs } = sourceTables(reading.staff);
  const plain = `not d.gated ${reading.asOf === null ? '' : `and d.last <= ${reading.asOf}`}`;
  return `select d.key from ${docs} d where d.vector @@ ${query} and (${plain} or exists (
    select from (select views.joined(t.vector order by t.position, t.part) as vector from ${texts} t
      where t.key = d.key and ${countingSource(reading)}) w where w.vector @@ ${query}))`;
}

/**
 * SQL for the claims that are found by what carried them and what their verdicts rest on: all that a query asks for is in one
 * work, in the name of one outlet, or in the evidence and verdicts of one claim. Works and outlets lead to claims by the
 * texts that name them, so that a stranger's search reads nothing of what is not public.
 */
export function claimsBySources(query: string, reading: SourceReading): string {
  const { texts, since } = sourceTables(reading.staff);
  const then = reading.asOf === null ? 'true' : `t.${since} <= ${reading.asOf}`;
  const naming = (keys: string): string =>
    `${texts} t %s where t.names = any (array(select key from ${keys})) and ${then}`;
  const [works, claims] = [rowsAt(workProjection, reading.asOf), rowsAt(claimProjection, reading.asOf)];
  return `(with found as materialized (${withWords(query, reading)}), works as materialized (
      select key from found union select t.key from ${naming('found').replace('%s', oneOf(works, 'w', 't.key'))}
        and w.outlet_id = t.names
    ) select key from found union select t.key from ${naming('works').replace('%s', oneOf(claims, 'r', 't.key'))}
      and t.part = 'appearance' and r.appears_in @> array[t.names])`;
}

/** SQL for the texts of sources of some claims `r` (of `rows`) with any of what a query asks for: `key` is the claim's. */
export function sourceTexts(rows: string, query: string, reading: SourceReading): string {
  const { texts } = sourceTables(reading.staff);
  const works = rowsAt(workProjection, reading.asOf);
  return `select o.claim as key, t.position, t.part from (
      select r.key as claim, r.key as source from ${rows} r
      union select r.key, a.work from ${rows} r cross join lateral unnest(r.appears_in) a(work)
      union select r.key, w.outlet_id from ${rows} r cross join lateral unnest(r.appears_in) a(work)
        ${oneOf(works, 'w', 'a.work')}
    ) o join ${texts} t on t.key = o.source where t.vector @@ ${query} and ${countingSource(reading)}`;
}
