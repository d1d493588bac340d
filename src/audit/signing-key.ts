import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { formatVkey } from '../kernel/signed-note.js';

/** The key under which a log's checkpoints are signed: Ed25519. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/**
 * Reads the signing key, or makes it: PKCS #8 PEM, readable by its owner only. It lies outside the database, so that
 * who can rewrite the one cannot sign with the other.
 *
 * @throws the file system's error when the file can be neither read nor made.
 */
export async function signingKeyIn(file: string): Promise<SigningKey> {
  await mkdir(path.dirname(file), { recursive: true });
  try {
    // 'wx': of two processes that start at once one makes the key and the other reads it.
    const handle = await open(file, 'wx', 0o600);
    try {
      const { privateKey, publicKey } = generateKeyPairSync('ed25519');
      await handle.writeFile(privateKey.export({ type: 'pkcs8', format: 'pem' }));
      await handle.sync();
      return { privateKey, publicKey };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const privateKey = createPrivateKey(await readFile(file));
    return { privateKey, publicKey: createPublicKey(privateKey) };
  }
}

/** The public half in the form that verifiers pin: C2SP signed-note `vkey`. */
export const vkeyOf = (origin: string, { publicKey }: SigningKey): string => formatVkey({ name: origin, publicKey });
