/** How many containers may lie inside one another. */
export const MAX_DEPTH = 32;
/** How many values a body may hold: enough for any command, and validated in no time. */
export const MAX_VALUES = 10_000;

/** What is known of a JSON text before anybody parses it. */
export interface JsonScan {
  /** It is more than anybody walks through; whoever finds this stops reading. */
  readonly exceeded?: 'too-deep' | 'too-many';
  /** The names that lead to the first name which stands twice in its object. */
  readonly repeated?: readonly string[];
}

/** A container that is not closed yet: of an object its names and where the one at hand begins, of a list none. */
interface Open {
  readonly names: Set<string> | undefined;
  last: string | undefined;
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [LIST, LIST_END, OBJECT, OBJECT_END] = [0x5b, 0x5d, 0x7b, 0x7d];
/** RFC 8259 section 2: space, tab, line feed, carriage return. */
const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;

/**
 * Measures a JSON text in one pass over its bytes that ends where the bounds do, so that they bound the work of parsing
 * and validating and not only what becomes of it. On the way it finds a name that stands twice in one object, of which
 * every reader takes another value (RFC 8259 section 4): what a proxy or a person has looked at must be what is done.
 *
 * @param bytes UTF-8; of what is no JSON the result means nothing, and whoever parses it next says so
 */
export function scanJson(bytes: Uint8Array): JsonScan {
  const open: Open[] = [];
  let values = 1;
  let nameNext = false;
  let repeated: readonly string[] | undefined;
  for (let at = 0; at < bytes.length; at += 1) {
    const inner = open.at(-1);
    const byte = bytes[at];
    if (byte === QUOTE) {
      const end = endOfString(bytes, at);
      if (nameNext && inner?.names) {
        inner.last = nameIn(bytes.subarray(at, end + 1));
        if (inner.names.has(inner.last)) repeated ??= open.flatMap(({ last }) => last ?? []);
        inner.names.add(inner.last);
        nameNext = false;
      }
      at = end;
    } else if (byte === COMMA) {
      values += 1;
      nameNext = inner?.names !== undefined;
    } else if (byte === LIST || byte === OBJECT) {
      if (open.length === MAX_DEPTH) return { exceeded: 'too-deep' };
      if (!isEmpty(bytes, at)) values += 1;
      nameNext = byte === OBJECT;
      open.push({ names: nameNext ? new Set() : undefined, last: undefined });
    } else if (byte === LIST_END || byte === OBJECT_END) {
      open.pop();
      nameNext = false;
    }
    if (values > MAX_VALUES) return { exceeded: 'too-many' };
  }
  return repeated ? { repeated } : {};
}

/** @returns where the quotation mark is that ends a string, or the end of what never ends */
function endOfString(bytes: Uint8Array, from: number): number {
  let at = from + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}

/** A name as it is meant, whichever of its characters are escaped; what is none stays as it is written. */
function nameIn(quoted: Uint8Array): string {
  const text = Buffer.from(quoted.buffer, quoted.byteOffset, quoted.byteLength).toString();
  try {
    return JSON.parse(text) as string;
  } catch {
    return text;
  }
}

/** Whether nothing stands between a container's beginning and its end. */
function isEmpty(bytes: Uint8Array, from: number): boolean {
  let at = from + 1;
  while (isSpace(bytes[at])) at += 1;
  return bytes[at] === LIST_END || bytes[at] === OBJECT_END;
}
