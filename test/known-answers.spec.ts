import { spawnSync } from 'node:child_process';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { canonicalJson, ledgerJson } from '../src/kernel/canonical-json.js';
import * as merkle from '../src/kernel/merkle.js';
import {
  checkpointText,
  formatVkey,
  openNote,
  parseCheckpoint,
  parseVkey,
  signNote,
} from '../src/kernel/signed-note.js';
import { commitPart, commitStream, leafBytes, parseLeaf, type Part } from '../src/ledger/leaf.js';

interface KnownPart {
  commitment: string;
  /** Absent, with what it salts, where the words are erased. */
  salt?: string;
  value?: object;
  canonical?: string;
}
interface KnownAnswers {
  canonical: { value: object; canonical: string }[];
  events: {
    shows: string;
    at: string;
    position: number;
    stream: string;
    revision: number;
    streamSalt: string;
    streamCommitment: string;
    parts: Record<Part, KnownPart>;
    leaf: string;
    leafHash: string;
  }[];
  roots: string[];
  inclusion: { index: number; size: number; proof: string[] }[];
  consistency: { from: number; to: number; proof: string[] }[];
  checkpoint: { keySeed: string; vkey: string; origin: string; size: number; root: string; text: string; note: string };
}

const here = import.meta.dirname;
const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');
const base64 = (buffer: Buffer): string => buffer.toString('base64');
const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const known = read(join(here, 'known-answers/known-answers.json')) as KnownAnswers;
const hashes = known.events.map((event) => bytes(event.leafHash));

/** Commitment, leaf and note formats hold for ever: a failure here is never mended by changing the known answers. */
describe('the known answers are come to by the program', () => {
  it.each(known.canonical)('canonical JSON $canonical', ({ value, canonical }) => {
    expect(ledgerJson(value)).toBe(canonical);
    expect(canonicalJson(value)).toBe(canonical);
  });

  it.each(known.events)('event $position: $shows', (event) => {
    for (const [part, { salt, value, canonical, commitment }] of Object.entries(event.parts)) {
      if (salt === undefined || value === undefined || canonical === undefined) continue;
      expect(ledgerJson(value)).toBe(canonical);
      expect(commitPart(part as Part, bytes(salt), Buffer.from(canonical))).toBe(commitment);
    }
    const { at, position, stream, revision, parts } = event;
    expect(commitStream(bytes(event.streamSalt), stream, revision)).toBe(event.streamCommitment);
    const [facts, head, who, words] = [parts.facts, parts.head, parts.who, parts.words].map((p) => p.commitment) as [
      string,
      string,
      string,
      string,
    ];
    const leaf = { at, facts, head, position, stream: event.streamCommitment, who, words };
    expect(leafBytes(leaf).toString()).toBe(event.leaf);
    expect(parseLeaf(Buffer.from(event.leaf))).toEqual(leaf);
    expect(base64(merkle.leafHash(Buffer.from(event.leaf)))).toBe(event.leafHash);
  });

  it('shows an event whose words are erased, and every other with its words', () => {
    const erased = known.events.filter(
      ({ parts }) => parts.words.salt === undefined && parts.words.canonical === undefined,
    );
    expect(erased.map(({ position }) => position)).toEqual([5]);
  });

  it('roots of every size', () => {
    expect(known.roots).toHaveLength(hashes.length + 1);
    for (const [size, root] of known.roots.entries()) expect(base64(merkle.rootOf(hashes.slice(0, size)))).toBe(root);
  });

  it('inclusion proofs', () => {
    expect(known.inclusion).toHaveLength(28);
    for (const { index, size, proof } of known.inclusion) {
      expect(merkle.inclusionProof(index, hashes.slice(0, size)).map(base64)).toEqual(proof);
    }
  });

  it('consistency proofs', () => {
    expect(known.consistency).toHaveLength(28);
    for (const { from, to, proof } of known.consistency) {
      expect(merkle.consistencyProof(from, hashes.slice(0, to)).map(base64)).toEqual(proof);
    }
  });

  it('the signed checkpoint', () => {
    const { keySeed, vkey, origin, size, root, text, note } = known.checkpoint;
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(keySeed, 'hex')]);
    const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    expect(formatVkey({ name: origin, publicKey: createPublicKey(privateKey) })).toBe(vkey);
    expect(checkpointText({ origin, size, root: bytes(root) })).toBe(text);
    expect(signNote(text, { name: origin, privateKey })).toBe(note);
    expect(openNote(note, [parseVkey(vkey)]).text).toBe(text);
    expect(parseCheckpoint(text, origin)).toEqual({ origin, size, root: bytes(root) });
    expect(root).toBe(known.roots[size]);
  });
});

