import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeTiles } from '../src/audit/log/tile-store.js';
import { Tree } from '../src/audit/log/tree.js';
import { formatTilePlace, hashesIn, parseTilePlace } from '../src/kernel/tiles.js';
import { aStream, appending, note, openLedger, refusalOf, type OpenLedger } from './support/toy.js';

/** RFC 9162 section 2.1 as it is written, over leaves that are read behind the program's back. */
class ByDefinition {
  readonly leaves: Buffer[] = [];
  readonly #roots = new Map<string, Buffer>();

  root(from: number, to: number): Buffer {
    if (to - from === 0) return createHash('sha256').digest();
    if (to - from === 1)
      return createHash('sha256')
        .update(Buffer.of(0))
        .update(this.leaves[from] as Buffer)
        .digest();
    const key = `${from}-${to}`;
    let root = this.#roots.get(key);
    if (!root) {
      const k = from + below(to - from);
      root = createHash('sha256').update(Buffer.of(1)).update(this.root(from, k)).update(this.root(k, to)).digest();
      this.#roots.set(key, root);
    }
    return root;
  }

  path(m: number, from: number, to: number): Buffer[] {
    if (to - from === 1) return [];
    const k = from + below(to - from);
    return m < k ? [...this.path(m, from, k), this.root(k, to)] : [...this.path(m, k, to), this.root(from, k)];
  }

  proof(m: number, from: number, to: number, b = true): Buffer[] {
    if (m === to) return b ? [] : [this.root(from, to)];
    const k = from + below(to - from);
    return m <= k
      ? [...this.proof(m, from, k, b), this.root(k, to)]
      : [...this.proof(m, k, to, false), this.root(from, k)];
  }
}

/** The largest power of two below n. */
const below = (n: number): number => 2 ** (Math.ceil(Math.log2(n)) - 1);

const SIZES = [0, 1, 2, 3, 255, 256, 257, 65_536, 70_001];
const hex = (hashes: readonly Buffer[]): string[] => hashes.map((hash) => hash.toString('hex'));
/** Places that are easily got wrong: the edges of the tree, of tiles, and of the subtrees of a size. */
const placesIn = (size: number): number[] =>
  [0, 1, 2, 127, 128, 255, 256, 257, 65_535, 65_536, 65_537, 69_887, below(size), below(size) - 1, size - 2, size - 1]
    .filter((place, i, all) => Number.isInteger(place) && place >= 0 && place < size && all.indexOf(place) === i)
    .sort((a, b) => a - b);

let open: OpenLedger;
const defined = new ByDefinition();
/** Grown through the sizes and kept; each size is also taken up anew from the stored tiles. */
let tree: Tree;
beforeAll(async () => {
  open = await openLedger();
  tree = new Tree(open.pool);
});
afterAll(() => open.close());

async function growTo(size: number): Promise<void> {
  let { position } = await open.ledger.read.head();
  while (position + 1 < size) {
    const stream = aStream();
    const events = Array.from({ length: Math.min(256, size - position - 1) }, () => note(stream));
    ({ position } = await open.ledger.append(appending(events, { expected: new Map([[stream, 0]]) })));
  }
  const rows = await open.asSuperuser<{ leaf: Buffer }>(
    'select leaf from ledger.events where position >= $1 order by position',
    [defined.leaves.length],
  );
  for (const { leaf } of rows) defined.leaves.push(leaf);
}

