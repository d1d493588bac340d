import type { Pool } from 'pg';
import type { HighlightView } from './claim-search.views.js';
import { claimProjection } from '../claims/claim.projection.js';
import { rankQuery } from './claim-search.query.js';
import { claimSearchProjection } from './claim-search.projection.js';
import { countingText, searchTables, type FoundRow, type SearchPage } from './claim-search.reading.js';
import { oneOf } from './look-up.js';
import { sourceSearchProjection } from './source-search.projection.js';
import { sourceTexts } from './source-search.reading.js';
import { CorruptEvent } from '../../ledger/errors.js';
import { lexemesOf, tokenized, stemmedIn, type Tokenized } from '../language/lexemes.js';
import { stemCacheFor, stemsOf, type Stems } from '../language/stems.js';
import type { QueryTerm } from '../language/tsquery.js';
import { rowsAt } from '../engine/store.js';
import { eventsAt } from '../event-lookup.js';
import { textsOf } from '../engine/texts.js';
import { isStaff } from '../engine/view.js';

/** What has the texts that claims are found by. */
const SEARCHED = [claimSearchProjection, sourceSearchProjection];
/** Texts of a claim that are shown with what was found in them. */
const SHOWN = 5;

/**
 * Where in the texts of some claims what was looked for stands. The texts are read from the ledger, where each is checked
 * against its leaf; what search keeps says only which to read.
 *
 * @returns by claim, the wording in use first, then the newest
 */
export async function highlightsIn(
  pool: Pool,
  rows: readonly FoundRow[],
  { matching, asOf, reader }: SearchPage,
): Promise<ReadonlyMap<string, HighlightView[]>> {
  const query = rankQuery(matching);
  if (rows.length === 0 || query === null) return new Map();
  const staff = isStaff(reader);
  const places = await matched(pool, rows, query.text, { asOf, staff });
  const stored = await eventsAt(pool, [...new Set(places.map(({ position }) => Number(position)))]);
  const wantedAt = new Set(places.map(highlightOf));
  const texts = [...stored.values()]
    .flatMap((event) => (event instanceof CorruptEvent ? [] : SEARCHED.flatMap((each) => textsOf(each, event))))
    .filter((text) => wantedAt.has(highlightOf(text)))
    .map(tokenized);
  const byPlace = new Map(texts.map((text) => [highlightOf(text), text]));
  const stems = await stemsOf(pool, stemmedIn(texts), stemCacheFor(staff));
  const current = new Map(rows.map(({ key, state }) => [key, state.worded]));
  const marks = new Map<string, HighlightView[]>();
  const inUseFirst = places
    .map((each) => ({ ...each, position: Number(each.position) }))
    .sort(
      (a, b) =>
        Number(b.position === current.get(b.key)) - Number(a.position === current.get(a.key)) ||
        Number(a.ofSource) - Number(b.ofSource) ||
        b.position - a.position,
    );
  for (const { key, position, part } of inUseFirst) {
    const text = byPlace.get(highlightOf({ position, part }));
    const own = marks.get(key) ?? [];
    if (!text || own.length === SHOWN) continue;
    const found = foundIn(text, query.terms, stems);
    if (found.length === 0) continue;
    const { text: shown, language } = text;
    marks.set(key, [...own, { part: part as HighlightView['part'], text: shown, language, found }]);
  }
  return marks;
}

interface HighlightRange {
  readonly key: string;
  readonly position: string;
  readonly part: string;
  /** What carried it or what a verdict rests on says so, not the claim. */
  readonly ofSource: boolean;
}

const highlightOf = ({ position, part }: { readonly position: number | string; readonly part: string }): string =>
  `${position} ${part}`;

/** Which texts that count have any of the words. */
async function matched(
  pool: Pool,
  rows: readonly FoundRow[],
  query: string,
  { asOf, staff }: { readonly asOf: number | null; readonly staff: boolean },
): Promise<HighlightRange[]> {
  const at = asOf === null ? null : '$3::bigint';
  const { rows: found } = await pool.query<HighlightRange>(
    `with shown as materialized (
        select r.* from unnest($1::uuid[]) k(key) ${oneOf(rowsAt(claimProjection, at), 'r', 'k.key')})
      select t.key, t.position, t.part, false as "ofSource" from ${searchTables(staff).texts} t join shown r on r.key = t.key
        where t.key = any ($1) and t.vector @@ $2::tsquery and ${countingText(at, staff)}
      union all select *, true from (${sourceTexts('shown', '$2::tsquery', { staff, asOf: at })}) s`,
    [rows.map(({ key }) => key), query, ...(asOf === null ? [] : [asOf])],
  );
  return found;
}

/** Stretches of a text with a word that was asked for; two that touch are one. */
function foundIn(text: Tokenized, wanted: readonly QueryTerm[], stems: Stems): HighlightView['found'] {
  const lexemes = new Set(wanted.map(({ lexeme }) => lexeme));
  const beginnings = wanted.filter(({ begun }) => begun);
  const places = new Set(
    lexemesOf(text, stems)
      .filter(({ lexeme }) => lexemes.has(lexeme) || beginnings.some((begun) => lexeme.startsWith(begun.lexeme)))
      .map(({ place }) => place),
  );
  const found: { start: number; end: number }[] = [];
  for (const { place, start, end } of text.terms) {
    if (!places.has(place)) continue;
    const last = found.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else found.push({ start, end });
  }
  return found;
}
