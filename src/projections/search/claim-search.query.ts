import { COMMON, dictionariesFor, dictionaryOf } from '../language/languages.js';
import { joinedIn, pairsIn, stemLexeme } from '../language/lexemes.js';
import type { Stemmed, Stems } from '../language/stems.js';
import { termsOf, type Term } from '../language/terms.js';
import { allOf, anyOf, lexemeCount, not, phrase, term, type TsQuery } from '../language/tsquery.js';

/** A word, or words in a row, that are looked for. */
interface QueryUnit {
  readonly words: readonly string[];
  /** In quotes: as they were written, no other form of the word. */
  readonly quoted: boolean;
  /** The word is being typed still: any that begins with it will do. */
  readonly begun: boolean;
  /** It is part of the word before. */
  readonly part?: true;
}

/** What somebody typed: all of `sought` must be there, of each one of several, and nothing of `unwanted`. */
export interface ParsedQuery {
  readonly sought: readonly (readonly QueryUnit[])[];
  readonly unwanted: readonly QueryUnit[];
}

/** At the start of a word that is no number a minus; then something in quotes, which need not be closed, or a run without any. */
const PARTS =
  /(?<minus>(?<!\S)[-−](?=["“”„«]?\p{L}))?(?:["“”„«](?<quoted>[^"“”»]*)(?:["“”»]|$)|(?<loose>[^\s"“”„«»]+)|["“”„«»])/gu;
/** Under this a word that is being typed begins too many others. */
const BEGUN_FROM = 2;

/**
 * Reads a query as search engines on the web do: words that must all be there, `"words in a row"`, `-unwanted`, `one OR
 * another`. Whatever else stands in it is passed over, so that there is no query that is wrong.
 *
 * @param language BCP 47, by which numbers are read; null where nobody said
 */
export function parseQuery(text: string, language: string | null): ParsedQuery {
  const sought: QueryUnit[][] = [];
  const unwanted: QueryUnit[] = [];
  let loose = '';
  let either = false;
  const seek = (units: readonly (readonly QueryUnit[])[]): void => {
    units.forEach((each, i) => {
      const last = sought.at(-1);
      if (i === 0 && either && last) last.push(...each);
      else sought.push([...each]);
    });
    if (units.length > 0) either = false;
  };
  const settle = (begun = false): void => {
    seek(unitsOf(loose, language, begun));
    loose = '';
  };
  for (const { groups = {} } of text.matchAll(PARTS)) {
    const { minus, quoted, loose: run = '' } = groups;
    const phrase = quoted === undefined ? [] : phraseOf(termsOf(quoted, language));
    if (minus !== undefined) {
      unwanted.push(...phrase, ...unitsOf(run, language, false).flatMap(([unit]) => unit ?? []));
    } else if (quoted !== undefined) {
      settle();
      seek(phrase.map((unit) => [unit]));
    } else if (run === 'OR') {
      settle();
      either = true;
    } else {
      loose += ` ${run}`;
    }
  }
  settle(/[\p{L}\p{N}]$/u.test(text));
  return { sought, unwanted };
}

/**
 * Words one by one, each with what may stand for it: joined with those that a hyphen parts from it; its letters and its number
 * apart; a number as a language with another point reads it. What multiplies a number is no word of its own: "3 thousand" is
 * looked for as 3000.
 */
function unitsOf(text: string, language: string | null, begun: boolean): QueryUnit[][] {
  const terms = termsOf(text, language);
  const elsewhere = language === null ? termsOf(text, 'en') : [];
  const joined = joinedIn(text, terms, true);
  const whole = terms.filter(({ place, end }) => !terms.some((other) => other.place === place && other.end > end));
  const units = whole.filter(
    ({ start, place }) => !whole.some((other) => other.place < place && other.start <= start && start < other.end),
  );
  return units.flatMap(({ word, start, end, place }, i) => {
    const typed = {
      words: [word],
      quoted: false,
      begun: begun && i === units.length - 1 && word.length >= BEGUN_FROM && end === terms.at(-1)?.end,
    };
    const apart = /^(\p{L}+)(\d+)$/u.exec(word)?.slice(1) ?? [];
    const others = [
      ...joined.filter(({ places }) => places.includes(place)).map((each) => [each.word]),
      ...(apart.length > 0 ? [apart] : []),
      ...elsewhere
        .filter((other) => other.start === start && other.end === end && other.word !== word)
        .map((other) => [other.word]),
    ];
    // One character beside others may be parted from them in another way where more stands around.
    if ([...word].length === 1) {
      const [before, after] = [units[i - 1], units[i + 1]];
      const pair =
        before?.end === start
          ? `${[...before.word].at(-1) ?? ''}${word}`
          : `${word}${[...(after?.word ?? '')][0] ?? ''}`;
      if (before?.end === start || after?.start === end) others.push(...pairsIn(pair).map((each) => [each]));
    }
    const alike = others.map((words): QueryUnit => ({ words, quoted: true, begun: false }));
    const pairs = pairsIn(word).length > 1 ? pairsIn(word) : [];
    if (pairs.length === 0) return [[typed, ...alike]];
    return pairs.map((pair, n): QueryUnit[] => [
      n === 0 ? typed : { ...typed, part: true },
      { words: [pair], quoted: true, begun: false },
    ]);
  });
}

/** Words in a row, as they were written. */
function phraseOf(terms: readonly Term[]): QueryUnit[] {
  const written = terms.filter(({ place }, i) => terms[i - 1]?.place !== place);
  return written.length === 0 ? [] : [{ words: written.map(({ word }) => word), quoted: true, begun: false }];
}

/** The pairs that must be stemmed before a query can be put to the database. */
export const stemmedBy = ({ sought }: ParsedQuery): Stemmed[] =>
  sought
    .flat()
    .flatMap(({ words, quoted }) =>
      quoted ? [] : words.flatMap((word) => dictionariesFor(word).map((dictionary): Stemmed => [dictionary, word])),
    );

/** What a query asks of the database. */
export interface Matching {
  /** What must be there of any kind, without what must not be: an index finds this. Null: nothing need be there. */
  readonly positive: TsQuery | null;
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

/** Words that are near to one that may be misspelt. */
export type NearWords = ReadonlyMap<string, readonly string[]>;

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
  }: { readonly language: string | null; readonly near: NearWords; readonly used: ReadonlySet<string> },
): Matching {
  const common = commonIn(sought, stems, language);
  const needed = sought.filter((units) => !units.every((unit) => common(unit)));
  const required = needed.length > 0 ? needed : sought;
  const forms = (unit: QueryUnit): TsQuery[] => [
    ...spellingsOf(unit),
    ...stemsOf(unit, stems, used),
    ...nearOf(unit, near),
  ];
  const counting = (among?: ReadonlySet<string>): TsQuery[] =>
    sought.flat().flatMap((unit) => [...spellingsOf(unit), ...stemsOf(unit, stems, among)]);
  const rank = anyOf(counting(used));
  const words = sought.map((units) => units[0] as QueryUnit).filter(({ part }) => !part);
  return {
    positive: allOf(required.flatMap((units) => anyOf(units.flatMap(forms)) ?? [])),
    negative: allOf(unwanted.flatMap(spellingsOf).map(not)),
    exact: required.slice(0, EXACT).flatMap((units) => anyOf(units.flatMap(spellingsOf)) ?? []),
    whole: anyOf(sought.flat().flatMap(({ begun, words: each }) => (begun ? each.map((word) => term(word)) : []))),
    row: words.length > 1 ? phrase(words.flatMap(({ words: each }) => each)) : null,
    rank,
    near: anyOf(sought.flatMap((units) => units.flatMap((unit) => nearOf(unit, near)))),
    share: lexemeCount(rank) / Math.max(1, lexemeCount(anyOf(counting()))),
  };
}

const spellingsOf = ({ words, begun }: QueryUnit): TsQuery[] =>
  words.length > 1 ? [phrase(words)] : words.map((word) => term(word, begun));

/** Forms of a word, of all stemmers or those among some. */
const stemsOf = ({ words, quoted }: QueryUnit, stems: Stems, among?: ReadonlySet<string>): TsQuery[] =>
  quoted
    ? []
    : words.flatMap((word) =>
        dictionariesFor(word).flatMap((dictionary) => {
          const stem = among && !among.has(dictionary) ? null : stems(dictionary, word);
          return stem === null ? [] : [term(stemLexeme(dictionary, stem))];
        }),
      );

const nearOf = ({ words, quoted }: QueryUnit, near: NearWords): TsQuery[] =>
  quoted ? [] : words.flatMap((word) => near.get(word) ?? []).map((word) => term(word));

/**
 * Whether a word is one that the query's language does without: the language that was said; else English, and whichever
 * finds more such words in the query than English does, and two at least ("war" alone is no German).
 */
function commonIn(
  sought: readonly (readonly QueryUnit[])[],
  stems: Stems,
  language: string | null,
): (unit: QueryUnit) => boolean {
  const words = sought.flat().flatMap((unit) => (unit.quoted ? [] : unit.words));
  const known = new Set(words.flatMap(dictionariesFor));
  const stops = (dictionary: string): number =>
    words.filter((word) => dictionariesFor(word).includes(dictionary) && stems(dictionary, word) === null).length;
  const said = dictionaryOf(language);
  const english = known.has('english') ? stops('english') : 0;
  const most = [...known].filter((name) => name !== 'english' && stops(name) >= 2 && stops(name) > english);
  const spoken = said ? [said] : ['english', 'russian', 'arabic', ...most];
  return ({ words: [word = ''], quoted }) =>
    !quoted &&
    (COMMON.has(word) ||
      spoken.some((dictionary) => dictionariesFor(word).includes(dictionary) && stems(dictionary, word) === null));
}

/** Words of a query that may be misspelt: long enough, without digits, not in quotes. */
export const misspellable = ({ sought }: ParsedQuery): string[] => [
  ...new Set(
    sought
      .flat()
      .filter(({ quoted }) => !quoted)
      .flatMap(({ words }) => words)
      .filter((word) => /^\p{L}{4,30}$/u.test(word)),
  ),
];
