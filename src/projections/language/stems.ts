import type { Pool, PoolClient } from 'pg';

/** A word and the stemmer that it is given to: a name of `languages.ts`. */
export type Stemmed = readonly [dictionary: string, word: string];

/** What a stemmer makes of a word; null: a word so common that the language does without it. */
export type Stems = (...[dictionary, word]: Stemmed) => string | null;

/** Pairs that are remembered; there are far fewer words than texts. */
const REMEMBERED = 100_000;

/** What is known of words, by stemmer. Given up as a whole and never emptied: who looks things up in it keeps it. */
class StemCache {
  readonly #stems = new Map<string, Map<string, string | null>>();
  size = 0;

  of(dictionary: string, word: string): string | null | undefined {
    return this.#stems.get(dictionary)?.get(word);
  }

  add(dictionary: string, word: string, stem: string | null): void {
    const stems = this.#stems.get(dictionary) ?? new Map<string, string | null>();
    this.#stems.set(dictionary, stems.set(word, stem));
    this.size += 1;
  }
}

/**
 * What strangers look for is remembered apart: whether a word must be stemmed would tell whether a draft has it.
 */
const remembered = { staff: new StemCache(), public: new StemCache() };
export type StemCacheName = keyof typeof remembered;
export const stemCacheFor = (staff: boolean): StemCacheName => (staff ? 'staff' : 'public');

const ARTICLE = /^(?:[وفبك]?ال|لل)(?=\p{L}{3})/u;
const ENDING = /(?<=\p{L}{3})(?:ات|ان|ون|ين|ها|يه|ه|ي)$/u;

/**
 * An Arabic word without its article and one ending, as light stemmers do (Larkey and others, 2002), of a folded word. Snowball
 * takes the first letter of وزير for "and", and makes two words of one with its article and without.
 */
export const lightArabic = (word: string): string => word.replace(ARTICLE, '').replace(ENDING, '');

/**
 * Has words stemmed by PostgreSQL, all that are not remembered in one statement.
 *
 * @returns what gives the stem of each of them
 */
export async function stemsOf(
  source: Pool | PoolClient,
  pairs: readonly Stemmed[],
  cache: StemCacheName = 'staff',
): Promise<Stems> {
  if (remembered[cache].size > REMEMBERED) remembered[cache] = new StemCache();
  const known = remembered[cache];
  const missing = pairs.filter(([dictionary, word]) => known.of(dictionary, word) === undefined);
  if (missing.length > 0) {
    const { rows } = await source.query<{ dictionary: string; word: string; stem: string[] | null }>({
      name: 'views-stems',
      text: `select dictionary, word, ts_lexize((dictionary || '_stem')::regdictionary, word) as stem
        from (select distinct * from unnest($1::text[], $2::text[])) given(dictionary, word)`,
      values: [missing.map(([dictionary]) => dictionary), missing.map(([, word]) => word)],
    });
    for (const { dictionary, word, stem } of rows) {
      const plain = dictionary === 'arabic' ? lightArabic(word) : (stem?.[0] ?? word);
      known.add(dictionary, word, stem?.length === 0 ? null : plain);
    }
  }
  return (dictionary, word) => known.of(dictionary, word) ?? null;
}
