import { commitPart, commitStream, leafBytes, NotALeaf, parseLeaf, type Leaf, type Part } from '../../ledger/leaf.js';
import type { Finding } from './findings.js';
import type { Entry, OpenedParts } from './history.js';

/** What an entry by itself tells. */
export interface CheckedEvent {
  readonly leaf?: Leaf;
  /** The leaf says another position. */
  readonly moved: boolean;
  /** What does not fit: its cause lies in the leaf or in what it should commit to; which of them, the tree tells. */
  readonly misfits: readonly Finding[];
  /** The leaf that what is there would have, where that is another one than there is. */
  readonly rebuilt?: Buffer;
  readonly head?: Head;
}

/** What the head of an event says (the ledger's leaf format). */
interface Head {
  readonly id: string;
  readonly revision: number;
  readonly stream: string;
  readonly type: string;
}

const PARTS: readonly Part[] = ['head', 'who', 'facts', 'words'];
const SALT_BITS = 256;

/** Checks an entry against its own leaf; what belongs to the ledger as a whole is checked by whoever sees the others. */
export function checkEvent(entry: Entry): CheckedEvent {
  const leaf = parsed(entry.leaf);
  if (!leaf) {
    const found = digestOf(entry.leaf);
    const misfit: Finding = { code: 'leaf-altered', ...about(entry), expected: 'a leaf of its form', found };
    return { moved: false, misfits: [misfit], ...rebuilding(entry) };
  }
  const misfits: Finding[] = [];
  const commitments: { -readonly [Name in Part | 'stream']?: string } = {};
  for (const part of PARTS) {
    const opened = entry[part];
    if (!opened) continue;
    const made = commitment(() => commitPart(part, opened.salt, opened.bytes));
    if (made === leaf[part]) continue;
    if (made !== undefined) commitments[part] = made;
    misfits.push(misfitOf(entry, part, opened, leaf[part]));
  }
  const head = entry.head && headIn(entry.head.bytes);
  const tag = placeTag(entry);
  const placed = tag === undefined || tag === leaf.stream;
  if (!placed && tag !== '') commitments.stream = tag;
  const beside = head && !misfits.some(({ at }) => at === 'head') ? rowMisfit(entry, head) : undefined;
  if (beside) misfits.push(beside);
  else if (!placed) misfits.push(placeMisfit(entry, leaf.stream));
  const moved = leaf.position !== entry.position;
  const rebuilt = Object.keys(commitments).length > 0 ? leafBytes({ ...leaf, ...commitments }) : undefined;
  return { leaf, moved, misfits, ...(rebuilt ? { rebuilt } : {}), ...(head ? { head } : {}) };
}

/** What tells an event from others in a finding. */
export const about = ({ position, place }: Entry) => ({
  position,
  ...(place ? { stream: place.stream, revision: place.revision } : {}),
});

/** Bytes in a finding: so much of them that they can be told apart, and not so much that a word could be read. */
const digestOf = (bytes: Buffer): string =>
  `${bytes.length} bytes that begin with ${bytes.subarray(0, 8).toString('hex')}`;

function parsed(bytes: Buffer): Leaf | undefined {
  try {
    return parseLeaf(bytes);
  } catch {
    return undefined;
  }
}

/** Undefined for a salt, name or revision to which no commitment can be made. */
function commitment(make: () => string): string | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof NotALeaf) return undefined;
    throw error;
  }
}

function headIn(bytes: Buffer): Head | undefined {
  try {
    return JSON.parse(bytes.toString()) as Head;
  } catch {
    return undefined;
  }
}

function placeTag({ place }: Entry): string | undefined {
  if (!place?.salt) return place ? '' : undefined;
  const { salt, stream, revision } = place;
  return commitment(() => commitStream(salt, stream, revision)) ?? '';
}

function placeMisfit(entry: Entry, expected: string): Finding {
  if (entry.place?.salt === null)
    return { code: 'stream-salt-missing', ...about(entry), expected: 'the salt of its stream', found: 'none' };
  // Where its head says the same stream and revision, it is the salt that does not fit.
  const code = entry.head ? 'stream-salt-altered' : 'place-altered';
  return { code, ...about(entry), expected, found: placeTag(entry) ?? '' };
}

function rowMisfit(entry: Entry, head: Head): Finding | undefined {
  const { place, id } = entry;
  const noted = { stream: place?.stream, revision: place?.revision, id };
  for (const name of ['stream', 'revision', 'id'] as const) {
    if (noted[name] !== undefined && noted[name] !== head[name]) {
      const [expected, found] = [String(head[name]), String(noted[name])];
      return { code: 'row-altered', ...about(entry), at: name, expected, found };
    }
  }
  return undefined;
}

/**
 * Bytes and salt go into one hash, so that in general nobody can tell which of the two was changed. It was the salt
 * where it has another length, or where one bit set right opens the part.
 */
function misfitOf(entry: Entry, part: Part, opened: OpenedParts, expected: string): Finding {
  const found = commitment(() => commitPart(part, opened.salt, opened.bytes)) ?? digestOf(opened.salt);
  const salt = opened.salt.length * 8 !== SALT_BITS || oneBitOff(part, opened, expected);
  return { code: salt ? 'salt-altered' : 'part-altered', ...about(entry), at: part, expected, found };
}

function oneBitOff(part: Part, { salt, bytes }: OpenedParts, expected: string): boolean {
  const tried = Buffer.from(salt);
  for (let bit = 0; bit < SALT_BITS; bit += 1) {
    const [byte, mask] = [bit >> 3, 1 << (bit & 7)];
    tried[byte] = (salt[byte] as number) ^ mask;
    if (commitPart(part, tried, bytes) === expected) return true;
    tried[byte] = salt[byte] as number;
  }
  return false;
}

/** The leaf of an entry whose own cannot be read, if its time can. */
function rebuilding(entry: Entry): { rebuilt?: Buffer } {
  const at = /"at":"([^"]{24})"/.exec(entry.leaf.toString('latin1'))?.[1] ?? entry.leaf.toString('latin1', 7, 31);
  const { head, who, facts, words } = entry;
  const stream = placeTag(entry);
  if (!head || !who || !facts || !words || !stream) return {};
  try {
    const commit = (part: Part, { salt, bytes }: OpenedParts) => commitPart(part, salt, bytes);
    const commitments = {
      head: commit('head', head),
      who: commit('who', who),
      facts: commit('facts', facts),
      words: commit('words', words),
    };
    return { rebuilt: leafBytes({ at, position: entry.position, stream, ...commitments }) };
  } catch (error) {
    if (error instanceof NotALeaf) return {};
    throw error;
  }
}
