import { describe, expect, it } from '@jest/globals';
import {
  CompactRange,
  EMPTY_ROOT,
  NotInTree,
  consistencyProof,
  inclusionProof,
  leafHash,
  nodeHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './merkle.js';

/** The leaves and roots that the reference implementation of RFC 6962 is tested with. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS: Readonly<Record<number, string>> = {
  0: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  1: '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  2: 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  5: '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  8: '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
};

const hashes = Array.from({ length: 34 }, (_, i) => leafHash(Buffer.from(`leaf ${i}`)));
const roots = hashes.map((_, size) => defined(hashes.slice(0, size)));

/** The root by its definition, RFC 9162 section 2.1.1. */
function defined(leaves: Buffer[]): Buffer {
  if (leaves.length === 0) return EMPTY_ROOT;
  if (leaves.length === 1) return leaves[0] as Buffer;
  const k = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return nodeHash(defined(leaves.slice(0, k)), defined(leaves.slice(k)));
}

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof NotInTree) return error.code;
    throw error;
  }
  return 'none';
}

const changed = (bytes: Uint8Array): Buffer => Buffer.from(bytes.map((byte, i) => (i === 13 ? byte ^ 1 : byte)));

/** A proof with a part changed, missing, added or out of order. */
function spoilt(proof: readonly Buffer[]): Buffer[][] {
  const other = hashes[33] as Buffer;
  return [
    ...proof.map((_, i) => proof.map((p, j) => (i === j ? changed(p) : p))),
    ...proof.map((_, i) => proof.filter((_p, j) => i !== j)),
    ...proof.map((_, i) => proof.map((p, j) => (i === j ? p.subarray(1) : p))),
    [...proof, other],
    [other, ...proof],
    [...proof, Buffer.alloc(0)],
    ...(proof.length > 1 ? [[...proof].reverse()] : []),
  ];
}

describe('a Merkle tree', () => {
  it('has the roots of the reference implementation', () => {
    const range = new CompactRange();
    expect(range.root().toString('hex')).toBe(ROOTS[0]);
    for (const leaf of LEAVES) {
      range.append(leafHash(Buffer.from(leaf, 'hex')));
      if (ROOTS[range.size] !== undefined) expect(range.root().toString('hex')).toBe(ROOTS[range.size]);
    }
    expect(range.size).toBe(8);
  });

  it('grows to the roots of the definition, also when it is stored and taken up at every size', () => {
    let range = new CompactRange();
    for (const [size, root] of roots.entries()) {
      expect(range.size).toBe(size);
      expect(range.root()).toEqual(root);
      expect(rootOf(hashes.slice(0, size))).toEqual(root);
      range = CompactRange.from(size, range.toBytes());
      range.append(hashes[size] as Buffer);
    }
  });

  it('refuses bytes and sizes that do not belong together', () => {
    expect(refusal(() => CompactRange.from(3, Buffer.alloc(32)))).toBe('range');
    expect(refusal(() => CompactRange.from(3, Buffer.alloc(65)))).toBe('range');
    expect(refusal(() => CompactRange.from(0, Buffer.alloc(32)))).toBe('range');
    for (const size of [-1, 1.5, 2 ** 53])
      expect(refusal(() => CompactRange.from(size, Buffer.alloc(32)))).toBe('size');
    expect(refusal(() => new CompactRange().append(Buffer.alloc(31)))).toBe('hash');
    expect(refusal(() => nodeHash(Buffer.alloc(32), Buffer.alloc(33)))).toBe('hash');
  });

  it('counts beyond 32 bits', () => {
    const [left, leaf] = [hashes[0] as Buffer, hashes[1] as Buffer];
    const range = CompactRange.from(2 ** 40, left);
    range.append(leaf);
    const [size, root] = [2 ** 40 + 1, nodeHash(left, leaf)];
    expect(range.root()).toEqual(root);
    expect(CompactRange.from(size, range.toBytes()).root()).toEqual(root);
    expect(verifyInclusion({ index: 2 ** 40, size, leafHash: leaf, proof: [left], root })).toBe(true);
    expect(verifyInclusion({ index: 0, size, leafHash: leaf, proof: [left], root })).toBe(false);
    expect(verifyConsistency({ from: 2 ** 40, to: size, fromRoot: left, toRoot: root, proof: [leaf] })).toBe(true);
    expect(verifyConsistency({ from: 1, to: size, fromRoot: left, toRoot: root, proof: [leaf] })).toBe(false);
  });
});