/** Runs a script of the tests; its standard output, as JSON. */
function python(script: string, input = ''): unknown {
  const run = spawnSync('python3', ['-X', 'utf8', join(here, script)], { input, encoding: 'utf8' });
  if (run.error) throw new Error(`the second implementation needs python3 (3.11 or newer): ${run.error.message}`);
  if (run.stdout === '') throw new Error(`${script} failed: ${run.stderr}`);
  return JSON.parse(run.stdout);
}

interface Check {
  check: string;
  [argument: string]: unknown;
}
const stranger = (checks: readonly Check[], leaves: readonly string[]): { check: string; ok: boolean }[] =>
  (python('support/second.py', JSON.stringify({ leaves, checks })) as { results: { check: string; ok: boolean }[] })
    .results;

const leaves = known.events.map((event) => base64(Buffer.from(event.leaf)));
const [older, newer] = [known.consistency.find((p) => p.from === 3 && p.to === 7), known.inclusion.at(-3)];
const { vkey, note, origin, size, root } = known.checkpoint;
const first = known.events[3] as KnownAnswers['events'][number];
const { salt, canonical, commitment } = first.parts.words;
const right: readonly Check[] = [
  { check: 'check-leaves' },
  { check: 'check-leaves', first: 5, leaves: leaves.slice(5) },
  { check: 'opens', part: 'words', salt, bytes: base64(Buffer.from(canonical ?? '')), commitment },
  {
    check: 'opens-stream',
    salt: first.streamSalt,
    stream: first.stream,
    revision: 1,
    commitment: first.streamCommitment,
  },
  { check: 'root', root },
  { check: 'root', size: 5, root: known.roots[5] },
  { check: 'inclusion', ...newer, leafHash: known.events[newer?.index ?? 0]?.leafHash, root },
  { check: 'consistency', ...older, fromRoot: known.roots[3], toRoot: root },
  { check: 'note', note, vkey, origin, size, root },
];

describe('the known answers are come to by a second implementation', () => {
  it('which prints the committed file', () => {
    // As texts: equality of objects would pass over the order of members and own members of the name __proto__.
    expect(JSON.stringify(python('known-answers/make.py'))).toBe(JSON.stringify(known));
  });

  it('which, as a stranger, finds everything in order', () => {
    expect(stranger(right, leaves)).toEqual(right.map(({ check }) => ({ check, ok: true })));
  });

  it('which, as a stranger, sees whatever was changed', () => {
    const other = base64(Buffer.alloc(32));
    const changes: Record<string, object> = {
      'check-leaves': { leaves: leaves.toSpliced(2, 1) },
      opens: { bytes: base64(Buffer.from('{}')) },
      'opens-stream': { revision: 2 },
      root: { root: other },
      inclusion: { leafHash: other },
      consistency: { fromRoot: other },
      note: { note: note.replace('\n7\n', '\n6\n') },
    };
    const wrong = right.map((check) => ({ ...check, ...changes[check.check] }));
    const more: Check[] = [
      { check: 'check-leaves', leaves: [...leaves].reverse() },
      { check: 'check-leaves', leaves: [base64(Buffer.from(`${first.leaf} `))], first: 3 },
      { check: 'opens', part: 'facts', salt, bytes: base64(Buffer.from(canonical ?? '')), commitment },
      {
        check: 'inclusion',
        ...newer,
        leafHash: known.events[4]?.leafHash,
        root,
        proof: [...(newer?.proof ?? []), other],
      },
      { check: 'consistency', from: 0, to: 7, fromRoot: known.roots[0], toRoot: root, proof: [] },
      { check: 'note', note, vkey, origin: 'example.com/elsewhere' },
      { check: 'no-such-check' },
    ];
    const verdicts = stranger([...wrong, ...more], leaves);
    expect(verdicts).toHaveLength(wrong.length + more.length);
    expect(verdicts.filter(({ ok }) => ok)).toEqual([]);
  });
});

