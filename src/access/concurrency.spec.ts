import { describe, expect, it } from '@jest/globals';
import { ConcurrencyLimit } from './concurrency.js';
import { TooManyRequests } from './counters.js';

const HERE = new AbortController().signal;
const limit = (bound: Partial<ConstructorParameters<typeof ConcurrencyLimit>[0]> = {}) =>
  new ConcurrencyLimit({ most: 2, waiting: 3, waitMs: 60_000, ...bound });
/** Whether somebody is in already; asked once all that is to happen by itself has happened. */
const isIn = (entering: Promise<unknown>): Promise<boolean> =>
  Promise.race([entering.then(() => true), new Promise<boolean>((resolve) => setImmediate(() => resolve(false)))]);

describe('So many at once', () => {
  it('are let in, and others in the order in which they came', async () => {
    const places = limit();
    const leave = [await places.enter('a', HERE), await places.enter('a', HERE)];
    const [third, fourth] = [places.enter('a', HERE), places.enter('a', HERE)];
    expect([await isIn(third), await isIn(fourth)]).toEqual([false, false]);
    leave[0]?.();
    expect([await isIn(third), await isIn(fourth)]).toEqual([true, false]);
    // Nobody who comes now goes before who waits.
    const fifth = places.enter('a', HERE);
    leave[1]?.();
    expect([await isIn(fourth), await isIn(fifth)]).toEqual([true, false]);
  });

  it('are counted for each key by itself', async () => {
    const places = limit({ most: 1 });
    await places.enter('a', HERE);
    expect(await isIn(places.enter('b', HERE))).toBe(true);
  });

  it('leave once, however often they say so', async () => {
    const places = limit({ most: 1 });
    const leave = await places.enter('a', HERE);
    leave();
    leave();
    await places.enter('a', HERE);
    expect(await isIn(places.enter('a', HERE))).toBe(false);
  });

  it('wait in a line that has an end', async () => {
    const places = limit({ most: 1, waiting: 2 });
    await places.enter('a', HERE);
    const waiting = [places.enter('a', HERE), places.enter('a', HERE)];
    await expect(places.enter('a', HERE)).rejects.toBeInstanceOf(TooManyRequests);
    expect(await Promise.all(waiting.map(isIn))).toEqual([false, false]);
  });

  it('do not wait for ever', async () => {
    const places = limit({ most: 1, waitMs: 1 });
    const leave = await places.enter('a', HERE);
    await expect(places.enter('a', HERE)).rejects.toBeInstanceOf(TooManyRequests);
    leave();
    expect(await isIn(places.enter('a', HERE))).toBe(true);
  });

  it('lose nothing by who goes away while waiting, or before', async () => {
    const places = limit({ most: 1, waiting: 1 });
    const leave = await places.enter('a', HERE);
    const gone = new AbortController();
    const waiting = places.enter('a', gone.signal);
    gone.abort();
    await expect(waiting).rejects.toBeInstanceOf(TooManyRequests);
    await expect(places.enter('a', gone.signal)).rejects.toBeInstanceOf(TooManyRequests);
    const next = places.enter('a', HERE);
    leave();
    expect(await isIn(next)).toBe(true);
  });

  it('are as many as like where nobody bounds them', async () => {
    const places = limit({ most: 0, waiting: 0 });
    const all = Array.from({ length: 50 }, () => places.enter('a', HERE));
    expect((await Promise.all(all.map(isIn))).every(Boolean)).toBe(true);
  });
});
