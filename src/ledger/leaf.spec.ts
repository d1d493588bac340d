import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { canonicalJson } from '../kernel/canonical-json.js';
import { NotALeaf, commitPart, commitStream, leafBytes, parseLeaf, type Leaf, type Part } from './leaf.js';

const salt = Buffer.alloc(32, 7);
const c = (byte: number): string => Buffer.alloc(32, byte).toString('base64url');
const leaf: Leaf = {
  at: '2026-11-22T10:00:00.000Z',
  facts: c(1),
  head: c(2),
  position: 1234,
  stream: c(3),
  who: c(4),
  words: c(5),
};
const text = leafBytes(leaf).toString();

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof NotALeaf) return error.code;
    throw error;
  }
  return 'none';
}

describe('a commitment', () => {
  it.each<Part>(['head', 'who', 'facts', 'words'])('to %s is over salt, label, 0x00 and bytes', (part) => {
    const bytes = Buffer.from('{"a":"ж"}');
    const expected = createHash('sha256')
      .update(salt)
      .update(`claim-ledger/${part}/v1`)
      .update(Buffer.of(0))
      .update(bytes);
    expect(commitPart(part, salt, bytes)).toBe(expected.digest('base64url'));
  });

  it('to a place in a stream is over the name in UTF-8, 0x00 and the revision in decimal', () => {
    const expected = createHash('sha256').update(salt).update('claim-ledger/stream/v1\0claim-ж\x0012');
    expect(commitStream(salt, 'claim-ж', 12)).toBe(expected.digest('base64url'));
  });

  it('refuses what would make it guessable or shared by two', () => {
    expect(refusal(() => commitPart('words', Buffer.alloc(31), Buffer.alloc(0)))).toBe('salt');
    expect(refusal(() => commitStream(Buffer.alloc(33), 'ledger', 1))).toBe('salt');
    for (const name of ['a\ud800', 'a\0']) expect(refusal(() => commitStream(salt, name, 1))).toBe('stream');
    for (const revision of [0, -1, 1.5, NaN, 2 ** 53]) {
      expect(refusal(() => commitStream(salt, 'ledger', revision))).toBe('revision');
    }
  });
});

describe('a leaf', () => {
  it('is the canonical JSON of its members and the version', () => {
    expect(text).toBe(canonicalJson({ ...leaf, v: 1 }));
    expect(text.length).toBeLessThan(65_536);
  });

  it('is read back, at every position that a ledger can have', () => {
    for (const position of [0, 9, 1234, 2 ** 53 - 1]) {
      expect(parseLeaf(leafBytes({ ...leaf, position }))).toEqual({ ...leaf, position });
    }
  });

  it.each([
    ['a day that does not exist', '2026-02-30T10:00:00.000Z'],
    ['an hour that does not exist', '2026-02-28T24:00:00.000Z'],
    ['another zone', '2026-11-22T10:00:00.000+01:00'],
    ['seconds only', '2026-11-22T10:00:00Z'],
    ['microseconds', '2026-11-22T10:00:00.000000Z'],
    ['the year 0', '0000-01-01T00:00:00.000Z'],
    ['a text that is no time', '"'.repeat(24)],
  ])('refuses %s as its time', (_, at) => {
    expect(refusal(() => leafBytes({ ...leaf, at }))).toBe('at');
  });

  it('refuses other positions and commitments than it can have', () => {
    for (const position of [-1, 0.5, NaN, 2 ** 53])
      expect(refusal(() => leafBytes({ ...leaf, position }))).toBe('position');
    for (const bad of ['', c(1).slice(1), `${c(1)}A`, `${c(1).slice(0, 42)}B`, c(255).replace('_', '/'), `${c(1)}\n`]) {
      for (const member of ['facts', 'head', 'stream', 'who', 'words']) {
        expect(refusal(() => leafBytes({ ...leaf, [member]: bad }))).toBe('commitment');
      }
    }
  });

  it('reads no other bytes than it writes', () => {
    const others = [
      '',
      ` ${text}`,
      `${text}\n`,
      text.replace(':1234', ': 1234'),
      text.replace(':1234', ':01234'),
      text.replace(':1234', ':1234.0'),
      text.replace(':1234', ':"1234"'),
      text.replace('"v":1', '"v":2'),
      text.replace('"v":1,', ''),
      text.replace('}', ',"x":1}'),
      text.replace('"at"', '"a\\u0074"'),
      canonicalJson({ ...leaf, v: 1 }).replace(/^\{("at":[^,]*),("facts":[^,]*)/, '{$2,$1'),
    ];
    for (const other of others) expect(refusal(() => parseLeaf(Buffer.from(other)))).toBe('form');
    expect(refusal(() => parseLeaf(Buffer.from(text.replace(':1234', ':9007199254740992'))))).toBe('position');
    expect(refusal(() => parseLeaf(Buffer.from(text.replace('11-22', '11-31'))))).toBe('at');
  });

  it('is another leaf or none when any bit of its bytes is changed', () => {
    const bytes = leafBytes(leaf);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      if (refusal(() => parseLeaf(changed)) === 'none') expect(leafBytes(parseLeaf(changed))).toEqual(changed);
    }
  });
});
