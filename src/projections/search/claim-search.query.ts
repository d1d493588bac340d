import { COMMON, dictionariesFor, dictionaryOf } from '../language/languages.js';
import { stemLexeme } from '../language/lexemes.js';
import type { Stemmed, Stems } from '../language/stems.js';
import { allOf, anyOf, lexemeCount, not, phrase, term, type QueryTerm, type TsQuery } from '../language/tsquery.js';
import type { ParsedQuery, QueryUnit } from './claim-search.parse.js';

/** The pairs that must be stemmed before a query can be put to the database. */
export const stemmedBy = ({ sought }: ParsedQuery): Stemmed[] =>
  sought.flat().flatMap((unit) => {
    const { words, quoted } = unit;
    return quoted
      ? []
      : words.flatMap((word) => stemmersOf(unit, word).map((dictionary): Stemmed => [dictionary, word]));
  });

/** The stemmers of a word: of one that nobody typed that of its language alone. */
function stemmersOf({ words, suggested }: QueryUnit, word: string): readonly string[] {
  if (!suggested) return dictionariesFor(word);
  const dictionary = dictionaryOf(suggested.language);
  return dictionary === undefined || words.length > 1 ? [] : [dictionary];
}

/** What a query asks of the database. */
export interface Matching {
  /** What must be there of any kind, without what must not be: an index finds this. Null: nothing need be there. */
  readonly positive: TsQuery | null;
  /** The same word by word. */
  readonly units: readonly TsQuery[];
  /** What must not be there; null: nothing. */
  readonly negative: TsQuery | null;
  /** The words as they were typed, one by one, the first few; and in a row, where they are several. */
  readonly exact: readonly TsQuery[];
  /** A word that may be typed to its end, as if it were; null where none is being typed. */
  readonly whole: TsQuery | null;
  readonly row: TsQuery | null;
  /** Whatever counts for the rank; near words, which count less, apart. */
  readonly rank: TsQuery | null;
  readonly near: TsQuery | null;
  /** How many of the lexemes that count for the rank are in `rank`: the others no text has. 0 to 1. */
  readonly share: number;
}

/** Either of what counts for the rank: what a text is shown to have. */
export const rankQuery = ({ rank, near }: Matching): TsQuery | null =>
  anyOf([rank, near].filter((query) => query !== null));

/** Words of a query that are looked at one by one. */
const EXACT = 8;

/** What may stand for a word that was typed: near words of one that may be misspelt, how it sounds in other scripts. */
export type Alternatives = ReadonlyMap<string, readonly QueryTerm[]>;

/**
 * Writes a query down for the database: each word in every form that a stemmer of its script knows. Words that a language
 * does without ("the", "в") are not asked for where others are; they count for the rank.
 *
 * @param language BCP 47: what the reader said that the claims are in; null where nothing
 * @param near words that stand for a misspelt one; empty: none do
 * @param used the stemmers of the languages that texts are in: what another makes of a word stands in none of them, and
 * would only be looked for in vain, in every text that is ranked
 */
export function matchingOf(
  { sought, unwanted }: ParsedQuery,
  stems: Stems,
  {
    language,
    near,
    used,
  }: { readonly language: string | null; readonly near: Alternatives; readonly used: ReadonlySet<string> },
): Matching {
  const common = commonIn(sought, stems, language);
  const needed = sought.filter((units) => !units.every((unit) => common(unit)));
  const required = needed.length > 0 ? needed : sought;
  const forms = (unit: QueryUnit): TsQuery[] => [
    ...spellingsOf(unit),
    ...stemsOf(unit, stems, used),
    ...nearOf(unit, near),
  ];
  const typed = sought.map((units) => units.filter(({ suggested }) => !suggested));
  const others = sought.flat().filter(({ suggested }) => suggested);
  const counting = (among?: ReadonlySet<string>): TsQuery[] =>
    typed.flat().flatMap((unit) => [...spellingsOf(unit), ...stemsOf(unit, stems, among)]);
  const exact = required.map((units) => units.filter(({ suggested }) => !suggested));
  const rank = anyOf(counting(used));
  const words = sought.map((units) => units[0] as QueryUnit).filter(({ part }) => !part);
  const units = required.flatMap((each) => anyOf(each.flatMap(forms)) ?? []);
  return {
    positive: allOf(units),
    units,
    negative: allOf(unwanted.flatMap(spellingsOf).map(not)),
    exact: exact.slice(0, EXACT).flatMap((units) => anyOf(units.flatMap(spellingsOf)) ?? []),
    whole: anyOf(sought.flat().flatMap(({ begun, words: each }) => (begun ? each.map((word) => term(word)) : []))),
    row: words.length > 1 ? phrase(words.flatMap(({ words: each }) => each)) : null,
    rank,
    near: anyOf([
      ...sought.flatMap((units) => units.flatMap((unit) => nearOf(unit, near))),
      ...others.flatMap((unit) => [...spellingsOf(unit), ...stemsOf(unit, stems, used)]),
    ]),
    share: lexemeCount(rank) / Math.max(1, lexemeCount(anyOf(counting()))),
  };
}

const spellingsOf = ({ words, begun }: QueryUnit): TsQuery[] =>
  words.length > 1 ? [phrase(words)] : words.map((word) => term(word, begun));

/** Forms of a word, of all stemmers or those among some. */
const stemsOf = (unit: QueryUnit, stems: Stems, among?: ReadonlySet<string>): TsQuery[] =>
  unit.quoted
    ? []
    : unit.words.flatMap((word) =>
        stemmersOf(unit, word).flatMap((dictionary) => {
          const stem = among && !among.has(dictionary) ? null : stems(dictionary, word);
          return stem === null ? [] : [term(stemLexeme(dictionary, stem))];
        }),
      );

const nearOf = ({ words, quoted, suggested }: QueryUnit, near: Alternatives): TsQuery[] =>
  quoted || suggested
    ? []
    : words.flatMap((word) => near.get(word) ?? []).map(({ lexeme, begun }) => term(lexeme, begun));

/**
 * Whether a word is one that the query's language does without: the language that was said; else English, and whichever
 * finds more such words in the query than English does, and two at least ("war" alone is no German).
 */
function commonIn(
  sought: readonly (readonly QueryUnit[])[],
  stems: Stems,
  language: string | null,
): (unit: QueryUnit) => boolean {
  const words = sought.flat().flatMap((unit) => (unit.quoted || unit.suggested ? [] : unit.words));
  const known = new Set(words.flatMap(dictionariesFor));
  const stops = (dictionary: string): number =>
    words.filter((word) => dictionariesFor(word).includes(dictionary) && stems(dictionary, word) === null).length;
  const said = dictionaryOf(language);
  const english = known.has('english') ? stops('english') : 0;
  const most = [...known].filter((name) => name !== 'english' && stops(name) >= 2 && stops(name) > english);
  const spoken = said ? [said] : ['english', 'russian', 'arabic', ...most];
  return ({ words: [word = ''], quoted, suggested }) =>
    !quoted &&
    !suggested &&
    (COMMON.has(word) ||
      spoken.some((dictionary) => dictionariesFor(word).includes(dictionary) && stems(dictionary, word) === null));
}

/** Words of a query that may be misspelt, or be names: long enough, without digits, not in quotes. */
export const misspellable = ({ sought }: ParsedQuery): string[] => [
  ...new Set(
    sought
      .flat()
      .filter(({ quoted, suggested }) => !quoted && !suggested)
      .flatMap(({ words }) => words)
      .filter((word) => /^\p{L}{4,30}$/u.test(word)),
  ),
];
