import { hash } from 'node:crypto';

/** Why a tree cannot answer; the closed list of `NotInTree`. */
export type NotInTreeCode = 'index' | 'size' | 'hash' | 'range';

/** An index, a size or bytes that do not fit the tree that was asked. */
export class NotInTree extends Error {
  override readonly name = 'NotInTree';

  constructor(readonly code: NotInTreeCode) {
    super(`no such part of a Merkle tree: ${code}`);
  }
}

const HASH_BYTES = 32;

/** By way of a string because this takes half the time that Node 20 needs to hand out a Buffer of its own. */
const sha256 = (bytes: Uint8Array): Buffer => Buffer.from(hash('sha256', bytes, 'binary'), 'binary');

/** The root of the tree without leaves: SHA-256 of nothing (RFC 9162 section 2.1.1). */
export const EMPTY_ROOT: Buffer = sha256(Buffer.alloc(0));

/** A leaf's hash: SHA-256(0x00 ‖ bytes), 32 bytes (RFC 9162 section 2.1.1). */
export function leafHash(bytes: Uint8Array): Buffer {
  const input = Buffer.allocUnsafe(1 + bytes.length);
  input[0] = 0;
  input.set(bytes, 1);
  return sha256(input);
}

/**
 * A node's hash: SHA-256(0x01 ‖ left ‖ right), 32 bytes (RFC 9162 section 2.1.1). The first byte keeps a node from
 * being shown as a leaf.
 *
 * @param left 32 bytes
 * @param right 32 bytes
 * @throws NotInTree `hash` when one has another length
 */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  if (!isHash(left) || !isHash(right)) throw new NotInTree('hash');
  const input = Buffer.allocUnsafe(1 + 2 * HASH_BYTES);
  input[0] = 1;
  input.set(left, 1);
  input.set(right, 1 + HASH_BYTES);
  return sha256(input);
}

/** A growing tree, of which only the roots of its full subtrees are kept: at most 53 hashes, whatever its size. */
export class CompactRange {
  private count = 0;
  /** Roots of the full subtrees from left to right, one for each bit set in the size. */
  private readonly roots: Buffer[] = [];

  /**
   * Takes up a tree where `toBytes` left it.
   *
   * @throws NotInTree `size`, or `range` when the bytes are not as many as that size has
   */
  static from(size: number, bytes: Uint8Array): CompactRange {
    if (!isCount(size)) throw new NotInTree('size');
    const range = new CompactRange();
    range.count = size;
    if (bytes.length !== bitsSet(size) * HASH_BYTES) throw new NotInTree('range');
    for (let i = 0; i < bytes.length; i += HASH_BYTES) range.roots.push(Buffer.from(bytes.subarray(i, i + HASH_BYTES)));
    return range;
  }

  /** The number of leaves. */
  get size(): number {
    return this.count;
  }

  /**
   * Adds a leaf behind the last one.
   *
   * @param leaf its `leafHash`, 32 bytes
   * @throws NotInTree `hash` when it has another length
   */
  append(leaf: Buffer): void {
    if (!isHash(leaf)) throw new NotInTree('hash');
    let root = leaf;
    for (let n = this.count; n % 2 === 1; n = half(n)) root = nodeHash(this.roots.pop() as Buffer, root);
    this.roots.push(root);
    this.count += 1;
  }

  /** The root at the present size, 32 bytes. */
  root(): Buffer {
    return this.roots.length === 0 ? EMPTY_ROOT : this.roots.reduceRight((right, left) => nodeHash(left, right));
  }

  /** The kept hashes behind one another, from the largest subtree to the smallest; `from` takes them. */
  toBytes(): Buffer {
    return Buffer.concat(this.roots);
  }
}

/** The root over leaf hashes in order, 32 bytes (RFC 9162 section 2.1.1). */
export function rootOf(leafHashes: readonly Buffer[]): Buffer {
  const range = new CompactRange();
  for (const leaf of leafHashes) range.append(leaf);
  return range.root();
}

