import { normaliseAddress } from '../../works/address.js';
import { termsOf, type Term } from './terms.js';

/** Words of addresses that tell no page from another. */
const COMMON = /^(?:https?|www\d?|amp|m|com|org|net|html?|php|aspx?|index|\d+|[a-z])$/;

/** Whether something that was typed is the address of a page. */
export const isAddress = (text: string): boolean => /^https?:\/\/[^/\s]/i.test(text) && URL.canParse(text);

/** How a page's address stands in an index, however it was written; no word has a slash. */
export const addressLexeme = (url: string): string => `address/${normaliseAddress(url)}`.slice(0, 1000);

/** An address as a whole, and the words in it that tell something of its page. */
export function addressTerms(url: string): Term[] {
  const end = url.length;
  if (!isAddress(url)) return termsOf(url, null);
  // Parameters and fragments are part of the whole alone: what stands in them is seldom meant to be read.
  const path = url.replace(/[?#].*$/s, '');
  const readable = path.includes('%') ? readableOf(path) : path;
  const words = termsOf(readable, null)
    .filter(({ word }) => !COMMON.test(word))
    .map((term) => ({ ...term, place: term.place + 1, ...(readable === path ? {} : { start: 0, end }) }));
  return [{ word: addressLexeme(url), start: 0, end, place: 0 }, ...words];
}

/** With its letters in place of their bytes, where these are UTF-8. */
function readableOf(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url.replace(/%[0-9a-f]{2}/gi, ' ');
  }
}