interface InclusionCase {
  leafIdx: number;
  treeSize: number;
  root: string;
  leafHash: string;
  proof: string[] | null;
  desc: string;
  wantErr: boolean;
}
interface ConsistencyCase {
  size1: number;
  size2: number;
  root1: string;
  root2: string;
  proof: string[] | null;
  desc: string;
  wantErr: boolean;
}
const included = (c: InclusionCase): boolean =>
  merkle.verifyInclusion({
    index: c.leafIdx,
    size: c.treeSize,
    leafHash: bytes(c.leafHash),
    proof: (c.proof ?? []).map(bytes),
    root: bytes(c.root),
  });
const consistent = (c: ConsistencyCase): boolean =>
  merkle.verifyConsistency({
    from: c.size1,
    to: c.size2,
    fromRoot: bytes(c.root1),
    toRoot: bytes(c.root2),
    proof: (c.proof ?? []).map(bytes),
  });

describe('cases in the shapes of the public test data', () => {
  const [a, b, c, d] = hashes.map(base64) as [string, string, string, string];
  const ab = base64(merkle.nodeHash(bytes(a), bytes(b)));
  const cd = base64(merkle.nodeHash(bytes(c), bytes(d)));
  const [r1, r2, r3, r4] = known.roots.slice(1) as [string, string, string, string];

  it.each<InclusionCase>([
    { desc: 'happy path', leafIdx: 2, treeSize: 4, root: r4, leafHash: c, proof: [d, ab], wantErr: false },
    { desc: 'one leaf', leafIdx: 0, treeSize: 1, root: r1, leafHash: a, proof: null, wantErr: false },
    { desc: 'last leaf alone', leafIdx: 2, treeSize: 3, root: r3, leafHash: c, proof: [ab], wantErr: false },
    { desc: 'index of the neighbour', leafIdx: 3, treeSize: 4, root: r4, leafHash: c, proof: [d, ab], wantErr: true },
    {
      desc: 'index - 1 in 64 bits',
      leafIdx: 2 ** 64 - 1,
      treeSize: 1,
      root: r1,
      leafHash: a,
      proof: [],
      wantErr: true,
    },
    { desc: 'node as a leaf', leafIdx: 2, treeSize: 4, root: r4, leafHash: cd, proof: [ab], wantErr: true },
    { desc: 'empty root', leafIdx: 2, treeSize: 4, root: '', leafHash: c, proof: [d, ab], wantErr: true },
    { desc: 'empty leaf', leafIdx: 0, treeSize: 1, root: '', leafHash: '', proof: [], wantErr: true },
    { desc: 'trailing garbage', leafIdx: 2, treeSize: 4, root: r4, leafHash: c, proof: [d, ab, ''], wantErr: true },
    { desc: 'preceding root', leafIdx: 2, treeSize: 4, root: r4, leafHash: c, proof: [r4, d, ab], wantErr: true },
    { desc: 'truncated', leafIdx: 2, treeSize: 4, root: r4, leafHash: c, proof: [d], wantErr: true },
  ])('inclusion: $desc', (given) => {
    expect(included(given)).toBe(!given.wantErr);
  });

  it.each<ConsistencyCase>([
    { desc: 'happy path', size1: 3, size2: 4, root1: r3, root2: r4, proof: [c, d, ab], wantErr: false },
    { desc: 'from a power of two', size1: 2, size2: 4, root1: r2, root2: r4, proof: [cd], wantErr: false },
    { desc: 'equal sizes', size1: 3, size2: 3, root1: r3, root2: r3, proof: null, wantErr: false },
    { desc: 'equal sizes, other roots', size1: 3, size2: 3, root1: r3, root2: r4, proof: [], wantErr: true },
    { desc: 'equal sizes, with a proof', size1: 3, size2: 3, root1: r3, root2: r3, proof: [''], wantErr: true },
    { desc: 'old size 0', size1: 0, size2: 4, root1: r1, root2: r4, proof: [], wantErr: true },
    { desc: 'both sizes 0', size1: 0, size2: 0, root1: r1, root2: r1, proof: [], wantErr: true },
    { desc: 'sizes swapped', size1: 4, size2: 3, root1: r4, root2: r3, proof: [c, d, ab], wantErr: true },
    { desc: 'roots swapped', size1: 3, size2: 4, root1: r4, root2: r3, proof: [c, d, ab], wantErr: true },
    { desc: 'empty proof', size1: 3, size2: 4, root1: r3, root2: r4, proof: [], wantErr: true },
    { desc: 'preceding old root', size1: 2, size2: 4, root1: r2, root2: r4, proof: [r2, cd], wantErr: true },
    { desc: 'trailing garbage', size1: 3, size2: 4, root1: r3, root2: r4, proof: [c, d, ab, ''], wantErr: true },
  ])('consistency: $desc', (given) => {
    expect(consistent(given)).toBe(!given.wantErr);
  });

  it.each([
    [
      'structures',
      '{ "1": {"f": {"F": 5, "f": "hi"} , "\\n": 56.0}, "": "e", "a": {} }',
      '{"":"e","1":{"\\n":56,"f":{"F":5,"f":"hi"}},"a":{}}',
    ],
    [
      'values',
      '{"n": [1E30, 4.50, 0.002, 1e-9], "s": "\\u20ac$\\u000F\\u000aA\'\\u0042\\/"}',
      '{"n":[1e+30,4.5,0.002,1e-9],"s":"€$\\u000f\\nA\'B/"}',
    ],
    ['weird', '{"\\u20ac":1,"\\ud83d\\ude02":2,"\\ufb33":3,"\\u0080":4}', '{"\u0080":4,"€":1,"😂":2,"\ufb33":3}'],
  ])('RFC 8785: %s', (_, input, output) => {
    expect(canonicalJson(JSON.parse(input))).toBe(output);
  });
});

