import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { poolOf } from '../../database/data-source.js';
import { LedgerError } from '../../ledger/errors.js';
import { Ledger } from '../../ledger/ledger.js';
import { claimProjection } from '../../projections/claims/claim.projection.js';
import { Projections } from '../../projections/projections.js';
import { isStaff, type Reader } from '../../projections/engine/view.js';
import { inForce, readIdentity } from '../log/log-keys.js';
import { PublishedLog } from '../log/published-log.js';
import { archiveOf } from './write.js';

/** What an archive covers, and its bytes. */
export interface Export {
  readonly size: number;
  readonly tar: Readable;
}

/** Beside what an archive covers. */
export interface ExportOptions {
  /** Told how many events have been written. */
  readonly progress?: (events: number) => void;
  /** The address of a stranger, who has one archive at a time. */
  readonly network?: string;
  /** Told how many milliseconds each piece took to make, and waited for before the next. */
  readonly pace?: (milliseconds: number) => Promise<void>;
}

/** Archives that one process writes at once: each keeps the database and a core busy. Strangers must leave room for staff. */
const MAX_EXPORTS = { strangers: 2, staff: 4 } as const;
/** A reader who takes no 256 events in this time takes the place of others. */
const STALLED_MS = 60_000;
/** How long an export waits for the rows that say what is public. */
const TIMEOUT_MS = 10_000;

/** Writes archives of the ledger for whoever asks, each with what that reader may open. */
@Injectable()
export class Exports {
  #running = 0;
  /** Addresses of strangers for whom one is being written. */
  readonly #networks = new Set<string>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: Ledger,
    private readonly published: PublishedLog,
    private readonly projections: Projections,
  ) {}

  /**
   * Begins an archive that ends where the newest checkpoint does.
   *
   * @param claim one claim, which the reader must be known to be allowed to see; undefined: all that the reader may see
   * @returns undefined before the first checkpoint
   * @throws LedgerError `busy` while two (for staff four; for a stranger's address one) are being written, or while what is public is not known up to the checkpoint
   */
  async begin(reader: Reader, claim?: string, options: ExportOptions = {}): Promise<Export | undefined> {
    const { progress, network, pace } = options;
    const checkpoint = await this.published.newest();
    const identity = await readIdentity(this.ledger);
    if (!checkpoint || !identity) return undefined;
    const { size } = checkpoint;
    const note = this.published.cosigned(checkpoint);
    // What an event published or withheld must be known before anybody is shown what the event before it made public.
    if (!(await this.projections.engine.waitForPosition([claimProjection], size - 1, TIMEOUT_MS)))
      throw new LedgerError('busy', 'the views have not caught up with the newest checkpoint');
    const most = isStaff(reader) ? MAX_EXPORTS.staff : MAX_EXPORTS.strangers;
    if (this.#running >= most) throw new LedgerError('busy', `${most} archives are being written`);
    if (network !== undefined && this.#networks.has(network))
      throw new LedgerError('busy', 'an archive is being written for this address');
    this.#running += 1;
    if (network !== undefined) this.#networks.add(network);
    const stalled = setTimeout(() => tar.destroy(new Error('nobody reads this archive any more')), STALLED_MS).unref();
    const tar = archiveOf(poolOf(this.dataSource), {
      origin: identity.origin,
      vkeys: inForce(identity).map(({ vkey }) => vkey),
      checkpoint: { size, note },
      reader,
      ...(claim === undefined ? {} : { claim }),
      progress: (events) => {
        stalled.refresh();
        progress?.(events);
      },
      pace: async (milliseconds) => {
        await pace?.(milliseconds);
        stalled.refresh();
      },
    });
    tar.once('close', () => {
      clearTimeout(stalled);
      this.#running -= 1;
      if (network !== undefined) this.#networks.delete(network);
    });
    return { size, tar: Readable.from(tar, { objectMode: false }) };
  }
}
