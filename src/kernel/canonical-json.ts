/** Why a value has no canonical form; the closed list of `NotCanonical`. */
export type NotCanonicalCode =
  'not-an-object' | 'not-json' | 'not-finite' | 'not-a-safe-integer' | 'lone-surrogate' | 'nul' | 'too-deep';

/** A value that cannot be written as canonical JSON. */
export class NotCanonical extends Error {
  override readonly name = 'NotCanonical';

  /**
   * @param code what is wrong, stable
   * @param pointer where, as a JSON pointer (RFC 6901) from the value handed in; '' is the value itself. For a key
   *   that is itself wrong, the pointer to its member.
   */
  constructor(
    readonly code: NotCanonicalCode,
    readonly pointer: string,
  ) {
    super(`no canonical JSON (${code}) at "${pointer}"`);
  }
}

/** How many containers may lie inside one another. Also what ends a value that contains itself. */
const MAX_DEPTH = 500;

/** All that JSON.stringify escapes, and a few control characters that it does not. */
const ESCAPED = /["\\\p{Cc}\p{Surrogate}]/u;
/** With the `u` flag a surrogate that is half of a pair is not seen, so this finds lone ones only. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** A container being written: which member of it is at hand, and what it lies in. */
interface JsonPlace {
  readonly up: JsonPlace | undefined;
  readonly depth: number;
  key: string | number;
}

/**
 * The JSON Canonicalization Scheme, RFC 8785: no white space, members by the UTF-16 code units of their keys, numbers
 * and strings as ECMAScript writes them. Members that are `undefined` are omitted, as JSON.stringify does.
 *
 * @throws NotCanonical for what JSON cannot hold or would change silently: NaN, infinities, lone surrogates, bigint,
 *   functions, symbols, `undefined` at the top or in an array, Dates, Maps and the like, more than 500 levels
 */
export function canonicalJson(value: unknown): string {
  return write(value, false, undefined);
}

/**
 * The stricter form that the ledger stores and commits to: canonical JSON of an object, whose numbers are integers
 * within 2^53 - 1 (beyond that two numbers share one text, and so one commitment) and whose strings and keys hold no
 * U+0000 (which PostgreSQL's text cannot).
 *
 * @throws NotCanonical as `canonicalJson` does, and for those
 */
export function ledgerJson(value: object): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new NotCanonical('not-an-object', '');
  return write(value, true, undefined);
}

function write(value: unknown, strict: boolean, at: JsonPlace | undefined): string {
  switch (typeof value) {
    case 'string':
      return text(value, strict, at);
    case 'number':
      return number(value, strict, at);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object': {
      if (value === null) return 'null';
      const place = { up: at, depth: (at?.depth ?? 0) + 1, key: '' };
      if (place.depth > MAX_DEPTH) throw refusal('too-deep', at);
      return Array.isArray(value) ? array(value, strict, place) : members(value, strict, place);
    }
    default:
      throw refusal('not-json', at);
  }
}

function number(value: number, strict: boolean, at: JsonPlace | undefined): string {
  if (!Number.isFinite(value)) throw refusal('not-finite', at);
  if (strict && !Number.isSafeInteger(value)) throw refusal('not-a-safe-integer', at);
  return `${value}`;
}

/** JSON.stringify writes a well-formed string as RFC 8785 section 3.2.2.2 does; most need no escape at all. */
function text(value: string, strict: boolean, at: JsonPlace | undefined): string {
  if (!ESCAPED.test(value)) return `"${value}"`;
  if (LONE_SURROGATE.test(value)) throw refusal('lone-surrogate', at);
  if (strict && value.includes('\0')) throw refusal('nul', at);
  return JSON.stringify(value);
}

function array(items: readonly unknown[], strict: boolean, place: JsonPlace): string {
  let json = '[';
  for (let i = 0; i < items.length; i++) {
    place.key = i;
    json += i === 0 ? write(items[i], strict, place) : `,${write(items[i], strict, place)}`;
  }
  return `${json}]`;
}

function members(object: object, strict: boolean, place: JsonPlace): string {
  if (!isRecord(object)) throw refusal('not-json', place.up);
  // The default order of sort() is that of UTF-16 code units, as RFC 8785 section 3.2.3 wants it.
  const keys = Object.keys(object).sort();
  let json = '';
  for (const key of keys) {
    const value = object[key];
    if (value === undefined) continue;
    place.key = key;
    json += `${json === '' ? '{' : ','}${text(key, strict, place)}:${write(value, strict, place)}`;
  }
  return json === '' ? '{}' : `${json}}`;
}

/**
 * Plain objects and instances of ordinary classes. Dates, Maps, Buffers, boxed values and whatever speaks for itself
 * by `toJSON` are not: their own members are not their value, which would be lost without a word.
 */
function isRecord(object: object): object is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype === Object.prototype || prototype === null) return true;
  return Object.prototype.toString.call(object) === '[object Object]' && !('toJSON' in object);
}

function refusal(code: NotCanonicalCode, at: JsonPlace | undefined): NotCanonical {
  let pointer = '';
  for (let place = at; place !== undefined; place = place.up) {
    pointer = `/${String(place.key).replaceAll('~', '~0').replaceAll('/', '~1')}${pointer}`;
  }
  return new NotCanonical(code, pointer);
}
