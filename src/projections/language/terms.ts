import { createHash } from 'node:crypto';
import { multiplierOf, pointGroups, UNITS } from './languages.js';
import { asciiDigits } from '../../kernel/digits.js';
import { NUMBER, numbersIn, type WrittenNumber } from './numbers.js';
import { besideNumber, keptApart } from './signs.js';

/** A number as a text means it. */
export interface Quantity {
  /** Decimal, without grouping, with what a word such as "million" makes of it: `-3.5`, `3000`. */
  readonly value: string;
  /** Its unit's code, the same in every language; null where none is known. */
  readonly unit: string | null;
}

/** A word of a text, in the form in which words are compared. */
export interface Term {
  readonly word: string;
  /** UTF-16 offsets in the text: from, and up to without. */
  readonly start: number;
  readonly end: number;
  /** Which word of the text it is, from 0. A number that is written "3 million" is `3` and `3000000` at one place. */
  readonly place: number;
  readonly quantity?: Quantity;
}

const MAX_LENGTH = 64;
/** Words that nothing but lower case changes when they are folded; most are. */
const PLAIN = /^[A-Za-z0-9А-Яа-яІіЇїЄєҐґ]+$/;
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
  ħ: 'h',
  ё: 'е',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  ؤ: 'و',
  ئ: 'ي',
};
const REPLACED = new RegExp(Object.keys(LETTERS).join('|'), 'gu');
/** Invisible characters, apostrophes, the Arabic tatweel and vowel marks, Hebrew points. */
const UNWRITTEN = /\p{Cf}|['’ʼ]|\u0640|[\u064b-\u065f]|\u0670|[\u0591-\u05c7]/gu;

/**
 * The form in which words are compared: NFKC, lower case, digits as 0 to 9, without the marks that writers of Latin, Greek,
 * Arabic and Hebrew letters leave out, nor invisible characters; letters that are often written for each other as one.
 * Marks that make another letter, such as that of `й` or `ї`, stay. At most 64 UTF-16 units.
 */
export function fold(word: string): string {
  if (PLAIN.test(word)) return bounded(word.toLowerCase());
  const marked = keptApart(word).normalize('NFKC').toLowerCase().normalize('NFD');
  const plain = marked
    .replace(/([\p{Script=Latin}\p{Script=Greek}])\p{Mn}+/gu, '$1')
    .normalize('NFC')
    .replace(UNWRITTEN, '')
    .replace(REPLACED, (letter) => LETTERS[letter] ?? letter);
  return bounded(asciiDigits(plain));
}

/** A longer word by its beginning and a digest, so that two that differ only behind it are two. */
function bounded(word: string): string {
  if (word.length <= MAX_LENGTH) return word;
  const digest = createHash('sha256').update(word).digest('hex').slice(0, 15);
  // Not half of a character: it would be no text.
  return `${word.slice(0, MAX_LENGTH - 16).replace(/\p{Surrogate}$/u, '')}~${digest}`;
}

const INNER = String.raw`\p{L}\p{M}\p{N}\u00ad\u200b-\u200f\u2060\ufeff`;
/** In this order: a number (1), an abbreviation with points (2), a Cyrillic word with its apostrophes, any word. */
const WORDS = new RegExp(
  [
    `(${NUMBER})(?![${INNER}])`,
    String.raw`((?:\p{Lu}\.){2,}\p{Lu}?(?!\p{L}))`,
    String.raw`[\p{Script=Cyrillic}]+(?:['’ʼ]\p{Script=Cyrillic}+)+`,
    `[${INNER}]+`,
  ].join('|'),
  'gu',
);
/** The same in a text of ASCII alone, in a third of the time. */
const ASCII_WORDS =
  /(\d+(?:[., ']\d+)*(?:\^[-+]?\d+)?)(?![A-Za-z0-9])|((?:[A-Z]\.){2,}[A-Z]?(?![A-Za-z]))|[A-Za-z0-9]+/g;
const ASCII = /^[ -~]*$/;
/** Scripts that part no words. */
const UNPARTED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** The words of a text in order. @param language BCP 47, by which numbers are read; null where nobody said */
export function termsOf(text: string, language: string | null): Term[] {
  const found: Term[] = [];
  const numbers = new Map<number, WrittenNumber>();
  const add = (written: string, start: number, length = written.length): void => {
    const word = fold(written);
    if (/[\p{L}\p{N}]/u.test(word)) found.push({ word, start, end: start + length, place: found.length });
  };
  for (const match of text.matchAll(ASCII.test(text) ? ASCII_WORDS : WORDS)) {
    const [written, number, points] = match;
    if (number !== undefined) {
      for (const each of numbersIn(text, match.index, written, pointGroups(language))) {
        numbers.set(found.length, each);
        const word = each.power === undefined ? each.digits : `${each.digits}^${each.power}`;
        found.push({ word, start: each.start, end: each.end, place: found.length });
      }
    } else if (points !== undefined) {
      add(points.replaceAll('.', ''), match.index, written.length);
    } else if (!PLAIN.test(written) && UNPARTED.test(written)) {
      for (const { segment, start, end } of segmentsOf(written)) add(segment, match.index + start, end - start);
    } else {
      add(written, match.index);
    }
  }
  if (numbers.size === 0) return found;
  return found.flatMap((term) => {
    const number = numbers.get(term.place);
    return number ? asNumbers(term, number, { found, text, language }) : [term];
  });
}

/**
 * Words of a run that its script does not part. They are looked for in the composed form, since what is written with its marks
 * apart falls into other words.
 */
function segmentsOf(
  written: string,
): readonly { readonly segment: string; readonly start: number; readonly end: number }[] {
  const clusters = [...graphemes.segment(written)].map(({ segment, index }) => ({
    composed: composedOf(segment),
    index,
  }));
  const starts = clusters.flatMap(({ composed, index }) => Array<number>(composed.length).fill(index));
  const text = clusters.map(({ composed }) => composed).join('');
  const at = (offset: number): number => starts[offset] ?? written.length;
  return [...segmenter.segment(text)].map(({ segment, index }) => ({
    segment,
    start: at(index),
    end: at(index + segment.length),
  }));
}

/** Full width, marks and the Thai vowel am as one character each, however they are written. */
const composedOf = (cluster: string): string => cluster.normalize('NFKC').replaceAll('\u0e4d\u0e32', '\u0e33');

interface Around {
  readonly found: readonly Term[];
  readonly text: string;
  readonly language: string | null;
}

/** A number, and once more with what a power, or the word behind it, makes of it. */
function asNumbers(term: Term, number: WrittenNumber, { found, text, language }: Around): Term[] {
  const { place } = term;
  const next = found[place + 1];
  const near = next !== undefined && /^[\s.]{0,2}$/.test(text.slice(term.end, next.start)) ? next : undefined;
  const factor = near && multiplierOf(near.word, language);
  const raised = raisedTo(number);
  const scaled = near && factor ? times(raised, factor) : raised;
  const sign = number.negative ? '-' : '';
  const quantity = { value: sign + scaled, unit: unitAt(term, found.slice(place + 1, place + 4), text, factor) };
  const end = near && factor ? near.end : term.end;
  if (scaled === term.word) return [{ ...term, quantity }];
  return [
    { ...term, ...(number.power === undefined ? {} : { quantity }) },
    { word: scaled, start: term.start, end, place, quantity },
  ];
}

/** The number that a power makes, where it is one that can be written out; else as it is written. */
function raisedTo({ digits, power }: WrittenNumber): string {
  if (power === undefined) return digits;
  const raised = Number(digits) ** Number(power);
  return Number.isSafeInteger(raised) ? String(raised) : `${digits}^${power}`;
}

const times = (digits: string, factor: number): string => String(Number((Number(digits) * factor).toPrecision(12)));

/** The sign before or behind a number, else one of the words that follow in the same clause. */
function unitAt(
  { start, end }: Pick<Term, 'start' | 'end'>,
  following: readonly Term[],
  text: string,
  factor: number | undefined,
): string | null {
  const { unit } = besideNumber(text, start, end);
  if (unit !== null) return unit;
  const last = following.findIndex(({ start: from }, i) =>
    /[,;:.!?\n]\s/.test(text.slice(following[i - 1]?.end ?? end, from)),
  );
  const words = following.slice(factor ? 1 : 0, last < 0 ? 3 : Math.max(last, factor ? 1 : 0));
  return words.map(({ word }) => UNITS.get(word)).find((code) => code !== undefined) ?? null;
}
