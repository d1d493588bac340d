import { concat, equal, fromBase64, Malformed, sha256, utf8 } from './bytes.js';

/** A signed checkpoint, taken apart (C2SP signed-note and tlog-checkpoint); nothing of it is checked but its form. */
export interface SignedCheckpoint {
  /** What is signed, with its last newline. */
  readonly text: string;
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  readonly signatures: readonly { readonly name: string; readonly id: Uint8Array; readonly signature: Uint8Array }[];
}

/** A key as it is handed on: `name+<id in hex>+base64(type ‖ public key)`. */
export interface LogKey {
  readonly name: string;
  readonly id: Uint8Array;
  /** 1: signs notes (C2SP signed-note); 4: cosigns checkpoints (C2SP tlog-cosignature). */
  readonly type: number;
  readonly publicKey: Uint8Array;
}

const MAX_SIGNATURES = 64;
const CHECKPOINT = /^([^\n]+)\n(0|[1-9]\d{0,15})\n([^\n]+)\n$/;

/** @throws Malformed */
export function readCheckpoint(note: string): SignedCheckpoint {
  const blank = note.lastIndexOf('\n\n');
  if (blank < 0 || !note.endsWith('\n')) throw new Malformed('not a signed note');
  const text = note.slice(0, blank + 1);
  const lines = note.slice(blank + 2, -1).split('\n');
  const [, origin, size, root] = CHECKPOINT.exec(text) ?? [];
  if (!origin || !root || lines.length > MAX_SIGNATURES) throw new Malformed('not a checkpoint');
  return { text, origin, size: Number(size), root: hash32(root), signatures: lines.map(readSignature) };
}

function hash32(text: string): Uint8Array {
  const bytes = fromBase64(text);
  if (bytes.length !== 32) throw new Malformed('a root has 32 bytes');
  return bytes;
}

function readSignature(line: string): SignedCheckpoint['signatures'][number] {
  const [, name, text] = /^\u2014 ([^ ]+) ([^ ]+)$/.exec(line) ?? [];
  const bytes = text === undefined ? undefined : fromBase64(text);
  if (!name || !bytes || bytes.length <= 4) throw new Malformed('not a signature line');
  return { name, id: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

/** @throws Malformed, also where the identifier is not that of the key */
export async function readKey(vkey: string): Promise<LogKey> {
  const [, name, id, text] = /^([^+\s]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey.trim()) ?? [];
  const bytes = text === undefined ? undefined : fromBase64(text);
  const type = bytes?.[0];
  if (!name || !bytes || bytes.length !== 33 || (type !== 1 && type !== 4)) throw new Malformed('not a key of a log');
  const made = (await sha256(utf8(`${name}\n`), bytes)).subarray(0, 4);
  if (Array.from(made, (byte) => byte.toString(16).padStart(2, '0')).join('') !== id)
    throw new Malformed('the key has another identifier');
  return { name, id: made, type, publicKey: bytes.subarray(1) };
}

/** What a key's signature under a checkpoint is worth. */
export interface SignatureFound {
  readonly holds: boolean;
  /** Of a cosignature: when it was made, seconds since 1970. */
  readonly time?: number;
}

/** The signature of a key under a checkpoint; undefined where there is none. */
export async function signatureOf(
  { text, signatures }: SignedCheckpoint,
  key: LogKey,
): Promise<SignatureFound | undefined> {
  const own = signatures.find(({ name, id }) => name === key.name && equal(id, key.id));
  if (!own) return undefined;
  if (key.type === 1) return { holds: await verifies(key, own.signature, utf8(text)) };
  if (own.signature.length !== 72) return { holds: false };
  const time = Number(new DataView(concat(own.signature.subarray(0, 8)).buffer).getBigUint64(0));
  return { time, holds: await verifies(key, own.signature.subarray(8), utf8(`cosignature/v1\ntime ${time}\n${text}`)) };
}

async function verifies({ publicKey }: LogKey, signature: Uint8Array, message: Uint8Array): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', concat(publicKey), 'Ed25519', false, ['verify']);
  return crypto.subtle.verify('Ed25519', key, concat(signature), concat(message));
}

/** Whether this machine can check signatures: a browser without Ed25519, or a page that is not secure, cannot. */
export async function canCheckSignatures(): Promise<boolean> {
  try {
    // RFC 8032 section 7.1, test 1.
    const hex = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
    const key = Uint8Array.from({ length: 32 }, (_, at) => parseInt(hex.slice(at * 2, at * 2 + 2), 16));
    await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
    return true;
  } catch {
    return false;
  }
}
