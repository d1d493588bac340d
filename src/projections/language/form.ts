import { createHash } from 'node:crypto';
import { besideNumber, keptApart, signsIn } from './signs.js';
import { termsOf, type Term } from './terms.js';

const isNumber = (word: string): boolean => /^[\d.^-]+$/.test(word);

/**
 * What two texts have in common when they are one and the same: words and signs in order, without case, punctuation, spacing
 * or the way in which a number's digits are grouped. Every sign that changes what is said stays.
 *
 * @param terms those of the text, where they are known already
 */
export function formOf(
  text: string,
  language: string | null,
  terms: readonly Term[] = termsOf(text, language),
): string {
  const spelled: string[] = [];
  let end = 0;
  terms.forEach((term, i) => {
    if (terms[i - 1]?.place === term.place) return;
    const { written, from, to } = isNumber(term.word) ? numberIn(text, term) : writtenIn(text, term);
    spelled.push(...signsIn(text.slice(end, Math.max(end, from))), written);
    end = Math.max(end, to);
  });
  return [...spelled, ...signsIn(text.slice(end))].join(' ');
}

/** The signs of a text that change what it says, but for those of its numbers' units. */
export function signsOf(text: string, terms: readonly Term[]): readonly string[] {
  let end = 0;
  const signs = terms.flatMap(({ word, start, end: last }) => {
    const { from, to } = isNumber(word) ? besideNumber(text, start, last) : { from: start, to: last };
    const between = signsIn(text.slice(end, Math.max(end, from)));
    end = Math.max(end, to);
    return between;
  });
  return [...new Set([...signs, ...signsIn(text.slice(end))])];
}

interface Spelled {
  readonly written: string;
  readonly from: number;
  readonly to: number;
}

/** A number with its sign, and the sign of its unit that stands beside it. */
function numberIn(text: string, { word, start, end, quantity }: Term): Spelled {
  const { unit, from, to } = besideNumber(text, start, end);
  const negative = quantity?.value.startsWith('-') ? '-' : '';
  return { written: `${negative}${word}${unit ?? ''}`, from, to };
}

/** A word as it is written, but for case and what does not show. */
function writtenIn(text: string, { start: from, end: to }: Term): Spelled {
  const written = keptApart(text.slice(from, to).replace(/(?<=\p{L})[⁰¹²³⁴-⁹]+/gu, '^$&'))
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Cf}\p{DI}]/gu, '')
    .replace(/[.'’ʼ]/g, '');
  return { written, from, to };
}

/** A digest of that form, under which equal texts are found; the first half of its SHA-256. */
export const formKey = (text: string, language: string | null, terms?: readonly Term[]): Buffer =>
  createHash('sha256')
    .update(formOf(text, language, terms))
    .digest()
    .subarray(0, 16);
