import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Ledger } from '../src/ledger/ledger.js';
import { newId } from '../src/ledger/identifiers.js';
import { prepare } from '../src/ledger/append-request.js';
import { Writer } from '../src/ledger/writer.js';
import { ACTOR, appending, aStream, note, openLedger, refusalOf, toyEvents, type OpenLedger } from './support/toy.js';

let open: OpenLedger;
let ledger: Ledger;
beforeAll(async () => {
  open = await openLedger();
  ledger = open.ledger;
});
afterAll(() => open.close());

/** All events in order of position. */
const all = async () => (await ledger.read.page(-1, 10_000)).events;
const size = async () => (await ledger.read.head()).position + 1;
const appendedTo = (stream: string, revision: number) =>
  ledger.append(appending([note(stream)], { expected: new Map([[stream, revision]]) }));

describe('An append', () => {
  it('gives dense positions and, per stream, dense revisions', async () => {
    const streams = [aStream(), aStream(), aStream()];
    for (let revision = 0; revision < 4; revision += 1) await Promise.all(streams.map((s) => appendedTo(s, revision)));
    const events = await all();
    expect(events.map((e) => e.position)).toEqual(events.map((_, i) => i));
    for (const s of streams) expect(events.filter((e) => e.stream === s).map((e) => e.revision)).toEqual([1, 2, 3, 4]);
  });

  it('answers with the position of its last event and the revision of the stream of its first', async () => {
    const [first, other] = [aStream(), aStream()];
    const before = await size();
    const { position, revision, repeated } = await ledger.append(
      appending([note(first), note(other), note(first), note(other)]),
    );
    expect({ position, revision, repeated }).toEqual({ position: before + 3, revision: 2, repeated: false });
  });

  it('is refused as a conflict when a stream is not at the expected revision', async () => {
    const stream = aStream();
    expect(await refusalOf(appendedTo(stream, 1))).toBe('conflict');
    await appendedTo(stream, 0);
    expect(await refusalOf(appendedTo(stream, 0))).toBe('conflict');
    expect(await refusalOf(appendedTo(stream, 2))).toBe('conflict');
  });

  it('lets one of two win that were decided on the same revision and wait in one batch', async () => {
    const stream = aStream();
    const results = await Promise.all([1, 2, 3].map(() => refusalOf(appendedTo(stream, 0))));
    expect(results.sort()).toEqual(['conflict', 'conflict', 'none']);
  });

  it('is refused as a conflict when a stream that it rests on has moved', async () => {
    const [guarded, stream] = [aStream(), aStream()];
    await appendedTo(guarded, 0);
    const resting = (revision: number) =>
      ledger.append(appending([note(stream)], { unchanged: [[guarded, revision]] }));
    expect(await refusalOf(resting(0))).toBe('conflict');
    expect(await refusalOf(resting(2))).toBe('conflict');
    expect(await refusalOf(resting(1))).toBe('none');
  });

  it('is refused when what it rests on moves in an earlier request of the same batch', async () => {
    const [guarded, stream] = [aStream(), aStream()];
    const results = await Promise.all([
      refusalOf(appendedTo(aStream(), 0)),
      refusalOf(appendedTo(guarded, 0)),
      refusalOf(ledger.append(appending([note(stream)], { unchanged: [[guarded, 0]] }))),
    ]);
    expect(results).toEqual(['none', 'none', 'conflict']);
  });

  it('over several streams is all or nothing', async () => {
    const [fresh, moved] = [aStream(), aStream()];
    await appendedTo(moved, 0);
    const before = await size();
    expect(await refusalOf(ledger.append(appending([note(fresh), note(moved)])))).toBe('conflict');
    expect(await size()).toBe(before);
    expect(await ledger.read.streams([fresh])).toEqual([]);
  });

  it('holds 256 events and no more, and 1 MiB and no more', async () => {
    const stream = aStream();
    const many = (n: number) => ledger.append(appending(Array.from({ length: n }, () => note(stream))));
    expect(await refusalOf(many(257))).toBe('append-too-large');
    const large = (text: string) => ledger.append(appending([note(aStream(), { text })]));
    expect(await refusalOf(large('x'.repeat(1024 * 1024)))).toBe('append-too-large');
    expect((await many(256)).revision).toBe(256);
    expect(await refusalOf(large('x'.repeat(1024 * 1024 - 1000)))).toBe('none');
  });

  it.each([
    ['U+0000', 'nul', 'a\0b'],
    ['a lone surrogate', 'lone-surrogate', 'a\ud800b'],
  ])('with %s is refused before anything is written, and no neighbour fails', async (_, code, text) => {
    const before = await size();
    const key = { scope: ACTOR, key: text, fingerprint: randomBytes(32) };
    const bad = [
      ledger.append(appending([note(aStream(), { text })])),
      ledger.append(appending([note(aStream())], { idempotencyKey: key })),
      ledger.append(appending([note(aStream())], { release: [text] })),
      ledger.append(appending([note(aStream(), { reserve: [{ key: text, id: newId(), ofWords: false }] })])),
    ].map(refusalOf);
    const good = Array.from({ length: 5 }, () => refusalOf(appendedTo(aStream(), 0)));
    expect(await Promise.all([...good, ...bad])).toEqual([...Array<string>(5).fill('none'), code, code, code, code]);
    expect(await size()).toBe(before + 5);
  });

  it('that the database refuses fails alone among twenty of its batch', async () => {
    const taken = newId();
    await ledger.append(appending([note(aStream(), { id: taken })]));
    const before = await size();
    const first = refusalOf(appendedTo(aStream(), 0));
    const waiting = Array.from({ length: 20 }, (_, i) =>
      refusalOf(ledger.append(appending([note(aStream(), i === 7 ? { id: taken } : {})]))),
    );
    const UNIQUE_VIOLATION = '23505';
    expect(await Promise.all([first, ...waiting])).toEqual([
      'none',
      ...Array.from({ length: 20 }, (_, i) => (i === 7 ? UNIQUE_VIOLATION : 'none')),
    ]);
    expect(await size()).toBe(before + 20);
  });

  it('is told to listeners after its commit, and a listener that fails harms nobody', async () => {
    const heard: number[] = [];
    const fail = () => {
      throw new Error('a listener that fails');
    };
    const unlisten = [ledger.onAppend(fail), ledger.onAppend((n) => heard.push(n))];
    const { position } = await appendedTo(aStream(), 0);
    await appendedTo(aStream(), 0);
    expect(heard).toEqual([position + 1, position + 2]);
    unlisten.forEach((stop) => stop());
  });

  it('is written before imports that have waited longer', async () => {
    const first = appendedTo(aStream(), 0);
    const imported = () => {
      const stream = aStream();
      return ledger.append(
        appending(
          Array.from({ length: 200 }, () => note(stream)),
          { priority: 'import' },
        ),
      );
    };
    const imports = [imported(), imported(), imported()];
    const interactive = appendedTo(aStream(), 0);
    const [, mine, ...theirs] = await Promise.all([first, interactive, ...imports]);
    for (const { position } of theirs) expect(position).toBeGreaterThan(mine.position);
  });

  it('is answered also when it comes just as the writer has emptied its queue, in a thousand rounds', async () => {
    const writer = new Writer(open.pool, open.ledger.appendKeys, () => undefined);
    const before = await size();
    // A lone caller comes back a number of turns after its answer, so that all moments around the writer's last look occur.
    for (let turns = 0; turns < 10; turns += 1) {
      for (let round = 0; round < 100; round += 1) {
        await writer.append(prepare(appending([note(aStream())]), new Map(Object.entries(toyEvents))));
        for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      }
    }
    await writer.close();
    expect(await size()).toBe(before + 1000);
  });
});

