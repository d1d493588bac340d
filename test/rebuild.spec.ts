import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { v7 } from 'uuid';
import { Refused } from '../src/kernel/refusal.js';
import { ConfirmErasure } from '../src/ledger/ledger.commands.js';
import { activity } from '../src/projections/people/activity.js';
import { ViewQuery, ViewQueryHandler } from '../src/projections/view-query.js';
import { markStopped, generationsOf } from '../src/projections/engine/generations.js';
import { createSchema, orderGeneration } from '../src/projections/engine/schema.js';
import { dropUnused } from '../src/projections/engine/heartbeat.js';
import { claimList } from '../src/projections/claims/claim-list.js';
import { claimPage } from '../src/projections/claims/claim-page.js';
import { compareGenerations } from '../src/projections/engine/compare.js';
import { corrections } from '../src/projections/log/corrections.js';
import { Engine, type EngineOptions } from '../src/projections/engine/engine.js';
import { PROJECTIONS } from '../src/projections/index.js';
import { outletList } from '../src/projections/outlets/outlet-page.js';
import { claimSearchProjection } from '../src/projections/search/claim-search.projection.js';
import { backfill } from '../src/projections/engine/backfill.js';
import { ProjectionConsumer } from '../src/projections/engine/projection-consumer.js';
import { generationTableOf } from '../src/projections/engine/tables.js';
import { textTableNames } from '../src/projections/engine/texts.js';
import { removeErasedTexts } from '../src/projections/engine/texts-writer.js';
import { projection, type AnyProjection } from '../src/projections/engine/projection.js';
import type { Projections } from '../src/projections/projections.js';
import { rebuild } from '../src/projections/engine/rebuild.js';
import { tableOf } from '../src/projections/engine/store.js';
import type { Reader } from '../src/projections/engine/view.js';
import { ANY_COMMAND } from './fixtures/any-command.js';
import { openDesk } from './fixtures/editorial-team.js';
import { everyEvent } from './fixtures/every-event.js';
import { found } from './fixtures/founded.js';
import { Draw, World } from './fixtures/world.js';
import { eraseWords } from './support/erasing.js';
import { startRecording, type Recording } from './support/recording.js';

const PATIENCE_MS = 30_000;
const AUDITOR: Reader = { id: v7(), roles: ['auditor'] };
const BUILDER = path.join(import.meta.dirname, 'support/builder.mjs');

let recording: Recording;
const engines: Engine[] = [];

const startEngine = async (projections: readonly AnyProjection[], options: EngineOptions = {}): Promise<Engine> => {
  const { pool, ledger } = recording.another();
  const engine = new Engine(pool, ledger, projections, options);
  engines.push(engine);
  await engine.start();
  return engine;
};
const until = async (holds: () => Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + PATIENCE_MS; !(await holds()); await sleep(5)) {
    if (Date.now() > end) throw new Error('it does not come to that');
  }
};
/** How far the build that is furthest behind has come. */
const lowest = async (): Promise<number> =>
  Math.min(
    ...(await generationsOf(recording.pool, PROJECTIONS))
      .filter(({ status }) => status === 'building')
      .map(({ position }) => position),
  );

beforeAll(async () => {
  for (const level of ['error', 'log'] as const)
    jest.spyOn(Logger.prototype, level).mockImplementation(() => undefined);
  recording = await startRecording();
});
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.stop()));
});
afterAll(() => recording.end());

/** Commands of all kinds, one after the other, until it is told to stop. */
const writing = (world: World) => {
  const desk = world.noting(openDesk(recording.ledger));
  const numbers = Array.from({ length: 500 }, (_, i) => (i * 7919) % 104_729);
  let going = true;
  const run = async (): Promise<void> => {
    for (let i = 0; going; i += 1) {
      const kind = (numbers[i % numbers.length] ?? 0) % ANY_COMMAND.length;
      const { as, steps } = ANY_COMMAND[kind]!(new Draw(world, numbers.slice(i % 400)));
      // Erased words are gone from the past as well, which is held against what it was.
      if (steps.some(({ command }) => command instanceof ConfirmErasure)) continue;
      await desk.give(as, ...steps).catch((error: unknown) => {
        if (!(error instanceof Refused)) throw error;
      });
      await sleep(5);
    }
  };
  const done = run();
  return { stop: () => ((going = false), done) };
};

