import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type pg from 'pg';
import { CompactRange, leafHash, rootOf } from '../../src/kernel/merkle.js';
import { checkpointText, signNote } from '../../src/kernel/signed-note.js';

/** A key to seal a history with. */
export interface Seal {
  readonly origin: string;
  readonly privateKey: KeyObject;
}

/** A fresh key under a name. */
export const freshSeal = (origin: string): Seal => ({ origin, privateKey: generateKeyPairSync('ed25519').privateKey });

/** The note of a checkpoint over some leaves. */
export const noteOver = (leaves: readonly Buffer[], { origin, privateKey }: Seal): { root: Buffer; note: string } => {
  const root = rootOf(leaves.map(leafHash));
  return { root, note: signNote(checkpointText({ origin, size: leaves.length, root }), { name: origin, privateKey }) };
};

/** Stores checkpoints at some sizes, and all tiles that are full. */
export async function sealLedger(client: pg.ClientBase, seal: Seal, sizes: readonly number[]): Promise<void> {
  const { rows } = await client.query<{ leaf: Buffer }>('select leaf from ledger.events order by position');
  const leaves = rows.map(({ leaf }) => leaf);
  const range = new CompactRange();
  let hashes = leaves.map(leafHash);
  for (const size of sizes) {
    while (range.size < size) range.append(hashes[range.size] as Buffer);
    const root = range.root();
    const text = checkpointText({ origin: seal.origin, size, root });
    const note = signNote(text, { name: seal.origin, privateKey: seal.privateKey });
    await client.query('insert into audit.checkpoints (size, root, note) values ($1, $2, $3)', [size, root, note]);
  }
  for (let level = 0; hashes.length >= 256; level += 1) {
    const above: Buffer[] = [];
    for (let index = 0; (index + 1) * 256 <= hashes.length; index += 1) {
      const tile = hashes.slice(index * 256, (index + 1) * 256);
      await client.query('insert into audit.tiles values ($1, $2, $3)', [level, index, Buffer.concat(tile)]);
      above.push(rootOf(tile));
    }
    hashes = above;
  }
}
