/** How many hashes or entries a full tile or bundle holds (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;
/** The highest level of a tree whose size is a JavaScript integer (2^53 leaves). */
export const TOP_LEVEL = 6;

/** Where a tile or bundle lies: its index in its level and, where it is partial, how many hashes it holds (1 to 255). */
export interface TilePlace {
  readonly index: number;
  readonly width?: number;
}

/**
 * Reads a place as C2SP tlog-tiles writes it: the index in groups of three digits, all but the last behind an `x`, then
 * `.p/<width>` of a partial one: `x001/x234/067` is 1,234,067; `000.p/5` the first five hashes of tile 0.
 *
 * @returns undefined for anything else: one tile has one address.
 */
export function parseTilePlace(path: string): TilePlace | undefined {
  const [, groups, width] = /^((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path) ?? [];
  // Five groups lie within 2^53; a leading group of zeros would be a second name for the same tile.
  if (groups === undefined || groups.length > 24 || groups.startsWith('x000/')) return undefined;
  if (Number(width ?? 1) >= TILE_WIDTH) return undefined;
  const index = Number(groups.replace(/[x/]/g, ''));
  if (index * TILE_WIDTH > Number.MAX_SAFE_INTEGER - TILE_WIDTH) return undefined;
  return width === undefined ? { index } : { index, width: Number(width) };
}

/** Writes what `parseTilePlace` reads. */
export function formatTilePlace({ index, width }: TilePlace): string {
  const groups = [String(index % 1000).padStart(3, '0')];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  return groups.join('/') + (width === undefined ? '' : `.p/${width}`);
}

/**
 * How many hashes a level has in a tree of a size: its full tiles hold all but the last `n mod 256` of them, which
 * stand in the partial one.
 *
 * @param level 0 to 6; level 0 has the leaves' hashes
 */
export const hashesIn = (size: number, level: number): number => Math.floor(size / TILE_WIDTH ** level);

/** A full subtree: 2^height leaves from `index * 2^height` on. */
export interface Subtree {
  readonly height: number;
  readonly index: number;
}

/** A run of leaves, the last one excluded, whose hash some proof needs. */
export type HashRun = readonly [from: number, to: number];

/**
 * The full subtrees that a run of leaves consists of, left to right. Their hashes, joined from the right, are the
 * run's (RFC 9162 section 2.1.1), where the run begins as the subtrees of an RFC 9162 tree do.
 */
export function subtreesOf([from, to]: HashRun): Subtree[] {
  const found: Subtree[] = [];
  for (let at = from; at < to;) {
    let height = 0;
    while (at % 2 ** (height + 1) === 0 && at + 2 ** (height + 1) <= to) height += 1;
    found.push({ height, index: at / 2 ** height });
    at += 2 ** height;
  }
  return found;
}

/**
 * The runs whose hashes lead from a leaf to the root, from below (RFC 9162 section 2.1.3.1).
 *
 * @param index from 0, below `size`
 */
export function inclusionRuns(index: number, [from, to]: HashRun): HashRun[] {
  if (to - from === 1) return [];
  const middle = from + split(to - from);
  return index < middle
    ? [...inclusionRuns(index, [from, middle]), [middle, to]]
    : [...inclusionRuns(index, [middle, to]), [from, middle]];
}

/**
 * The runs whose hashes show the tree of the first `old` leaves to begin the tree of `to` leaves (RFC 9162 section
 * 2.1.4.1).
 *
 * @param old 1 to the size
 * @param whole whether the old tree is a subtree of its own here, whose root the verifier has
 */
export function consistencyRuns(old: number, [from, to]: HashRun, whole = true): HashRun[] {
  if (old === to) return whole ? [] : [[from, to]];
  const middle = from + split(to - from);
  return old <= middle
    ? [...consistencyRuns(old, [from, middle], whole), [middle, to]]
    : [...consistencyRuns(old, [middle, to], false), [from, middle]];
}

/** The largest power of two below n (n > 1). Not by shifts: those cut at 32 bits. */
function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}
