import type { Pool, PoolClient } from 'pg';

/** A word and the stemmer that it is given to: a name of `languages.ts`. */
export type Stemmed = readonly [dictionary: string, word: string];

/** What a stemmer makes of a word; null: a word so common that the language does without it. */
export type Stems = (...[dictionary, word]: Stemmed) => string | null;

/** Pairs that are remembered; there are far fewer words than texts. */
const REMEMBERED = 100_000;
let remembered = new Map<string, string | null>();

const keyOf = (dictionary: string, word: string): string => `${dictionary}/${word}`;

/**
 * Has words stemmed by PostgreSQL, all that are not remembered in one statement.
 *
 * @returns what gives the stem of each of them, and of no others
 */
export async function stemsOf(source: Pool | PoolClient, pairs: readonly Stemmed[]): Promise<Stems> {
  const keys = new Map(pairs.map((pair) => [keyOf(...pair), pair]));
  const missing = [...keys].filter(([key]) => !remembered.has(key)).map(([, pair]) => pair);
  // What is asked for now stays known to this call, whatever another one forgets.
  const known = new Map(
    [...keys.keys()].flatMap((key) => (remembered.has(key) ? [[key, remembered.get(key) ?? null]] : [])),
  );
  if (missing.length > 0) {
    const { rows } = await source.query<{ dictionary: string; word: string; stem: string[] | null }>({
      name: 'views-stems',
      text: `select dictionary, word, ts_lexize((dictionary || '_stem')::regdictionary, word) as stem
        from unnest($1::text[], $2::text[]) given(dictionary, word)`,
      values: [missing.map(([dictionary]) => dictionary), missing.map(([, word]) => word)],
    });
    if (remembered.size + rows.length > REMEMBERED) remembered = new Map();
    for (const { dictionary, word, stem } of rows) {
      const found = stem?.length === 0 ? null : (stem?.[0] ?? word);
      remembered.set(keyOf(dictionary, word), found);
      known.set(keyOf(dictionary, word), found);
    }
  }
  return (dictionary, word) => known.get(keyOf(dictionary, word)) ?? null;
}
