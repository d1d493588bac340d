import { rootOf } from '../../kernel/merkle.js';
import { formatTilePlace, TILE_WIDTH } from '../../kernel/tiles.js';
import type { Findings } from './findings.js';
import type { History } from './history.js';

const HASH_BYTES = 32;

/** What a hash of a tile may be, while it is in doubt; none: nobody can tell. */
type TileCandidates = readonly Buffer[];

/** A tile's path (C2SP tlog-tiles): `tile/0/x001/234`, `tile/entries/000.p/5`. */
export const tileName = (level: number | 'entries', index: number, width = TILE_WIDTH): string =>
  `tile/${level}/${formatTilePlace({ index, ...(width < TILE_WIDTH ? { width } : {}) })}`;

/** Holds the tiles above the leaves against the tree, and tells which are missing or too many. */
export class TileCheck {
  /** For each level from 1: how many tiles are full, and the hashes of the one that fills. */
  readonly #levels: { full: number; filling: TileCandidates[] }[] = [];
  /** Tiles that are not stored, with the size of the tree that they end. */
  readonly #missing: { readonly name: string; readonly end: number }[] = [];

  constructor(
    private readonly history: History,
    private readonly findings: Findings,
  ) {}

  /**
   * A tile of leaves is full.
   *
   * @param roots what its root may be
   * @param end the size of the tree with it
   * @param there whether the tile is stored
   */
  async full(roots: TileCandidates, end: number, there: boolean): Promise<void> {
    if (!there) this.#miss(tileName(0, end / TILE_WIDTH - 1), end);
    let hash = roots;
    for (let level = 1; ; level += 1) {
      const at = (this.#levels[level] ??= { full: 0, filling: [] });
      at.filling.push(hash);
      if (at.filling.length < TILE_WIDTH) return;
      const stored = await this.history.tile(level, at.full);
      if (!stored) this.#miss(tileName(level, at.full), end);
      const known = this.#compare(level, at.full, at.filling, stored);
      this.#levels[level] = { full: at.full + 1, filling: [] };
      hash = known.every((each) => each !== undefined) ? [rootOf(known)] : [];
    }
  }

  /** @param published the largest size that was signed: tiles of more need not be stored yet */
  async end(size: number, published: number): Promise<void> {
    for (const [level, at] of this.#levels.entries()) {
      if (!at || at.filling.length === 0) continue;
      // An archive holds the tile that is not full yet, too.
      this.#compare(level, at.full, at.filling, await this.history.tile(level, at.full));
    }
    for (const { name, end } of this.#missing) {
      if (end > published) continue;
      this.findings.add({
        code: 'tile-missing',
        at: name,
        position: end - TILE_WIDTH,
        expected: 'a full tile',
        found: 'none',
      });
    }
    for (const name of await this.history.tilesBeyond())
      this.findings.add({ code: 'tile-planted', at: name, expected: `no tile beyond ${size} leaves`, found: 'a tile' });
  }

  /** More than are ever named need not be remembered. */
  #miss(name: string, end: number): void {
    if (this.#missing.length < 1000) this.#missing.push({ name, end });
  }

  /** @returns the hashes, as far as they are certain */
  #compare(level: number, index: number, filling: readonly TileCandidates[], stored: Buffer | undefined) {
    return filling.map((candidates, i) => {
      const there = stored?.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES);
      if (!there || candidates.length === 0) return candidates[0];
      const same = candidates.find((each) => each.equals(there));
      if (same) return same;
      const at = tileName(level, index);
      const position = (index * TILE_WIDTH + i) * TILE_WIDTH ** level;
      const [expected, found] = [candidates[0]?.toString('base64') ?? '', there.toString('base64')];
      this.findings.add({ code: 'tile-altered', at, position, expected, found });
      return candidates[0];
    });
  }
}
