import type { Pool } from 'pg';
import { blindTo, conditionsByFilter, orderOf, ratingOn, type ClaimFilters } from '../claims/claim-filters.js';
import type { CountsView } from './claim-search.views.js';
import { COUNTED, countsIn, tallies, VALUES, type Tally } from './claim-search.counts.js';
import { claimProjection, type ClaimRow } from '../claims/claim.projection.js';
import { rankQuery, type Matching } from './claim-search.query.js';
import { oneOf } from './look-up.js';
import { claimsBySources, SOURCE_DEPENDS_ON, type SourceReading } from './source-search.reading.js';
import { claimSearchProjection } from './claim-search.projection.js';
import { reachedIn, type Found as FoundRows, type Page } from '../engine/list.js';
import { PUBLIC_STATES } from '../../claims/verdicts/verdict.js';
import { DUE_DEPENDS_ON } from '../review/due.js';
import { checkpointOf, rowsAt, tableOf } from '../engine/store.js';
import { languagesIn, textTablesFor, type TextTables } from '../engine/texts.js';
import { isStaff } from '../engine/view.js';
import type { TsQuery } from '../language/tsquery.js';

export interface SearchPage extends Page {
  readonly matching: Matching;
  /** Digests of the form of what was typed, as each language reads its numbers (`form.ts`). */
  readonly forms: readonly Buffer[];
  /** Whether some words may be the claim's own and others those of what carried it. */
  readonly parted: boolean;
}

/** A claim that was found. */
export interface FoundRow {
  readonly key: string;
  readonly state: ClaimRow;
  readonly now: ClaimRow | null;
  /** What it was sorted by. */
  readonly sorted: string;
}

/** What a search finds. */
export interface Found extends FoundRows<FoundRow> {
  readonly counts: CountsView;
  /** The languages (BCP 47) that any text was in then. */
  readonly languages: readonly string[];
  /** Whether what was typed is a text of a claim, word for word. */
  readonly literal: boolean;
}

export const SEARCH_DEPENDS_ON = [claimSearchProjection, ...SOURCE_DEPENDS_ON, ...DUE_DEPENDS_ON];
/** The tables that somebody's search reads: strangers' hold nothing that is not public now. */
export const searchTables = (staff: boolean): TextTables =>
  textTablesFor(tableOf(claimSearchProjection), staff ? 'staff' : 'public');

type Param = (value: unknown) => string;

/** In quotes for the one statement that is not prepared: a list of the states in which anybody may read a verdict. */
const PUBLIC = `array[${PUBLIC_STATES.map((state) => `'${state}'`).join(', ')}]`;

/**
 * Whether a text `t` of a claim `r` counts: it was there then, to a stranger as a public one, and where it stands in a
 * proposal that was published. Strangers' texts stand in none.
 */
export const countingText = (asOf: string | null, staff: boolean): string => {
  const then = asOf === null ? 'true' : `t.${searchTables(staff).since} <= ${asOf}`;
  return staff
    ? `${then} and (t.verdict_id is null or exists (select from jsonb_array_elements(r.state -> 'verdicts') v
        where v ->> 'id' = t.verdict_id::text and v ->> 'state' = any (${PUBLIC})))`
    : then;
};

/** The languages (BCP 47) that any text was in at a position; null: that any is in. */
export async function readLanguages(pool: Pool, asOf: number | null, staff: boolean): Promise<readonly string[]> {
  const { rows } = await pool.query<{ languages: string[] }>({
    name: `views-languages-${staff ? 'staff' : 'public'}${asOf === null ? '' : '-past'}`,
    text: `select ${languagesIn(searchTables(staff), asOf === null ? null : '$1::bigint')} as languages`,
    values: asOf === null ? [] : [asOf],
  });
  return rows[0]?.languages ?? [];
}

/** One statement for page and counts, so that both rest on the same rows. */
export async function readFound(pool: Pool, page: SearchPage): Promise<Found> {
  const values: unknown[] = [];
  const param: Param = (value) => `$${values.push(value)}`;
  const { rows } = await pool.query<FoundTogether>(statement(page, param), values);
  const { rows: found = [], counts = [], languages = [], literal = false } = rows[0] ?? {};
  return { ...reachedIn(rows[0]), rows: found, counts: countsIn(counts), languages, literal };
}

interface FoundTogether {
  readonly position: string;
  readonly stopped: string | null;
  readonly rows: FoundRow[];
  readonly counts: Tally[];
  readonly languages: string[];
  readonly literal: boolean;
}

