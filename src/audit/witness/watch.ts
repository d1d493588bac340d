import { hash } from 'node:crypto';
import path from 'node:path';
import {
  NoteRejected,
  checkpointText,
  formatVkey,
  openNote,
  parseCheckpoint,
  parseVkey,
  type Checkpoint,
} from '../../kernel/signed-note.js';
import { EMPTY_ROOT } from '../../kernel/merkle.js';
import { LogUnreadable, type LogClient } from './log-client.js';
import { keep, read } from './memory.js';
import { WitnessRefused } from './refusal.js';
import { originHash, type Witness, type Witnessed } from './witness.js';

/** What a look at a log came to. */
export interface WatchResult {
  /** `cosigned`: a newer tree, consistent with the last. `unchanged`: the last again. `empty`: it has signed nothing yet. */
  readonly outcome: 'cosigned' | 'unchanged' | 'empty';
  /** The log's name. */
  readonly origin: string;
  readonly size: number;
  /** Whether the log has taken the cosignature in; null where there was none to give. */
  readonly delivered: boolean | null;
}

const SAYS = {
  split: 'is not a continuation of',
  'rolled-back': 'is smaller than',
  unproven: 'is not shown to follow',
} as const;

/** A log shows another history than before, which no honest log does. What it signed is kept as evidence. */
export class HistoryBroken extends Error {
  override readonly name = 'HistoryBroken';

  constructor(
    /** `split`: another tree. `rolled-back`: a smaller one. `unproven`: the log gives no proof that one follows the other. */
    readonly code: keyof typeof SAYS,
    readonly origin: string,
    readonly remembered: number,
    readonly shown: number,
    /** The file with both checkpoints. */
    readonly evidence: string,
  ) {
    super(`${origin}: the tree of size ${shown} ${SAYS[code]} the one of size ${remembered} that was cosigned`);
  }
}

/** Where a witness keeps what it knows, which log it looks at, and by which keys. */
export interface Watched {
  readonly url: URL;
  readonly folder: string;
  /** The log's keys at the first look, come by on another way; empty: those that it shows then are taken on trust. */
  readonly pinned: readonly string[];
}

/**
 * Follows a log from outside through its public addresses: fetches its checkpoint, demands that the last cosigned one is
 * its beginning, cosigns it and hands the cosignature to the log.
 */
export class Watch {
  constructor(
    private readonly watched: Watched,
    private readonly log: LogClient,
    private readonly witness: Witness,
  ) {}

  /** Looks once. Throws HistoryBroken, LogUnreadable, or WitnessRefused `not-signed` where no known key signed what is shown. */
  async look(): Promise<WatchResult> {
    const served = await this.log.keys();
    const origin = await this.#origin(served);
    const known = await this.witness.newest(origin);
    const note = await this.log.checkpoint();
    if (note === undefined) return this.#nothing(origin, known);
    const shown = this.#opened(note, origin, await this.witness.trusted(origin));
    if (known?.checkpoint.size === shown.size && known.checkpoint.root.equals(shown.root)) {
      return { outcome: 'unchanged', origin, size: shown.size, delivered: null };
    }
    const line = await this.#submit(note, shown, known);
    await this.#renewKeys(note, origin, served);
    return { outcome: 'cosigned', origin, size: shown.size, delivered: await this.log.deliver(shown.size, line) };
  }

  /** The first look binds an address to a log's name: another name later would be another log in its place. */
  async #origin(served: readonly string[]): Promise<string> {
    const { url, folder, pinned } = this.watched;
    const file = path.join(folder, `${hash('sha256', url.href, 'hex')}.origin`);
    const bound = await read(file);
    const keys = pinned.length > 0 ? pinned : served;
    const origin = bound ?? namesOf(keys)[0] ?? '';
    if ([...namesOf(served), ...namesOf(pinned)].some((name) => name !== origin)) {
      throw new LogUnreadable(`${url.href} is followed as ${origin}, and shows the keys of another log`);
    }
    if (bound === undefined) await keep(file, origin);
    if ((await this.witness.trusted(origin)).length === 0) await this.witness.trust(origin, keys);
    return origin;
  }

  async #nothing(origin: string, known: Witnessed | undefined): Promise<WatchResult> {
    if (!known || known.checkpoint.size === 0) return { outcome: 'empty', origin, size: 0, delivered: null };
    const empty = { origin, size: 0, root: EMPTY_ROOT };
    throw await this.#broken('rolled-back', known, empty, `${checkpointText(empty)}(nothing is served)\n`);
  }

  #opened(note: string, origin: string, keys: readonly string[]): Checkpoint {
    try {
      const { text } = openNote(
        note,
        keys.map((vkey) => parseVkey(vkey)),
      );
      return parseCheckpoint(text, origin);
    } catch (error) {
      if (!(error instanceof NoteRejected)) throw error;
      throw new WitnessRefused(
        'not-signed',
        `${origin} shows a checkpoint that none of its known keys signed: ${error.code}`,
      );
    }
  }

  async #submit(note: string, shown: Checkpoint, known: Witnessed | undefined): Promise<string> {
    const old = known?.checkpoint.size ?? 0;
    if (known && shown.size < old) throw await this.#broken('rolled-back', known, shown, note);
    const proof = old > 0 && shown.size > old ? await this.log.consistency(old, shown.size) : [];
    if (known && !proof) throw await this.#broken('unproven', known, shown, note);
    try {
      return await this.witness.submit({ old, proof: proof ?? [], note });
    } catch (error) {
      const split = error instanceof WitnessRefused && error.code === 'inconsistent';
      throw split && known ? await this.#broken('split', known, shown, note) : error;
    }
  }

  /**
   * A new key is believed where a known one signed the same checkpoint, and an old one forgotten where the log shows it no
   * more: so a log can change its key under its witnesses, and nobody else can.
   */
  async #renewKeys(note: string, origin: string, served: readonly string[]): Promise<void> {
    const known = await this.witness.trusted(origin);
    if (known.length === served.length && served.every((vkey) => known.includes(vkey))) return;
    const { signedBy } = openNote(
      note,
      [...new Set([...known, ...served])].map((vkey) => parseVkey(vkey)),
    );
    const signers = signedBy.map((key) => formatVkey(key));
    if (served.every((vkey) => signers.includes(vkey))) await this.witness.trust(origin, served);
  }

  async #broken(
    code: HistoryBroken['code'],
    known: Witnessed,
    shown: Checkpoint,
    note: string,
  ): Promise<HistoryBroken> {
    const { origin, size } = known.checkpoint;
    // Named after what was shown, so that another break of the same sizes leaves this one's evidence alone.
    const name = `${code}-${size}-${shown.size}-${hash('sha256', note, 'hex').slice(0, 16)}.txt`;
    const file = path.join(this.watched.folder, originHash(origin), name);
    await keep(file, `${known.note}\n${note}`);
    return new HistoryBroken(code, origin, size, shown.size, file);
  }
}

const namesOf = (vkeys: readonly string[]): readonly string[] => vkeys.map((vkey) => parseVkey(vkey).name);
