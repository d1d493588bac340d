import {
  NoteRejected,
  openNote,
  parseCheckpoint,
  parseVkey,
  type Checkpoint,
  type NoteVerifier,
} from '../../kernel/signed-note.js';
import type { Finding, FindingCode } from './findings.js';
import type { KeptCheckpoint } from './history.js';

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

/** A key that the history names as one of the log's, and for which sizes. */
interface NamedKey {
  readonly verifier: NoteVerifier;
  /** The position of the event that adopted it, and of the one that retired it. */
  readonly adopted: number;
  readonly retired: number;
}

/** What a checkpoint says; `vouched`: whether a key signed it that is relied on, and not only one that the history names. */
export type OpenedCheckpoint = Checkpoint & { readonly vouched: boolean };

/**
 * The keys whose checkpoints are relied on. It begins with some, pinned or the history's own; a key that the history
 * adopts later counts from the first checkpoint on that covers its adoption and that a key from before has signed, so that
 * nobody can bring a key of his own along with a history of his own.
 *
 * Who pins the key of today reads checkpoints that keys before it signed: those count once a checkpoint follows that a
 * key which is relied on signed over the events that name them. Until then they are not vouched for.
 */
export class LogKeys {
  readonly #keys = new Map<string, NoteVerifier>();
  readonly #named = new Map<string, NamedKey>();
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

  /** Hears of an event that adopts or retires a key. One that is no key, as only a forged event has it, is passed over. */
  change(change: KeyChange): void {
    const { vkey, position, retired } = change;
    const verifier = verifierOf(vkey);
    if (!verifier) return;
    this.#changes.push(change);
    const named = this.#named.get(vkey);
    if (!retired) this.#named.set(vkey, { verifier, adopted: named?.adopted ?? position, retired: Infinity });
    else if (named) this.#named.set(vkey, { ...named, retired: position });
  }

  /** Opens a checkpoint. @returns what it says, or what is wrong with it */
  open(kept: KeptCheckpoint): OpenedCheckpoint | Finding {
    const { size, root, note, from } = kept;
    const at = from ?? `checkpoint of size ${size}`;
    try {
      const { text, vouched } = this.#read(note, size);
      const checkpoint = parseCheckpoint(text, this.origin);
      if (vouched) this.#follow(checkpoint.size);
      const shown = [size, ...(root ? [root.toString('base64')] : [])].join(' ');
      const signed = [checkpoint.size, ...(root ? [checkpoint.root.toString('base64')] : [])].join(' ');
      if (shown === signed) return { ...checkpoint, vouched };
      return { code: 'checkpoint-altered', at, expected: signed, found: shown };
    } catch (error) {
      if (!(error instanceof NoteRejected)) throw error;
      return this.rejected(kept, error.code);
    }
  }

  /** What is found of a checkpoint that is not relied on. */
  rejected({ size, note, from, own = false }: KeptCheckpoint, reason: NoteRejected['code']): Finding {
    const at = from ?? `checkpoint of size ${size}`;
    const expected = `a checkpoint of ${this.origin}, signed by a key of its own`;
    // It was kept as this log's: that its keys are not the log's now is no fault of the checkpoint.
    if (own && (reason === 'no-known-signature' || reason === 'other-origin'))
      return { code: 'split-history', at, expected, found: `one of ${note.split('\n', 1)[0]} by another key` };
    return { code: CODES[reason] ?? 'checkpoint-malformed', at, expected, found: reason };
  }

  #read(note: string, size: number): { text: string; vouched: boolean } {
    try {
      return { text: openNote(note, [...this.#keys.values()]).text, vouched: true };
    } catch (error) {
      if (!(error instanceof NoteRejected) || error.code !== 'no-known-signature') throw error;
      const named = [...this.#named.values()].filter(({ adopted, retired }) => adopted < size && size <= retired);
      const verifiers = named.map(({ verifier }) => verifier);
      return { text: openNote(note, verifiers).text, vouched: false };
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

function verifierOf(vkey: string): NoteVerifier | undefined {
  try {
    return parseVkey(vkey);
  } catch (error) {
    if (error instanceof NoteRejected) return undefined;
    throw error;
  }
}

/**
 * The keys of a log of which one is known.
 *
 * @param vkey C2SP signed-note; its name is the log's origin
 * @throws NoteRejected where it is none
 */
export const pinnedKeys = (vkey: string): LogKeys => new LogKeys(parseVkey(vkey).name, [vkey]);

/** Where not even a key can be read: then no checkpoint is to be relied on. */
export const noKeys = (): LogKeys => new LogKeys('', []);
