import { normaliseName } from '../../kernel/names.js';
import { editDistance } from '../language/edit-distance.js';

/** A shorter word says little: "the", "von", "new". */
const TELLING = 4;

const wordsOf = (name: string): string[] => normaliseName(name).split(' ');

/** Slips that two names of so many characters may differ by. */
const slipsIn = (length: number): number => (length >= 10 ? 2 : length >= 5 ? 1 : 0);

/**
 * Whether two different names may be one's: the words of one are all among the other's, as "Reuters" and "Reuters News Agency",
 * or one is nearly spelt as the other. A suggestion for a person, never a decision.
 */
export function areNear(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)].sort((x, y) => x.length - y.length) as [string[], string[]];
  if (a.some((word) => word.length >= TELLING) && a.every((word) => b.includes(word))) return true;
  const [x, y] = [a.join(' '), b.join(' ')];
  const allowed = slipsIn(Math.min(x.length, y.length));
  return Math.abs(x.length - y.length) <= allowed && editDistance(x, y) <= allowed;
}

/** Patterns of SQL's `like`, of which at least one fits any name that is near this one, but for slips in its first letters. */
export function patternsOfNear(name: string): string[] {
  const words = wordsOf(name).filter((word) => word.length >= TELLING);
  const start = normaliseName(name).slice(0, 3);
  return [...words.map((word) => `%${likeText(word)}%`), `${likeText(start)}%`];
}

/** A text as SQL's `like` takes it for itself. */
export const likeText = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
