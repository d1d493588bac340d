import type { Pool } from 'pg';
import { pack, type Pack } from 'tar-stream';
import { leafHash, rootOf } from '../../kernel/merkle.js';
import { formatTilePlace, TILE_WIDTH } from '../../kernel/tiles.js';
import { isStaff, type Reader } from '../../projections/engine/view.js';
import { leavesIn, readEntries } from '../log/leaves.js';
import { tileName } from '../verify/tile-check.js';
import { FORMAT, lineOf, NAMES, type About } from './format.js';
import { openedFor } from './opening.js';
import { erasuresBelow, notesBetween, openable, openStreams } from './reading.js';
import { readmeOf } from './readme.js';

export interface ArchiveSource {
  readonly origin: string;
  readonly vkeys: readonly string[];
  /** The newest checkpoint: the archive ends where it does. */
  readonly checkpoint: { readonly size: number; readonly note: string };
  readonly reader: Reader;
  /** One claim; undefined: all that the reader may see. */
  readonly claim?: string;
  /** Told how many events have been written. */
  readonly progress?: (events: number) => void;
  /** Told how many milliseconds a piece took to make, without what its reader took to take it; waited for before the next. */
  readonly pace?: (milliseconds: number) => Promise<void>;
}

/** An archive holds no times of its own, so that the same history gives the same bytes. */
const EPOCH = new Date(0);

/**
 * Writes an archive as a tar, at the pace of whoever reads it, in memory that does not grow with it.
 *
 * @returns the tar's bytes; it fails with CorruptEvent where an event is not what its leaf commits to
 */
export function archiveOf(pool: Pool, archived: ArchiveSource): Pack {
  const tar = pack();
  new Archive(pool, archived, tar).write().then(
    () => tar.finalize(),
    (error: Error) => tar.destroy(error),
  );
  return tar;
}

class Archive {
  /** The hashes of the tile that fills, for each level from 1, and how many are full. */
  readonly #levels: { full: number; filling: Buffer[] }[] = [];
  /** Milliseconds for which it was waited until somebody took what was written. */
  #waited = 0;

  constructor(
    private readonly pool: Pool,
    private readonly archived: ArchiveSource,
    private readonly tar: Pack,
  ) {}

  async write(): Promise<void> {
    const { checkpoint, vkeys, origin, reader, claim } = this.archived;
    const { size } = checkpoint;
    const complete = claim === undefined && isStaff(reader);
    const scope = claim !== undefined ? 'claim' : complete ? 'all' : 'public';
    const about: About = { format: FORMAT, origin, size, scope, complete };
    await this.#add(NAMES.readme, readmeOf(about));
    await this.#add(NAMES.about, `${JSON.stringify(about, null, 2)}\n`);
    await this.#add(NAMES.key, vkeys.map((vkey) => `${vkey}\n`).join(''));
    await this.#add(NAMES.checkpoint, checkpoint.note);
    await this.#add(NAMES.erasures, (await erasuresBelow(this.pool, size)).map(lineOf).join(''));
    if (!complete) await this.#streams();
    for (let from = 0; from < size; from += TILE_WIDTH) {
      const began = performance.now() - this.#waited;
      await this.#piece(from, Math.min(from + TILE_WIDTH, size));
      this.archived.progress?.(Math.min(from + TILE_WIDTH, size));
      await this.archived.pace?.(performance.now() - this.#waited - began);
    }
    await this.#partial();
  }

  async #streams(): Promise<void> {
    let index = 0;
    for await (const lines of openStreams(this.pool, this.archived.checkpoint.size, this.archived.claim)) {
      await this.#add(`streams/${formatTilePlace({ index })}.ndjson`, lines.map(lineOf).join(''));
      index += 1;
    }
  }

  async #piece(from: number, to: number): Promise<void> {
    const index = from / TILE_WIDTH;
    const entries = await readEntries(this.pool, from, to);
    if (!entries) throw new Error(`events are missing between ${from} and ${to - 1}`);
    const hashes = leavesIn(entries).map(leafHash);
    await this.#add(tileName(0, index, to - from), Buffer.concat(hashes));
    for (const { size, note } of await notesBetween(this.pool, from === 0 ? -1 : from, to))
      await this.#add(`checkpoints/${size}`, note);
    await this.#add(tileName('entries', index, to - from), entries);
    await this.#parts(from, to);
    if (hashes.length === TILE_WIDTH) await this.#fill(1, rootOf(hashes));
  }

  async #parts(from: number, to: number): Promise<void> {
    const { reader, claim, checkpoint } = this.archived;
    const streams = claim === undefined ? null : ['ledger', `claim-${claim}`];
    const rows = await openable(this.pool, from, to, streams);
    const lines = rows.flatMap((row) => openedFor(row, reader, checkpoint.size) ?? []);
    if (lines.length === 0) return;
    await this.#add(`parts/${formatTilePlace({ index: from / TILE_WIDTH })}.ndjson`, lines.map(lineOf).join(''));
  }

  async #fill(level: number, hash: Buffer): Promise<void> {
    const at = (this.#levels[level] ??= { full: 0, filling: [] });
    at.filling.push(hash);
    if (at.filling.length < TILE_WIDTH) return;
    await this.#add(tileName(level, at.full), Buffer.concat(at.filling));
    this.#levels[level] = { full: at.full + 1, filling: [] };
    await this.#fill(level + 1, rootOf(at.filling));
  }

  async #partial(): Promise<void> {
    for (const [level, at] of this.#levels.entries()) {
      if (at && at.filling.length > 0)
        await this.#add(tileName(level, at.full, at.filling.length), Buffer.concat(at.filling));
    }
  }

  /** Waits until it is taken: a slow reader must not fill the memory. */
  async #add(name: string, content: string | Buffer): Promise<void> {
    const began = performance.now();
    await new Promise<void>((resolve, reject) => {
      this.tar.entry(
        { name, mtime: EPOCH, mode: 0o644 },
        typeof content === 'string' ? Buffer.from(content) : content,
        (error) => (error ? reject(error) : resolve()),
      );
    });
    this.#waited += performance.now() - began;
  }
}
