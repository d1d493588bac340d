import type { Pool } from 'pg';
import { claimList, itemOf, currentVerdictsAmong, type ClaimListArgs } from '../claims/claim-list.js';
import type { ClaimListView } from '../claims/claim-list.views.js';
import type { HighlightView } from './claim-search.views.js';
import { highlightsIn } from './claim-search.highlights.js';
import {
  matchingOf,
  misspellable,
  parseQuery,
  stemmedBy,
  type Matching,
  type NearWords,
} from './claim-search.query.js';
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
import { nearWords } from './near-words.js';
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
  show: async ({ pool }, rows, page, { counts, matching }) => ({
    items: await itemsOf(pool, rows, { ...page, matching }),
    counts,
    validAt: page.filters.validAt ?? null,
  }),
});

/** A list of claims is a search where there are words to look for, or where one goes on. */
export const listOrSearch = ({ q, cursor }: ClaimListArgs): View<ClaimListArgs, ClaimListView> =>
  q !== undefined || (cursor !== undefined && listOf(cursor) === NAME) ? claimSearch : claimList;

interface FoundBy extends Found {
  readonly matching: Matching;
}

/**
 * Looks for the words as typed and in their other forms; where few claims have them, once more with near words beside. So
 * what is found depends on nothing but what its reader may see.
 */
async function find(pool: Pool, page: Page): Promise<FoundBy> {
  const { q = '', language = null } = page.filters;
  const typed = parseQuery(q, language);
  const staff = isStaff(page.reader);
  const [stems, languages] = await Promise.all([
    stemsOf(pool, stemmedBy(typed), stemCacheFor(staff)),
    readLanguages(pool, page.asOf, staff),
  ]);
  const search = async (near: NearWords, languages: readonly string[]): Promise<FoundBy> => {
    const used = new Set(languages.flatMap((each) => dictionaryOf(each) ?? []));
    const matching = matchingOf(typed, stems, { language, near, used });
    const found = await readFound(pool, { ...page, matching });
    // The first text in a language came in between.
    return String(found.languages) === String(languages) ? { ...found, matching } : search(near, found.languages);
  };
  const plain = await search(new Map(), languages);
  if (plain.counts.total.count >= FEW) return plain;
  const near = await nearWords(pool, searchTables(staff).words, misspellable(typed), page.asOf);
  return [...near.values()].some((words) => words.length > 0) ? search(near, plain.languages) : plain;
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
