import type { Pool } from 'pg';
import { FILTER_FORMS, type ClaimFilters } from '../claims/claim-filters.js';
import { itemOf, LAST, currentVerdictsAmong, type ClaimListArgs } from '../claims/claim-list.js';
import type { ClaimListView } from '../claims/claim-list.views.js';
import type { HighlightView } from './claim-search.views.js';
import { highlightsIn } from './claim-search.highlights.js';
import { matchingOf, misspellable, readQuery, stemmedBy, type Matching, type Near } from './claim-search.query.js';
import { dueAmong } from '../review/due.js';
import {
  readFound,
  readLanguages,
  SEARCH_RESTS,
  VOCABULARY,
  type Found,
  type FoundRow,
  type SearchPage,
} from './claim-search.reading.js';
import { listOf, readCursor, refuseCursor, writeCursor } from '../engine/cursor.js';
import { dictionaryOf } from '../language/languages.js';
import { nearWords } from './near-words.js';
import { stemsOf } from '../language/stems.js';
import { eventsAt } from '../event-lookup.js';
import { view } from '../engine/view.js';

/** What a search may be asked: what a list may be, and what to look for. */
export interface ClaimSearchArgs extends Omit<ClaimListArgs, 'sort'> {
  /** 1 to 500 characters, see `readQuery`; a cursor has it already. */
  readonly q?: string | undefined;
  /** Best first is the default. */
  readonly sort?: 'relevance' | 'recorded' | 'claimedOn' | undefined;
}

const LIST = 'claim-search';
const FORMS = { list: LIST, filters: FILTER_FORMS, last: LAST };
/** Whether a list is to be a search: it has words to look for, or goes on with one. */
export const isSearch = ({ q, cursor }: Pick<ClaimSearchArgs, 'q' | 'cursor'>): boolean =>
  q !== undefined || (cursor !== undefined && listOf(cursor) === LIST);

/** When fewer are found, words near to those that were typed are looked for too. */
const FEW = 10;

/**
 * Claims by their words, with filters and counts. Pages after the first rest on the position of the first.
 *
 * All that a claim ever said is searched: wordings, translations, claimants, topics, excerpts of its appearances; for the
 * public what the public may read of it.
 *
 * Throws Unanswerable `cursor-invalid`.
 */
export const claimSearch = view<ClaimSearchArgs, ClaimListView>({
  dependsOn: SEARCH_RESTS,
  answer: async ({ pool }, args, moment) => {
    const { cursor: text, limit = 50, ...asked } = args;
    const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as ClaimFilters;
    const cursor = readCursor(text, FORMS, given, moment);
    if (cursor && cursor.filters.q === undefined) refuseCursor();
    const filters = cursor?.filters ?? given;
    const page = {
      filters,
      asOf: cursor?.position ?? moment.asOf,
      time: cursor?.time ?? moment.time,
      after: cursor?.last,
      limit,
      reader: moment.reader,
    };
    const { found, matching } = await find(pool, page);
    const position = page.asOf ?? found.position;
    const asOf = cursor ? cursor.asOf : moment.asOf;
    const shown = found.rows.slice(0, limit);
    const items = await itemsOf(pool, shown, { ...page, matching });
    const last = shown.at(-1);
    const next = { list: LIST, filters, position, time: page.time, asOf };
    return {
      items,
      nextCursor: found.rows.length > limit && last ? writeCursor({ ...next, last: [last.sorted, last.key] }) : null,
      counts: found.counts,
      validAt: filters.validAt ?? null,
      position,
      asOf,
      stale: found.position < Math.max(moment.after, position) || found.stopped || items.some(({ corrupt }) => corrupt),
    };
  },
});

interface FoundBy {
  readonly found: Found;
  readonly matching: Matching;
}

/**
 * Looks for the words as typed and in their other forms; where few claims have them, once more with near words beside. So
 * what is found depends on nothing but what its reader may see.
 */
async function find(pool: Pool, page: Omit<SearchPage, 'matching'>): Promise<FoundBy> {
  const { q = '', language = null } = page.filters;
  const typed = readQuery(q, language);
  const [stems, languages] = await Promise.all([stemsOf(pool, stemmedBy(typed)), readLanguages(pool, page.asOf)]);
  const search = async (near: Near, languages: readonly string[]): Promise<FoundBy> => {
    const used = new Set(languages.flatMap((each) => dictionaryOf(each) ?? []));
    const matching = matchingOf(typed, stems, { language, near, used });
    const found = await readFound(pool, { ...page, matching });
    // The first text in a language came in between.
    return String(found.languages) === String(languages) ? { matching, found } : search(near, found.languages);
  };
  const plain = await search(new Map(), languages);
  if (plain.found.counts.total.count >= FEW) return plain;
  const near = await nearWords(pool, VOCABULARY, misspellable(typed), page.asOf);
  return [...near.values()].some((words) => words.length > 0) ? search(near, plain.found.languages) : plain;
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
