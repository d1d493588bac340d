import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../src/ledger/identifiers.js';
import type { Ledger } from '../src/ledger/ledger.js';
import { ACTOR, appending, aStream, note, openLedger, refusalOf, type OpenLedger } from './support/toy.js';

let open: OpenLedger;
let ledger: Ledger;
beforeAll(async () => {
  open = await openLedger();
  ledger = open.ledger;
});
afterAll(() => open.close());

const size = async () => (await ledger.read.head()).position + 1;
/** Another append, behind which the next ones wait and so come into one batch. */
const ahead = () => ledger.append(appending([note(aStream())]));

describe('A reservation', () => {
  const holding = (key: string, stream = aStream(), more = {}) =>
    ledger.append(appending([note(stream, { reserve: [{ key, id: newId(), ofWords: false }] })], more));
  const held = async (key: string) => (await ledger.read.held([key])).has(key);

  it('is held by one, until it is released', async () => {
    const [key, stream] = [newId(), aStream()];
    await holding(key, stream);
    expect(await refusalOf(holding(key))).toBe('conflict');
    await ledger.append(appending([note(stream)], { release: [key], expected: new Map([[stream, 1]]) }));
    expect(await held(key)).toBe(false);
    expect(await refusalOf(holding(key))).toBe('none');
  });

  it('is released by nobody who has no part in it', async () => {
    const key = newId();
    await holding(key);
    expect(await refusalOf(ledger.append(appending([note(aStream())], { release: [key] })))).toBe('23514');
    expect(await held(key)).toBe(true);
  });

  it('is released and taken again in one append', async () => {
    const [key, stream] = [newId(), aStream()];
    await holding(key, stream);
    expect(await refusalOf(holding(key, stream, { release: [key], expected: new Map([[stream, 1]]) }))).toBe('none');
    expect(await held(key)).toBe(true);
  });

  it('goes to one of two that ask in one batch, and comes with its append or not at all', async () => {
    const [key, other] = [newId(), newId()];
    const stream = aStream();
    const both = [key, other].map((k) => ({ key: k, id: newId(), ofWords: false }));
    const results = await Promise.all([
      refusalOf(ahead()),
      refusalOf(holding(key)),
      refusalOf(ledger.append(appending([note(stream, { reserve: both })]))),
    ]);
    expect(results).toEqual(['none', 'none', 'conflict']);
    expect(await held(other)).toBe(false);
    expect(await ledger.read.streams([stream])).toEqual([]);
  });

  it('may not be taken twice by one append', async () => {
    const key = newId();
    const taking = () => note(aStream(), { reserve: [{ key, id: newId(), ofWords: false }] });
    expect(await refusalOf(ledger.append(appending([taking(), taking()])))).toBe('conflict');
  });

  it.each([
    ['taken, then released', ['take', 'free'], false],
    ['taken, released, then taken', ['take', 'free', 'take'], true],
    ['taken, released, taken, then released', ['take', 'free', 'take', 'free'], false],
  ])('%s in one batch ends as its last request says', async (_, acts, expected) => {
    const key = newId();
    const results = await Promise.all([
      refusalOf(ahead()),
      ...acts.map((act) =>
        refusalOf(act === 'take' ? holding(key) : ledger.append(appending([note(aStream())], { release: [key] }))),
      ),
    ]);
    expect(new Set(results)).toEqual(new Set(['none']));
    expect(await held(key)).toBe(expected);
  });
});

describe('A repeated request', () => {
  const fingerprint = randomBytes(32);
  const repeating = (key: string, more = {}, by = ledger, scope = ACTOR) =>
    by.append(
      appending([note(aStream())], { idempotencyKey: { scope, key, fingerprint, ...more }, result: { id: key } }),
    );

  it('is answered as the first one was and writes nothing', async () => {
    const key = newId();
    const first = await repeating(key);
    const before = await size();
    const again = await repeating(key);
    expect(again).toEqual({ ...first, repeated: true });
    expect(await ledger.earlier({ scope: ACTOR, key, fingerprint })).toEqual(again);
    expect(await size()).toBe(before);
  });

  it('is written once when both wait in one batch, and when they come from two processes', async () => {
    for (const others of [
      [ledger, ledger],
      [ledger, open.another()],
    ] as const) {
      const key = newId();
      const [, ...answers] = await Promise.all([ahead(), ...others.map((by) => repeating(key, {}, by))]);
      const [one, two] = answers.map(({ result }) => result);
      expect(one).toEqual(two);
      expect(answers.map(({ repeated }) => repeated).sort()).toEqual([false, true]);
      expect(await open.asSuperuser('select count(*)::int from ledger.events where key = $1', [key])).toEqual([
        { count: 1 },
      ]);
    }
  });

  it('with another body is refused, before and at the append', async () => {
    const key = newId();
    await repeating(key);
    const other = randomBytes(32);
    expect(await refusalOf(repeating(key, { fingerprint: other }))).toBe('key-reused');
    expect(await refusalOf(ledger.earlier({ scope: ACTOR, key, fingerprint: other }))).toBe('key-reused');
  });

  it('of another person never meets it', async () => {
    const key = newId();
    const mine = await repeating(key);
    const theirs = await repeating(key, {}, ledger, newId());
    expect(theirs.repeated).toBe(false);
    expect(theirs.position).not.toBe(mine.position);
  });

  it('leaves no key behind where it was refused', async () => {
    const [key, stream] = [newId(), aStream()];
    const repeat = { scope: ACTOR, key, fingerprint };
    const refused = appending([note(stream)], { expected: new Map([[stream, 5]]), idempotencyKey: repeat });
    expect(await refusalOf(ledger.append(refused))).toBe('conflict');
    expect(await ledger.earlier(repeat)).toBeUndefined();
    expect((await repeating(key)).repeated).toBe(false);
  });
});
