import { invalid, Problem, type FieldError } from './problem.js';

/** How many containers may lie inside one another. */
const MAX_DEPTH = 32;
/** How many values a body may hold: enough for any command, and validated in no time. */
const MAX_VALUES = 10_000;

/** With the `u` flag a surrogate that is half of a pair is not seen, so this finds lone ones only. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a body as JSON. An empty one is an empty object, so that commands without fields need none.
 *
 * @throws Problem 400 `not-json`, or `invalid` naming a field that stands twice
 */
export function parseBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return {};
  const { text, value } = read(bytes);
  const twice = repeatedKey(text);
  if (twice === undefined) return value;
  throw invalid([{ pointer: twice, code: 'duplicate-key', detail: 'A field stands here once.' }]);
}

function read(bytes: Buffer): { readonly text: string; readonly value: unknown } {
  try {
    const text = UTF_8.decode(bytes);
    return { text, value: JSON.parse(text) };
  } catch (error) {
    const detail = error instanceof SyntaxError ? 'The body is not JSON.' : 'The body is not UTF-8.';
    throw new Problem(400, 'not-json', detail, { errors: [{ pointer: '', code: 'not-json', detail }] });
  }
}

/** All of JSON's tokens that tell where a name stands; what lies between them does not matter. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],]/g;

/**
 * Finds a name that stands twice in one object, of which every reader takes another value (RFC 8259 section 4): what a
 * proxy or a person has looked at must be what is done.
 *
 * @param text JSON
 * @returns where it is, as a JSON pointer of names alone
 */
function repeatedKey(text: string): string | undefined {
  // Of each object that is open the names, of each list none; and the name under which each began.
  const open: { readonly names: Set<string> | undefined; last: string | undefined }[] = [];
  let nameNext = false;
  for (const [token] of text.matchAll(TOKENS)) {
    const inner = open.at(-1);
    if (token === '{' || token === '[') {
      open.push({ names: token === '{' ? new Set() : undefined, last: undefined });
      nameNext = token === '{';
    } else if (token === '}' || token === ']') {
      open.pop();
      nameNext = false;
    } else if (token === ',') nameNext = inner?.names !== undefined;
    else if (nameNext && inner?.names) {
      nameNext = false;
      inner.last = JSON.parse(token) as string;
      if (inner.names.has(inner.last))
        return open.flatMap(({ last }) => (last === undefined ? [] : [step(last)])).join('');
      inner.names.add(inner.last);
    }
  }
  return undefined;
}

/** What is wrong with a body whatever its class: so big or deep that nobody walks it further, or in some fields. */
export interface Hostile {
  readonly fatal: boolean;
  readonly errors: readonly FieldError[];
}

/**
 * Finds what no field may hold, wherever it stands: characters that the ledger cannot store, names that every object
 * has (the validator would take them for known, or the transformer drop them in silence), and bodies so deep or so full
 * that whoever walks them runs out of stack or keeps everybody else waiting.
 */
export function findHostile(value: unknown): Hostile {
  const errors: FieldError[] = [];
  let values = 0;
  let fatal: FieldError | undefined;
  const walk = (each: unknown, pointer: string, depth: number): void => {
    values += 1;
    if (values > MAX_VALUES) {
      fatal ??= { pointer: '', code: 'too-many', detail: `A body holds at most ${MAX_VALUES} values.` };
    } else if (typeof each === 'string') {
      const error = hostileText(each);
      if (error) errors.push({ pointer, ...error });
    } else if (typeof each === 'object' && each !== null) {
      if (depth === MAX_DEPTH)
        fatal ??= { pointer, code: 'too-deep', detail: `A body is at most ${MAX_DEPTH} levels deep.` };
      if (fatal) return;
      for (const [key, member] of Object.entries(each)) {
        const at = pointer + step(key);
        const error = Array.isArray(each) ? undefined : (hostileText(key) ?? hostileName(key));
        if (error) errors.push({ pointer: at, ...error });
        else walk(member, at, depth + 1);
        if (fatal) return;
      }
    }
  };
  walk(value, '', 0);
  return fatal ? { fatal: true, errors: [fatal] } : { fatal: false, errors };
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
