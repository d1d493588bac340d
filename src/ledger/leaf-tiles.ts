import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { leafHash } from '../kernel/merkle.js';
import { TILE_WIDTH } from '../kernel/tiles.js';
import type { EventRow } from './recorded.js';
import { settleTile } from './tile-settlement.js';

/** 32 MiB of hashes: of a million events all. */
const MAX_TILES = 4096;
const HASH_BYTES = 32;
/** A tile that is not there yet comes with a checkpoint, a second later. */
const ABSENT_MS = 1000;
/** What no signed root has settled is tried again: it may have been repaired. */
const UNSETTLED_MS = 10_000;

/** The hashes of 256 leaves; `settled` where a signed root showed them to be right, which no repair changes any more. */
interface KnownTile {
  readonly hashes: Buffer;
  readonly settled: boolean;
  readonly at: number;
}

type LeafRow = Pick<EventRow, 'position' | 'leaf' | 'altered'>;

/**
 * The tiles of the tree's leaves, by which what is read is held to what was signed: an event that was edited together with its
 * leaf opens, and is yet not what was recorded.
 *
 * Where leaf and tile differ, the signed root tells which is right (decision 0013): so an edited tile spoils no sound event.
 */
class LeafTiles {
  readonly #log = new Logger('Ledger');
  readonly #tiles = new Map<number, KnownTile>();
  readonly #absent = new Map<number, number>();
  readonly #settling = new Map<number, Promise<void>>();

  constructor(private readonly pool: Pool) {}

  async mark(rows: readonly LeafRow[]): Promise<void> {
    const now = Date.now();
    const wanted = new Set<number>();
    for (const row of rows) {
      const index = indexOf(row);
      if (!this.#tiles.has(index) && (this.#absent.get(index) ?? 0) <= now) wanted.add(index);
    }
    if (wanted.size > 0) await this.#load([...wanted], now);
    let differing = rows.filter((row) => this.#differs(row));
    if (differing.length === 0) return;
    await Promise.all([...new Set(differing.map(indexOf))].map((index) => this.#settle(index)));
    differing = differing.filter((row) => this.#differs(row));
    for (const row of differing) row.altered = true;
  }

  async #load(indexes: readonly number[], now: number): Promise<void> {
    const { rows } = await this.pool.query<{ index: string; hashes: Buffer | null; last: string | null }>({
      name: 'ledger-leaf-tiles',
      text: `select w.index, t.hashes, (select max(index) from audit.tiles where level = 0) as last
        from unnest($1::bigint[]) w(index) left join audit.tiles t on t.level = 0 and t.index = w.index`,
      values: [indexes],
    });
    for (const { index, hashes, last } of rows) {
      if (hashes) this.#keep(Number(index), { hashes, settled: false, at: now });
      else if (last !== null && Number(index) < Number(last)) await this.#restore(Number(index), now);
      else this.#absent.set(Number(index), now + ABSENT_MS);
    }
    if (this.#absent.size > MAX_TILES) this.#absent.clear();
  }

  /** A tile that should be there is missing: its leaves are right if the signed root says so. */
  async #restore(index: number, now: number): Promise<void> {
    this.#log.error(`tile 0/${index} of the public log is missing (tile-missing): run verify`);
    const hashes = await settleTile(this.pool, index);
    if (hashes) this.#keep(index, { hashes, settled: true, at: now });
    else this.#absent.set(index, now + UNSETTLED_MS);
  }

  #settle(index: number): Promise<void> {
    const known = this.#tiles.get(index);
    if (!known || known.settled) return Promise.resolve();
    const settling = this.#settling.get(index) ?? this.#settleNow(index).finally(() => this.#settling.delete(index));
    this.#settling.set(index, settling);
    return settling;
  }

  async #settleNow(index: number): Promise<void> {
    const known = this.#tiles.get(index);
    if (known && known.at > Date.now()) return;
    this.#log.error(`a leaf and tile 0/${index} of the public log differ: run verify`);
    const hashes = await settleTile(this.pool, index);
    if (hashes) this.#keep(index, { hashes, settled: true, at: Date.now() });
    else if (known) this.#keep(index, { ...known, at: Date.now() + UNSETTLED_MS });
  }

  #differs(row: LeafRow): boolean {
    const tile = this.#tiles.get(indexOf(row));
    if (!tile) return false;
    const offset = (Number(row.position) % TILE_WIDTH) * HASH_BYTES;
    return !leafHash(row.leaf).equals(tile.hashes.subarray(offset, offset + HASH_BYTES));
  }

  #keep(index: number, tile: KnownTile): void {
    this.#tiles.delete(index);
    this.#tiles.set(index, tile);
    const [oldest] = this.#tiles.keys();
    if (this.#tiles.size > MAX_TILES && oldest !== undefined) this.#tiles.delete(oldest);
  }
}

const indexOf = ({ position }: LeafRow): number => Math.floor(Number(position) / TILE_WIDTH);

const known = new WeakMap<Pool, LeafTiles>();

/** Marks the rows whose leaf is not the one that the tree was built over; `openEvent` refuses them. @returns the rows */
export async function heldToTree<Row extends LeafRow>(pool: Pool, rows: readonly Row[]): Promise<readonly Row[]> {
  let tiles = known.get(pool);
  if (!tiles) known.set(pool, (tiles = new LeafTiles(pool)));
  await tiles.mark(rows);
  return rows;
}
