import { randomUUID, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { formatVkey } from '../../kernel/signed-note.js';

/** The key under which a log's checkpoints are signed: Ed25519. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Where the successor of a signing key lies while both are in force. */
export const successorOf = (file: string): string => `${file}.next`;

/** @returns the key in a file (PKCS #8 PEM); undefined where there is no such file. Throws what OpenSSL or the disk says. */
export async function readSigningKey(file: string): Promise<SigningKey | undefined> {
  try {
    const privateKey = createPrivateKey(await readFile(file));
    return { privateKey, publicKey: createPublicKey(privateKey) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The keys at hand: the one in the file, and its successor where one was made. */
export async function readSigningKeys(file: string): Promise<SigningKey[]> {
  const keys = await Promise.all([readSigningKey(file), readSigningKey(successorOf(file))]);
  return keys.filter((key) => key !== undefined);
}

/**
 * Reads the signing key, or makes it, readable by its owner only. It lies outside the database, so that who can rewrite
 * the one cannot sign with the other.
 */
export async function makeSigningKey(file: string): Promise<SigningKey> {
  const there = await readSigningKey(file);
  if (there) return there;
  await mkdir(path.dirname(file), { recursive: true });
  const made = `${file}.${randomUUID()}`;
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  await writeFile(made, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flush: true });
  try {
    // Whole or not at all, and never over another: of two processes that start at once one makes the key.
    await link(made, file);
    return { privateKey, publicKey };
  } catch (error) {
    const other = (error as NodeJS.ErrnoException).code === 'EEXIST' ? await readSigningKey(file) : undefined;
    if (!other) throw error;
    return other;
  } finally {
    await rm(made, { force: true });
  }
}

/** Puts the successor in the place of the key, which is gone then: only of a key that the ledger has retired. */
export const succeed = (file: string): Promise<void> => rename(successorOf(file), file);

/** The public half in the form that verifiers pin: C2SP signed-note `vkey`. */
export const vkeyOf = (origin: string, { publicKey }: SigningKey): string => formatVkey({ name: origin, publicKey });
