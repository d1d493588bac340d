import { UNITS } from './languages.js';

/** Every sign that is written for a minus before a number: hyphens, dashes, the mathematical one, and their other widths. */
const MINUS = String.raw`[-\u02d7\u2010-\u2015\u207b\u2212\u2796\ufe58\ufe63\uff0d]`;

/** Signs that are written in several ways, by the one by which they are compared. */
const SPELLINGS: readonly (readonly [spelling: RegExp, sign: string])[] = [
  [/!=|=\/=|<>|=\u0338/g, '≠'],
  [/[<⩽≦]=|⩽|≦/g, '≤'],
  [/[>⩾≧]=|⩾|≧/g, '≥'],
  [/\+\/?-/g, '±'],
  [/-+>|=+>/g, '→'],
  [/~=|[∼~≃≅]/g, '≈'],
  [/[\u2044\u2215]/g, '/'],
  [/٪/g, '%'],
  [/[\u2796\u2212]/g, '−'],
  [/\u2795/g, '+'],
  [/\u2716|\u2715/g, '×'],
];
/** Signs that change what is said. Punctuation does not, but for a question mark; nor do marks of rights and accents alone. */
const TELLING = /(?![©®\u2117\u00a8\u00af\u00b4\u00b8`])[\p{S}%‰‱?؟#&/\\§@]/gu;

/** The signs between words that change what is said, each in one spelling. */
export function signsIn(gap: string): string[] {
  if (/^[\s.,;:'"()-]*$/.test(gap)) return [];
  const whole = gap.normalize('NFC').replaceAll('\u2122', '').normalize('NFKC').replaceAll('؟', '?');
  return SPELLINGS.reduce((text, [spelling, sign]) => text.replace(spelling, sign), whole).match(TELLING) ?? [];
}

const CURRENCY = /(\p{Sc}\s?)?$/u;
const SIGNED_CURRENCY = new RegExp(String.raw`(?:${MINUS})?(\p{Sc}\s?)?(?:${MINUS}\s?)?$`, 'u');
const UNIT = /^\s?([%٪﹪％‰‱]|\p{Sc})/u;
const NEGATIVE = new RegExp(
  String.raw`(?:^|[\s([{"“«„'’‘<>=≤≥≈≠~:])(?:${MINUS}\p{Sc}?\s?|\p{Sc}\s?${MINUS}|[\u2212\u2796]\s)$`,
  'u',
);

/** Whether a minus stands before the number at `start`, and no dash between two. */
export const isNegative = (text: string, start: number): boolean =>
  NEGATIVE.test(text.slice(Math.max(0, start - 5), start));

/** What stands by a number and belongs to it. */
export interface BesideNumber {
  /** The unit that its sign gives it, the same in every language; the sign itself where no words are known for it. */
  readonly unit: string | null;
  /** UTF-16 offsets in the text: from, and up to without, with its signs. */
  readonly from: number;
  readonly to: number;
}

/** Reads the signs by a number that stands at `start` to `end` in a text. */
export function besideNumber(text: string, start: number, end: number): BesideNumber {
  const signs = isNegative(text, start) ? SIGNED_CURRENCY : CURRENCY;
  const [before = '', currency] = signs.exec(text.slice(Math.max(0, start - 4), start)) ?? [];
  const [after = '', unit] = currency === undefined ? (UNIT.exec(text.slice(end, end + 2)) ?? []) : [];
  const sign = (currency ?? unit)?.trim().normalize('NFKC').replace('٪', '%');
  return {
    unit: sign === undefined ? null : (UNITS.get(sign) ?? sign),
    from: start - before.length,
    to: end + after.length,
  };
}

/** How a number is raised, behind its digits: 10⁶, 10^6. */
export const POWER = String.raw`(?:[⁺⁻]?[⁰¹²³⁴-⁹]+|\^[-+\u2212]?\p{Nd}+)`;

/** Numbers of other forms that touch a number, which compatibility characters would flatten into it: 10⁶, 5½. */
export const keptApart = (text: string): string =>
  /\p{No}/u.test(text)
    ? text
        .replace(/(?<=\p{N})[⁺⁻]?[⁰¹²³⁴-⁹]+/gu, '^$&')
        .replace(/(?<=\p{N})\p{No}/gu, (sign) => (/[⁰¹²³⁴-⁹]/.test(sign) ? sign : `+${sign}`))
    : text;
