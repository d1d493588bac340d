import { createHash, createHmac } from 'node:crypto';

export const APPEND_KEY_BYTES = 32;

const derived = (secret: Buffer, label: string): Buffer => createHmac('sha256', secret).update(label).digest();

/**
 * The secret of those who may write to a ledger, and the two keys that are derived from it (HMAC-SHA-256 of a label).
 *
 * The MAC key never leaves the process: under it each append tells the signer that it was made by who has the secret. The
 * door's key is known to the database's owner, whose functions ask for a pass: so the application's login alone, without
 * the secret, cannot append at all, and the owner, who could open the door, cannot make a MAC.
 */
export class AppendKey {
  readonly door: Buffer;
  readonly #mac: Buffer;

  /** @param secret 32 random bytes, used for nothing else */
  constructor(secret: Buffer) {
    if (secret.length !== APPEND_KEY_BYTES) throw new TypeError('an append key has 32 bytes');
    this.door = derived(secret, 'claim-ledger/door/v1');
    this.#mac = derived(secret, 'claim-ledger/append/v1');
  }

  /**
   * HMAC-SHA-256 over the leaves of one append, in order: they hold position and time, and commit to all the rest. A leaf
   * ends where its JSON does, so that no two lists of leaves give the same bytes.
   */
  mac(leaves: Iterable<Buffer>): Buffer {
    const hmac = createHmac('sha256', this.#mac);
    for (const leaf of leaves) hmac.update(leaf);
    return hmac.digest();
  }

  /** What the door asks for: SHA-256 of its key and of what is brought, a digest of 32 bytes. */
  pass(what: Buffer): Buffer {
    return createHash('sha256').update(this.door).update(what).digest();
  }
}
