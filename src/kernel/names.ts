import { createHash } from 'node:crypto';

/** What keys are made for. A key of another kind never meets it, whatever its text. */
export type KeyKind = 'domain' | 'url' | 'origin' | 'review' | 'handle';

/**
 * The version of the rules by which names and addresses become keys: a key bears it. A change of these rules, or of data
 * that they use, is a new version, since what is reserved under the old one would no longer be found.
 */
const KEY_VERSION = 2;

/**
 * The form in which two spellings of one name were equal in version 1: compatibility characters resolved (Unicode NFKC),
 * lower case, white space collapsed and trimmed.
 */
export const normaliseNameV1 = (name: string): string =>
  name.normalize('NFKC').toLowerCase().normalize('NFKC').replace(/\s+/gu, ' ').trim();

/** What shows nothing, Arabic lengthening strokes, and marks that writers of Arabic and Hebrew leave out. */
const UNWRITTEN = /[\u064b-\u065f\u0670\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\p{Cf}\p{DI}\u2800\u0640]/gu;
/** Apostrophes and what is typed for them: primes, accents that stand alone, modifier letters, Hebrew geresh. */
const APOSTROPHES =
  /['\u2018\u2019\u201a\u201b`\u00b4\u02b9\u02bb-\u02bf\u02c8\u02ca\u02cb\u02ee\u2032\u2035\u055a\u05f3\u07f4\u07f5\ua78b\ua78c\u1fbd\u1fbf\u1fef\u1ffd\u1ffe]/gu;
const QUOTATION_MARKS =
  /["\u00ab\u00bb\u201c-\u201f\u2033\u2036\u2039\u203a\u2e42\u300c-\u300f\u301d-\u301f\u05f4\u275b-\u275f]/gu;
/** Hyphens, dashes, minus signs and bullets between names: they part words, as a space does. */
const PARTING = /[\p{Pd}\u2212\u2043\u02d7\u00b7\u2022\u2027\u2219\u22c5\u30fb\u0387\s]+/gu;
/** Points behind single letters, as in "U.S." and "J. K. Rowling", with the spaces between such letters; and a word behind. */
const INITIALS = /(?<![\p{L}\p{M}\p{N}])(\p{L}\.(?: ?\p{L}\.)*)(?=(\p{L}[\p{L}\p{M}])?)/gu;
const LAST_POINTS = /[\s.\u3002\u06d4\u0964\u0589\u1362]+$/u;
/** Letters that keyboards of neighbouring languages have for each other and that look alike. */
const ALIKE: Readonly<Record<string, string>> = { ς: 'σ', ی: 'ي', ک: 'ك' };

/** Full case folding: lower case alone keeps ß from SS; every i is one, with its dot and without. */
const foldCase = (text: string): string =>
  text
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replace(/i\u0307/gu, 'i')
    .replace(/[ςیک]/gu, (letter) => ALIKE[letter] ?? letter);

/**
 * The form in which two spellings of one name are equal. Left out is what readers pass over: characters that show nothing,
 * case, full width, kinds of spaces, apostrophes, quotation marks, hyphens and dashes, points of initials and at the end.
 * Letters and the marks on them stay. For comparison only: what somebody wrote is stored as written.
 */
export function normaliseName(name: string): string {
  const seen = name.replace(APOSTROPHES, '').normalize('NFKC').replace(UNWRITTEN, '');
  const plain = foldCase(seen).normalize('NFKC').replace(APOSTROPHES, '').replace(QUOTATION_MARKS, '');
  const bare = plain
    .replace(PARTING, ' ')
    .replace(INITIALS, (_, letters: string, word?: string) => `${letters.replace(/[. ]/g, '')}${word ? ' ' : ''}`)
    .replace(LAST_POINTS, '')
    .trim();
  // A name of nothing but signs keeps them.
  return bare === '' ? normaliseNameV1(name) : bare;
}

const MAX_LENGTH = 500;

/**
 * A reservation key `<kind>@<version>:<text>`; of version 1 `<kind>:<text>`. A text longer than 500 UTF-16 units is stood for
 * by its SHA-256: the database cannot index a key of more than about 2,700 bytes, and an address may be longer than that.
 */
export const reservationKey = (kind: KeyKind, text: string, version: number = KEY_VERSION): string =>
  `${kind}${version === 1 ? '' : `@${version}`}:${text.length <= MAX_LENGTH ? text : `sha256:${createHash('sha256').update(text).digest('hex')}`}`;

/** Whether a key is of the newest version. */
export const isNewestKey = (key: string): boolean => key.startsWith(`${kindOfKey(key)}@${KEY_VERSION}:`);

/** What a key is of. The rest of it may be words, which are told to nobody. */
const kindOfKey = (key: string): string => /^[a-z]+/.exec(key)?.[0] ?? '';

/**
 * The keys under which one thing is held, newest version first. For the length of a release it is held under the version
 * before as well, so that servers of both go by the same keys and a ledger that was not brought up to date goes on.
 */
export type Keys = readonly [newest: string, before: string];

/** The keys of a name's origin identifier, whether claimant, evidence's origin or upstream. */
export const originKeys = (name: string): Keys => [
  reservationKey('origin', normaliseName(name)),
  reservationKey('origin', normaliseNameV1(name), 1),
];
