import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 } from 'uuid';
import type { Pool } from 'pg';
import type { Ledger } from '../src/ledger/ledger.js';
import { Engine, type EngineOptions } from '../src/projections/engine/engine.js';
import { PROJECTIONS } from '../src/projections/index.js';
import { projection, type AnyProjection } from '../src/projections/engine/projection.js';
import { tableOf } from '../src/projections/engine/store.js';
import { aClaim, anOutlet, aWork } from './support/claims.js';
import { withClient } from './support/database.js';
import { startRecording, type Recording } from './support/recording.js';

/** A row that counts what touched it: an event applied twice, or not at all, shows. */
const counting = (name: string, version = 1): AnyProjection =>
  projection<
    { n: number; positions: number[] },
    { type: 'OutletDomainAdded'; facts: { domain: string }; words: object }
  >({
    name,
    version,
    columns: {},
    indexes: [],
    keys: ({ stream }) => [stream.slice('outlet-'.length)],
    on: {
      OutletDomainAdded: (state, { position }) => ({
        n: (state?.n ?? 0) + 1,
        positions: [...(state?.positions ?? []), position],
      }),
    },
  });

const PATIENCE_MS = 20_000;
let recording: Recording;
const engines: Engine[] = [];

const startEngine = async (
  { pool, ledger }: { pool: Pool; ledger: Ledger },
  projections: readonly AnyProjection[],
  options: EngineOptions = {},
): Promise<Engine> => {
  const engine = new Engine(pool, ledger, projections, options);
  engines.push(engine);
  await engine.start();
  return engine;
};
const rowsOf = async (each: AnyProjection): Promise<unknown[]> =>
  (await recording.pool.query<object>(`select * from ${tableOf(each)} order by key`)).rows;
const pastOf = async (each: AnyProjection): Promise<unknown[]> =>
  (await recording.pool.query<object>(`select * from ${tableOf(each)}_past order by key, "from"`)).rows;
const addDomains = async (stream: string, count: number): Promise<number[]> => {
  const positions: number[] = [];
  for (let i = 0; i < count; i += 1) {
    positions.push(await recording.record({ stream, type: 'OutletDomainAdded', facts: { domain: `d${i}.example` } }));
  }
  return positions;
};

/** A build that fails counts as stopped after some tries. */
const untilStopped = async (engine: Engine, each: AnyProjection): Promise<void> => {
  const stopped = async () =>
    (await engine.generations()).some(({ projection, stoppedAt }) => projection === each && stoppedAt !== null);
  for (const end = Date.now() + PATIENCE_MS; !(await stopped()) && Date.now() < end;) await sleep(10);
};

beforeAll(async () => {
  jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  recording = await startRecording();
});
// One process leads in a database: an engine left over would keep the next test's from it.
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.stop()));
});
afterAll(() => recording.end());