describe('A rebuild', () => {
  it('goes on after three kills, under reads and writes, and takes over what is equal while no read notices', async () => {
    await found(recording.ledger);
    const world = new World();
    const desk = world.noting(openDesk(recording.ledger));
    world.staff = (await everyEvent(desk)).staff;
    const head = (await recording.ledger.read.head()).position;
    const server = await startEngine(PROJECTIONS, { only: 'live', pageSize: 20 });
    expect(await server.waitForPosition(PROJECTIONS, head, PATIENCE_MS)).toBe(true);
    const writer = writing(world);

    const handler = new ViewQueryHandler({
      engine: server,
      deps: { pool: recording.pool, ledger: recording.ledger.read },
    } as unknown as Projections);
    const ids = world.made('claim');
    const questions = (beside: { asOf?: string }) => {
      const asked = { reader: AUDITOR, ...beside };
      return Promise.all([
        handler.execute(new ViewQuery(claimList, { limit: 200 }, asked) as never),
        handler.execute(new ViewQuery(outletList, { limit: 200 }, asked) as never),
        handler.execute(new ViewQuery(corrections, { limit: 200 }, asked) as never),
        handler.execute(new ViewQuery(activity, { id: world.staff!.editor, limit: 200 }, asked) as never),
        handler.execute(new ViewQuery(claimPage, { id: ids[0] ?? '' }, asked) as never),
      ]) as unknown as Promise<{ items?: unknown[]; position: number }[]>;
    };
    const past = () =>
      questions({ asOf: String(head) }).then((answers) =>
        answers.map((answer) => JSON.stringify({ ...answer, stale: false, counts: [] })),
      );
    const before = await past();
    let reads = 0;
    let reading = true;
    const reader = (async () => {
      let last = await questions({});
      while (reading) {
        const next = await questions({});
        for (const [i, { items = [], position }] of next.entries()) {
          expect(position).toBeGreaterThanOrEqual(last[i]!.position);
          expect(items.length).toBeGreaterThanOrEqual(last[i]!.items?.length ?? 0);
        }
        expect(await past()).toEqual(before);
        last = next;
        reads += 1;
        await sleep(5);
      }
    })();

    for (const each of PROJECTIONS) await orderGeneration(recording.pool, each, true);
    for (const share of [0.2, 0.5, 0.8]) {
      const task = JSON.stringify({ url: recording.database.appUrl, pageSize: 3 });
      const child = spawn(process.execPath, [BUILDER, task], { stdio: ['ignore', 'ignore', 'inherit'] });
      await until(async () => (await lowest()) >= head * share);
      child.kill('SIGKILL');
      await once(child, 'exit');
      expect(await lowest()).toBeLessThan(head);
    }
    const finisher = await startEngine(PROJECTIONS, { only: 'building' });
    await until(async () =>
      (await generationsOf(recording.pool, PROJECTIONS)).every(({ status }) => status !== 'building'),
    );
    // Some reads of what has taken over, before the noise ends.
    const so = reads;
    await until(() => Promise.resolve(reads > so + 2));
    reading = false;
    await Promise.all([reader, writer.stop()]);
    await finisher.stop();
    await dropUnused(recording.pool);
    const builds = await generationsOf(recording.pool, PROJECTIONS);
    expect(builds.map(({ number, status, active }) => [number, status, active])).toEqual(
      PROJECTIONS.map(() => [2, 'live', true]),
    );
    const { rows } = await recording.pool.query(
      `select from pg_tables where schemaname = 'views' and tablename ~ '_b1'`,
    );
    expect(rows).toEqual([]);
    // What took over is fed on.
    const last = (await recording.ledger.read.head()).position;
    expect(await server.waitForPosition(PROJECTIONS, last, PATIENCE_MS)).toBe(true);
  }, 120_000);

  it('does not take over where it is not equal to the one before it', async () => {
    const [first] = PROJECTIONS as [AnyProjection];
    const server = await startEngine(PROJECTIONS, { only: 'live' });
    await server.waitForPosition(PROJECTIONS, (await recording.ledger.read.head()).position, PATIENCE_MS);
    const live = (await generationsOf(recording.pool, [first])).find(({ active }) => active);
    const { rowCount } = await recording.pool.query(
      `update ${tableOf(first)}_b${live?.number ?? 0} set state = state || '{"forged":true}' where key = (
        select min(key::text)::uuid from ${tableOf(first)})`,
    );
    expect(rowCount).toBe(1);
    const rebuilt = await rebuild(recording.another(), PROJECTIONS, {
      again: [first],
      verify: true,
      progress: () => undefined,
    });
    expect(rebuilt).toMatchObject({ live: false, builds: [{ status: 'differs' }] });
    const builds = await generationsOf(recording.pool, [first]);
    expect(builds.map(({ status, active }) => [status, active])).toEqual([
      ['live', true],
      ['differs', false],
    ]);
    const [served, other] = builds;
    expect((await compareGenerations(recording.pool, served!, other!)).differences).toEqual([
      { table: 'rows', onlyFirst: 1, onlySecond: 1 },
    ]);
    // Made again without a comparison, the forged row is gone.
    const again = await rebuild(recording.another(), PROJECTIONS, {
      again: [first],
      verify: false,
      progress: () => undefined,
    });
    expect(again).toMatchObject({ live: true });
    const forged = await recording.pool.query(`select from ${tableOf(first)} where state ? 'forged'`);
    expect(forged.rowCount).toBe(0);
  }, 60_000);

  it('keeps what is not equal only until words are erased, since nothing takes them away there', async () => {
    const server = await startEngine(PROJECTIONS, { only: 'live' });
    await server.waitForPosition(PROJECTIONS, (await recording.ledger.read.head()).position, PATIENCE_MS);
    const live = (await generationsOf(recording.pool, [claimSearchProjection])).find(({ active }) => active)!;
    await recording.pool.query(
      `update ${generationTableOf(claimSearchProjection, live.number)} set state = state || '{"forged":true}'`,
    );
    const rebuilt = await rebuild(recording.another(), PROJECTIONS, {
      again: [claimSearchProjection],
      verify: true,
      progress: () => undefined,
    });
    const [{ id } = { id: '' }] = rebuilt.builds;
    expect(rebuilt).toMatchObject({ live: false, builds: [{ status: 'differs' }] });
    expect(await dropUnused(recording.pool)).toEqual([]);
    const texts = `${generationTableOf(claimSearchProjection, Number(id.split('.')[1]))}_texts`;
    const { rows } = await recording.pool.query<{ position: string }>(`select max(position) as position from ${texts}`);
    const gone = Number(rows[0]?.position);
    await eraseWords(recording.ledger, { positions: [gone], basis: 'data-protection', actor: v7(), causation: v7() });
    expect(await dropUnused(recording.pool)).toEqual([id]);
    const order = { again: [claimSearchProjection], verify: false, progress: () => undefined };
    expect(await rebuild(recording.another(), PROJECTIONS, order)).toMatchObject({ live: true });
  }, 60_000);

  it('loses what is erased while it cannot get as far, and is the same afterwards', async () => {
    const server = await startEngine(PROJECTIONS, { only: 'live' });
    const { position } = await recording.ledger.read.head();
    expect(await server.waitForPosition(PROJECTIONS, position, PATIENCE_MS)).toBe(true);
    await orderGeneration(recording.pool, claimSearchProjection, true);
    const client = await recording.pool.connect();
    const follower = new ProjectionConsumer(recording.ledger, [claimSearchProjection], 'building');
    while ((await follower.step(client, await follower.generations(client))) === 'moved');
    await follower.drain();
    const under = (await generationsOf(recording.pool, [claimSearchProjection])).find(
      ({ status }) => status === 'building',
    )!;
    await backfill(client, under);
    await markStopped(client, [under], position, position + 1);
    client.release();
    const [texts, , words] = textTableNames(
      claimSearchProjection,
      generationTableOf(claimSearchProjection, under.number),
    ) as [string, string, string];
    const { rows } = await recording.pool.query<{ position: string }>(`select min(position) as position from ${texts}`);
    const gone = Number(rows[0]?.position);
    await eraseWords(recording.ledger, { positions: [gone], basis: 'data-protection', actor: v7(), causation: v7() });
    const left = `select from ${texts} where position = ${gone}`;
    expect((await recording.pool.query(left)).rowCount).toBeGreaterThan(0);
    await removeErasedTexts(recording.pool, under);
    expect((await recording.pool.query(left)).rowCount).toBe(0);
    const unmatched = `select from ${words} where not exists (
      select from ${texts} where vector @@ format('%L', word)::tsquery)`;
    expect((await recording.pool.query(unmatched)).rowCount).toBe(0);
    const order = { again: [claimSearchProjection], verify: true, progress: () => undefined };
    expect(await rebuild(recording.another(), PROJECTIONS, order)).toMatchObject({ live: true });
  }, 60_000);

  it('takes over the others where one cannot get past an event, and ends', async () => {
    const server = await startEngine(PROJECTIONS, { only: 'live' });
    await server.waitForPosition(PROJECTIONS, (await recording.ledger.read.head()).position, PATIENCE_MS);
    const [broken, sound] = PROJECTIONS as [AnyProjection, AnyProjection];
    await orderGeneration(recording.pool, broken, false);
    const refusing = (await generationsOf(recording.pool, [broken])).find(({ status }) => status === 'building')!;
    const table = generationTableOf(broken, refusing.number);
    await recording.pool.query(`alter table ${table} add constraint refused check (false)`);
    const order = { again: [broken, sound], verify: false, progress: () => undefined };
    const rebuilt = await rebuild(recording.another(), PROJECTIONS, order);
    expect(rebuilt).toMatchObject({
      live: false,
      builds: [
        { id: refusing.id, status: 'building', position: -1 },
        { id: expect.stringContaining(`${sound.name}@`), status: 'live' },
      ],
    });
    await recording.pool.query(`alter table ${table} drop constraint refused`);
    expect(await rebuild(recording.another(), PROJECTIONS, { ...order, again: [] })).toMatchObject({ live: true });
  }, 60_000);

  it('gathers nothing of what was erased while it was filled, and the same as was kept up page by page', async () => {
    const server = await startEngine(PROJECTIONS, { only: 'live' });
    const { position } = await recording.ledger.read.head();
    expect(await server.waitForPosition(PROJECTIONS, position, PATIENCE_MS)).toBe(true);
    await orderGeneration(recording.pool, claimSearchProjection, true);
    const client = await recording.pool.connect();
    const follower = new ProjectionConsumer(recording.ledger, [claimSearchProjection], 'building', 20);
    while ((await follower.step(client, await follower.generations(client))) === 'moved');
    await follower.drain();
    client.release();
    const under = (await generationsOf(recording.pool, [claimSearchProjection])).find(
      ({ status }) => status === 'building',
    )!;
    const table = generationTableOf(claimSearchProjection, under.number);
    const [texts, docs, words] = textTableNames(claimSearchProjection, table) as [string, string, string];
    const counted = async (table: string): Promise<number> =>
      Number((await recording.pool.query<{ n: string }>(`select count(*) as n from ${table}`)).rows[0]?.n);
    expect([under.position, under.backfilled, await counted(docs)]).toEqual([position, false, 0]);
    const { rows } = await recording.pool.query<{ position: string }>(`select min(position) as position from ${texts}`);
    const gone = Number(rows[0]?.position);
    await eraseWords(recording.ledger, { positions: [gone], basis: 'data-protection', actor: v7(), causation: v7() });
    const rebuilt = await rebuild(recording.another(), PROJECTIONS, {
      again: [claimSearchProjection],
      verify: true,
      progress: () => undefined,
    });
    expect(rebuilt).toMatchObject({ live: true });
    expect(await counted(docs)).toBeGreaterThan(0);
    expect(await counted(`${texts} where position = ${gone}`)).toBe(0);
    const unmatched = `${words} where not exists (select from ${texts} where vector @@ format('%L', word)::tsquery)`;
    expect([await counted(unmatched), (await counted(words)) > 0]).toEqual([0, true]);
  }, 60_000);

  it('keeps no server from starting while it gathers, however long that takes', async () => {
    await createSchema(recording.pool, PROJECTIONS, v7());
    const gathering = await recording.pool.connect();
    await gathering.query('begin; update views.projections set gathered = gathered');
    const impatient = new pg.Pool({ connectionString: recording.database.appUrl, max: 1, lock_timeout: 2000 });
    try {
      await createSchema(impatient, PROJECTIONS, v7());
    } finally {
      await impatient.end();
      await gathering.query('rollback');
      gathering.release();
    }
  });

  it('is known as it was to a release that gathers, and was not to the one before', async () => {
    await createSchema(recording.pool, PROJECTIONS, v7());
    const before = await generationsOf(recording.pool, PROJECTIONS);
    await recording.pool.query('alter table views.projections drop column gathered');
    await createSchema(recording.pool, PROJECTIONS, v7());
    // Its builds were kept up page by page, all of them.
    expect(await generationsOf(recording.pool, PROJECTIONS)).toEqual(
      before.map((build) => ({ ...build, backfilled: true })),
    );
  });
});

