import { createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto';

/** Why a note, key or checkpoint is not accepted; the closed list of `NoteRejected`. */
export type NoteRejectedCode =
  | 'malformed-text'
  | 'malformed-note'
  | 'too-many-signatures'
  | 'bad-signature'
  | 'no-known-signature'
  | 'malformed-key-name'
  | 'malformed-key'
  | 'malformed-checkpoint'
  | 'other-origin';

/** A note, key or checkpoint that must not be relied on. */
export class NoteRejected extends Error {
  override readonly name = 'NoteRejected';

  constructor(readonly code: NoteRejectedCode) {
    super(`signed note rejected: ${code}`);
  }
}

/** A key whose signatures are relied on. */
export interface NoteVerifier {
  /** Not empty, without spaces and plus signs; for a log its origin. */
  readonly name: string;
  /** An Ed25519 public key. */
  readonly publicKey: KeyObject;
}

/** A key to sign with. */
export interface NoteSigner {
  readonly name: string;
  /** An Ed25519 private key. */
  readonly privateKey: KeyObject;
}

/** What a tree was at some size: the text of a checkpoint (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** The log's name. */
  readonly origin: string;
  /** Leaves in the tree. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Buffer;
}

/**
 * What a key signs (C2SP signed-note, "Signature types"): a note's text by Ed25519, or a witness's statement about a
 * checkpoint (tlog-cosignature). Others are other kinds of keys, so unknown here.
 */
const TYPES = { signature: 0x01, cosignature: 0x04 } as const;
export type SignatureType = keyof typeof TYPES;

/** One line under a note's text. */
export interface SignatureLine {
  readonly name: string;
  /** Four bytes, as `keyId` makes them. */
  readonly id: Buffer;
  readonly signature: Buffer;
}

const ID_BYTES = 4;
const ROOT_BYTES = 32;
/** C2SP wants at least 16 accepted and some limit, else a stranger's note decides how long its reader works. */
const MAX_SIGNATURES = 64;
const KEY_NAME = /^[^\p{White_Space}\p{Cc}\p{Surrogate}+]+$/u;
/** Control characters below U+0020 but the newline, and lone surrogates, which have no UTF-8: no note may hold them. */
const FORBIDDEN = /[^\P{Cc}\n\u007f-\u009f]|\p{Surrogate}/u;
const SIGNATURE_LINE = /^— ([^ ]+) ([^ ]+)$/u;
const VKEY = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/u;
const CHECKPOINT = /^([^\n]+)\n(0|[1-9]\d{0,15})\n([^\n]+)\n$/u;
/** The fixed beginning of an Ed25519 key in SubjectPublicKeyInfo (RFC 8410 section 4); the 32 bytes follow. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key), by which a signature line names its key (C2SP
 * signed-note, "Ed25519 signatures"). Short: it finds a key, and proves nothing.
 *
 * @throws NoteRejected `malformed-key-name`, or `malformed-key` when the key is not Ed25519
 */
export function keyId(name: string, publicKey: KeyObject, type: SignatureType = 'signature'): Buffer {
  if (!KEY_NAME.test(name)) throw new NoteRejected('malformed-key-name');
  const named = Buffer.concat([Buffer.from(`${name}\n`), encoded(publicKey, type)]);
  return hash('sha256', named, 'buffer').subarray(0, ID_BYTES);
}

/**
 * A public key as operators hand it on: `name+<id in hex>+base64(type ‖ public key)`.
 *
 * @throws NoteRejected as `keyId` does
 */
export function formatVkey({ name, publicKey }: NoteVerifier, type: SignatureType = 'signature'): string {
  return `${name}+${keyId(name, publicKey, type).toString('hex')}+${encoded(publicKey, type).toString('base64')}`;
}

/**
 * Reads what `formatVkey` writes.
 *
 * @throws NoteRejected `malformed-key` (also for another algorithm, or an id that is not the key's) or `malformed-key-name`
 */
export function parseVkey(vkey: string, type: SignatureType = 'signature'): NoteVerifier {
  const [, name, id, key] = VKEY.exec(vkey) ?? [];
  const bytes = key === undefined ? undefined : fromBase64(key);
  if (name === undefined || bytes?.length !== 33 || bytes[0] !== TYPES[type]) throw new NoteRejected('malformed-key');
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI, bytes.subarray(1)]), format: 'der', type: 'spki' });
  if (keyId(name, publicKey, type).toString('hex') !== id) throw new NoteRejected('malformed-key');
  return { name, publicKey };
}

/**
 * Signs a text: the text, a blank line, a signature line (C2SP signed-note, "Format"). The key may be kept as PKCS 8.
 *
 * @param text ends in a newline, without other control characters
 * @throws NoteRejected `malformed-text`, `malformed-key-name` or `malformed-key`
 */
