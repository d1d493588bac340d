import { Malformed, sha256, utf8 } from './bytes.js';

/** RFC 9162 section 2.1.1. */
export const hashLeaf = (leaf: string): Promise<Uint8Array> => sha256(Uint8Array.of(0), utf8(leaf));

const hashNode = (left: Uint8Array, right: Uint8Array): Promise<Uint8Array> => sha256(Uint8Array.of(1), left, right);

/**
 * The root to which an inclusion proof leads (RFC 9162 section 2.1.3.2).
 *
 * @param index of the leaf, from 0
 * @param size leaves in the tree
 * @throws Malformed where the proof has another length than the place asks for
 */
export async function rootFromInclusion(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
): Promise<Uint8Array> {
  if (index < 0 || index >= size) throw new Malformed('no such leaf in this tree');
  let [at, last, root] = [index, size - 1, leaf];
  for (const hash of proof) {
    if (last === 0 || hash.length !== 32) throw new Malformed('the path has a wrong length');
    const right = at % 2 === 1 || at === last;
    root = right ? await hashNode(hash, root) : await hashNode(root, hash);
    if (right) while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    [at, last] = [half(at), half(last)];
  }
  if (last !== 0) throw new Malformed('the path has a wrong length');
  return root;
}

/**
 * The root of a tree of which the beginning is known by the roots of its full subtrees and the rest leaf by leaf.
 *
 * @param size leaves before the first of `leaves`
 * @param before the roots of the full subtrees of the first `size` leaves, from the largest to the smallest
 * @throws Malformed where those are not as many as the size has
 */
export async function rootFromBeginning(
  size: number,
  before: readonly Uint8Array[],
  leaves: readonly Uint8Array[],
): Promise<Uint8Array> {
  const roots = [...before];
  if (roots.length !== bitsSet(size) || roots.some(({ length }) => length !== 32))
    throw new Malformed('not the subtrees of a tree of this size');
  let count = size;
  for (const leaf of leaves) {
    let root = leaf;
    for (let n = count; n % 2 === 1; n = half(n)) root = await hashNode(roots.pop() as Uint8Array, root);
    roots.push(root);
    count += 1;
  }
  let root = roots.pop();
  while (root && roots.length > 0) root = await hashNode(roots.pop() as Uint8Array, root);
  return root ?? sha256();
}

/** Not a shift: those cut at 32 bits. */
const half = (n: number): number => Math.floor(n / 2);

function bitsSet(n: number): number {
  let bits = 0;
  for (let rest = n; rest > 0; rest = half(rest)) bits += rest % 2;
  return bits;
}
