import { addressLexeme, isAddress } from '../language/address-terms.js';
import { joinedIn, pairsIn } from '../language/lexemes.js';
import { MAX_NAME_WORDS, otherPlaceNames } from '../language/place-names.js';
import { termsOf, type Term } from '../language/terms.js';

/** A word, or words in a row, that are looked for. */
export interface QueryUnit {
  readonly words: readonly string[];
  /** In quotes: as they were written, no other form of the word. */
  readonly quoted: boolean;
  /** The word is being typed still: any that begins with it will do. */
  readonly begun: boolean;
  /** It is part of the word before. */
  readonly part?: true;
  /** Nobody typed it: another name of the place that was typed, in this language (BCP 47) or, null, in several. */
  readonly suggested?: { readonly language: string | null };
}

/** What somebody typed: all of `sought` must be there, of each one of several, and nothing of `unwanted`. */
export interface ParsedQuery {
  readonly sought: readonly (readonly QueryUnit[])[];
  readonly unwanted: readonly QueryUnit[];
  /** Whether some of its signs and words say how to look, and are none to look for: `-`, `OR`. */
  readonly operators: boolean;
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
  /** Where words stand that are not settled yet. */
  let loose: readonly [from: number, to: number] | undefined;
  let [either, operators] = [false, false];
  const seek = (units: readonly (readonly QueryUnit[])[]): void => {
    units.forEach((each, i) => {
      const last = sought.at(-1);
      if (i === 0 && either && last) last.push(...each);
      else sought.push([...each]);
    });
    if (units.length > 0) either = false;
  };
  const settle = (begun = false): void => {
    if (loose) seek(unitsOf(text.slice(...loose), language, begun));
    loose = undefined;
  };
  for (const { index, 0: part, groups = {} } of text.matchAll(PARTS)) {
    const { minus, quoted, loose: run = '' } = groups;
    const phrase = quoted === undefined ? [] : phraseOf(termsOf(quoted, language));
    if (minus !== undefined || run === 'OR') operators = true;
    if (minus !== undefined) {
      settle();
      unwanted.push(...phrase, ...unitsOf(run, language, false).flatMap(([unit]) => unit ?? []));
    } else if (quoted !== undefined) {
      settle();
      seek(phrase.map((unit) => [unit]));
    } else if (run === 'OR') {
      settle();
      either = true;
    } else if (isAddress(run)) {
      settle();
      seek([[{ words: [addressLexeme(run)], quoted: true, begun: false }, ...phraseOf(termsOf(run, language))]]);
    } else if (run !== '') {
      loose = [loose?.[0] ?? index, index + part.length];
    }
  }
  settle(/[\p{L}\p{N}]$/u.test(text));
  return { sought, unwanted, operators };
}

/** Reads a text for its words alone, none of which says how to look for others. */
export const parseLiteral = (text: string, language: string | null): ParsedQuery => ({
  sought: unitsOf(text, language, false),
  unwanted: [],
  operators: false,
});

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
  const first = whole.filter(({ place }, i) => whole[i - 1]?.place !== place);
  const units = first.filter(
    ({ start, place }) => !first.some((other) => other.place < place && other.start <= start && start < other.end),
  );
  const groups = units.flatMap(({ word, start, end, place }, i) => {
    const typed = {
      words: [word],
      quoted: false,
      begun: begun && i === units.length - 1 && word.length >= BEGUN_FROM && end === terms.at(-1)?.end,
    };
    const apart = /^(\p{L}+)(\d+)$/u.exec(word)?.slice(1) ?? [];
    const others = [
      // A number that is written in several ways: 100k and 100000, "twelve" and 12.
      ...whole.filter((other) => other.place === place && other.word !== word).map((other) => [other.word]),
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
  return withPlaceNames(groups);
}

/** Adds to the names of places in a query their other names; a name of several words is looked for as these in a row. */
function withPlaceNames(groups: readonly QueryUnit[][]): QueryUnit[][] {
  const typed = groups.map(([unit]) => (unit?.part ? '' : (unit?.words[0] ?? '')));
  const named: QueryUnit[][] = [];
  for (let i = 0; i < groups.length;) {
    const lengths = Array.from({ length: Math.min(MAX_NAME_WORDS, groups.length - i) }, (_, n) => n + 1).reverse();
    const length = lengths.find((n) => otherPlaceNames(typed.slice(i, i + n)).length > 0) ?? 0;
    const words = typed.slice(i, i + length);
    const own = length > 1 ? [{ words, quoted: true, begun: false }] : (groups[i] ?? []);
    named.push([
      ...own,
      ...otherPlaceNames(words).map((name): QueryUnit => ({
        words: name.words,
        quoted: false,
        begun: false,
        suggested: { language: name.language },
      })),
    ]);
    i += Math.max(1, length);
  }
  return named;
}

/** Words in a row, as they were written. */
function phraseOf(terms: readonly Term[]): QueryUnit[] {
  const written = terms.filter(({ place }, i) => terms[i - 1]?.place !== place);
  return written.length === 0 ? [] : [{ words: written.map(({ word }) => word), quoted: true, begun: false }];
}
