import { CompactRange, EMPTY_ROOT, nodeHash } from '../../kernel/merkle.js';
import { TILE_WIDTH, TOP_LEVEL, type Subtree } from '../../kernel/tiles.js';

export const HASH_BYTES = 32;
/** The bytes of a full tile. */
export const TILE_BYTES = TILE_WIDTH * HASH_BYTES;

/** A full tile: 256 hashes behind one another. */
export interface Tile {
  readonly level: number;
  readonly index: number;
  readonly hashes: Buffer;
}

/** The root over a run of at most 256 hashes of one level, as if they were leaves' hashes. */
export function rootOver(hashes: Buffer): Buffer {
  const range = new CompactRange();
  for (let at = 0; at < hashes.length; at += HASH_BYTES) range.append(hashes.subarray(at, at + HASH_BYTES));
  return range.root();
}

/**
 * The right edge of a growing tree: for each level the hashes that fill no tile yet. With the full tiles it is the
 * whole tree, in at most 56 KiB however large the tree is.
 */
export class Frontier {
  readonly #edges: readonly Buffer[];
  #size: number;

  /**
   * @param size the leaves that are in the tree
   * @param edges for each level from 0 the hashes behind the last full tile
   */
  constructor(size = 0, edges: readonly Buffer[] = []) {
    this.#size = size;
    this.#edges = Array.from({ length: TOP_LEVEL + 1 }, (_, level) => {
      const edge = Buffer.alloc(TILE_BYTES);
      edges[level]?.copy(edge);
      return edge;
    });
  }

  /** The number of leaves. */
  get size(): number {
    return this.#size;
  }

  /** Adds a leaf's hash behind the last one. @returns the tiles that this fills, from below */
  append(leaf: Buffer): Tile[] {
    const filled: Tile[] = [];
    let [hash, level, count] = [leaf, 0, this.#size];
    for (;;) {
      const edge = this.#edges[level] as Buffer;
      hash.copy(edge, (count % TILE_WIDTH) * HASH_BYTES);
      if (count % TILE_WIDTH < TILE_WIDTH - 1) break;
      const tile = { level, index: Math.floor(count / TILE_WIDTH), hashes: Buffer.from(edge) };
      filled.push(tile);
      [hash, level, count] = [rootOver(tile.hashes), level + 1, tile.index];
    }
    this.#size += 1;
    return filled;
  }

  /** How many hashes a level has, those in full tiles included. */
  count(level: number): number {
    return Math.floor(this.#size / TILE_WIDTH ** level);
  }

  /** The hashes of a level behind its last full tile, at most 255. */
  edge(level: number): Buffer {
    return Buffer.from((this.#edges[level] as Buffer).subarray(0, (this.count(level) % TILE_WIDTH) * HASH_BYTES));
  }

  /** The root at the present size, 32 bytes. */
  root(): Buffer {
    let root: Buffer | undefined;
    for (let level = 0; level <= TOP_LEVEL; level += 1) {
      // What stands higher stands further left; within a level the subtrees become smaller to the right.
      for (const part of foldEdge(this.edge(level)).reverse()) root = root ? nodeHash(part, root) : part;
    }
    return root ?? EMPTY_ROOT;
  }
}

/** The roots of the full subtrees over an edge, left to right. */
function foldEdge(edge: Buffer): Buffer[] {
  const range = new CompactRange();
  for (let at = 0; at < edge.length; at += HASH_BYTES) range.append(edge.subarray(at, at + HASH_BYTES));
  const bytes = range.toBytes();
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, i) =>
    bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  );
}

/** Where a subtree's hash is found: a run of hashes within one tile, whose root it is. */
export interface Spot {
  readonly level: number;
  readonly tile: number;
  /** The first hash of the run in its tile, and how many there are: a power of two below 256. */
  readonly offset: number;
  readonly count: number;
}

/** The tile and the run in it that have a subtree's hash (C2SP tlog-tiles: a tile stands for eight heights). */
export function spotOf({ height, index }: Subtree): Spot {
  const level = Math.floor(height / 8);
  const count = 2 ** (height % 8);
  const first = index * count;
  return { level, tile: Math.floor(first / TILE_WIDTH), offset: first % TILE_WIDTH, count };
}
