import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Appended } from '../src/ledger/batch.js';
import type { Ledger } from '../src/ledger/ledger.js';
import { newId } from '../src/ledger/identifiers.js';
import { COMMIT, startProxy, type Proxy } from './support/proxy.js';
import { ACTOR, appending, aStream, note, openLedger, refusalOf, type OpenLedger } from './support/toy.js';

let open: OpenLedger;
beforeEach(async () => {
  open = await openLedger();
});
afterEach(() => open.close());

const start = (task: object): ChildProcess & { stdout: NodeJS.ReadableStream } =>
  spawn(
    process.execPath,
    ['test/support/writer.mjs', JSON.stringify({ url: open.database.appUrl, actor: ACTOR, ...task })],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );

const allEvents = async () => (await open.ledger.read.page(-1, 100_000)).events;

/** Positions are dense from 0, revisions from 1 in each stream. */
function expectDense(events: Awaited<ReturnType<typeof allEvents>>): void {
  expect(events.map(({ position }) => position)).toEqual(events.map((_, i) => i));
  const revisions = new Map<string, number>();
  for (const { stream, revision } of events) {
    expect(revision).toBe((revisions.get(stream) ?? 0) + 1);
    revisions.set(stream, revision);
  }
}

describe('Sixty-four writers in two processes, one of which is killed', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'claim-ledger-spec-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  interface Line {
    readonly what: 'try' | 'done';
    readonly key: string;
    readonly stream: string;
    readonly position: number;
    readonly revision: number;
  }
  const linesOf = (file: string): Line[] =>
    existsSync(file)
      ? readFileSync(file, 'utf8')
          .split('\n')
          .slice(0, -1)
          .map((line) => JSON.parse(line) as Line)
      : [];
  const acknowledged = (file: string) => linesOf(file).filter(({ what }) => what === 'done');

  /** Follows by position until told to stop, and then to the end. */
  async function follow(isOver: () => boolean): Promise<number[]> {
    const seen: number[] = [];
    for (let after = -1; ;) {
      const over = isOver();
      const { events } = await open.ledger.read.page(after, 50);
      seen.push(...events.map(({ position }) => position));
      after = seen.at(-1) ?? -1;
      if (over && events.length === 0) return seen;
    }
  }

  /** What a client does that was not answered: asks again under its key, on what then stands. */
  async function repeat({ key, stream }: Line): Promise<Appended> {
    for (;;) {
      const revision = (await open.ledger.read.streams([stream])).length;
      const request = appending([note(stream)], {
        expected: new Map([[stream, revision]]),
        idempotencyKey: { scope: ACTOR, key, fingerprint: Buffer.alloc(32, 1) },
      });
      const answer = await open.ledger.append(request).catch((error: { code?: string }) => error);
      if (!(answer instanceof Error)) return answer as Appended;
      expect(answer).toMatchObject({ code: 'conflict' });
    }
  }

  it('lose nothing acknowledged, apply nothing twice, leave no gap, and are read in order meanwhile', async () => {
    const streams = Array.from({ length: 1000 }, aStream);
    const files = ['killed', 'whole'].map((name) => path.join(folder, name));
    const [killed = '', whole = ''] = files;
    const writers = files.map((file) =>
      start({ what: 'load', file, streams, writers: 32, appends: file === killed ? 10_000 : 40 }),
    );
    const ended = writers.map((child) => once(child, 'exit'));
    let over = false;
    const followed = follow(() => over);
    while (acknowledged(killed).length < 300) await sleep(5);
    writers[0]?.kill('SIGKILL');
    const codes = await Promise.all(ended);
    over = true;
    expect(codes).toEqual([
      [null, 'SIGKILL'],
      [0, null],
    ]);
    const seen = await followed;
    expect(seen).toEqual(seen.map((_, i) => i));

    const tried = linesOf(killed).filter(({ what }) => what === 'try');
    for (const line of tried) await repeat(line);
    const events = await allEvents();
    expectDense(events);
    const done = [...acknowledged(killed), ...acknowledged(whole)];
    expect(done.length).toBeGreaterThanOrEqual(300 + 32 * 40);
    for (const { position, stream, revision } of done) expect(events[position]).toMatchObject({ stream, revision });
    const rows = await open.asSuperuser<{ key: string }>('select key from ledger.events');
    const keys = rows.map(({ key }) => key).sort();
    expect(keys).toEqual([...tried, ...acknowledged(whole)].map(({ key }) => key).sort());
  });
});

