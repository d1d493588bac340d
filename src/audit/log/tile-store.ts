import { createHash } from 'node:crypto';
import type { AppendKey } from '../../kernel/append-key.js';
import { LogError } from './errors.js';
import { HASH_BYTES, TILE_BYTES, type Tile } from './frontier.js';
import type { LeafSource } from './leaves.js';

/** Where a tile lies. */
export interface TileAt {
  readonly level: number;
  readonly index: number;
}

const READ = {
  name: 'audit-tiles',
  text: `select t.level, t.index, t.hashes from unnest($1::smallint[], $2::bigint[]) w(level, index)
    join audit.tiles t using (level, index)`,
};
const WRITE = { name: 'audit-tiles-write', text: 'select level, index from audit.store_tiles($1, $2, $3, $4)' };
const ROWS = {
  name: 'audit-tile-rows',
  text: 'select index, hashes from audit.tiles where level = $1 and index >= $2 and index < $3 order by index',
};

const keyOf = ({ level, index }: TileAt): string => `${level}/${index}`;

/**
 * Full tiles, all in one query.
 *
 * @returns a lookup that answers the 8,192 bytes of each
 * @throws LogError `tile-missing`, at the look-up
 */
export async function readTiles(source: LeafSource, wanted: readonly TileAt[]): Promise<(tile: TileAt) => Buffer> {
  const distinct = [...new Map(wanted.map((tile) => [keyOf(tile), tile])).values()];
  const { rows } =
    distinct.length === 0
      ? { rows: [] }
      : await source.query<{ level: number; index: string; hashes: Buffer }>({
          ...READ,
          values: [distinct.map(({ level }) => level), distinct.map(({ index }) => index)],
        });
  const found = new Map(rows.map(({ level, index, hashes }) => [keyOf({ level, index: Number(index) }), hashes]));
  return (tile) => found.get(keyOf(tile)) ?? missing(tile);
}

/** Full tiles of one level from one index up to another. @throws LogError `tile-missing` */
export async function readTileRun(source: LeafSource, level: number, from: number, to: number): Promise<Buffer[]> {
  if (from === to) return [];
  const { rows } = await source.query<{ index: string; hashes: Buffer }>({ ...ROWS, values: [level, from, to] });
  return Array.from({ length: to - from }, (_, i) => {
    const row = rows[i];
    return Number(row?.index) === from + i && row ? row.hashes : missing({ level, index: from + i });
  });
}

/** How many full tiles of leaves' hashes are stored, as far as the last one tells. */
export async function tilesStored(source: LeafSource): Promise<number> {
  const { rows } = await source.query<{ stored: string }>(
    'select coalesce(max(index) + 1, 0) as stored from audit.tiles where level = 0',
  );
  return Number(rows[0]?.stored ?? 0);
}

/**
 * Stores full tiles under a pass; those that are there already stay.
 *
 * @throws LogError `tile-differs` when one is there with other hashes
 */
export async function writeTiles(source: LeafSource, tiles: readonly Tile[], key: AppendKey): Promise<void> {
  if (tiles.length === 0) return;
  const hashes = tiles.map((tile) => tile.hashes);
  const digest = createHash('sha256').update(Buffer.concat(hashes)).digest();
  const { rows } = await source.query<{ level: number; index: string }>({
    ...WRITE,
    values: [tiles.map(({ level }) => level), tiles.map(({ index }) => index), hashes, key.pass(digest)],
  });
  const [other] = rows;
  if (other)
    throw new LogError('tile-differs', `tile ${other.level}/${other.index} was stored with other hashes than it has`);
}

/** A run of hashes within a tile or an edge. */
export const slice = (hashes: Buffer, offset: number, count: number): Buffer =>
  hashes.subarray(offset * HASH_BYTES, (offset + count) * HASH_BYTES);

function missing({ level, index }: TileAt): never {
  throw new LogError('tile-missing', `tile ${level}/${index} (${TILE_BYTES} bytes) is not there`);
}
