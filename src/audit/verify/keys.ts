import {
  NoteRejected,
  openNote,
  parseCheckpoint,
  parseVkey,
  type Checkpoint,
  type NoteVerifier,
} from '../../kernel/signed-note.js';
import type { Finding, FindingCode } from './findings.js';
import type { Kept } from './history.js';

const CODES: Partial<Record<string, FindingCode>> = {
  'bad-signature': 'checkpoint-signature',
  'no-known-signature': 'checkpoint-unknown-key',
  'other-origin': 'checkpoint-origin',
};

/** A change of the log's keys, as an event of the ledger records it. */
interface KeyChange {
  readonly position: number;
  readonly vkey: string;
  readonly retired: boolean;
}

/**
 * The keys whose checkpoints are relied on. It begins with one, pinned or adopted at position 0; a key that the history
 * adopts later counts from the first checkpoint on that covers its adoption and that a key from before has signed, so that
 * nobody can bring a key of his own along with a history of his own.
 */
export class LogKeys {
  readonly #keys = new Map<string, NoteVerifier>();
  #changes: KeyChange[] = [];

  /** @throws NoteRejected where a key is none */
  constructor(
    readonly origin: string,
    vkeys: readonly string[],
  ) {
    for (const vkey of vkeys) this.#keys.set(vkey, parseVkey(vkey));
  }

  get vkeys(): readonly string[] {
    return [...this.#keys.keys()];
  }

  /** Hears of an event that adopts or retires a key. */
  change(change: KeyChange): void {
    this.#changes.push(change);
  }

  /** Opens a checkpoint. @returns what it says, or what is wrong with it */
  open({ size, root, note, from }: Kept): Checkpoint | Finding {
    const at = from ?? `checkpoint of size ${size}`;
    try {
      const { text } = openNote(note, [...this.#keys.values()]);
      const checkpoint = parseCheckpoint(text, this.origin);
      this.#follow(checkpoint.size);
      const shown = [size, ...(root ? [root.toString('base64')] : [])].join(' ');
      const signed = [checkpoint.size, ...(root ? [checkpoint.root.toString('base64')] : [])].join(' ');
      if (shown === signed) return checkpoint;
      return { code: 'checkpoint-altered', at, expected: signed, found: shown };
    } catch (error) {
      if (!(error instanceof NoteRejected)) throw error;
      const code = CODES[error.code] ?? 'checkpoint-malformed';
      return { code, at, expected: `a checkpoint of ${this.origin}, signed by a key of its own`, found: error.code };
    }
  }

  #follow(size: number): void {
    for (const { vkey, retired } of this.#changes.filter(({ position }) => position < size)) {
      if (retired) this.#keys.delete(vkey);
      else this.#keys.set(vkey, parseVkey(vkey));
    }
    this.#changes = this.#changes.filter(({ position }) => position >= size);
  }
}

/**
 * The keys of a log of which one is known.
 *
 * @param vkey C2SP signed-note; its name is the log's origin
 * @throws NoteRejected where it is none
 */
export const keysPinned = (vkey: string): LogKeys => new LogKeys(parseVkey(vkey).name, [vkey]);

/** Where not even a key can be read: then no checkpoint is to be relied on. */
export const noKeys = (): LogKeys => new LogKeys('', []);