describe('Two releases at once', () => {
  interface Counted {
    readonly n: number;
    readonly double?: number;
  }
  type Added = { type: 'OutletDomainAdded'; facts: { domain: string }; words: object };
  const counting = (version: number): AnyProjection =>
    projection<Counted, Added>({
      name: 'released',
      version,
      columns: { n: { type: 'integer', of: ({ n }) => n } },
      indexes: ['(n)'],
      keys: ({ stream }) => [stream.slice('outlet-'.length)],
      on: {
        OutletDomainAdded: (state) => {
          const n = (state?.n ?? 0) + 1;
          return version === 1 ? { n } : { n, double: n * 2 };
        },
      },
    });
  const stateOf = async (each: AnyProjection, key: string): Promise<unknown> =>
    (await recording.pool.query<{ state: object }>(`select state from ${tableOf(each)} where key = $1`, [key])).rows[0]
      ?.state;

  it('each read their own version, which is kept for as long as one of them runs', async () => {
    const [old, young] = [counting(1), counting(2)];
    const id = v7();
    const add = (count: number) =>
      recording.record(
        ...Array.from({ length: count }, (_, i) => ({
          stream: `outlet-${id}`,
          type: 'OutletDomainAdded',
          facts: { domain: `d${i}.example` },
        })),
      );
    const first = await startEngine([old]);
    // Longer than what is built on the spot.
    for (let i = 0; i < 6; i += 1) await add(200);
    await first.waitForPosition([old], await add(1), PATIENCE_MS);
    const second = await startEngine([young], { only: 'live' });
    expect((await second.generations())[0]).toMatchObject({ status: 'building', active: true });
    await startEngine([young], { only: 'building', pageSize: 100 });
    await second.caughtUp(() => undefined);
    expect(await stateOf(old, id)).toEqual({ n: 1201 });
    expect((await stateOf(young, id)) as Counted).toMatchObject({ n: expect.any(Number) });
    const last = await add(9);
    expect(await first.waitForPosition([old], last, PATIENCE_MS)).toBe(true);
    expect(await second.waitForPosition([young], last, PATIENCE_MS)).toBe(true);
    expect(await stateOf(old, id)).toEqual({ n: 1210 });
    expect(await stateOf(young, id)).toEqual({ n: 1210, double: 2420 });
    expect(await dropUnused(recording.pool)).toEqual([]);
    await first.stop();
    expect(await dropUnused(recording.pool)).toEqual(['released@1.1']);
    expect(await stateOf(young, id)).toEqual({ n: 1210, double: 2420 });
  }, 60_000);
});
