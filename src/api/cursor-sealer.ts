import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Secrets } from '../access/secrets.js';
import { refuseCursor } from '../projections/engine/list.js';

const CIPHER = 'aes-256-gcm';
const [NONCE_BYTES, TAG_BYTES] = [12, 16];
/** Cursors of before are refused once another number stands here: raised when what a list writes into one changes. */
const CONTEXT = Buffer.from('claim-ledger/cursor/v1');
/** Lengths are multiples of this, since the length of a number tells how large it is. */
const BLOCK_BYTES = 128;

/**
 * Seals the cursors that lists hand out (AES-256-GCM, NIST SP 800-38D). They hold what items are sorted by, also where
 * that is shown to nobody, and what they hold goes into queries: nobody reads one, and none that was not made here is read.
 */
@Injectable()
export class CursorSealer {
  constructor(private readonly secrets: Secrets) {}

  /** @returns nonce, ciphertext and tag, base64url; a position, which is what `/events` goes on from, stays one */
  seal(cursor: string): string {
    if (/^\d+$/.test(cursor)) return cursor;
    const length = Buffer.byteLength(cursor);
    // White space behind JSON means nothing.
    const padded = cursor + ' '.repeat((BLOCK_BYTES - (length % BLOCK_BYTES)) % BLOCK_BYTES);
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.secrets.cursors, nonce).setAAD(CONTEXT);
    const sealed = Buffer.concat([nonce, cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
    return sealed.toString('base64url');
  }

  /** @throws QueryError `cursor-invalid` */
  open(text: string): string {
    const sealed = Buffer.from(text, 'base64url');
    if (sealed.length <= NONCE_BYTES + TAG_BYTES) return refuseCursor();
    const decipher = createDecipheriv(CIPHER, this.secrets.cursors, sealed.subarray(0, NONCE_BYTES))
      .setAAD(CONTEXT)
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString();
    } catch {
      return refuseCursor();
    }
  }
}
