import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { cosign, cosignaturesOf } from './cosignature.js';
import {
  NoteRejected,
  formatSignature,
  splitNote,
  type SignatureLine,
  formatVkey,
  openNote,
  parseVkey,
  signNote,
  type NoteSigner,
  type NoteVerifier,
} from './signed-note.js';

const key = (name: string): NoteSigner & NoteVerifier => ({ name, ...generateKeyPairSync('ed25519') });
const log = key('example.com/log');
const first = key('witness.example/w1');
const second = key('witness.example/w2');
const text = 'example.com/log\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
const note = signNote(text, log);
const time = 1_679_315_147;
const line = splitNote(note + cosign(text, first, time)).signatures.at(-1) as SignatureLine;

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof NoteRejected) return error.code;
    throw error;
  }
  return 'none';
}

describe('a cosignature', () => {
  it("is found under the note with its time, and leaves the log's own signature good", () => {
    const signed = note + cosign(text, first, time) + cosign(text, second, time + 1);
    expect(cosignaturesOf(signed, [first, second]).map((each) => [each.witness.name, each.time])).toEqual([
      ['witness.example/w1', time],
      ['witness.example/w2', time + 1],
    ]);
    expect(openNote(signed, [log]).text).toBe(text);
  });

  it('is passed over where its witness is not known', () => {
    expect(cosignaturesOf(note + cosign(text, first, time), [second])).toEqual([]);
  });

  it('is no signature of the log, though key and name be the same', () => {
    expect(refusal(() => openNote(`${text}\n${cosign(text, log, time)}`, [log]))).toBe('no-known-signature');
  });

  it.each([
    ['another text', note.replace('\n7\n', '\n8\n') + cosign(text, first, time)],
    [
      'another time',
      note + formatSignature({ ...line, signature: Buffer.concat([Buffer.alloc(8), line.signature.subarray(8)]) }),
    ],
    ['a plain signature in its place', note + formatSignature({ ...line, signature: line.signature.subarray(8) })],
  ])('is refused with %s', (_, signed) => {
    expect(refusal(() => cosignaturesOf(signed, [first]))).toBe('bad-signature');
  });

  it('has keys of its own type', () => {
    const vkey = formatVkey(first, 'cosignature');
    expect(parseVkey(vkey, 'cosignature').publicKey.equals(first.publicKey)).toBe(true);
    expect(refusal(() => parseVkey(vkey))).toBe('malformed-key');
  });
});
