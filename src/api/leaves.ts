import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { poolOf } from '../database/data-source.js';

/** How many entries a full bundle holds (C2SP tlog-tiles). */
const WIDTH = 256;

/** Entry bundles of the public log (C2SP tlog-tiles, "Log entries"): all that a stranger sees of every event. */
@Injectable()
export class Leaves {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * @param n the bundle's index
   * @param width how many entries: 1 to 255 of a partial bundle, 256 of a full one
   * @returns each leaf after its length in two bytes, big-endian; undefined while the log is not that long
   */
  async bundle(n: number, width = WIDTH): Promise<Buffer | undefined> {
    const { rows } = await poolOf(this.dataSource).query<{ leaf: Buffer }>({
      name: 'api-entry-bundle',
      text: 'select leaf from ledger.events where position >= $1 and position < $2 order by position',
      values: [n * WIDTH, n * WIDTH + width],
    });
    if (rows.length < width) return undefined;
    return Buffer.concat(rows.flatMap(({ leaf }) => [Buffer.of(leaf.length >> 8, leaf.length & 0xff), leaf]));
  }
}

/**
 * Reads a bundle's place: the index in groups of three digits, all but the last behind an `x`, then `.p/<width>` of a
 * partial one: `x001/x234/067` is 1,234,067; `000.p/5` the first five entries. Anything else is undefined: one bundle
 * has one address.
 */
export function bundlePlace(path: string): { readonly n: number; readonly width?: number } | undefined {
  const [, groups, width] = /^((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path) ?? [];
  // Five groups lie within 2^53; a leading group of zeros would be a second name for the same bundle.
  if (groups === undefined || groups.length > 24 || groups.startsWith('x000/')) return undefined;
  if (Number(width ?? 1) >= WIDTH) return undefined;
  const n = Number(groups.replace(/[x/]/g, ''));
  if (n * WIDTH > Number.MAX_SAFE_INTEGER - WIDTH) return undefined;
  return width === undefined ? { n } : { n, width: Number(width) };
}