/**
 * The hashes that lead from a leaf to the root over all given leaves, from below (RFC 9162 section 2.1.3.1).
 *
 * @throws NotInTree `index` when the tree has no such leaf
 */
export function inclusionProof(index: number, leafHashes: readonly Buffer[]): Buffer[] {
  if (!isCount(index) || index >= leafHashes.length) throw new NotInTree('index');
  if (leafHashes.length === 1) return [];
  const k = split(leafHashes.length);
  const [left, right] = [leafHashes.slice(0, k), leafHashes.slice(k)];
  return index < k
    ? [...inclusionProof(index, left), rootOf(right)]
    : [...inclusionProof(index - k, right), rootOf(left)];
}

/**
 * The hashes that show the tree of the first `from` leaves to be the beginning of the tree of all given leaves
 * (RFC 9162 section 2.1.4.1).
 *
 * @throws NotInTree `size` when `from` is 0 (of which nothing can be shown) or more than there are leaves
 */
export function consistencyProof(from: number, leafHashes: readonly Buffer[]): Buffer[] {
  if (!isCount(from) || from < 1 || from > leafHashes.length) throw new NotInTree('size');
  return subproof(from, leafHashes, true);
}

/** `whole`: the old tree is a subtree of its own here, whose root the verifier has. */
function subproof(from: number, leafHashes: readonly Buffer[], whole: boolean): Buffer[] {
  if (from === leafHashes.length) return whole ? [] : [rootOf(leafHashes)];
  const k = split(leafHashes.length);
  const [left, right] = [leafHashes.slice(0, k), leafHashes.slice(k)];
  return from <= k
    ? [...subproof(from, left, whole), rootOf(right)]
    : [...subproof(from - k, right, false), rootOf(left)];
}

/** That a leaf stands at an index of the tree with a root. */
export interface Inclusion {
  /** From 0. */
  readonly index: number;
  /** Leaves in the tree. */
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** Whether an inclusion proof holds (RFC 9162 section 2.1.3.2). Answers false to anything malformed, never throws. */
export function verifyInclusion({ index, size, leafHash: leaf, proof, root }: Inclusion): boolean {
  if (!isCount(index) || !isCount(size) || index >= size || ![leaf, ...proof].every(isHash)) return false;
  let [fn, sn, r] = [index, size - 1, leaf];
  for (const p of proof) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      r = nodeHash(p, r);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      r = nodeHash(r, p);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && same(r, root);
}

/** That the tree of one root is the beginning of the tree of another. */
export interface Consistency {
  /** The older size, at least 1: every tree begins with the empty one, so that a 0 would show nothing. */
  readonly from: number;
  readonly to: number;
  readonly fromRoot: Uint8Array;
  readonly toRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Whether a consistency proof holds (RFC 9162 section 2.1.4.2). Answers false to anything malformed, never throws. */
export function verifyConsistency({ from, to, fromRoot, toRoot, proof }: Consistency): boolean {
  if (!isCount(from) || !isCount(to) || from < 1 || from > to) return false;
  if (from === to) return proof.length === 0 && same(fromRoot, toRoot);
  if (proof.length === 0 || ![fromRoot, ...proof].every(isHash)) return false;
  let [fn, sn] = [from - 1, to - 1];
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
  // fn is 0 where the old size is a power of two: its root is then a node of the new tree, and left out of the proof.
  const path = fn === 0 ? [fromRoot, ...proof] : proof;
  let fr = path[0] as Uint8Array;
  let sr = fr;
  for (const c of path.slice(1)) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [fr, sr] = [nodeHash(c, fr), nodeHash(c, sr)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      sr = nodeHash(sr, c);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && same(fr, fromRoot) && same(sr, toRoot);
}

/** The largest power of two below n (n > 1). */
function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** Not a shift: those cut at 32 bits, and sizes are JavaScript integers. */
const half = (n: number): number => Math.floor(n / 2);

function bitsSet(n: number): number {
  let bits = 0;
  for (let rest = n; rest > 0; rest = half(rest)) bits += rest % 2;
  return bits;
}

const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;
const isHash = (bytes: Uint8Array): boolean => bytes.length === HASH_BYTES;
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