function statement(page: SearchPage, param: Param): string {
  const { matching, reader } = page;
  const filters: ClaimFilters = page.filters;
  const asOf = page.asOf === null ? null : `${param(page.asOf)}::bigint`;
  const staff = isStaff(reader);
  const me = staff ? param(reader.id) : null;
  const conditions = conditionsByFilter(filters, asOf, param, me);
  const fits = [...conditions.keys()].map((name) => `fits_${name.toLowerCase()}`);
  const rating = filters.validAt === undefined ? 'r.rating' : ratingOn(param(filters.validAt));
  const order = filters.sort === 'recorded' || filters.sort === 'claimedOn' ? orderOf(filters) : RELEVANCE;
  const query = ({ text }: TsQuery): string => `${param(text)}::tsquery`;
  const positive = matching.positive === null ? null : query(matching.positive);
  const negative = matching.negative === null ? null : query(matching.negative);
  const score = (key: string, vector: string, found = 'false'): string =>
    order === RELEVANCE ? scoreOf(matching, query, { key, vector, found }) : '0::bigint';
  const unwanted = (vector: string): string => (negative === null ? 'true' : `${vector} @@ ${negative}`);
  // All of its texts count, so that what the index found of them holds.
  const plain = `(not d.gated ${asOf === null ? '' : `and d.last <= ${asOf}`})`;
  const claims = rowsAt(claimProjection, asOf);
  const now = tableOf(claimProjection);
  const tables = searchTables(staff);
  const go = page.last;
  const further = go ? `(h.sorted, h.key) < (${param(go[0])}::${order.type}, ${param(go[1])}::uuid)` : 'true';
  // Claims are looked up in the order of their keys, which finds much of an index still warm.
  return `with named as materialized (
      ${positive === null ? 'select null::uuid as names where false' : namedBy(tables, positive, asOf, staff)}
    ), literal as materialized (
      ${saying(tables, `${param(page.forms)}::bytea[]`, asOf, staff)}
    ), sourced as materialized (
      ${bySources(page, query, { staff, asOf }, tables)}
    ), others as materialized (
      ${othersOf(tables, positive, staff ? claims : null)}
    ), scored as materialized (
      select d.key, d.matched, ${plain} as plain, ${score('d.key', 'd.vector', 'd.matched')} as score
      from (${candidates(tables, positive, negative !== null)}) d where not ${plain} or ${unwanted('d.vector')}
    ), hits as materialized (
      select r.key, ${order === RELEVANCE ? 'f.score' : order.by} as sorted,
        ${rating} as rating, ${me === null ? 'r.status' : `case when r.status = 'proposed' and ${blindTo(me)} then 'in-review' else r.status end`} as status,
        r.kind, r.language, r.claimant_id, r.topics, r.appears_in
        ${[...conditions.values()].map((sql, i) => `, coalesce(${sql}, false) as ${fits[i]}`).join(' ')}
      from (select * from scored order by key) s ${oneOf(claims, 'r', 's.key')}
        cross join lateral (
          select s.score where s.plain union all
          select ${score('s.key', 'w.vector')} from (
            select views.joined(t.vector order by t.position, t.part) as vector from ${tables.texts} t
            where t.key = s.key and ${countingText(asOf, staff)}) w
          where not s.plain and ${unwanted('w.vector')}
            and (${positive === null ? 'true' : `w.vector @@ ${positive}`} or ${isAmong('literal', 's.key')} or ${isAmong('sourced', 's.key')}
              or r.claimant_id = any (array(select names from named)))
        ) f
      where ${staff ? 'true' : `r.public and (s.matched or ${isAmong('literal', 's.key')} or ${isAmong('sourced', 's.key')} or r.claimant_id = any (array(select names from named)))`}
    ), shown as (
      select h.key, h.sorted from hits h where ${['true', ...fits].join(' and ')} and ${further}
      order by h.sorted desc, h.key desc limit ${param(page.limit + 1)}
    ), ${tallies([...conditions.keys()], fits, asOf)}
    select p.position, p.stopped,
      (select coalesce(json_agg(json_build_object('key', s.key, 'sorted', s.sorted::text, 'state', r.state, 'now', ${
        me === null
          ? 'null'
          : `(select n.state from ${now} n where n.key = r.key and n.unsighted @> array[${me}::text])`
      }) order by s.sorted desc, s.key desc), '[]')
        from shown s ${oneOf(claims, 'r', 's.key')}) as rows,
      (select json_agg(json_build_object('filter', filter, 'value', value, 'n', n)) from tallies) as counts,
      ${languagesIn(tables, asOf)} as languages, exists (select from literal) as literal
    from ${checkpointOf(SEARCH_DEPENDS_ON)} p`;
}

/** Claims of which some text says just what was typed, but for its form. */
function saying({ texts }: TextTables, forms: string, asOf: string | null, staff: boolean): string {
  return `select distinct t.key from ${texts} t ${oneOf(rowsAt(claimProjection, asOf), 'r', 't.key')}
    where t.form = any (${forms}) and ${countingText(asOf, staff)} ${staff ? '' : 'and r.public'} limit ${COUNTED}`;
}

const isAmong = (these: 'literal' | 'sourced', key: string): string => `${key} = any (array(select key from ${these}))`;

