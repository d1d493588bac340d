import { CheckpointFile, sizeIn } from './log/remembered.js';
import type { KeptCheckpoint } from './verify/history.js';
import { signedBy } from './witness/cosignature-check.js';
import type { KnownWitness } from './witness/known-witnesses.js';
import { WitnessClient } from './witness/witness-client.js';

/** Who remembers checkpoints of a log outside its database. */
export interface Memories {
  /** Files in which the ledger's own servers remember the newest one. */
  readonly files: readonly string[];
  readonly witnesses: readonly KnownWitness[];
}

/** What they remember, and who could not be asked, with the reason. */
export interface KeptElsewhere {
  readonly kept: readonly KeptCheckpoint[];
  readonly unasked: readonly string[];
}

/** Asks every file, and every witness that has an address, for the newest checkpoint of a log. */
export async function keptElsewhere({ files, witnesses }: Memories, origin: string): Promise<KeptElsewhere> {
  const asked = [...files.map(inFile), ...witnesses.map((witness) => ofWitness(witness, origin))];
  const answers = await Promise.all(asked);
  return {
    kept: answers.flatMap((answer) => (typeof answer === 'object' ? answer : [])),
    unasked: answers.flatMap((answer) => (typeof answer === 'string' ? answer : [])),
  };
}

async function inFile(file: string): Promise<KeptCheckpoint | string | undefined> {
  try {
    const note = await new CheckpointFile(file).newest();
    return note === undefined ? undefined : { size: sizeIn(note), note, from: file, own: true };
  } catch (error) {
    return `${file} cannot be read: ${(error as Error).message}`;
  }
}

async function ofWitness(
  { key, url, monitoringUrl }: KnownWitness,
  origin: string,
): Promise<KeptCheckpoint | string | undefined> {
  if (!url) return undefined;
  try {
    const note = await new WitnessClient(url, () => Promise.resolve(origin), monitoringUrl).newest();
    if (note === undefined) return undefined;
    // What answers at a witness's address may be anything; what the witness signed is its word.
    if (!signedBy(note, key)) return `${key.name} shows a checkpoint that it has not signed`;
    return { size: sizeIn(note), note, from: key.name, own: true };
  } catch (error) {
    return `${key.name} could not be asked: ${(error as Error).message}`;
  }
}
