import 'reflect-metadata';
import {
  isISO31661Alpha2,
  ValidateBy,
  ValidateIf,
  type ValidationArguments,
  type ValidationOptions,
} from 'class-validator';
import { instantOf, startOfDay } from './days.js';

/** Property decorators of commands beside class-validator's own. All take an array's items with `{ each: true }`. */
const validating =
  (name: string, validate: (value: unknown, args?: ValidationArguments) => boolean, message: string) =>
  (options?: ValidationOptions): PropertyDecorator =>
    ValidateBy({ name, validator: { validate, defaultMessage: () => message } }, options);

/** The property is needed where the condition holds, and checked wherever it is given. `null` is not "absent". */
export const RequiredIf = <T extends object>(condition: (command: T) => boolean): PropertyDecorator =>
  ValidateIf((command: T, value: unknown) => value !== undefined || condition(command));

/** The property may be absent. Unlike `IsOptional`, `null` is refused: it stands only where it has a meaning. */
export const Optional = (): PropertyDecorator => RequiredIf(() => false);

/** A condition that concerns several properties of a command, reported at the one that carries the decorator. */
export const Satisfies = <T extends object>(condition: (command: T) => boolean, message: string): PropertyDecorator =>
  validating('holds', (_, args) => condition(args?.object as T), message)();

/** With the `u` flag `\p{Surrogate}` matches lone surrogates only: they have no UTF-8 form to commit to. */
const storable = (text: string): boolean => !/[\0\p{Surrogate}]/u.test(text);

/**
 * A letter, number or symbol that is seen. Marks and punctuation alone say nothing; letters that fill a place in Hangul
 * (U+3164), a Braille pattern without dots and a note without a head show nothing.
 */
const VISIBLE = /(?![\p{DI}\u2800\u{1d159}])[\p{L}\p{N}\p{S}]/u;

/** Text with something to read in it, which the ledger can store: no U+0000 and no lone surrogate. */
export const IsText = validating(
  'isText',
  (value) => typeof value === 'string' && VISIBLE.test(value) && storable(value),
  '$property must be text with a letter, number or symbol in it',
);

/**
 * Codes without a country of ISO 3166-1 that are in wide use: Kosovo, Northern Ireland (both user-assigned), and the European
 * Union (reserved).
 */
const BESIDE_ISO: readonly unknown[] = ['XK', 'XI', 'EU'];

/** A country: ISO 3166-1 alpha-2, or a code in as wide use. Either case. */
export const IsCountry = validating(
  'isCountry',
  (value) => typeof value === 'string' && (isISO31661Alpha2(value) || BESIDE_ISO.includes(value.toUpperCase())),
  '$property must be a country code of two letters, such as UA',
);

/** An identifier: a UUID (RFC 9562) in lower case, as the ledger writes them. */
export const IsId = validating(
  'isId',
  (value) => typeof value === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
  '$property must be a UUID in lower case',
);

/** The canonical form of a BCP 47 language tag (`UK` gives `uk`, `zh-hant` gives `zh-Hant`), or undefined if it is none. */
export const canonicalLanguage = (tag: string): string | undefined => {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
};

/** A BCP 47 language tag of at most 35 characters. */
export const IsLanguage = validating(
  'isLanguage',
  (value) => typeof value === 'string' && value.length <= 35 && canonicalLanguage(value) !== undefined,
  '$property must be a BCP 47 language tag such as uk or en-GB',
);

/** A range of languages (RFC 4647, 2.2): a tag, or one with `*` for the language, such as `*-CH`. */
export const IsLanguageRange = validating(
  'isLanguageRange',
  (value) =>
    typeof value === 'string' && value.length <= 35 && canonicalLanguage(value.replace(/^\*/, 'und')) !== undefined,
  '$property must be a BCP 47 language tag or range such as uk, en-GB or *-CH',
);

/** An absolute http or https address of at most 2,048 characters, without user name or password. */
export const IsWebAddress = validating(
  'isWebAddress',
  (value) => {
    if (typeof value !== 'string' || value.length > 2048 || !/^https?:\/\/\S+$/i.test(value)) return false;
    if (!storable(value) || !URL.canParse(value)) return false;
    const { username, password } = new URL(value);
    return username === '' && password === '';
  },
  '$property must be an http or https address of at most 2048 characters',
);

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** An RFC 3339 instant of a day that exists, and that is one of the ledger's days in UTC as well (0001 to 9999). */
export const IsInstant = validating(
  'isInstant',
  (value) => {
    if (typeof value !== 'string') return false;
    const midnight = startOfDay(INSTANT.exec(value)?.[1] ?? '');
    // `Date` rolls the 30th of February over into March.
    return instantOf(midnight) === midnight && instantOf(value) !== undefined;
  },
  '$property must be an instant such as 2026-11-22T10:00:00Z',
);
