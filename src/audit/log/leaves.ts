import type { ClientBase, Pool } from 'pg';
import { leafHash } from '../../kernel/merkle.js';
import { CorruptEvent } from '../../ledger/errors.js';
import { parseLeaf } from '../../ledger/leaf.js';
import type { MarkedLeaves } from './append-check.js';
import type { UnauthorisedAppend } from './errors.js';
import { TILE_WIDTH } from '../../kernel/tiles.js';

/** Where something is read from: a connection with a transaction of its own, or any. */
export type LeafSource = Pool | ClientBase;

/** The hashes of consecutive leaves, up to a corrupt or missing one if there is one. */
export interface LeafPage {
  readonly hashes: readonly Buffer[];
  /** The time of the last of them, RFC 3339; times never fall with the position. */
  readonly at: string;
  /** What stands behind the last of them and stops whoever follows. */
  readonly stop?: CorruptEvent | UnauthorisedAppend;
}

/** Tells how many leaves may be followed, and what stands behind those. */
export type Admit = (marked: Omit<MarkedLeaves, 'end'>) => {
  readonly count: number;
  readonly stop?: UnauthorisedAppend;
};

const LEAVES = {
  name: 'audit-leaves',
  // One row for all of them: the driver takes far longer over a thousand rows than over their bytes.
  text: `select string_agg(leaf, ''::bytea order by position) as leaves,
      array_to_string(array_agg(length(leaf) order by position), ',') as lengths,
      array_to_string(array_agg(position - $1 order by position), ',') as places,
      string_agg(position || ':' || encode(mac, 'base64'), ',') as macs
    from ledger.events where position >= $1 and position < $2`,
};

/** The leaves from one position up to another that are there without a hole, with the MACs beside them. */
export async function readMarkedLeaves(source: LeafSource, from: number, to: number): Promise<MarkedLeaves> {
  const { leaves, macs } = await readLeaves(source, from, to);
  const hole = leaves.indexOf(undefined);
  return { first: from, leaves: leaves.slice(0, hole === -1 ? undefined : hole) as Buffer[], macs, end: true };
}

interface Found {
  /** Each at its place; holes where events are missing. */
  readonly leaves: readonly (Buffer | undefined)[];
  /** What is noted beside the first leaf of each append, by position. */
  readonly macs: ReadonlyMap<number, Buffer>;
}

/** The leaves from one position up to another. */
async function readLeaves(source: LeafSource, from: number, to: number): Promise<Found> {
  const { rows } = await source.query<Record<'lengths' | 'places' | 'macs', string | null> & { leaves: Buffer | null }>(
    {
      ...LEAVES,
      values: [from, to],
    },
  );
  const found = new Array<Buffer | undefined>(to - from).fill(undefined);
  const [row] = rows;
  if (!row?.leaves) return { leaves: found, macs: new Map() };
  const lengths = row.lengths?.split(',') ?? [];
  let end = 0;
  for (const [i, place] of (row.places?.split(',') ?? []).entries()) {
    const start = end;
    end += Number(lengths[i]);
    found[Number(place)] = row.leaves.subarray(start, end);
  }
  const macs = (row.macs?.split(',') ?? []).map((each): [number, Buffer] => {
    const [position, mac = ''] = each.split(':');
    return [Number(position), Buffer.from(mac, 'base64')];
  });
  return { leaves: found, macs: new Map(macs) };
}

/**
 * Reads and hashes the leaves from one position up to another, which must be there. What a leaf commits to is checked
 * wherever it is read; here only that the leaf is one, is of its position and is not older than the one before.
 *
 * @param before the time of the leaf before, or an empty text
 * @param admit asked which of the leaves that are there may be followed; without it all
 */
export async function readLeafHashes(
  source: LeafSource,
  from: number,
  to: number,
  before = '',
  admit?: Admit,
): Promise<LeafPage> {
  const { leaves, macs } = await readLeaves(source, from, to);
  const sound: Buffer[] = [];
  const hashes: Buffer[] = [];
  const times: string[] = [];
  let corrupt: CorruptEvent | undefined;
  for (const leaf of leaves) {
    const position = from + sound.length;
    const checked = faultOf(leaf, position, times.at(-1) ?? before);
    if (typeof checked === 'string') {
      corrupt = new CorruptEvent(position, 'the log', checked);
      break;
    }
    sound.push(checked.leaf);
    times.push(checked.at);
    hashes.push(leafHash(checked.leaf));
    // Hashing some hundreds of leaves takes milliseconds, which requests would have to wait for.
    if (hashes.length % TILE_WIDTH === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const { count, stop = corrupt } = admit?.({ first: from, leaves: sound, macs }) ?? { count: sound.length };
  return { hashes: hashes.slice(0, count), at: times[count - 1] ?? before, ...(stop ? { stop } : {}) };
}

interface SoundLeaf {
  readonly leaf: Buffer;
  readonly at: string;
}

/** What is wrong with a leaf, or its time where nothing is. */
function faultOf(leaf: Buffer | undefined, position: number, before: string): string | SoundLeaf {
  if (!leaf) return 'the event is missing';
  try {
    const parsed = parseLeaf(leaf);
    if (parsed.position !== position) return 'the leaf is of another position';
    return parsed.at < before ? 'its time is before the last' : { leaf, at: parsed.at };
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
  const { leaves } = await readLeaves(source, from, to);
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