describe('The engine', () => {
  it('applies every event exactly once with two processes on one database', async () => {
    const count = counting('twice');
    const id = v7();
    const options = { pageSize: 3, stallMs: 0 };
    const [one, two] = [
      await startEngine(recording, [count], options),
      await startEngine(recording.another(), [count], options),
    ];
    const positions = await addDomains(`outlet-${id}`, 60);
    const last = positions.at(-1) ?? 0;
    expect(await one.waitForPosition([count], last, PATIENCE_MS)).toBe(true);
    expect(await two.waitForPosition([count], last, PATIENCE_MS)).toBe(true);
    expect(await rowsOf(count)).toEqual([{ key: id, from: String(last), state: { n: 60, positions } }]);
    expect(await pastOf(count)).toHaveLength(59);
  });

  it('goes on in another process where the one that feeds is stopped', async () => {
    const count = counting('handed');
    const first = await startEngine(recording, [count]);
    const second = await startEngine(recording.another(), [count]);
    const id = v7();
    await first.waitForPosition([count], (await addDomains(`outlet-${id}`, 2)).at(-1) ?? 0, PATIENCE_MS);
    await first.stop();
    const last = (await addDomains(`outlet-${id}`, 2)).at(-1) ?? 0;
    expect(await second.waitForPosition([count], last, PATIENCE_MS)).toBe(true);
    expect(await rowsOf(count)).toContainEqual(
      expect.objectContaining({ key: id, state: expect.objectContaining({ n: 4 }) }),
    );
  });

  it('tries a page again that failed, and applies none of it before', async () => {
    let failures = 2;
    const fragile: AnyProjection = {
      ...counting('fragile'),
      keys: ({ stream, position }: { stream: string; position: number }) => {
        if (position % 2 === 0 && failures > 0) {
          failures -= 1;
          throw new Error('a page that fails');
        }
        return [stream.slice('outlet-'.length)];
      },
    };
    const steady = counting('steady');
    const id = v7();
    const last = (await addDomains(`outlet-${id}`, 5)).at(-1) ?? 0;
    const engine = await startEngine(recording, [steady, fragile]);
    expect(await engine.waitForPosition([steady, fragile], last, PATIENCE_MS)).toBe(true);
    expect(failures).toBe(0);
    expect(await rowsOf(steady)).toEqual(await rowsOf(fragile));
    expect(await rowsOf(fragile)).toContainEqual(
      expect.objectContaining({ key: id, state: expect.objectContaining({ n: 5 }) }),
    );
  });

  it('feeds the others past one that fails, and says where that one stands', async () => {
    const broken: AnyProjection = {
      ...counting('broken_for_good'),
      keys: () => {
        throw new Error('a handler that fails');
      },
    };
    const steady = counting('steady_beside');
    const id = v7();
    const before = (await recording.ledger.read.head()).position;
    const engine = await startEngine(recording, [broken, steady], { pageSize: 2 });
    const last = (await addDomains(`outlet-${id}`, 5)).at(-1) ?? 0;
    expect(await engine.waitForPosition([steady], last, PATIENCE_MS)).toBe(true);
    await untilStopped(engine, broken);
    expect(await engine.waitForPosition([broken], last, 0)).toBe(false);
    expect((await engine.status()).position).toBeLessThanOrEqual(before);
    expect((await engine.generations()).map(({ stoppedAt }) => stoppedAt === null)).toEqual([false, true]);
  });

  it('tells whose rows the database refuses, also where those of others are refused behind them', async () => {
    const refused: AnyProjection = {
      ...counting('refused'),
      // Long enough that rows are sent one by one: the last is refused only after those of the others.
      columns: { n: { type: 'integer', of: () => 'no number' }, fat: { type: 'text', of: () => 'x'.repeat(70_000) } },
    };
    const beside = [counting('beside_one'), counting('beside_two')];
    const told = jest.spyOn(Logger.prototype, 'error').mockClear();
    const engine = await startEngine(recording, [refused, ...beside]);
    const last = await recording.record(
      ...Array.from({ length: 40 }, (_, i) => ({
        stream: `outlet-${v7()}`,
        type: 'OutletDomainAdded',
        facts: { domain: `d${i}.example` },
      })),
    );
    expect(await engine.waitForPosition(beside, last, PATIENCE_MS)).toBe(true);
    await untilStopped(engine, refused);
    expect(await engine.waitForPosition([refused], last, 0)).toBe(false);
    expect((await engine.generations()).map(({ stoppedAt }) => stoppedAt === null)).toEqual([false, true, true]);
    expect(told.mock.calls.flat().filter((message) => !String(message).includes(': refused@1.1: '))).toEqual([]);
  });

  it('outlives the loss of its connections', async () => {
    const count = counting('broken');
    const engine = await startEngine(recording.another(), [count], { pageSize: 5 });
    const id = v7();
    await addDomains(`outlet-${id}`, 3);
    await withClient(recording.database.superuserUrl, (client) =>
      client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'claim_ledger_app'`,
      ),
    );
    const last = (await addDomains(`outlet-${id}`, 3)).at(-1) ?? 0;
    expect(await engine.waitForPosition([count], last, PATIENCE_MS)).toBe(true);
    expect(await rowsOf(count)).toContainEqual(
      expect.objectContaining({ key: id, state: expect.objectContaining({ n: 6 }) }),
    );
  });

  it('leaves a page alone that somebody else has written meanwhile', async () => {
    const count = counting('overtaken');
    const id = v7();
    const last = (await addDomains(`outlet-${id}`, 4)).at(-1) ?? 0;
    const engine = new Engine(recording.pool, recording.ledger, [count]);
    await engine.start();
    await engine.waitForPosition([count], last, PATIENCE_MS);
    // Another process, moved on behind this one's back.
    await recording.pool.query(`update views.projections set position = position + 1 where name = 'overtaken'`);
    const overtaken = await addDomains(`outlet-${id}`, 2);
    expect(await engine.waitForPosition([count], overtaken[1] ?? 0, PATIENCE_MS)).toBe(true);
    await engine.stop();
    expect(await rowsOf(count)).toContainEqual(
      expect.objectContaining({ key: id, state: expect.objectContaining({ n: 5 }) }),
    );
  });

  it('lets a new projection catch up and then feeds all from one page', async () => {
    const [old, young] = [counting('old'), counting('young')];
    const before = await startEngine(recording, [old]);
    const id = v7();
    await before.waitForPosition([old], (await addDomains(`outlet-${id}`, 7)).at(-1) ?? 0, PATIENCE_MS);
    await before.stop();
    const after = await startEngine(recording, [old, young], { pageSize: 4 });
    const last = (await addDomains(`outlet-${id}`, 3)).at(-1) ?? 0;
    expect(await after.waitForPosition([old, young], last, PATIENCE_MS)).toBe(true);
    expect(await rowsOf(young)).toEqual(await rowsOf(old));
    expect(await pastOf(young)).toEqual(await pastOf(old));
  });
});

describe('A replay', () => {
  it('gives every version of every row as it was given live', async () => {
    const outletId = v7();
    const engine = await startEngine(recording, PROJECTIONS, { pageSize: 2 });
    await recording.record(...anOutlet(outletId, 'Outlet', ['a.example']));
    for (let i = 0; i < 5; i += 1) {
      const claim = aClaim();
      const [workId, evidenceId, verdictId] = [v7(), v7(), v7()];
      await recording.record(claim.submitted({ claimedOn: '2025-03', topics: ['a', 'b'] }), aWork(workId, outletId));
      await recording.record(claim.appeared(workId, outletId), claim.attached(evidenceId));
      await recording.record(
        claim.proposed(verdictId, { validUntil: '2026' }),
        claim.published(verdictId),
        claim.entry('CorrectionRequested', { requestId: v7(), verdictId, receiptDigest: 'x' }),
        claim.entry('VerdictRetracted', { verdictId }),
      );
    }
    const last = await recording.record({
      stream: `origin-${v7()}`,
      type: 'OriginsJoined',
      facts: { intoId: outletId },
      words: {},
    });
    expect(await engine.waitForPosition(PROJECTIONS, last, PATIENCE_MS)).toBe(true);
    const replayed = PROJECTIONS.map((each): AnyProjection => ({ ...each, version: 999 }));
    const again = await startEngine(recording.another(), replayed, { stallMs: 0, pageSize: 1000 });
    await engine.stop();
    expect(await again.waitForPosition(replayed, last, PATIENCE_MS)).toBe(true);
    for (const [i, each] of PROJECTIONS.entries()) {
      const other = replayed[i] as AnyProjection;
      expect((await rowsOf(each)).length).toBeGreaterThan(0);
      expect(await rowsOf(other)).toEqual(await rowsOf(each));
      expect(await pastOf(other)).toEqual(await pastOf(each));
    }
  });
});

describe('A corrupt event', () => {
  it('stops the engine before it, and status says where', async () => {
    const count = counting('stopped');
    const id = v7();
    const engine = await startEngine(recording, [count]);
    const sound = (await addDomains(`outlet-${id}`, 2)).at(-1) ?? 0;
    await engine.waitForPosition([count], sound, PATIENCE_MS);
    await engine.stop();
    const [corrupt = 0, after = 0] = await addDomains(`outlet-${id}`, 2);
    await withClient(recording.database.superuserUrl, async (client) => {
      await client.query('alter table ledger.events disable trigger all');
      await client.query(`update ledger.events set facts = '{"domain":"forged.example"}' where position = $1`, [
        corrupt,
      ]);
      await client.query('alter table ledger.events enable trigger all');
    });
    const next = await startEngine(recording, [count]);
    expect(await next.waitForPosition([count], after, 1000)).toBe(false);
    expect(await next.status()).toMatchObject({ position: sound, head: after, corrupt });
    expect(await rowsOf(count)).toContainEqual(
      expect.objectContaining({ key: id, state: expect.objectContaining({ n: 2 }) }),
    );
  });
});
