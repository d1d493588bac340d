import { leafHash } from '../../kernel/merkle.js';
import { TILE_WIDTH } from '../../kernel/tiles.js';
import type { Finding, Findings } from './findings.js';
import { GrowingTree } from './growing-tree.js';
import type { History } from './history.js';
import { TileCheck, tileName } from './tile-check.js';

/** What is known of one leaf: the hash of the stored one, of the one that fits its event, and what its tile says. */
interface CheckedLeaf {
  readonly position: number;
  /** Undefined where it is missing, or is that of another position. */
  readonly stored: Buffer | undefined;
  readonly rebuilt: Buffer | undefined;
  readonly tile: Buffer | undefined;
  /** What does not fit in the event, if its leaf is right. */
  readonly misfits: readonly Finding[];
}

/** Of leaves in doubt more are not kept: whoever altered more than this altered the whole. */
const MAX_DOUBTS = 1000;

/** The three ways to settle doubts, in the order in which they are tried. */
const WAYS = ['stored', 'tile', 'rebuilt'] as const;
type Way = (typeof WAYS)[number];

/**
 * Builds the tree anew and holds it against its tiles and signed roots.
 *
 * Where leaf, event and tile do not agree, one of them was altered. Which, the next signed root tells: the tree goes on
 * in three ways, and the one that comes out at the root is right.
 */
export class TreeCheck {
  #tree = new GrowingTree();
  /** While something is in doubt: a tree for each way. */
  #ways: ReadonlyMap<Way, GrowingTree> | undefined;
  #doubts: CheckedLeaf[] = [];
  /** A leaf is missing that no tile knows: from here on no root can be computed. */
  #broken = false;
  /** A root differed, and with it will every later one. */
  #differed = false;
  /** The size up to which the tree is signed. */
  #signed = 0;
  #hashes: Buffer | undefined;
  readonly #tiles: TileCheck;

  constructor(
    private readonly history: History,
    private readonly findings: Findings,
  ) {
    this.#tiles = new TileCheck(history, findings);
  }

  get size(): number {
    return this.#tree.size;
  }

  /**
   * Adds the leaf at the next position.
   *
   * @param leaf its bytes; undefined where it is missing or is another's
   * @param rebuilt the bytes of the leaf that fits the event
   * @returns whether it is in no doubt
   */
  async append(leaf: Buffer | undefined, rebuilt: Buffer | undefined, misfits: readonly Finding[]): Promise<boolean> {
    const position = this.#tree.size;
    const offset = position % TILE_WIDTH;
    if (offset === 0) this.#hashes = await this.history.tile(0, position / TILE_WIDTH);
    const tile = this.#hashes?.subarray(offset * 32, offset * 32 + 32);
    const stored = leaf && leafHash(leaf);
    const known = tile?.length === 32 ? tile : undefined;
    const certain = stored !== undefined && misfits.length === 0 && (!known || known.equals(stored));
    if (!certain) this.#doubt({ position, stored, rebuilt: rebuilt && leafHash(rebuilt), tile: known, misfits });
    const full = this.#grow(stored, rebuilt && !certain ? leafHash(rebuilt) : undefined, known);
    if (full) await this.#tiles.full(this.#broken ? [] : full, position + 1, this.#hashes !== undefined);
    return certain;
  }

  /** Whether the tree at the present size has a signed root; undefined where that cannot be told any more. */
  agrees(root: Buffer): boolean | undefined {
    if (this.#broken || this.#differed) return undefined;
    const way = this.#ways && WAYS.find((each) => this.#ways?.get(each)?.root().equals(root));
    if (way) this.#settle(way);
    else if (this.#ways || !this.#tree.root().equals(root)) return false;
    this.#signed = this.#tree.size;
    return true;
  }

  /** Reports that the signed root is another one, once. */
  differ(finding: Pick<Finding, 'code' | 'at' | 'expected'>): void {
    // What somebody else kept may contradict what this history's own roots agree with: then all of it is in question.
    const position = finding.code === 'split-history' ? 0 : this.#signed;
    const place = { position, through: this.#tree.size - 1 };
    this.findings.add({ ...finding, ...place, found: this.#tree.root().toString('base64') });
    this.#settle(undefined);
    this.#differed = true;
  }

  /** Reports what no signed root could settle, and what is wrong with the last tiles. */
  async end(published: number): Promise<void> {
    this.#settle(undefined);
    await this.#tiles.end(this.#tree.size, published);
  }

  #doubt(leaf: CheckedLeaf): void {
    this.#ways ??= new Map(WAYS.map((way) => [way, this.#tree.branch()]));
    if (this.#doubts.length < MAX_DOUBTS) this.#doubts.push(leaf);
    else this.#report(leaf, undefined);
  }

  /** @returns what the root of the tile may be that this leaf fills, if it fills one */
  #grow(stored?: Buffer, rebuilt?: Buffer, tile?: Buffer): readonly Buffer[] | undefined {
    const any = stored ?? tile ?? rebuilt;
    if (!any) this.#broken = true;
    const hash = any ?? Buffer.alloc(32);
    const roots = [
      this.#ways?.get('stored')?.append(stored ?? hash),
      this.#ways?.get('tile')?.append(tile ?? hash),
      this.#ways?.get('rebuilt')?.append(rebuilt ?? tile ?? hash),
    ];
    const root = this.#tree.append(hash);
    return root && [root, ...roots.flatMap((each) => each ?? [])];
  }

  /** @param way the one that the root showed to be right; undefined: none did */
  #settle(way: Way | undefined): void {
    for (const leaf of this.#doubts) this.#report(leaf, way);
    this.#doubts = [];
    const right = way && this.#ways?.get(way);
    if (right) this.#tree = right;
    this.#ways = undefined;
  }

  #report(leaf: CheckedLeaf, way: Way | undefined): void {
    const { position, stored, rebuilt, tile, misfits } = leaf;
    // What is missing or stands elsewhere has been reported as such.
    if (!stored) return;
    const tileRight = tile !== undefined && !tile.equals(stored) && way !== 'stored';
    const rebuiltRight = way === 'rebuilt' && rebuilt !== undefined && !rebuilt.equals(stored);
    const unreadable = misfits.some(({ code }) => code === 'leaf-altered');
    if (tileRight || rebuiltRight || unreadable) {
      const right = (tile && !tile.equals(stored) ? tile : rebuilt)?.toString('base64');
      const { stream, revision } = misfits[0] ?? {};
      const place = stream === undefined || revision === undefined ? {} : { stream, revision };
      const expected = right ?? 'a leaf of its form';
      this.findings.add({ code: 'leaf-altered', position, ...place, expected, found: stored.toString('base64') });
      return;
    }
    misfits.forEach((misfit) => this.findings.add(misfit));
    if (tile && !tile.equals(stored)) {
      const at = tileName(0, Math.floor(position / TILE_WIDTH));
      const [expected, found] = [stored.toString('base64'), tile.toString('base64')];
      this.findings.add({ code: 'tile-altered', position, at, expected, found });
    }
  }
}
