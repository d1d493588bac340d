import { MAX_DEPTH, MAX_VALUES, scanJson, type JsonScan } from './json-scan.js';
import { invalid, Problem, type FieldError } from './problem.js';

/** With the `u` flag a surrogate that is half of a pair is not seen, so this finds lone ones only. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** One byte order mark at the beginning is no part of the text (RFC 8259 section 8.1 lets parsers ignore it). */
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

const EXCEEDED: Readonly<Record<NonNullable<JsonScan['exceeded']>, string>> = {
  'too-deep': `A body is at most ${MAX_DEPTH} levels deep.`,
  'too-many': `A body holds at most ${MAX_VALUES} values.`,
};

/**
 * Reads a body as JSON. An empty one is an empty object, so that commands without fields need none.
 *
 * @throws Problem 400 `not-json`, or `invalid`: `too-deep`, `too-many`, or naming a field that stands twice
 */
export function parseBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return {};
  const { exceeded, repeated } = scanJson(bytes);
  if (exceeded) throw invalid([{ pointer: '', code: exceeded, detail: EXCEEDED[exceeded] }]);
  const value = parsed(bytes);
  if (!repeated) return value;
  const pointer = repeated.map(step).join('');
  throw invalid([{ pointer, code: 'duplicate-key', detail: 'A field stands here once.' }]);
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(UTF_8.decode(bytes));
  } catch (error) {
    const detail = otherThanUtf8(bytes) ?? (error instanceof SyntaxError ? 'The body is not JSON.' : NOT_UTF_8);
    throw new Problem(400, 'not-json', detail, { errors: [{ pointer: '', code: 'not-json', detail }] });
  }
}

const NOT_UTF_8 = 'The body is not UTF-8.';

/** What the bytes are instead, where their beginning shows it: JSON begins with an ASCII character, so UTF-16 with a zero. */
function otherThanUtf8(bytes: Buffer): string | undefined {
  const start = bytes.toString('hex', 0, 2);
  if (start === '1f8b') return 'The body is compressed by gzip: say so in Content-Encoding.';
  return /^(?:fffe|feff|00..|..00)$/.test(start) ? 'The body is UTF-16: send it as UTF-8.' : undefined;
}

/**
 * Finds what no field may hold, wherever it stands: characters that the ledger cannot store, and names that every object
 * has (the validator would take them for known, or the transformer drop them in silence).
 *
 * @param value as `parseBody` gives it: no deeper and no fuller than it lets through
 */
export function findHostile(value: unknown, pointer = ''): readonly FieldError[] {
  if (typeof value === 'string') {
    const error = hostileText(value);
    return error ? [{ pointer, ...error }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const at = pointer + step(key);
    const error = Array.isArray(value) ? undefined : (hostileText(key) ?? hostileName(key));
    return error ? [{ pointer: at, ...error }] : findHostile(member, at);
  });
}

/** One step of a JSON pointer (RFC 6901 section 3); half a surrogate pair, which no answer can carry, as U+FFFD. */
export const step = (key: string | number): string =>
  `/${String(key).replace(LONE_SURROGATE, '\uFFFD').replaceAll('~', '~0').replaceAll('/', '~1')}`;

function hostileText(text: string): Omit<FieldError, 'pointer'> | undefined {
  if (text.includes('\0')) return { code: 'nul-character', detail: 'U+0000 cannot be stored.' };
  if (text.search(LONE_SURROGATE) >= 0)
    return { code: 'lone-surrogate', detail: 'Half of a surrogate pair is no character.' };
  return undefined;
}

function hostileName(key: string): Omit<FieldError, 'pointer'> | undefined {
  return key in Object.prototype ? { code: 'unknown-field', detail: 'There is no such field.' } : undefined;
}
