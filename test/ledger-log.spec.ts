import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { leafHash, rootOf } from '../src/kernel/merkle.js';
import { appending, aStream, note, openLedger, type OpenLedger } from './support/toy.js';

let open: OpenLedger;
const streams = Array.from({ length: 7 }, aStream);
const REVISIONS = 50;
/** What the log publishes: the leaves' bytes, in order. */
let leaves: Buffer[];

beforeAll(async () => {
  open = await openLedger();
  const writer = async (stream: string, text: string) => {
    for (let revision = 0; revision < REVISIONS; revision += 1) {
      await open.ledger.append(appending([note(stream, { text })], { expected: new Map([[stream, revision]]) }));
    }
  };
  await Promise.all(streams.map((stream, i) => writer(stream, `жлé 😀 "${i}" \\ \n`)));
  const rows = await open.asSuperuser<{ leaf: Buffer }>('select leaf from ledger.events order by position');
  leaves = rows.map(({ leaf }) => leaf);
});
afterAll(() => open.close());

function second(input: object): { ok: boolean; results: { check: string; ok: boolean; why?: string }[] } {
  const { stdout, stderr } = spawnSync('python3', [path.resolve('test/support/second.py')], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout) as ReturnType<typeof second>;
}

describe('The leaves of a ledger', () => {
  it('are accepted by a second implementation, which finds the same root', () => {
    expect(leaves).toHaveLength(streams.length * REVISIONS);
    const root = rootOf(leaves.map(leafHash)).toString('base64');
    const checks = [{ check: 'check-leaves' }, { check: 'root', root }];
    const input = { leaves: leaves.map((leaf) => leaf.toString('base64')), checks };
    expect(second(input)).toEqual({ ok: true, results: checks.map(({ check }) => ({ check, ok: true })) });
    const swapped = [input.leaves[1], input.leaves[0], ...input.leaves.slice(2)];
    expect(second({ ...input, leaves: swapped }).ok).toBe(false);
  });

  it('show whoever has the salt of one stream each of its revisions once, and none after the last', async () => {
    const tags = leaves.map((leaf) => (JSON.parse(leaf.toString()) as { stream: string }).stream);
    const stream = streams[3] ?? '';
    const salt = (await open.ledger.read.streamSalt(stream)) ?? Buffer.alloc(0);
    const found = (revision: number) => {
      const tag = createHash('sha256')
        .update(salt)
        .update(`claim-ledger/stream/v1\0${stream}\0${revision}`)
        .digest('base64url');
      return tags.filter((other) => other === tag).length;
    };
    const each = Array.from({ length: REVISIONS }, (_, i) => found(i + 1));
    expect(each).toEqual(Array<number>(REVISIONS).fill(1));
    expect(found(REVISIONS + 1)).toBe(0);
    expect(new Set(tags).size).toBe(tags.length);
  });
});

describe('The position at an instant', () => {
  it('is the last one at or before it, equal times included', async () => {
    const times = leaves.map((leaf) => Date.parse((JSON.parse(leaf.toString()) as { at: string }).at));
    // Seven writers share batches, and a batch has one time.
    expect(new Set(times).size).toBeLessThan(times.length);
    const [first = 0, last = 0] = [times[0], times.at(-1)];
    const instants = [first - 1, first, last, last + 1, ...times];
    for (let i = 0; i < 100; i += 1) instants.push(first + Math.floor(Math.random() * (last - first)));
    const expected = instants.map((instant) => times.filter((time) => time <= instant).length - 1);
    const answers: number[] = [];
    for (const instant of instants) answers.push(await open.ledger.read.positionAt(new Date(instant).toISOString()));
    expect(answers).toEqual(expected);
  });

  it('is none on an empty ledger', async () => {
    const empty = await openLedger();
    expect(await empty.ledger.read.positionAt('2026-11-22T10:00:00Z')).toBe(-1);
    expect(await empty.ledger.read.head()).toMatchObject({ position: -1 });
    await empty.close();
  });
});
