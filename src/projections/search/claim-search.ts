import type { Pool } from 'pg';
import { claimList, itemOf, currentVerdictsAmong, type ClaimListArgs } from '../claims/claim-list.js';
import type { ClaimListView } from '../claims/claim-list.views.js';
import type { HighlightView, SearchNoticeView } from './claim-search.views.js';
import { highlightsIn } from './claim-search.highlights.js';
import { parseLiteral, parseQuery, type ParsedQuery } from './claim-search.parse.js';
import { matchingOf, stemmedBy, type Matching } from './claim-search.query.js';
import { dueAmong } from '../review/due.js';
import {
  readFound,
  readLanguages,
  SEARCH_DEPENDS_ON,
  searchTables,
  type Found,
  type FoundRow,
  type SearchPage,
} from './claim-search.reading.js';
import { list, listOf, type Page } from '../engine/list.js';
import { dictionaryOf } from '../language/languages.js';
import { formKey, formOf } from '../language/form.js';
import {
  exclusionIgnored,
  NO_SUGGESTIONS,
  noticesOn,
  suggestionsFor,
  type Suggestions,
} from './claim-search.suggestions.js';
import { stemCacheFor, stemsOf } from '../language/stems.js';
import { eventsAt } from '../event-lookup.js';
import { isStaff, type ReadDeps, type View } from '../engine/view.js';

const NAME = 'claim-search';
/** When fewer are found, words near to those that were typed are looked for too. */
const FEW = 10;

/**
 * Claims by their words, with filters and counts.
 *
 * All that a claim ever said is searched: wordings, translations, claimants, topics, excerpts of its appearances; for the
 * public what the public may read of it.
 *
 * Throws QueryError `cursor-invalid`.
 */
export const claimSearch = list<ClaimListArgs, FoundRow, ClaimListView, FoundBy>({
  name: NAME,
  dependsOn: SEARCH_DEPENDS_ON,
  read: ({ pool }: ReadDeps, page) => find(pool, page),
  placeOf: ({ sorted, key }) => [sorted, key],
  show: async ({ pool }, rows, page, { counts, matching, notices }) => ({
    items: await itemsOf(pool, rows, { ...page, matching, forms: [], parted: false }),
    counts,
    notices: [...notices],
    validAt: page.filters.validAt ?? null,
  }),
});

/** A list of claims is a search where there are words to look for, or where one goes on. */
export const listOrSearch = ({ q, cursor }: ClaimListArgs): View<ClaimListArgs, ClaimListView> =>
  q !== undefined || (cursor !== undefined && listOf(cursor) === NAME) ? claimSearch : claimList;

interface FoundBy extends Found {
  readonly matching: Matching;
  readonly notices: readonly SearchNoticeView[];
}

/**
 * Looks for the words as typed and in their other forms; where few claims have them, once more with near words beside. So
 * what is found depends on nothing but what its reader may see.
 *
 * A minus and `OR` say how to look, unless some claim says just what was typed; nor does a minus leave nothing over.
 */
async function find(pool: Pool, page: Page): Promise<FoundBy> {
  const { q = '', language = null } = page.filters;
  const typed = parseQuery(q, language);
  const words = searchTables(isStaff(page.reader)).words;
  const literal = typed.operators ? await searchFor(pool, page, parseLiteral(q, language), AS_TYPED) : undefined;
  if (literal?.literal) return literal;
  const plain = await searchFor(pool, page, typed, AS_TYPED);
  if (literal && typed.unwanted.length > 0 && plain.counts.total.count === 0 && literal.counts.total.count > 0)
    return { ...literal, notices: [exclusionIgnored(typed), ...literal.notices] };
  if (plain.counts.total.count >= FEW) return plain;
  const parted =
    plain.matching.units.length > 1 ? await searchFor(pool, page, typed, { ...NO_SUGGESTIONS, parted: true }) : plain;
  if (parted.counts.total.count >= FEW) return parted;
  const suggestions = await suggestionsFor(pool, words, typed, page.asOf);
  if (suggestions.alternatives.size === 0) return parted;
  const wider = await searchFor(pool, page, typed, { ...suggestions, parted: true });
  return wider.counts.total.count > parted.counts.total.count ? wider : parted;
}

const AS_TYPED = { ...NO_SUGGESTIONS, parted: false };

/** Searches in the forms of the languages that texts are in. */
async function searchFor(
  pool: Pool,
  page: Page,
  parsed: ParsedQuery,
  { alternatives, notices, parted }: Suggestions & Pick<SearchPage, 'parted'>,
): Promise<FoundBy> {
  const { q = '', language = null } = page.filters;
  const staff = isStaff(page.reader);
  const [stems, known] = await Promise.all([
    stemsOf(pool, stemmedBy(parsed), stemCacheFor(staff)),
    readLanguages(pool, page.asOf, staff),
  ]);
  const search = async (languages: readonly string[]): Promise<FoundBy> => {
    const used = new Set(languages.flatMap((each) => dictionaryOf(each) ?? []));
    const matching = matchingOf(parsed, stems, { language, near: alternatives, used });
    const found = await readFound(pool, { ...page, matching, forms: formsOf(q, languages), parted });
    // The first text in a language came in between.
    if (String(found.languages) !== String(languages)) return search(found.languages);
    return { ...found, matching, notices: [...noticesOn(parsed), ...notices] };
  };
  return search(known);
}

/** The forms in which texts in some languages would say just what was typed; none where that shows nothing. */
function formsOf(q: string, languages: readonly string[]): Buffer[] {
  const keys = [null, ...languages].flatMap((language) => (formOf(q, language) === '' ? [] : [formKey(q, language)]));
  return [...new Map(keys.map((key) => [key.toString('hex'), key])).values()];
}

async function itemsOf(pool: Pool, rows: readonly FoundRow[], page: SearchPage) {
  const [stored, marks, due] = await Promise.all([
    eventsAt(
      pool,
      rows.flatMap(({ state }) => [state.worded, state.named]),
    ),
    highlightsIn(pool, rows, page),
    dueAmong(pool, currentVerdictsAmong(rows), page),
  ]);
  return rows.map((row) => {
    const highlights: HighlightView[] = marks.get(row.key) ?? [];
    return { ...itemOf(row, stored, page, due), highlights };
  });
}