/** As many words are looked for one by one, their own and those of their sources. */
const MAX_PARTED = 8;

/** Claims that are found by their sources: by these alone, or some words by these and the others by what they say. */
function bySources(
  { matching: { positive, units }, parted }: SearchPage,
  query: (of: TsQuery) => string,
  reading: SourceReading,
  { docs }: TextTables,
): string {
  if (positive === null) return 'select null::uuid as key where false';
  if (!parted || units.length < 2 || units.length > MAX_PARTED) return claimsBySources(query(positive), reading);
  const plain = `not d.gated ${reading.asOf === null ? '' : `and d.last <= ${reading.asOf}`}`;
  const each = units
    .map(query)
    .map(
      (unit) =>
        `(select d.key from ${docs} d where d.vector @@ ${unit} and ${plain} union ${claimsBySources(unit, reading)})`,
    );
  return each.join(' intersect ');
}

/** Claimants of whom the words are a name. */
function namedBy({ texts, since }: TextTables, positive: string, asOf: string | null, staff: boolean): string {
  const claims = rowsAt(claimProjection, asOf);
  const found = `t.part = 'claimant' and t.vector @@ ${positive} and t.names is not null
    and ${asOf === null ? 'true' : `t.${since} <= ${asOf}`}`;
  // Who works here sees all but what a proposal says: its claim alone must be looked at.
  if (staff)
    return `select distinct t.names from ${texts} t where ${found} and (t.verdict_id is null
      or exists (select from ${claims} r where r.key = t.key and ${countingText(asOf, staff)})) limit ${VALUES}`;
  // A stranger's texts are of claims that are public now, and may not have been then.
  const then = asOf === null ? '' : oneOf(claims, 'r', 't.key');
  return `select distinct t.names from ${texts} t ${then} where ${found} ${then && 'and r.public'} limit ${VALUES}`;
}

/**
 * Claims that may be found without the words in what they say: by another name of their claimant, by their sources, or
 * because they say just what was typed.
 *
 * @param claims null: by the names that stand in the texts themselves, past ones too
 */
function othersOf({ texts }: TextTables, positive: string | null, claims: string | null): string {
  const names = `any (array(select names from named))`;
  const named =
    claims === null
      ? `select key from ${texts} where names = ${names}`
      : `select key from ${claims} c where c.claimant_id = ${names}`;
  const found = 'select key from literal union select key from sourced';
  return positive === null ? found : `${found} union ${named}`;
}

/** What an index finds of the words, and beside it what may be found otherwise. */
function candidates({ docs }: TextTables, positive: string | null, all: boolean): string {
  if (positive === null)
    return `select *, true as matched from ${docs} where ${all ? 'true' : isAmong('literal', 'key')}`;
  return `select *, true as matched from ${docs} where vector @@ ${positive}
    union all select d.*, false as matched from others o ${oneOf(docs, 'd', 'o.key')} where not d.vector @@ ${positive}`;
}

const RELEVANCE = { by: 'score', type: 'bigint' };
/** What a word counts for by its weight, D to A. */
const WEIGHTS = `'{0.05, 0.2, 0.5, 1}'`;

/**
 * How well a claim fits, a whole number: one that says just what was typed before all others; then words in a row before
 * words as typed, before other forms of them; within these by how often and how closely (`ts_rank`), shorter claims first.
 * What nobody typed (near words, other names) counts a tenth. Who is found by another name of its claimant has none of the
 * words, and fits as well as by that name.
 *
 * @param key SQL: the claim
 * @param found SQL: whether an index has found the words in the vector
 */
function scoreOf(
  matching: Matching,
  query: (of: TsQuery) => string,
  { key, vector, found }: { readonly key: string; readonly vector: string; readonly found: string },
): string {
  const { row, exact, whole, rank, near, share } = matching;
  const any = rankQuery(matching);
  if (any === null) return '0::bigint';
  const typed = exact.map((word) => `(${vector} @@ ${query(word)})::integer`);
  const parts = [
    row === null ? null : `2 * (${vector} @@ ${query(row)})::integer`,
    typed.length === 0 ? null : `(${typed.join(' + ')}) / ${typed.length}.0`,
    whole === null ? null : `0.3 * (${vector} @@ ${query(whole)})::integer`,
    rank === null ? null : `least(${share} * ts_rank(${WEIGHTS}, ${vector}, ${query(rank)}, 1), 0.9)`,
    near === null ? null : `0.1 * least(ts_rank(${WEIGHTS}, ${vector}, ${query(near)}, 1), 0.9)`,
  ].filter((part) => part !== null);
  const fits = `case when ${found} or ${vector} @@ ${query(any)} then ${parts.join(' + ')} else ${near === null ? 1 : 0.001} end`;
  return `(1000000 * (${fits} + 10 * (${isAmong('literal', key)})::integer))::bigint`;
}