describe('A connection that is cut', () => {
  let proxy: Proxy;
  beforeEach(async () => {
    proxy = await startProxy(open.database.appUrl);
  });
  afterEach(() => proxy.close());

  const throughProxy = async (settleMs?: number): Promise<Ledger> => {
    const ledger = open.another(proxy.url, settleMs);
    await ledger.append(appending([note(aStream())]));
    return ledger;
  };
  it.each<[string, boolean]>([
    ['after the database had committed', true],
    ['before the database heard of the commit', false],
  ])('%s leaves each append of the batch written once and answered right', async (_, delivered) => {
    const ledger = await throughProxy();
    const [stream, other, plain, key] = [aStream(), aStream(), aStream(), newId()];
    const repeat = { scope: ACTOR, key, fingerprint: Buffer.alloc(32) };
    const repeated = () => ledger.append(appending([note(stream), note(other)], { idempotencyKey: repeat }));
    const far = appending([note(stream)], { expected: new Map([[stream, 9]]) });
    const first = ledger.append(appending([note(aStream())]));
    const waiting = Promise.all([
      repeated(),
      repeated(),
      ledger.append(appending([note(plain)])),
      refusalOf(ledger.append(far)),
    ]);
    await first;
    proxy.cut = { at: COMMIT, delivered };
    const [answer, again, keyless, refused] = await waiting;
    expect(proxy.cuts).toBe(1);
    expect(again.result).toEqual(answer.result);
    expect(refused).toBe('conflict');
    const events = await allEvents();
    expectDense(events);
    expect(events.filter((e) => e.stream === stream)).toHaveLength(1);
    expect(events[answer.position]).toMatchObject({ stream: other, revision: 1 });
    expect(events[keyless.position]).toMatchObject({ stream: plain, revision: 1 });
    expect(answer).toMatchObject({ revision: 1, result: { position: answer.position, revision: 1 } });
    expect(await refusalOf(ledger.append(appending([note(aStream())])))).toBe('none');
  });

  it('while nobody writes is replaced at the next append', async () => {
    const ledger = await throughProxy();
    await open.asSuperuser(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where usename = 'claim_ledger_app' and datname = current_database()`,
    );
    expect(await refusalOf(ledger.append(appending([note(aStream())])))).toBe('none');
  });

  it.each([true, false])(
    'for longer than the outcome is looked for leaves it unknown, and the writer whole (committed: %s)',
    async (delivered) => {
      const ledger = await throughProxy(300);
      const stream = aStream();
      proxy.cut = { at: COMMIT, delivered, thenAway: true };
      expect(await refusalOf(ledger.append(appending([note(stream)])))).toBe('outcome-unknown');
      proxy.away = false;
      expect(await refusalOf(ledger.append(appending([note(aStream())])))).toBe('none');
      expect(await open.ledger.read.streams([stream])).toHaveLength(delivered ? 1 : 0);
      expectDense(await allEvents());
    },
  );

  it('at every try ends as busy, since nothing was written', async () => {
    const ledger = await throughProxy(300);
    const stream = aStream();
    proxy.cut = { at: 'ledger-append', delivered: false, times: Infinity };
    expect(await refusalOf(ledger.append(appending([note(stream)])))).toBe('busy');
    expect(proxy.cuts).toBeGreaterThan(1);
    proxy.cut = undefined;
    expect(await open.ledger.read.streams([stream])).toEqual([]);
    expect(await refusalOf(ledger.append(appending([note(stream)])))).toBe('none');
  });
});

describe('An answer that was stored and can no longer be read', () => {
  it('fails the request that repeats it, and nobody else', async () => {
    const repeat = { scope: ACTOR, key: newId(), fingerprint: Buffer.alloc(32) };
    const repeated = () => open.ledger.append(appending([note(aStream())], { idempotencyKey: repeat }));
    const { position } = await repeated();
    await open.asSuperuser(
      `alter table ledger.events disable trigger user; update ledger.events set result = '{' where position = ${position}`,
    );
    const append = () => refusalOf(open.ledger.append(appending([note(aStream())])));
    const [first, bad, ...others] = await Promise.all([append(), refusalOf(repeated()), append(), append()]);
    expect([first, ...others]).toEqual(['none', 'none', 'none']);
    expect(bad).toBeInstanceOf(SyntaxError);
  });
});

describe('A writer that stops while it holds the lock', () => {
  /** Starts one that stops inside its append to a stream, and waits until it has. */
  async function stopped(stream: string, revision: number) {
    const child = start({ what: 'stop', stream, revision });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    expect((await lines.next()).value).toBe('stopping');
    const goOn = async () => {
      child.kill('SIGCONT');
      return JSON.parse(String((await lines.next()).value)) as Partial<Appended> & { refused?: string };
    };
    return { goOn };
  }

  it('keeps nobody waiting for ever, and is written once when it goes on', async () => {
    const [theirs, mine] = [aStream(), aStream()];
    const { goOn } = await stopped(theirs, 0);
    const { position } = await open.ledger.append(appending([note(mine)]));
    expect(position).toBe(0);
    expect(await goOn()).toMatchObject({ position: 1, revision: 1 });
    const events = await allEvents();
    expectDense(events);
    expect(events.map(({ stream }) => stream)).toEqual([mine, theirs]);
  });

  it('is refused when its stream has moved meanwhile', async () => {
    const stream = aStream();
    const { goOn } = await stopped(stream, 0);
    await open.ledger.append(appending([note(stream)]));
    expect(await goOn()).toEqual({ refused: 'conflict' });
    expect(await allEvents()).toHaveLength(1);
  });
});