/** A folder with the test data of RFC 8785 in tlog/jcs and of transparency-dev/merkle in tlog/testdata. */
const shared = process.env['SHARED_DATA'];
if (shared === undefined) {
  process.stdout.write('SHARED_DATA names no folder: the public vectors of RFC 8785 and RFC 6962 are not run here\n');
} else {
  const [jcs, proofs] = [join(shared, 'tlog/jcs'), join(shared, 'tlog/testdata')];
  const cases = (folder: string): string[] =>
    readdirSync(join(proofs, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.json'))
      .map((file) => join(proofs, folder, file));

  describe('the public vectors', () => {
    it.each(readdirSync(join(jcs, 'input')))('RFC 8785: %s', (file) => {
      const output = canonicalJson(read(join(jcs, 'input', file)));
      expect(output).toBe(readFileSync(join(jcs, 'output', file), 'utf8'));
      const hex = readFileSync(join(jcs, 'outhex', `${basename(file, '.json')}.txt`), 'utf8').replace(/\s/g, '');
      expect(Buffer.from(output).toString('hex')).toBe(hex);
    });

    it.each(cases('inclusion'))('RFC 6962 inclusion: %s', (file) => {
      const given = read(file) as InclusionCase;
      expect(included(given)).toBe(!given.wantErr);
    });

    it.each(cases('consistency'))('RFC 6962 consistency: %s', (file) => {
      const given = read(file) as ConsistencyCase;
      expect(consistent(given)).toBe(!given.wantErr);
    });
  });
}
