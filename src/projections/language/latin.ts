import transliterate from '@sindresorhus/transliterate';
import { fold } from './terms.js';

/** A word in letters that stand for sounds one by one, and are not Latin. */
const LETTERS = /^[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}\p{M}]{3,}$/u;
const ARABIC = /^[\p{Script=Arabic}]{4,}$/u;
const ARTICLE = /^(?:[وفبك]?ال|لل)(?=\p{L}{3})/u;

/** Sounds that romanisations of one name write in several ways, each in one; in this order. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/(?<![st])c(?![hz])/g, 'k'],
  [/shch|sch|szcz|sh|sz/g, 's'],
  [/tsch|tch|ch|cz|ts|tz/g, 'c'],
  [/kh/g, 'h'],
  [/zh/g, 'z'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/ou/g, 'u'],
  [/q/g, 'k'],
  [/x/g, 'ks'],
  [/w/g, 'v'],
  [/[yij]+/g, 'i'],
  [/i(?=[aeou])/g, ''],
  [/h/g, 'g'],
  [/(.)\1+/g, '$1'],
];

/** Arabic writes consonants: those of its letters, as the sounds above. The others are vowels, or left out. */
const CONSONANTS: Readonly<Record<string, string>> = Object.fromEntries(
  ['بb', 'تطثt', 'جحخغهg', 'دذضd', 'رr', 'زظz', 'سشصs', 'فf', 'قكk', 'لl', 'مm', 'نn'].flatMap((letters) =>
    [...letters.slice(0, -1)].map((letter) => [letter, letters.slice(-1)]),
  ),
);
/** Consonants that Arabic has no letter for, by that which is written for them; no vowels. */
const WITHOUT_VOWELS: readonly (readonly [RegExp, string])[] = [
  [/[aeiou]/g, ''],
  [/p/g, 'b'],
  [/v/g, 'f'],
  [/c/g, 'ts'],
  [/(.)\1+/g, '$1'],
];

const replacedIn = (word: string, by: typeof SOUNDS): string =>
  by.reduce((text, [spelling, sound]) => text.replace(spelling, sound), word);

/** Romanised words that are remembered, since the same few thousand make up most texts. */
const MAX_REMEMBERED = 50_000;
const remembered = new Map<string, string>();

function romanised(word: string): string {
  const known = remembered.get(word);
  if (known !== undefined) return known;
  const latin = fold(transliterate(word.replaceAll('ου', 'u'))).replace(/[^a-z]/g, '');
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(word, latin);
  return latin;
}

/** A folded word in Latin letters where it is in others that stand for sounds; null where it is not. */
export function inLatin(word: string): string | null {
  const latin = LETTERS.test(word) ? romanised(word) : '';
  return latin.length >= 3 ? latin : null;
}

/** Sounds fewer than these are shared by too many words. */
const MIN_SOUNDS = 4;
const consonantsOf = (key: string): string[] => {
  const bare = replacedIn(key, WITHOUT_VOWELS);
  return bare.length >= MIN_SOUNDS ? [`~${bare}`] : [];
};

/** How a folded word sounds, as far as it stands in an index: that of a word in Latin letters is its own. */
export function soundsOf(word: string): readonly string[] {
  if (ARABIC.test(word)) {
    const letters = [...word.replace(ARTICLE, '')].map((letter) => CONSONANTS[letter] ?? '').join('');
    return consonantsOf(letters);
  }
  const latin = inLatin(word);
  const key = latin === null ? '' : replacedIn(latin, SOUNDS);
  return key.length >= MIN_SOUNDS ? [key] : [];
}

/**
 * What the ways of writing a name have in common in all scripts: Zelensky, Zelenskyy, Зеленський and Зеленский, and by its
 * consonants alone زيلينسكي. For comparison only; none where the word is no such name, or too short to be told by its sound.
 */
export function soundsFor(word: string): readonly string[] {
  if (ARABIC.test(word)) return soundsOf(word);
  const latin = inLatin(word) ?? (/^[a-z]{4,30}$/.test(word) ? word : null);
  const key = latin === null ? '' : replacedIn(latin, SOUNDS);
  return key.length >= MIN_SOUNDS ? [key, ...consonantsOf(key)] : [];
}

/** How a sound stands in an index, apart from words: it has a slash, as stems have. */
export const soundLexeme = (sound: string): string => `latin/${sound}`;
