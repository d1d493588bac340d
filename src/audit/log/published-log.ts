import type { Pool } from 'pg';
import type { Ledger } from '../../ledger/ledger.js';
import { hashesIn, TILE_WIDTH, TOP_LEVEL, type TilePlace } from '../../kernel/tiles.js';
import { checkpointAt, isSignedBy, newestCheckpoint, type StoredCheckpoint } from './checkpoint-store.js';
import { LogError } from './errors.js';
import { cosignedBy } from '../witness/cosignature-check.js';
import type { KnownWitness } from '../witness/known-witnesses.js';
import { leavesIn, readEntries } from './leaves.js';
import { readIdentity } from './log-keys.js';
import { Tree } from './tree.js';

/** That an event stands in the tree of a size. */
export interface InclusionProof {
  readonly index: number;
  readonly size: number;
  readonly leaf: Buffer;
  readonly path: readonly Buffer[];
}

/**
 * What the log shows to everybody: only what a checkpoint covers, and a checkpoint only where it is that of the events
 * which stand here. A log that was rolled back goes on showing what is whole.
 */
export class PublishedLog {
  readonly #tree: Tree;
  /** The checkpoint that was last found to be of this tree. */
  #sound: StoredCheckpoint | undefined;

  /** @param witnesses whose cosignatures are shown */
  constructor(
    private readonly pool: Pool,
    private readonly ledger: Ledger,
    private readonly witnesses: readonly KnownWitness[] = [],
  ) {
    this.#tree = new Tree(pool);
  }

  /**
   * The newest checkpoint; undefined before the first.
   *
   * @throws LogError `rolled-back` or `forked` where it is not of the events that stand here
   */
  async newest(): Promise<StoredCheckpoint | undefined> {
    const newest = await this.newestSigned();
    if (newest && newest.note !== this.#sound?.note) await this.#check(newest);
    return newest;
  }

  /** The newest checkpoint that this log signed, whether or not it is of the events that stand here. */
  async newestSigned(): Promise<StoredCheckpoint | undefined> {
    const isOurs = async (stored: StoredCheckpoint): Promise<boolean> => {
      if (stored.note === this.#sound?.note && stored.size === this.#sound.size) return true;
      const identity = await readIdentity(this.ledger);
      return identity !== undefined && isSignedBy(identity, stored);
    };
    return (await newestCheckpoint(this.pool, isOurs)).newest;
  }

  async #check(checkpoint: StoredCheckpoint): Promise<void> {
    const { size, root } = checkpoint;
    if (size > (await this.ledger.read.head()).position + 1)
      throw new LogError('rolled-back', `the newest checkpoint covers ${size} events, and the ledger has fewer`);
    const stop = await this.#tree.reach(size);
    if (stop) throw stop;
    if (!(await this.#tree.rootAt(size)).equals(root))
      throw new LogError('forked', `checkpoint ${size} is not that of the events that stand here`);
    this.#sound = checkpoint;
  }

  /** A checkpoint as it is shown: with what the known witnesses have signed under it (C2SP tlog-cosignature). */
  cosigned({ note, cosignatures }: Pick<StoredCheckpoint, 'note' | 'cosignatures'>): string {
    return cosignedBy(note, cosignatures, this.witnesses).cosigned;
  }

  /** The checkpoint of a size, where one was made. */
  at(size: number): Promise<StoredCheckpoint | undefined> {
    return checkpointAt(this.pool, size);
  }

  /** The hashes of a tile, as far as the newest checkpoint covers them; undefined beyond it. */
  async tile(level: number, { index, width = TILE_WIDTH }: TilePlace): Promise<Buffer | undefined> {
    if (level > TOP_LEVEL) return undefined;
    const newest = await this.newest();
    if (!newest || index * TILE_WIDTH + width > hashesIn(newest.size, level)) return undefined;
    return this.#tree.tile(level, index, width);
  }

  /** A bundle of entries, as far as the newest checkpoint covers them; undefined beyond it. */
  async entries({ index, width = TILE_WIDTH }: TilePlace): Promise<Buffer | undefined> {
    const newest = await this.newest();
    const first = index * TILE_WIDTH;
    if (!newest || first + width > newest.size) return undefined;
    return readEntries(this.pool, first, first + width);
  }

  /** @param index below `size`, and `size` not above the newest checkpoint's */
  async inclusion(index: number, size: number): Promise<InclusionProof> {
    return { index, size, ...(await this.#tree.inclusion(index, size)) };
  }

  /** The ways from several leaves to the root of the tree of a size, which a checkpoint covers. */
  inclusions(indices: readonly number[], size: number): Promise<Buffer[][]> {
    return this.#tree.inclusions(indices, size);
  }

  /** The roots of the full subtrees of the first leaves, and the leaves from there up to a size that a checkpoint covers. */
  async later(from: number, size: number): Promise<{ readonly before: Buffer[]; readonly leaves: Buffer[] }> {
    const entries = await readEntries(this.pool, from, size);
    if (!entries) throw new RangeError(`entries are missing between ${from} and ${size - 1}`);
    return { before: await this.#tree.subtreeRoots(from), leaves: leavesIn(entries) };
  }

  /** @param from at least 1, `to` at least `from` and not above the newest checkpoint's size */
  consistency(from: number, to: number): Promise<Buffer[]> {
    return this.#tree.consistency(from, to);
  }

  /** The keys in force, and those that were retired, C2SP signed-note `vkey`s, oldest first; none before the log is founded. */
  async vkeys(): Promise<{ readonly inForce: readonly string[]; readonly retired: readonly string[] }> {
    const { keys } = (await readIdentity(this.ledger)) ?? { keys: [] };
    const vkeys = (retired: boolean) =>
      keys.filter((key) => (key.retired !== undefined) === retired).map(({ vkey }) => vkey);
    return { inForce: vkeys(false), retired: vkeys(true) };
  }
}
