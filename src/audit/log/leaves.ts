import type { ClientBase, Pool } from 'pg';
import { leafHash } from '../../kernel/merkle.js';
import { CorruptEvent } from '../../ledger/errors.js';
import { parseLeaf } from '../../ledger/leaf.js';
import { TILE_WIDTH } from '../../kernel/tiles.js';

/** Where something is read from: a connection with a transaction of its own, or any. */
export type LeafSource = Pool | ClientBase;

/** The hashes of consecutive leaves, up to a corrupt or missing one if there is one. */
export interface LeafPage {
  readonly hashes: readonly Buffer[];
  /** The time of the last of them, RFC 3339; times never fall with the position. */
  readonly at: string;
  readonly corrupt?: CorruptEvent;
}

const LEAVES = {
  name: 'audit-leaves',
  // One row for all of them: the driver takes far longer over a thousand rows than over their bytes.
  text: `select string_agg(leaf, ''::bytea order by position) as leaves,
      array_to_string(array_agg(length(leaf) order by position), ',') as lengths,
      array_to_string(array_agg(position - $1 order by position), ',') as places
    from ledger.events where position >= $1 and position < $2`,
};

/** The leaves from one position up to another, each at its place; holes where events are missing. */
async function readLeaves(source: LeafSource, from: number, to: number): Promise<readonly (Buffer | undefined)[]> {
  const { rows } = await source.query<Record<'lengths' | 'places', string | null> & { leaves: Buffer | null }>({
    ...LEAVES,
    values: [from, to],
  });
  const found = new Array<Buffer | undefined>(to - from).fill(undefined);
  const [row] = rows;
  if (!row?.leaves) return found;
  const lengths = row.lengths?.split(',') ?? [];
  let end = 0;
  for (const [i, place] of (row.places?.split(',') ?? []).entries()) {
    const start = end;
    end += Number(lengths[i]);
    found[Number(place)] = row.leaves.subarray(start, end);
  }
  return found;
}

/**
 * Reads and hashes the leaves from one position up to another, which must be there. What a leaf commits to is checked
 * wherever it is read; here only that the leaf is one, is of its position and is not older than the one before.
 *
 * @param before the time of the leaf before, or an empty text
 */
export async function readLeafHashes(source: LeafSource, from: number, to: number, before = ''): Promise<LeafPage> {
  const leaves = await readLeaves(source, from, to);
  const hashes: Buffer[] = [];
  let at = before;
  for (let position = from; position < to; position += 1) {
    const leaf = leaves[hashes.length];
    if (!leaf) return { hashes, at, corrupt: new CorruptEvent(position, 'the log', 'the event is missing') };
    const wrong = faultOf(leaf, position, at);
    if (typeof wrong === 'string') return { hashes, at, corrupt: new CorruptEvent(position, 'the log', wrong) };
    ({ at } = wrong);
    hashes.push(leafHash(leaf));
    // Hashing some hundreds of leaves takes milliseconds, which requests would have to wait for.
    if (hashes.length % TILE_WIDTH === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return { hashes, at };
}

/** What is wrong with a leaf, or its time where nothing is. */
function faultOf(leaf: Buffer, position: number, before: string): string | { readonly at: string } {
  try {
    const parsed = parseLeaf(leaf);
    if (parsed.position !== position) return 'the leaf is of another position';
    return parsed.at < before ? 'its time is before the last' : { at: parsed.at };
  } catch {
    return 'the leaf is not of its form';
  }
}

/**
 * Entries of the public log (C2SP tlog-tiles, "Log entries"): all that a stranger sees of every event.
 *
 * @returns each leaf after its length in two bytes, big-endian; undefined where one of them is not there
 */
export async function readEntries(source: LeafSource, from: number, to: number): Promise<Buffer | undefined> {
  const leaves = await readLeaves(source, from, to);
  if (!leaves.every((leaf) => leaf !== undefined)) return undefined;
  return Buffer.concat(leaves.flatMap((leaf) => [Buffer.of(leaf.length >> 8, leaf.length & 0xff), leaf]));
}

/** The leaves of a bundle of entries. */
export function leavesIn(bundle: Buffer): Buffer[] {
  const leaves: Buffer[] = [];
  for (let at = 0; at < bundle.length;) {
    const end = at + 2 + bundle.readUInt16BE(at);
    if (end > bundle.length) throw new RangeError('a bundle of entries is cut off');
    leaves.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return leaves;
}
