import type { Pool } from 'pg';
import { EMPTY_ROOT, nodeHash } from '../../kernel/merkle.js';
import {
  consistencyRuns,
  hashesIn,
  inclusionRuns,
  subtreesOf,
  TILE_WIDTH,
  TOP_LEVEL,
  type HashRun,
} from '../../kernel/tiles.js';
import { KeyedMutex } from '../../ledger/keyed-mutex.js';
import { Frontier, HASH_BYTES, rootOver, spotOf, type Spot, type Tile } from './frontier.js';
import { readLeafHashes, type Admit, type LeafPage, type LeafSource } from './leaves.js';
import { readTileRun, readTiles, slice, tilesStored } from './tile-store.js';

/** Leaves that are read at once: some 1.5 MiB. */
const PAGE = 4096;

/**
 * The RFC 9162 tree over the ledger's leaves, as one process knows it: its right edge in memory, the full tiles in the
 * database. It can be taken up from the tiles alone, wherever a process was killed.
 */
export class Tree {
  readonly #turns = new KeyedMutex();
  #frontier: Frontier | undefined;
  #at = '';

  constructor(private readonly pool: Pool) {}

  /** The leaves that are in the tree, as far as this process has followed. */
  get size(): number {
    return this.#frontier?.size ?? 0;
  }

  /** The root at the present size. */
  root(): Buffer {
    return this.#frontier?.root() ?? EMPTY_ROOT;
  }

  /** Makes the next step begin at the stored tiles again, as after anything that went wrong. */
  forget(): void {
    this.#frontier = undefined;
  }

  /**
   * Follows the ledger up to a size, page by page, or until it meets a corrupt event.
   *
   * @param filled takes the tiles that a page fills, before the next page is read
   * @param admit asked which leaves may be followed; without it all
   * @returns what stops the tree before that size: a corrupt, missing or unauthorised event
   */
  reach(size: number, filled?: (tiles: readonly Tile[]) => Promise<void>, admit?: Admit): Promise<LeafPage['stop']> {
    return this.#turns.runExclusive('reach', async () => {
      if (size <= this.size) return undefined;
      // Another process may have stored tiles meanwhile: to read those costs less than their leaves.
      if (this.#frontier === undefined || size - this.size > TILE_WIDTH) await this.#takeUp(size);
      return this.#follow(size, filled, admit);
    });
  }

  async #follow(
    size: number,
    filled?: (tiles: readonly Tile[]) => Promise<void>,
    admit?: Admit,
  ): Promise<LeafPage['stop']> {
    const frontier = (this.#frontier ??= new Frontier());
    while (frontier.size < size) {
      const to = Math.min(size, frontier.size + PAGE);
      const page = await readLeafHashes(this.pool, frontier.size, to, this.#at, admit);
      const tiles = page.hashes.flatMap((hash) => frontier.append(hash));
      this.#at = page.at;
      try {
        await filled?.(tiles);
      } catch (error) {
        // In memory they are behind us; stored they are not.
        this.forget();
        throw error;
      }
      if (page.stop) return page.stop;
      // An append of which the rest lies behind this size.
      if (page.hashes.length === 0) break;
    }
    return undefined;
  }

  /** Begins where the stored tiles end, unless this process is further; never beyond a size. */
  async #takeUp(size: number): Promise<void> {
    const stored = Math.min(await tilesStored(this.pool), Math.floor(size / TILE_WIDTH)) * TILE_WIDTH;
    if (this.#frontier !== undefined && stored <= this.size) return;
    const edges: Buffer[] = [Buffer.alloc(0)];
    for (let level = 1; level <= TOP_LEVEL; level += 1) {
      const count = hashesIn(stored, level);
      // The hashes of a level that fill no tile yet are the roots of full tiles of the level below.
      const below = await readTileRun(this.pool, level - 1, count - (count % TILE_WIDTH), count);
      edges.push(Buffer.concat(below.map(rootOver)));
    }
    this.#frontier = new Frontier(stored, edges);
    this.#at = '';
  }

  /** The root of the tree when it had a size, at most the present one. */
  async rootAt(size: number, source: LeafSource = this.pool): Promise<Buffer> {
    if (size === 0) return EMPTY_ROOT;
    const [root] = await this.#hashesOf([[0, size]], source);
    return root as Buffer;
  }

  /** The leaf's hash, and the hashes that lead from it to the root of the tree of a size (RFC 9162 section 2.1.3.1). */
  async inclusion(index: number, size: number): Promise<{ leaf: Buffer; path: Buffer[] }> {
    const [leaf, ...path] = await this.#hashesOf([[index, index + 1], ...inclusionRuns(index, [0, size])]);
    return { leaf: leaf as Buffer, path };
  }

  /** The ways from several leaves to the root of the tree of a size, with one query. */
  async inclusions(indices: readonly number[], size: number): Promise<Buffer[][]> {
    const runs = indices.map((index) => inclusionRuns(index, [0, size]));
    const hashes = await this.#hashesOf(runs.flat());
    let at = 0;
    return runs.map(({ length }) => hashes.slice(at, (at += length)));
  }

  /** The roots of the full subtrees of the first leaves, from the largest to the smallest (RFC 9162 section 2.1.1). */
  subtreeRoots(size: number): Promise<Buffer[]> {
    return this.#hashesOf(
      subtreesOf([0, size]).map(({ height, index }) => [index * 2 ** height, (index + 1) * 2 ** height]),
    );
  }

  /** The hashes that show the tree of `from` leaves, at least one, to begin that of `to` (RFC 9162 section 2.1.4.1). */
  consistency(from: number, to: number): Promise<Buffer[]> {
    return this.#hashesOf(consistencyRuns(from, [0, to]));
  }

  /** The first hashes of a tile that this tree has; `width` 256 is the full one. */
  async tile(level: number, index: number, width: number): Promise<Buffer> {
    const [hashes] = await this.#read([{ level, tile: index, offset: 0, count: width }]);
    return hashes as Buffer;
  }

  /** The hashes of runs, all of them with one query. */
  async #hashesOf(runs: readonly HashRun[], source?: LeafSource): Promise<Buffer[]> {
    const subtrees = runs.map(subtreesOf);
    const found = (await this.#read(subtrees.flat().map(spotOf), source)).map(rootOver);
    let at = 0;
    return subtrees.map(({ length }) =>
      found.slice(at, (at += length)).reduceRight((right, left) => nodeHash(left, right)),
    );
  }

  /** What is not in a full tile is at hand; it is taken before anything is awaited, because the edge moves on. */
  async #read(spots: readonly Spot[], source: LeafSource = this.pool): Promise<Buffer[]> {
    const frontier = this.#frontier ?? new Frontier();
    const edges = new Map<number, Buffer>();
    const stored: Spot[] = [];
    for (const spot of spots) {
      if (spot.tile < Math.floor(frontier.count(spot.level) / TILE_WIDTH)) stored.push(spot);
      else if (!edges.has(spot.level)) edges.set(spot.level, frontier.edge(spot.level));
    }
    const tiles = await readTiles(
      source,
      stored.map(({ level, tile }) => ({ level, index: tile })),
    );
    const full = new Set(stored);
    return spots.map((spot) => {
      const { level, tile, offset, count } = spot;
      const hashes = full.has(spot) ? tiles({ level, index: tile }) : (edges.get(level) ?? Buffer.alloc(0));
      const found = slice(hashes, offset, count);
      if (found.length !== count * HASH_BYTES) throw new RangeError('the tree does not reach this far');
      return found;
    });
  }
}
