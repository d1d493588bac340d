import { createPublicKey, sign, verify } from 'node:crypto';
import {
  NoteRejected,
  formatSignature,
  keyId,
  splitNote,
  type NoteSigner,
  type NoteVerifier,
  type SignatureLine,
} from './signed-note.js';

/** What a witness says: that this was the largest tree of the log it had seen at that time, and consistent with all before. */
export interface Cosignature {
  readonly witness: NoteVerifier;
  /** Seconds since 1970, UTC. */
  readonly time: number;
  /** The signature line, with its newline. */
  readonly line: string;
}

const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;

/** C2SP tlog-cosignature, "Ed25519 signed message". */
const message = (text: string, time: number): Buffer => Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);

/**
 * Signs the text of a checkpoint as a witness (C2SP tlog-cosignature, Ed25519).
 *
 * @param text of an opened note, with its last newline
 * @param time seconds since 1970
 * @returns the signature line, with its newline
 * @throws NoteRejected as `keyId` does
 */
export function cosign(text: string, { name, privateKey }: NoteSigner, time: number): string {
  const stamp = Buffer.alloc(TIME_BYTES);
  stamp.writeBigUInt64BE(BigInt(time));
  const signature = Buffer.concat([stamp, sign(null, message(text, time), privateKey)]);
  return formatSignature({ name, id: keyId(name, createPublicKey(privateKey), 'cosignature'), signature });
}

/**
 * Finds the cosignatures of known witnesses under a note; lines of other keys are passed over.
 *
 * @throws NoteRejected `malformed-note`, `too-many-signatures`, or `bad-signature` where one of a known witness is none
 */
export function cosignaturesOf(note: string, witnesses: readonly NoteVerifier[]): readonly Cosignature[] {
  const { text, signatures } = splitNote(note);
  return witnesses.flatMap((witness) => {
    const id = keyId(witness.name, witness.publicKey, 'cosignature');
    return signatures
      .filter((line) => line.name === witness.name && line.id.equals(id))
      .map((line) => ({ witness, time: timeOf(text, line, witness), line: formatSignature(line) }));
  });
}

function timeOf(text: string, { signature }: SignatureLine, { publicKey }: NoteVerifier): number {
  if (signature.length !== TIME_BYTES + SIGNATURE_BYTES) throw new NoteRejected('bad-signature');
  const time = Number(signature.readBigUInt64BE());
  const holds =
    Number.isSafeInteger(time) && verify(null, message(text, time), publicKey, signature.subarray(TIME_BYTES));
  if (!holds) throw new NoteRejected('bad-signature');
  return time;
}