describe.each(SIZES)('The tree over %d events', (size) => {
  /** Another process, or this one after a kill: it knows the stored tiles and the leaves behind them. */
  let anew: Tree;
  beforeAll(async () => {
    await growTo(size);
    expect(defined.leaves).toHaveLength(size);
    await tree.reach(size, (tiles) => writeTiles(open.pool, tiles, open.ledger.appendKeys.newest));
    anew = new Tree(open.pool);
    await anew.reach(size);
  }, 60_000);

  it('has the root of the definition, followed or taken up from its tiles', () => {
    expect([tree.size, anew.size]).toEqual([size, size]);
    expect(hex([tree.root(), anew.root()])).toEqual(hex([defined.root(0, size), defined.root(0, size)]));
  });

  it('knows the root that it had at any size', async () => {
    for (const each of [...placesIn(size), size]) {
      expect(hex([await anew.rootAt(each)])).toEqual(hex([defined.root(0, each)]));
    }
  });

  it('proves inclusion as the definition does', async () => {
    for (const to of placesIn(size).map((place) => place + 1)) {
      for (const index of placesIn(to)) {
        const { leaf, path } = await anew.inclusion(index, to);
        expect(hex([leaf, ...path])).toEqual(hex([defined.root(index, index + 1), ...defined.path(index, 0, to)]));
      }
    }
  });

  it('proves consistency as the definition does', async () => {
    for (const to of placesIn(size).map((place) => place + 1)) {
      for (const from of placesIn(to + 1).filter((each) => each > 0)) {
        expect(hex(await anew.consistency(from, to))).toEqual(hex(defined.proof(from, 0, to)));
      }
    }
  });

  it('has every tile of C2SP tlog-tiles, full and partial, byte for byte', async () => {
    let tiles = 0;
    for (let level = 0; hashesIn(size, level) > 0; level += 1) {
      const span = 256 ** level;
      for (let index = 0; index * 256 < hashesIn(size, level); index += 1) {
        const width = Math.min(256, hashesIn(size, level) - index * 256);
        const first = index * 256;
        const wanted = Array.from({ length: width }, (_, i) =>
          defined.root((first + i) * span, (first + i + 1) * span),
        );
        expect(Buffer.concat(wanted).equals(await anew.tile(level, index, width))).toBe(true);
        tiles += 1;
      }
    }
    const { stored } = (await open.asSuperuser<{ stored: string }>('select count(*) as stored from audit.tiles'))[0]!;
    const partial = Array.from({ length: 7 }, (_, level) => hashesIn(size, level) % 256).filter((width) => width > 0);
    expect(tiles).toBe(Number(stored) + partial.length);
  });
});

describe('The tree', () => {
  it('stores a tile once, and says so loudly where another stands in its place', async () => {
    const tile = { level: 0, index: 0, hashes: Buffer.alloc(8192) };
    expect(await refusalOf(writeTiles(open.pool, [tile], open.ledger.appendKeys.newest))).toBe('tile-differs');
    const { hashes } = (
      await open.asSuperuser<{ hashes: Buffer }>('select hashes from audit.tiles where level = 0 and index = 0')
    )[0]!;
    expect(await refusalOf(writeTiles(open.pool, [{ ...tile, hashes }], open.ledger.appendKeys.newest))).toBe('none');
  });

  it('stops before a corrupt event, and goes no further', async () => {
    await open.asSuperuser(`alter table ledger.events disable trigger all;
      update ledger.events set leaf = overlay(leaf placing 'X'::bytea from 50 for 1) where position = 69990;
      update ledger.events set leaf = leaf || ' '::bytea where position = 69999`);
    const anew = new Tree(open.pool);
    expect(await anew.reach(70_001)).toMatchObject({ code: 'corrupt', position: 69_999 });
    expect(anew.size).toBe(69_999);
  });

  it('misses a tile that was taken away', async () => {
    await open.asSuperuser(`alter table audit.tiles disable trigger all;
      delete from audit.tiles where level = 0 and index = 3`);
    expect(await refusalOf(new Tree(open.pool).reach(70_001).then(() => tree.inclusion(770, 70_001)))).toBe(
      'tile-missing',
    );
  });
});

describe('The address of a tile', () => {
  it.each([
    [{ index: 0 }, '000'],
    [{ index: 5, width: 255 }, '005.p/255'],
    [{ index: 999 }, '999'],
    [{ index: 1000 }, 'x001/000'],
    [{ index: 1_234_067 }, 'x001/x234/067'],
    [{ index: 1_234_067, width: 1 }, 'x001/x234/067.p/1'],
  ])('of %j is %s, and nothing else', (place, path) => {
    expect(formatTilePlace(place)).toBe(path);
    expect(parseTilePlace(path)).toEqual(place);
  });

  it.each([
    '',
    '0',
    '00',
    '0000',
    '1000',
    'x000/001',
    'x001',
    'x1/000',
    '000.p/0',
    '000.p/256',
    '000.p/01',
    '000.p/',
    '000/',
  ])('is not %j', (path) => {
    expect(parseTilePlace(path)).toBeUndefined();
  });
});
