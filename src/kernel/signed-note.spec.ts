import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  NoteRejected,
  checkpointText,
  formatVkey,
  keyId,
  openNote,
  parseCheckpoint,
  parseVkey,
  signNote,
  type NoteSigner,
  type NoteVerifier,
} from './signed-note.js';

/** The example in the documentation of Go's golang.org/x/mod/sumdb/note, where the format comes from. */
const NEUMANN = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const NEUMANN_TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const NEUMANN_LINE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const neumann = parseVkey(NEUMANN);

const key = (name: string): NoteSigner & NoteVerifier => ({ name, ...generateKeyPairSync('ed25519') });
const log = key('example.com/log');
const stranger = key('example.com/witness');
const text = 'a\n\nb\n';
const note = signNote(text, log);
const signature = note.slice(text.length + 1);

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof NoteRejected) return error.code;
    throw error;
  }
  return 'none';
}

describe('a verifier key', () => {
  it('is read and written as other implementations do', () => {
    expect(neumann.name).toBe('PeterNeumann');
    expect(keyId(neumann.name, neumann.publicKey).toString('hex')).toBe('c74f20a3');
    expect(formatVkey(neumann)).toBe(NEUMANN);
    expect(parseVkey(formatVkey(log)).publicKey.equals(log.publicKey)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['another name than its id is of', NEUMANN.replace('Peter', 'Piotr')],
    ['another id', NEUMANN.replace('c74f', 'c74e')],
    ['an id in capitals', NEUMANN.replace('c74f20a3', 'C74F20A3')],
    ['another key', NEUMANN.replace('Rpc2', 'Rpc3')],
    ['another algorithm', NEUMANN.replace('ARpc', 'AhpC')],
    ['a key cut short', NEUMANN.slice(0, -4)],
    ['a key with white space', `${NEUMANN}\n`],
  ])('is refused with %s', (_, vkey) => {
    expect(refusal(() => parseVkey(vkey))).toBe('malformed-key');
  });

  it('is of an Ed25519 key and has a name without spaces and plus signs', () => {
    for (const name of ['', 'a b', 'a+b', 'a\u00a0b', 'a\u0085b', 'a\nb', '\ud800']) {
      expect(refusal(() => keyId(name, log.publicKey))).toBe('malformed-key-name');
    }
    expect(refusal(() => keyId('a', generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey))).toBe(
      'malformed-key',
    );
    expect(refusal(() => keyId('a', generateKeyPairSync('x25519').publicKey))).toBe('malformed-key');
  });
});

describe('a signed note', () => {
  it('of another implementation opens', () => {
    expect(openNote(`${NEUMANN_TEXT}\n${NEUMANN_LINE}`, [neumann])).toEqual({
      text: NEUMANN_TEXT,
      signedBy: [neumann],
    });
  });

  it('opens to its text, which may hold blank lines, and says which keys signed it', () => {
    expect(createPublicKey(log.privateKey).equals(log.publicKey)).toBe(true);
    expect(openNote(note, [stranger, log])).toEqual({ text, signedBy: [log] });
  });

  it('passes over the keys that it does not know, also those that share the name or the id of one', () => {
    const sameName = { ...stranger, name: log.name };
    const sameId = signature.replace('example.com/log', 'example.com/other');
    const lines = [signNote(text, stranger), signNote(text, sameName)].map((n) => n.slice(text.length + 1));
    const all = `${text}\n${lines.join('')}${sameId}${signature}— x.example ${Buffer.alloc(90).toString('base64')}\n`;
    expect(openNote(all, [log]).signedBy).toEqual([log]);
    expect(openNote(all, [log, stranger]).signedBy).toEqual([log, stranger]);
    expect(refusal(() => openNote(`${text}\n${lines.join('')}`, [log]))).toBe('no-known-signature');
    expect(refusal(() => openNote(`${text}\n${sameId}`, [log]))).toBe('no-known-signature');
    expect(refusal(() => openNote(note, []))).toBe('no-known-signature');
  });

  it('is rejected whole for one bad signature of a known key, beside good ones too', () => {
    const id = keyId(log.name, log.publicKey);
    for (const length of [1, 63, 64, 65]) {
      const bad = `— ${log.name} ${Buffer.concat([id, Buffer.alloc(length, 1)]).toString('base64')}\n`;
      expect(refusal(() => openNote(`${text}\n${bad}`, [log]))).toBe('bad-signature');
      expect(refusal(() => openNote(`${note}${bad}`, [log]))).toBe('bad-signature');
    }
    expect(refusal(() => openNote(note.replace('b\n', 'c\n'), [log]))).toBe('bad-signature');
  });

  it.each([
    ['no signature', text],
    ['no blank line before the signatures', `a\n${signature}`],
    ['no line after the blank one', `${text}\n`],
    ['no newline at the end', note.slice(0, -1)],
    ['a blank line at the end', `${note}\n`],
    ['a line that is no signature', `${note}x\n`],
    ['a hyphen for the dash', note.replace('—', '-')],
    ['two spaces', note.replace('— ', '—  ')],
    ['a space behind', `${note.slice(0, -1)} \n`],
    ['a name with a plus sign', note.replace('example.com/log', 'example.com+log')],
    ['a name with a space of another script', note.replace('example.com/log', 'example\u3000log')],
    ['a carriage return', note.replaceAll('\n', '\r\n')],
    ['a control character', note.replace('b', '\u0001')],
    ['a lone surrogate', note.replace('b', '\ud800')],
    ['base64 without padding', note.replace('=\n', '\n')],
    ['base64url', `${text}\n— x ${Buffer.alloc(68, 255).toString('base64url')}=\n`],
    ['base64 with bits left over', `${text}\n— x AAAAAAB=\n`],
    ['a signature of no bytes', `${text}\n— x AAAAAA==\n`],
  ])('is malformed with %s', (_, bad) => {
    expect(refusal(() => openNote(bad, [log]))).toBe('malformed-note');
  });

  it('may have 64 signatures and no more', () => {
    const other = `— x ${Buffer.alloc(68).toString('base64')}\n`;
    expect(openNote(note + other.repeat(63), [log]).text).toBe(text);
    expect(refusal(() => openNote(note + other.repeat(64), [log]))).toBe('too-many-signatures');
  });

  it('is not made of a text that no note can hold', () => {
    for (const bad of ['', 'a', 'a\r\n', 'a\0\n', '\ud800\n']) {
      expect(refusal(() => signNote(bad, log))).toBe('malformed-text');
    }
    expect(refusal(() => signNote(text, { ...log, name: 'a b' }))).toBe('malformed-key-name');
  });
});

describe('a checkpoint', () => {
  // From C2SP tlog-checkpoint.
  const origin = 'example.com/behind-the-sofa';
  const example = `${origin}\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n`;

  it('is read and written as in the specification', () => {
    const checkpoint = parseCheckpoint(example, origin);
    expect(checkpoint.size).toBe(20852163);
    expect(checkpoint.root.toString('base64')).toBe('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=');
    expect(checkpointText(checkpoint)).toBe(example);
    expect(parseCheckpoint(checkpointText({ ...checkpoint, size: 0 }), origin).size).toBe(0);
  });

  it('of another log is rejected, whoever signed it', () => {
    expect(refusal(() => parseCheckpoint(example, 'example.com/elsewhere'))).toBe('other-origin');
  });

  it.each([
    ['a leading zero', example.replace('2085', '02085')],
    ['a sign', example.replace('2085', '+2085')],
    ['a size beyond 2^53', example.replace('20852163', '9007199254740992')],
    ['no size', example.replace('20852163', '')],
    ['a root cut short', example.replace('I=', '==')],
    ['a root with bits left over', example.replace('I=', 'J=')],
    ['a root in base64url', example.replace('m/X', 'm_X')],
    ['no origin', example.replace(origin, '')],
    ['an extension line', `${example}more\n`],
    ['a blank line behind', `${example}\n`],
    ['no last newline', example.slice(0, -1)],
  ])('is malformed with %s', (_, bad) => {
    expect(refusal(() => parseCheckpoint(bad, origin))).toBe('malformed-checkpoint');
  });

  it('is not written with what could not be read back', () => {
    const right = { origin, size: 1, root: Buffer.alloc(32) };
    const wrong = [
      { origin: '' },
      { origin: 'a\nb' },
      { origin: 'a\u0007' },
      { size: -1 },
      { size: 0.5 },
      { size: 2 ** 53 },
    ];
    for (const part of [...wrong, { root: Buffer.alloc(31) }]) {
      expect(refusal(() => checkpointText({ ...right, ...part }))).toBe('malformed-checkpoint');
    }
  });
});
