import { hash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { cosign } from '../../kernel/cosignature.js';
import { EMPTY_ROOT, verifyConsistency } from '../../kernel/merkle.js';
import {
  NoteRejected,
  formatVkey,
  openNote,
  parseCheckpoint,
  parseVkey,
  splitNote,
  type Checkpoint,
  type NoteVerifier,
} from '../../kernel/signed-note.js';
import { makeSigningKey, type SigningKey } from '../log/signing-key.js';
import { WitnessRefused } from './refusal.js';
import { keep, read } from './memory.js';
import type { Submission } from './submission.js';

/** The name under which a witness keeps and serves what it knows of a log (C2SP tlog-witness, "Monitor Retrieval"). */
export const originHash = (origin: string): string => hash('sha256', origin, 'hex');

/** What a witness holds of a log. */
export interface Witnessed {
  /** The newest checkpoint that it cosigned, with the cosignature. */
  readonly note: string;
  readonly checkpoint: Checkpoint;
}

/**
 * Remembers the newest checkpoint of each log that it knows, and cosigns a newer one only where the remembered tree is
 * its beginning: so nobody can be shown one history and somebody else another, nor an old state again, unnoticed.
 *
 * All it knows lies in a folder of its own, which must not be on the log's machine: who can rewrite both can rewrite history.
 */
export class Witness {
  /** One submission at a time: two that both rest on the same old size must not both be cosigned. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly name: string,
    private readonly folder: string,
    private readonly key: SigningKey,
  ) {}

  /** Opens a witness's folder; the first time makes it, with a key of its own. */
  static async open(folder: string, name: string): Promise<Witness> {
    await mkdir(folder, { recursive: true });
    return new Witness(name, folder, await makeSigningKey(path.join(folder, 'witness-key.pem')));
  }

  /** What logs and readers are given to know this witness's cosignatures by: a `vkey` of type 0x04. */
  get vkey(): string {
    return formatVkey({ name: this.name, publicKey: this.key.publicKey }, 'cosignature');
  }

  /** Knows a log by keys from now on; those that it was known by before are forgotten. */
  async trust(origin: string, vkeys: readonly string[]): Promise<void> {
    for (const vkey of vkeys) parseVkey(vkey);
    await mkdir(this.#folderOf(origin), { recursive: true });
    await keep(this.#file(origin, 'log.vkey'), vkeys.map((vkey) => `${vkey}\n`).join(''));
  }

  /** @returns the keys that a log is known by; none where it is not known */
  async trusted(origin: string): Promise<readonly string[]> {
    return ((await read(this.#file(origin, 'log.vkey'))) ?? '').split('\n').filter(Boolean);
  }

  /** @returns what was cosigned last of a log; undefined where nothing was */
  async newest(origin: string): Promise<Witnessed | undefined> {
    const note = await read(this.#file(origin, 'checkpoint'));
    return note === undefined ? undefined : { note, checkpoint: parseCheckpoint(splitNote(note).text, origin) };
  }

  /** @returns the newest cosigned checkpoint of the log whose `originHash` this is */
  async served(hashed: string): Promise<string | undefined> {
    return /^[0-9a-f]{64}$/.test(hashed) ? read(path.join(this.folder, hashed, 'checkpoint')) : undefined;
  }

  /**
   * Cosigns a checkpoint, and remembers it before saying so (C2SP tlog-witness, "add-checkpoint").
   *
   * @returns the cosignature: a signature line with its newline
   * @throws WitnessRefused
   */
  submit(submission: Submission): Promise<string> {
    const answer = this.#turn.then(() => this.#submit(submission));
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  async #submit({ old, proof, note }: Submission): Promise<string> {
    const { origin, ...shown } = await this.#opened(note);
    if (old > shown.size) throw new WitnessRefused('malformed', 'the old size is larger than the checkpoint');
    const known = (await this.newest(origin))?.checkpoint;
    const size = known?.size ?? 0;
    if (old !== size) throw new WitnessRefused('other-size', `the newest cosigned checkpoint has size ${size}`, size);
    if (!isLater(known, { ...shown, proof })) {
      throw new WitnessRefused('inconsistent', `the tree of size ${size} is not the beginning of this one`);
    }
    const { text } = splitNote(note);
    const line = cosign(text, { name: this.name, privateKey: this.key.privateKey }, Math.floor(Date.now() / 1000));
    await keep(this.#file(origin, 'checkpoint'), note + line);
    return line;
  }

  async #opened(note: string): Promise<Checkpoint> {
    const origin = note.slice(0, Math.max(0, note.indexOf('\n')));
    const keys = await this.trusted(origin);
    if (keys.length === 0) throw new WitnessRefused('unknown-log', 'this witness does not follow this log');
    try {
      const { text } = openNote(
        note,
        keys.map((vkey): NoteVerifier => parseVkey(vkey)),
      );
      return parseCheckpoint(text, origin);
    } catch (error) {
      if (!(error instanceof NoteRejected)) throw error;
      const unsigned = error.code === 'bad-signature' || error.code === 'no-known-signature';
      throw new WitnessRefused(unsigned ? 'not-signed' : 'malformed', error.message);
    }
  }

  #folderOf(origin: string): string {
    return path.join(this.folder, originHash(origin));
  }

  #file(origin: string, name: string): string {
    return path.join(this.#folderOf(origin), name);
  }
}

type LaterCheckpoint = Omit<Checkpoint, 'origin'> & Pick<Submission, 'proof'>;

/** The empty tree is the beginning of every other, so nothing is to be shown then, and a proof would say nothing. */
function isLater(known: Checkpoint | undefined, { size, root, proof }: LaterCheckpoint): boolean {
  if (size === 0 && !root.equals(EMPTY_ROOT)) return false;
  if (!known || known.size === 0) return proof.length === 0;
  return verifyConsistency({ from: known.size, to: size, fromRoot: known.root, toRoot: root, proof });
}
