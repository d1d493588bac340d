import { describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { batchLoader } from './batch-loader.js';

const pool = {} as Pool;

/** A look-up that gives back each key, and the statements that it came to. */
function echoing(fails: (keys: readonly string[]) => boolean = () => false) {
  const statements: (readonly string[])[] = [];
  const find = batchLoader((_, keys) => {
    statements.push(keys);
    return fails(keys) ? Promise.reject(new Error('away')) : Promise.resolve(new Map(keys.map((key) => [key, key])));
  });
  return { statements, find };
}

describe('look-ups that are asked for together', () => {
  it('are one statement, with each key once', async () => {
    const { statements, find } = echoing();
    const found = await Promise.all([find(pool, ['a', 'b']), find(pool, ['b']), find(pool, ['c'])]);
    expect(found.map((each, i) => each.get(['a', 'b', 'c'][i] ?? ''))).toEqual(['a', 'b', 'c']);
    expect(statements).toEqual([['a', 'b', 'c']]);
  });

  it('are looked up anew once the statement is on its way', async () => {
    const { statements, find } = echoing();
    const first = find(pool, ['a']);
    await new Promise(setImmediate);
    await Promise.all([first, find(pool, ['a'])]);
    expect(statements).toEqual([['a'], ['a']]);
  });

  it('are told apart by the pool they are asked of', async () => {
    const { statements, find } = echoing();
    await Promise.all([find(pool, ['a']), find({} as Pool, ['b'])]);
    expect(statements).toEqual([['a'], ['b']]);
  });

  it('share no more than so many keys, and all keys of one caller stay together', async () => {
    const { statements, find } = echoing();
    const keys = (from: number, count: number) => Array.from({ length: count }, (_, i) => `k${from + i}`);
    await Promise.all([find(pool, keys(0, 100)), find(pool, keys(100, 100)), find(pool, keys(200, 300))]);
    expect(statements.map(({ length }) => length)).toEqual([100, 100, 300]);
  });

  it('fail together, and only those', async () => {
    const { find } = echoing((keys) => keys.includes('x'));
    const [good, bad] = [find(pool, ['a']), find(pool, ['x'])];
    await expect(good).rejects.toThrow('away');
    await expect(bad).rejects.toThrow('away');
    expect((await find(pool, ['a'])).get('a')).toBe('a');
  });
});
