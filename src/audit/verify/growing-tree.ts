import { CompactRange, EMPTY_ROOT, nodeHash } from '../../kernel/merkle.js';
import { TILE_WIDTH } from '../../kernel/tiles.js';

const HASH_BYTES = 32;

/** A tree that grows leaf by leaf and gives the roots of its tiles as they fill: nothing is hashed twice for them. */
export class GrowingTree {
  #tiles = new CompactRange();
  #last = new CompactRange();

  get size(): number {
    return this.#tiles.size * TILE_WIDTH + this.#last.size;
  }

  /** @returns the root of the tile that this leaf fills, if it fills one */
  append(leafHash: Buffer): Buffer | undefined {
    this.#last.append(leafHash);
    if (this.#last.size < TILE_WIDTH) return undefined;
    const full = this.#last.root();
    this.#tiles.append(full);
    this.#last = new CompactRange();
    return full;
  }

  /** The root at the present size, 32 bytes. */
  root(): Buffer {
    const peaks = Buffer.concat([this.#tiles.toBytes(), this.#last.toBytes()]);
    if (peaks.length === 0) return EMPTY_ROOT;
    let root: Buffer = peaks.subarray(-HASH_BYTES);
    for (let end = peaks.length - HASH_BYTES; end > 0; end -= HASH_BYTES)
      root = nodeHash(peaks.subarray(end - HASH_BYTES, end), root);
    return root;
  }

  /** Another tree that goes on from here by itself. */
  branch(): GrowingTree {
    const tree = new GrowingTree();
    tree.#tiles = CompactRange.from(this.#tiles.size, this.#tiles.toBytes());
    tree.#last = CompactRange.from(this.#last.size, this.#last.toBytes());
    return tree;
  }
}