export function signNote(text: string, { name, privateKey }: NoteSigner): string {
  if (!text.endsWith('\n') || FORBIDDEN.test(text)) throw new NoteRejected('malformed-text');
  const id = keyId(name, createPublicKey(privateKey));
  return `${text}\n${formatSignature({ name, id, signature: sign(null, Buffer.from(text), privateKey) })}`;
}

/** A signature line, with its newline (C2SP signed-note, "Format"). */
export const formatSignature = ({ name, id, signature }: SignatureLine): string =>
  `— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`;

/**
 * Reads a note that at least one known key has signed. Signatures of other keys are passed over, so that keys can be
 * rotated and witnesses can add theirs; a bad one of a known key rejects the whole note.
 *
 * @param verifiers the known keys, come by on a way that the note's giver does not control
 * @returns the text with its last newline, and which of the known keys signed it
 * @throws NoteRejected `malformed-note`, `too-many-signatures` (over 64), `bad-signature` or `no-known-signature`
 */
export function openNote(note: string, verifiers: readonly NoteVerifier[]): { text: string; signedBy: NoteVerifier[] } {
  const { text, signatures } = splitNote(note);
  const signedBy = verifiers.filter(({ name, publicKey }) => {
    const id = keyId(name, publicKey);
    const own = signatures.filter((s) => s.name === name && s.id.equals(id));
    if (!own.every((s) => verify(null, Buffer.from(text), publicKey, s.signature)))
      throw new NoteRejected('bad-signature');
    return own.length > 0;
  });
  if (signedBy.length === 0) throw new NoteRejected('no-known-signature');
  return { text, signedBy };
}

/**
 * Takes a note apart; nothing of it is checked but its form.
 *
 * @throws NoteRejected `malformed-note` or `too-many-signatures` (over 64)
 */
export function splitNote(note: string): { readonly text: string; readonly signatures: readonly SignatureLine[] } {
  const blank = note.lastIndexOf('\n\n');
  if (blank < 0 || !note.endsWith('\n') || FORBIDDEN.test(note)) throw new NoteRejected('malformed-note');
  const lines = note.slice(blank + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw new NoteRejected('too-many-signatures');
  return { text: note.slice(0, blank + 1), signatures: lines.map(parseSignature) };
}

/**
 * The text of a checkpoint: origin, size and base64 of the root, a line each (C2SP tlog-checkpoint, "Note text").
 *
 * @throws NoteRejected `malformed-checkpoint`
 */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  const wellFormed = origin !== '' && !origin.includes('\n') && !FORBIDDEN.test(origin);
  if (!wellFormed || !Number.isSafeInteger(size) || size < 0 || root.length !== ROOT_BYTES) {
    throw new NoteRejected('malformed-checkpoint');
  }
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/**
 * Reads what `checkpointText` writes, and nothing else: extension lines, which the specification advises against, are
 * refused, because nobody would check what they say.
 *
 * @param text of an opened note
 * @param origin the log's that is asked about: a key may sign for several, and the checkpoint of another proves nothing
 * @throws NoteRejected `malformed-checkpoint` or `other-origin`
 */
export function parseCheckpoint(text: string, origin: string): Checkpoint {
  const [, name, digits, base64] = CHECKPOINT.exec(text) ?? [];
  const root = base64 === undefined ? undefined : fromBase64(base64);
  const size = Number(digits);
  if (name === undefined || root?.length !== ROOT_BYTES || !Number.isSafeInteger(size)) {
    throw new NoteRejected('malformed-checkpoint');
  }
  if (name !== origin) throw new NoteRejected('other-origin');
  return { origin, size, root };
}

function parseSignature(line: string): SignatureLine {
  const [, name, base64] = SIGNATURE_LINE.exec(line) ?? [];
  const bytes = base64 === undefined ? undefined : fromBase64(base64);
  if (name === undefined || !KEY_NAME.test(name) || bytes === undefined || bytes.length <= ID_BYTES) {
    throw new NoteRejected('malformed-note');
  }
  return { name, id: bytes.subarray(0, ID_BYTES), signature: bytes.subarray(ID_BYTES) };
}

/** The type ‖ the 32 bytes of an Ed25519 public key (RFC 8032). */
function encoded(publicKey: KeyObject, type: SignatureType): Buffer {
  if (publicKey.asymmetricKeyType !== 'ed25519') throw new NoteRejected('malformed-key');
  return Buffer.concat([
    Buffer.of(TYPES[type]),
    publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI.length),
  ]);
}

/** Canonical base64 only: Node also decodes what is cut short, padded wrongly or holds foreign characters. */
function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
