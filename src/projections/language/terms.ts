import { createHash } from 'node:crypto';
import { multiplierOf, pointGroups, UNITS } from './languages.js';
import { asciiDigits } from '../../kernel/digits.js';
import { hanNumbers, spelledNumbers } from './number-words.js';
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
/** Invisible characters, apostrophes, the Arabic tatweel and vowel marks, Hebrew points, the colour and style of emoji. */
const UNWRITTEN = /\p{Cf}|['’ʼ]|\u0640|[\u064b-\u065f]|\u0670|[\u0591-\u05c7]|\ufe0e|\ufe0f|[\u{1f3fb}-\u{1f3ff}]/gu;

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
/** What multiplies a number that it is written to: 100k, 2.4bn. One letter alone does so behind a currency: $5m. */
const SCALES: Readonly<Record<string, number>> = {
  ...{ k: 1e3, тыс: 1e3, тис: 1e3 },
  ...{ m: 1e6, mn: 1e6, mln: 1e6, mio: 1e6, млн: 1e6 },
  ...{ b: 1e9, bn: 1e9, mrd: 1e9, млрд: 1e9, t: 1e12, tn: 1e12, trn: 1e12, трлн: 1e12 },
};
const BEHIND_CURRENCY = /^[mbt]$/;
const SCALE_WORDS = Object.keys(SCALES).flatMap((scale) => [
  scale,
  scale.toUpperCase(),
  `${(scale[0] ?? '').toUpperCase()}${scale.slice(1)}`,
]);
/** A picture, with what belongs to it: flags of two letters, joined ones. Signs that have a meaning of their own are none. */
const EMOJI = String.raw`\p{RI}\p{RI}|(?![©®™‼⁉ℹⓂ㊗㊙〰〽➕➖➗✕✖])\p{Extended_Pictographic}(?:[\ufe0e\ufe0f\u{1f3fb}-\u{1f3ff}]|\u200d\p{Extended_Pictographic})*`;
/**
 * In this order: a number that a letter multiplies (1, 2), a number (3), an abbreviation with points (4), a Cyrillic word with
 * its apostrophes, a picture, any word.
 */
const WORDS = new RegExp(
  [
    String.raw`(\p{Nd}+(?:[.,]\p{Nd}+)*)(${SCALE_WORDS.join('|')})(?![${INNER}])`,
    `(${NUMBER})(?![${INNER}])`,
    String.raw`((?:\p{Lu}\.){2,}\p{Lu}?(?!\p{L}))`,
    String.raw`[\p{Script=Cyrillic}]+(?:['’ʼ]\p{Script=Cyrillic}+)+`,
    EMOJI,
    `[${INNER}]+`,
  ].join('|'),
  'gu',
);
/** The same in a text of ASCII alone, in a third of the time. */
const ASCII_WORDS = new RegExp(
  [
    String.raw`(\d+(?:[.,]\d+)*)(${SCALE_WORDS.filter((scale) => /^[a-z]+$/i.test(scale)).join('|')})(?![A-Za-z0-9])`,
    String.raw`(\d+(?:[., ']\d+)*(?:\^[-+]?\d+)?)(?![A-Za-z0-9])`,
    '((?:[A-Z]\\.){2,}[A-Z]?(?![A-Za-z]))|[A-Za-z0-9]+',
  ].join('|'),
  'g',
);
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
    if (/[\p{L}\p{N}\p{Extended_Pictographic}\p{RI}]/u.test(word))
      found.push({ word, start, end: start + length, place: found.length });
  };
  const addNumbers = (at: number, written: string): void => {
    for (const each of numbersIn(text, at, written, pointGroups(language))) {
      numbers.set(found.length, each);
      const word = each.power === undefined ? each.digits : `${each.digits}^${each.power}`;
      found.push({ word, start: each.start, end: each.end, place: found.length });
    }
  };
  const meant: Meant[] = [];
  for (const match of text.matchAll(ASCII.test(text) ? ASCII_WORDS : WORDS)) {
    const [written, digits, scale, number, points] = match;
    if (digits !== undefined && scale !== undefined) {
      const value = scaledValue(text, match.index, digits, scale);
      if (value === undefined && /[.,]/.test(digits)) {
        addNumbers(match.index, digits);
        add(scale, match.index + digits.length);
      } else {
        add(written, match.index);
      }
      if (value !== undefined) meant.push({ at: found.length - 1, end: match.index + written.length, value });
    } else if (number !== undefined) {
      addNumbers(match.index, written);
    } else if (points !== undefined) {
      add(points.replaceAll('.', ''), match.index, written.length);
    } else if (!PLAIN.test(written) && UNPARTED.test(written)) {
      for (const { segment, start, end } of segmentsOf(written)) add(segment, match.index + start, end - start);
    } else {
      add(written, match.index);
    }
  }
  meant.push(...spelledIn(text, found, language));
  if (numbers.size + meant.length === 0) return found;
  const spelled = new Map(meant.map((each) => [each.at, each]));
  return found.flatMap((term) => {
    const [number, value] = [numbers.get(term.place), spelled.get(term.place)];
    if (value) return [term, asMeant(term, value, { found, text, language })];
    return number ? asNumbers(term, number, { found, text, language }) : [term];
  });
}

/** A number that a term begins whose digits do not tell it: 100k, three thousand, 三千. */
interface Meant {
  /** The place of the term. */
  readonly at: number;
  /** Where the number ends in the text, UTF-16. */
  readonly end: number;
  readonly value: number;
}

const spelledIn = (text: string, found: readonly Term[], language: string | null): Meant[] => [
  ...spelledNumbers(text, found, language).map(({ from, to, value }) => ({
    at: from,
    end: found[to]?.end ?? 0,
    value,
  })),
  ...hanNumbers(text).flatMap(({ start, end, value }) => {
    const first = found.find((term) => term.start === start);
    return first ? [{ at: first.place, end, value }] : [];
  }),
];

function asMeant(term: Term, { end, value }: Meant, { found, text }: Around): Term {
  const following = found.filter(({ start }) => start >= end).slice(0, 3);
  const { start, place } = term;
  const unit = unitAt({ start, end }, following, text, undefined);
  return { word: String(value), start, end, place, quantity: { value: String(value), unit } };
}

/** What digits with a letter mean; undefined where the letter is more likely a unit: "5 m" of rope, and "$5m". */
function scaledValue(text: string, at: number, written: string, scale: string): number | undefined {
  const factor = SCALES[scale.toLowerCase()];
  const digits = asciiDigits(written)
    .replace(/,(?=\d{3}(?!\d))/g, '')
    .replace(',', '.');
  const bare = BEHIND_CURRENCY.test(scale.toLowerCase()) && !/\p{Sc}\s?$/u.test(text.slice(Math.max(0, at - 2), at));
  return factor === undefined || bare || !/^\d+(?:\.\d+)?$/.test(digits)
    ? undefined
    : Number((Number(digits) * factor).toPrecision(12));
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