describe('an inclusion proof', () => {
  it('holds for every leaf of every size, and for no other leaf, place, size, root or proof', () => {
    for (let size = 1; size < roots.length; size++) {
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(index, hashes.slice(0, size));
        const right = { index, size, leafHash: hashes[index] as Buffer, proof, root: roots[size] as Buffer };
        expect(verifyInclusion(right)).toBe(true);
        for (const bad of spoilt(proof)) expect(verifyInclusion({ ...right, proof: bad })).toBe(false);
        expect(verifyInclusion({ ...right, leafHash: changed(right.leafHash) })).toBe(false);
        expect(verifyInclusion({ ...right, root: changed(right.root) })).toBe(false);
        expect(verifyInclusion({ ...right, root: Buffer.alloc(0) })).toBe(false);
        expect(verifyInclusion({ ...right, size: index })).toBe(false);
        if (size > 1) expect(verifyInclusion({ ...right, index: (index + 1) % size })).toBe(false);
      }
    }
  });

  it('is false, and no error, for indexes and sizes that no tree has', () => {
    const right = { index: 0, size: 1, leafHash: hashes[0] as Buffer, proof: [], root: hashes[0] as Buffer };
    expect(verifyInclusion(right)).toBe(true);
    for (const index of [-1, 1, 0.5, NaN, 2 ** 64 - 1]) expect(verifyInclusion({ ...right, index })).toBe(false);
    for (const size of [-1, 0, 1.5, NaN, 2 ** 64]) expect(verifyInclusion({ ...right, size })).toBe(false);
  });

  it('is as long as the tree is high: neither a smaller tree nor a larger one passes for it', () => {
    const [a, b, x] = hashes as [Buffer, Buffer, Buffer];
    const two = nodeHash(a, b);
    expect(verifyInclusion({ index: 0, size: 2, leafHash: a, proof: [b], root: two })).toBe(true);
    expect(verifyInclusion({ index: 0, size: 3, leafHash: a, proof: [b], root: two })).toBe(false);
    for (const root of [nodeHash(x, two), nodeHash(two, x)]) {
      expect(verifyInclusion({ index: 0, size: 2, leafHash: a, proof: [b, x], root })).toBe(false);
    }
  });

  it('is not made for a leaf that is not there', () => {
    for (const index of [-1, 3, 0.5]) expect(refusal(() => inclusionProof(index, hashes.slice(0, 3)))).toBe('index');
    expect(refusal(() => inclusionProof(0, []))).toBe('index');
  });
});

describe('a consistency proof', () => {
  it('holds between any two sizes, and for no other sizes, roots or proof', () => {
    for (let to = 1; to < roots.length; to++) {
      for (let from = 1; from <= to; from++) {
        const proof = consistencyProof(from, hashes.slice(0, to));
        const right = { from, to, fromRoot: roots[from] as Buffer, toRoot: roots[to] as Buffer, proof };
        expect(verifyConsistency(right)).toBe(true);
        for (const bad of spoilt(proof)) expect(verifyConsistency({ ...right, proof: bad })).toBe(false);
        expect(verifyConsistency({ ...right, fromRoot: changed(right.fromRoot) })).toBe(false);
        expect(verifyConsistency({ ...right, toRoot: changed(right.toRoot) })).toBe(false);
        expect(verifyConsistency({ ...right, from: 0 })).toBe(false);
        expect(verifyConsistency({ ...right, from: to + 1 })).toBe(false);
        if (from < to)
          expect(verifyConsistency({ ...right, fromRoot: right.toRoot, toRoot: right.fromRoot })).toBe(false);
      }
    }
  });

  it('is as long as the trees are high: neither a smaller tree nor a larger one passes for them', () => {
    const x = hashes[33] as Buffer;
    const [three, four] = [roots[3] as Buffer, roots[4] as Buffer];
    const right = { from: 3, to: 4, fromRoot: three, toRoot: four, proof: consistencyProof(3, hashes.slice(0, 4)) };
    expect(verifyConsistency(right)).toBe(true);
    expect(verifyConsistency({ ...right, to: 5 })).toBe(false);
    const [fromRoot, toRoot, proof] = [nodeHash(x, three), nodeHash(x, four), [...right.proof, x]];
    expect(verifyConsistency({ ...right, fromRoot, toRoot, proof })).toBe(false);
    expect(verifyConsistency({ ...right, toRoot: nodeHash(four, x), proof })).toBe(false);
  });

  it('says nothing of an empty tree, with which every tree begins', () => {
    const given = { fromRoot: EMPTY_ROOT, toRoot: roots[3] as Buffer, proof: [] };
    expect(verifyConsistency({ ...given, from: 0, to: 3 })).toBe(false);
    expect(verifyConsistency({ ...given, from: 0, to: 0, toRoot: EMPTY_ROOT })).toBe(false);
    for (const from of [0, -1, 0.5, 4]) expect(refusal(() => consistencyProof(from, hashes.slice(0, 3)))).toBe('size');
  });

  it('is false, and no error, for sizes that no tree has', () => {
    const given = {
      fromRoot: roots[2] as Buffer,
      toRoot: roots[3] as Buffer,
      proof: consistencyProof(2, hashes.slice(0, 3)),
    };
    expect(verifyConsistency({ ...given, from: 2, to: 3 })).toBe(true);
    for (const [from, to] of [
      [-1, 3],
      [NaN, 3],
      [2, 3.5],
      [2, 2 ** 64],
      [3, 2],
    ] as const) {
      expect(verifyConsistency({ ...given, from, to })).toBe(false);
    }
  });
});