describe('The clock', () => {
  afterEach(() => void jest.restoreAllMocks());
  const setHead = (ahead: string) =>
    open.asSuperuser(`update ledger.head set at = date_trunc('milliseconds', clock_timestamp()) + $1::interval`, [
      ahead,
    ]);

  it.each([6000, -6000])('of this machine, off by %i ms, keeps it from writing', async (skew) => {
    const before = await size();
    const true_ = Date.now.bind(Date);
    jest.spyOn(Date, 'now').mockImplementation(() => true_() + skew);
    expect(await refusalOf(appendedTo(aStream(), 0))).toBe('clock');
    jest.restoreAllMocks();
    expect(await size()).toBe(before);
    expect(await refusalOf(appendedTo(aStream(), 0))).toBe('none');
  });

  it('never falls: an event bears the later of the last one and the database', async () => {
    await setHead('3 s');
    const { at } = await ledger.read.head();
    const { position } = await appendedTo(aStream(), 0);
    const [event] = await ledger.read.at([position]);
    expect(event?.at).toBe(at);
    const times = (await all()).map((e) => e.at);
    expect(times).toEqual(times.toSorted());
  });

  it('of the last event, six seconds ahead, keeps everybody from writing', async () => {
    const { at } = await ledger.read.head();
    await setHead('6 s');
    const before = await size();
    expect(await refusalOf(appendedTo(aStream(), 0))).toBe('clock');
    expect(await size()).toBe(before);
    await open.asSuperuser('update ledger.head set at = $1', [at]);
  });
});
