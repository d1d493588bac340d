import type { ValidationError } from 'class-validator';

/**
 * The code of every constraint that commands and queries use, most telling first: of several that a value breaks, the
 * first here is the one that is named.
 */
const CODES: Readonly<Record<string, string>> = {
  whitelistValidation: 'unknown-field',
  nestedValidation: 'not-an-object',
  isObject: 'not-an-object',
  isArray: 'not-an-array',
  isString: 'not-a-string',
  isBoolean: 'not-a-boolean',
  isInt: 'not-an-integer',
  isText: 'blank',
  isId: 'not-a-uuid',
  isUuid: 'not-a-uuid',
  isLanguage: 'not-a-language',
  isLanguageRange: 'not-a-language',
  isWebAddress: 'not-a-url',
  isUrl: 'not-a-url',
  isInstant: 'not-an-instant',
  isEdtf: 'not-a-date',
  isDay: 'not-a-date',
  isMoment: 'not-a-moment',
  isDomain: 'not-a-domain',
  isCountry: 'not-a-country',
  isHandle: 'wrong-form',
  isIn: 'not-one-of',
  isEnum: 'not-one-of',
  equals: 'not-one-of',
  matches: 'wrong-form',
  min: 'too-small',
  max: 'too-large',
  minLength: 'too-short',
  maxLength: 'too-long',
  arrayMinSize: 'too-few',
  arrayNotEmpty: 'too-few',
  arrayMaxSize: 'too-many',
  arrayUnique: 'repeated',
  holds: 'contradictory',
};
const ORDER = Object.keys(CODES);
const rank = (constraint: string): number => {
  const place = ORDER.indexOf(constraint);
  return place < 0 ? ORDER.length : place;
};

/** Constraints whose value may well be a text, only not this one. */
const OF_TEXT = new Set(['isText', 'isHandle', 'matches', 'minLength', 'maxLength']);

const kebab = (name: string): string => name.replace(/(?<=[a-z0-9])[A-Z]/g, (capital) => `-${capital}`).toLowerCase();

/** The constraints that a value breaks, most telling first. */
export const byPrecedence = (constraints: Readonly<Record<string, string>>): string[] =>
  Object.keys(constraints).sort((a, b) => rank(a) - rank(b));

/** The stable code for a value that breaks a constraint. */
export function codeOf(constraint: string, value: unknown): string {
  if (value === undefined && constraint !== 'holds') return 'required';
  if (OF_TEXT.has(constraint) && typeof value !== 'string') return 'not-a-string';
  return CODES[constraint] ?? kebab(constraint);
}

/** What would be right, by the constraint's own message. */
export function sentenceOf(code: string, constraint: string, { constraints }: ValidationError): string {
  if (code === 'required') return 'This is needed.';
  if (code === 'unknown-field') return 'There is no such field.';
  const message = (constraints?.[constraint] ?? 'This is not allowed').replace(/^each value in /, '');
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
