import { addressTerms } from './address-terms.js';
import { dictionaryOf } from './languages.js';
import { soundLexeme, soundsOf } from './latin.js';
import type { SearchedText } from './searched-text.js';
import type { Stemmed, Stems } from './stems.js';
import { termsOf, type Term } from './terms.js';

/** What is looked for in an index: a word as `fold` leaves it, or a stem as `english/soldier`; no word has a slash. */
export interface Lexeme {
  readonly lexeme: string;
  readonly place: number;
  readonly weight: SearchedText['weight'];
}

/** Words that are stems of theirs: all but numbers. */
const hasStem = (word: string): boolean => /\p{L}/u.test(word);

/** The stem of a word in an index, apart from the words themselves and from other languages. */
export const stemLexeme = (dictionary: string, stem: string): string => `${dictionary}/${stem}`;

/** A text parted into its terms: much of the work, to be done once. */
export type Tokenized<Text extends Pick<SearchedText, 'text' | 'language'> = SearchedText> = Text & {
  readonly terms: readonly Term[];
};

export const tokenized = <Text extends Pick<SearchedText, 'text' | 'language' | 'address'>>(
  text: Text,
): Tokenized<Text> => ({
  ...text,
  terms: text.address ? addressTerms(text.text) : termsOf(text.text, text.language),
});

/** Words that are written together or apart: F-16 and F16, pre-war and prewar. */
export interface Joined {
  readonly word: string;
  /** Those of its pieces. */
  readonly places: readonly number[];
}

const HYPHEN = /^[-\u2010\u2011]$/;
/** Letters before a number, as somebody types them apart who has only heard of an F-16. */
const SPACED = /^[\p{L}]{1,6}\s\d+$/u;
const MAX_JOINED = 64;

/**
 * The words that hyphens make of several, as one.
 *
 * @param spaced whether a space between letters and a number joins them too
 */
export function joinedIn(text: string, terms: readonly Term[], spaced = false): Joined[] {
  const pieces = terms.filter(({ place }, i) => terms[i - 1]?.place !== place);
  const joins = (one: Term, next: Term): boolean =>
    HYPHEN.test(text.slice(one.end, next.start)) || (spaced && SPACED.test(text.slice(one.start, next.end)));
  const runs: Term[][] = [];
  pieces.forEach((piece, i) => {
    const before = pieces[i - 1];
    if (before && joins(before, piece)) runs.at(-1)?.push(piece);
    else runs.push([piece]);
  });
  return runs.flatMap((run) => {
    const word = run.map((piece) => piece.word).join('');
    const plain = run.length > 1 && /\p{L}/u.test(word) && word.length <= MAX_JOINED;
    return plain ? [{ word, places: run.map(({ place }) => place) }] : [];
  });
}

const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u;

/** Each two characters in a row of a word in a script that parts none: 知事 is in 大阪府知事 wherever that is parted. */
export const pairsIn = (word: string): string[] => {
  const characters = UNSPACED.test(word) ? [...word] : [];
  return characters.slice(1).map((character, i) => `${characters[i] ?? ''}${character}`);
};

/** Pairs of characters that stand in or across words that touch, with the place of the first. */
function pairedIn(terms: readonly Term[]): { readonly word: string; readonly place: number }[] {
  return terms.flatMap((term, i) => {
    const next = terms[i + 1];
    const own = term.word.length > 2 ? pairsIn(term.word) : [];
    const across = next?.start === term.end ? pairsIn(`${[...term.word].at(-1) ?? ''}${[...next.word][0] ?? ''}`) : [];
    return [...own, ...across].map((word) => ({ word, place: term.place }));
  });
}

/** What must be stemmed before the lexemes of some texts can be made. */
export const stemmedIn = (texts: readonly Pick<Tokenized, 'terms' | 'language'>[]): Stemmed[] =>
  texts.flatMap(({ terms, language }) => {
    const dictionary = dictionaryOf(language);
    if (!dictionary) return [];
    return terms.flatMap(({ word }): Stemmed[] => (hasStem(word) ? [[dictionary, word]] : []));
  });

/** A stem counts less than the word as it was written. */
const LESS = { A: 'B', B: 'C', C: 'D', D: 'D' } as const;

/**
 * The lexemes of a text: its words, those that hyphens join also as one, pairs of characters, how words in other scripts than
 * Latin sound, and with `stems` also their stems.
 */
export function lexemesOf({ text, terms, language, weight }: Tokenized, stems?: Stems): Lexeme[] {
  const dictionary = stems && dictionaryOf(language);
  const joined = joinedIn(text, terms).flatMap(({ word, places }) =>
    places.map((place) => ({ lexeme: word, place, weight })),
  );
  const paired = pairedIn(terms).map(({ word, place }) => ({ lexeme: word, place, weight: LESS[weight] }));
  const words = terms.flatMap(({ word, place }) => {
    const stem = stems && dictionary && hasStem(word) ? stems(dictionary, word) : null;
    const own = { lexeme: word, place, weight };
    return dictionary && stem !== null
      ? [own, { lexeme: stemLexeme(dictionary, stem), place, weight: LESS[weight] }]
      : [own];
  });
  const sounds = terms.flatMap(({ word, place }) =>
    soundsOf(word).map((sound) => ({ lexeme: soundLexeme(sound), place, weight: 'D' as const })),
  );
  return [...words, ...joined, ...paired, ...sounds];
}

/** A word as PostgreSQL reads it within a tsvector or tsquery (its manual, 8.11). */
export const quotedLexeme = (lexeme: string): string => `'${lexeme.replace(/[\\']/g, '$&$&')}'`;

/** PostgreSQL counts places from 1 and keeps none above this. */
const LAST_PLACE = 16_383;

/** Lexemes as a `tsvector` literal. */
export function vectorOf(lexemes: readonly Lexeme[]): string {
  const places = new Map<string, string>();
  for (const { lexeme, place, weight } of lexemes) {
    const at = `${Math.min(place + 1, LAST_PLACE)}${weight === 'D' ? '' : weight}`;
    const before = places.get(lexeme);
    places.set(lexeme, before === undefined ? at : `${before},${at}`);
  }
  return [...places].map(([lexeme, at]) => `${quotedLexeme(lexeme)}:${at}`).join(' ');
}
