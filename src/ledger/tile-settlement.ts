import type { Pool } from 'pg';
import { CompactRange, leafHash, nodeHash, rootOf } from '../kernel/merkle.js';
import { NoteRejected, openNote, parseCheckpoint, parseVkey, type NoteVerifier } from '../kernel/signed-note.js';
import { TILE_WIDTH } from '../kernel/tiles.js';
import { LEDGER_STREAM } from './ledger.events.js';

const HASH_BYTES = 32;
/** Leaves under a full tile of the second level. */
const GROUP = TILE_WIDTH;
/** Of more places where leaves and tile differ not every choice is tried: whoever altered more altered the whole. */
const MAX_PLACES = 8;
/** Checkpoints that are tried: the leaves behind the tile up to one may be damaged, and up to another not. */
const MAX_CHECKPOINTS = 3;

/** A signed size and root. */
interface SignedRoot {
  readonly size: number;
  readonly root: Buffer;
}

/**
 * The hashes of a full tile's leaves as a signed root shows them to be: those of the leaves that stand there, or of the tile,
 * or of each some.
 *
 * @returns 8,192 bytes; undefined where no signed root settles it, or other parts of the tree are damaged too
 */
export async function settleTile(pool: Pool, index: number): Promise<Buffer | undefined> {
  const first = index * TILE_WIDTH;
  const [leaves, tile] = [await leafHashes(pool, first, first + TILE_WIDTH), await tileOf(pool, index)];
  for (const signed of await signedRootsFrom(pool, first + TILE_WIDTH)) {
    const rootWith = await treeAround(pool, index, signed);
    if (!rootWith) continue;
    for (const hashes of candidates(leaves, tile))
      if (rootWith(rootOf(hashes))?.equals(signed.root)) return Buffer.concat(hashes);
  }
  return undefined;
}

/** First all leaves, then all of the tile, then of each where they differ, if they do so in few places. */
function* candidates(
  leaves: readonly (Buffer | undefined)[],
  tile: readonly Buffer[] | undefined,
): Generator<Buffer[]> {
  const whole = leaves.every((hash) => hash !== undefined);
  if (whole) yield [...leaves];
  if (!tile) return;
  yield [...tile];
  const places = leaves.flatMap((hash, i) => (hash === undefined || hash.equals(tile[i] as Buffer) ? [] : [i]));
  if (places.length < 2 || places.length > MAX_PLACES) return;
  for (let choice = 1; choice < 2 ** places.length - 1; choice += 1) {
    const hashes = [...tile];
    for (const [bit, i] of places.entries()) if ((choice >> bit) & 1) hashes[i] = leaves[i] as Buffer;
    yield hashes;
  }
}

/** Everything but one tile, from which the root of the whole follows with that tile's root. */
async function treeAround(
  pool: Pool,
  index: number,
  { size }: SignedRoot,
): Promise<((tileRoot: Buffer) => Buffer | undefined) | undefined> {
  const tiles = Math.floor(size / TILE_WIDTH);
  const groups = Math.floor(tiles / GROUP);
  const upper = await tilesBetween(pool, 1, 0, groups);
  const lower = await tilesBetween(pool, 0, groups * GROUP, tiles);
  const tail = await leafHashes(pool, tiles * TILE_WIDTH, size);
  const group = Math.floor(index / GROUP);
  if (upper.some((tile) => !tile) || tail.some((hash) => !hash)) return undefined;
  if (lower.some((tile, i) => !tile && groups * GROUP + i !== index)) return undefined;
  const groupRoots = upper.map((tile, i) => (i === group ? undefined : rootOf(tile as Buffer[])));
  const tileRoots = lower.map((tile, i) => (groups * GROUP + i === index ? undefined : rootOf(tile as Buffer[])));
  return (tileRoot) => {
    const within = [...(upper[group] ?? [])];
    within[index % GROUP] = tileRoot;
    return foldRight([
      groupRoots.map((root) => root ?? rootOf(within)),
      tileRoots.map((root) => root ?? tileRoot),
      tail as Buffer[],
    ]);
  };
}

/** The root over subtrees of three sizes, each run smaller than those before it (RFC 9162 section 2.1.1). */
function foldRight(runs: readonly (readonly Buffer[])[]): Buffer | undefined {
  const peaks = runs.flatMap((run) => {
    const range = new CompactRange();
    for (const hash of run) range.append(hash);
    return hashesIn(range.toBytes());
  });
  return peaks.length === 0 ? undefined : peaks.reduceRight((right, left) => nodeHash(left, right));
}

const hashesIn = (bytes: Buffer): Buffer[] =>
  Array.from({ length: bytes.length / HASH_BYTES }, (_, i) => bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES));

/** The smallest checkpoints over at least so many events that one of the log's keys signed. */
async function signedRootsFrom(pool: Pool, size: number): Promise<readonly SignedRoot[]> {
  const keys = await keysOf(pool);
  const { rows } = await pool.query<{ note: string }>(
    'select note from audit.checkpoints where size >= $1 order by size limit $2',
    [size, MAX_CHECKPOINTS],
  );
  return rows.flatMap(({ note }) => {
    try {
      const { text, signedBy } = openNote(note, keys);
      const signed = parseCheckpoint(text, signedBy[0]?.name ?? '');
      return signed.size >= size ? signed : [];
    } catch (error) {
      if (error instanceof NoteRejected) return [];
      throw error;
    }
  });
}

/** Every key that the ledger adopted. */
async function keysOf(pool: Pool): Promise<readonly NoteVerifier[]> {
  const { rows } = await pool.query<{ facts: Buffer }>(
    'select facts from ledger.events where stream = $1 order by revision',
    [LEDGER_STREAM],
  );
  return rows.flatMap(({ facts }) => {
    try {
      const { vkey } = JSON.parse(facts.toString()) as { vkey?: unknown };
      return typeof vkey === 'string' ? parseVkey(vkey) : [];
    } catch (error) {
      // One of them may itself be damaged.
      if (error instanceof NoteRejected || error instanceof SyntaxError || error instanceof TypeError) return [];
      throw error;
    }
  });
}

async function leafHashes(pool: Pool, from: number, to: number): Promise<(Buffer | undefined)[]> {
  const { rows } = await pool.query<{ position: string; leaf: Buffer }>(
    'select position, leaf from ledger.events where position >= $1 and position < $2',
    [from, to],
  );
  const found = new Map(rows.map(({ position, leaf }) => [Number(position), leaf]));
  return Array.from({ length: to - from }, (_, i) => {
    const leaf = found.get(from + i);
    return leaf && leafHash(leaf);
  });
}

async function tileOf(pool: Pool, index: number): Promise<Buffer[] | undefined> {
  return (await tilesBetween(pool, 0, index, index + 1))[0];
}

async function tilesBetween(pool: Pool, level: number, from: number, to: number): Promise<(Buffer[] | undefined)[]> {
  if (from >= to) return [];
  const { rows } = await pool.query<{ index: string; hashes: Buffer }>(
    'select index, hashes from audit.tiles where level = $1 and index >= $2 and index < $3',
    [level, from, to],
  );
  const found = new Map(rows.map(({ index, hashes }) => [Number(index), hashesIn(hashes)]));
  return Array.from({ length: to - from }, (_, i) => found.get(from + i));
}
