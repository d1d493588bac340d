import 'reflect-metadata';
import type { CommandBus } from '@nestjs/cqrs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import { Execute, ExecuteHandler } from '../src/ledger/execute.js';
import { personFold } from '../src/people/person.state.js';
import { PROJECTIONS } from '../src/projections/index.js';
import { queue } from '../src/projections/review/queue.js';
import { expiryJob } from '../src/schedules/expiry.js';
import { Schedule } from '../src/schedules/schedule.js';
import { aClaim } from './support/claims.js';
import { startQuestions, type Questioned } from './support/questions.js';

const HOUR = 3_600_000;
let desk: Questioned;
beforeAll(async () => {
  desk = await startQuestions();
});
afterAll(() => desk.end());

/** A process of its own that keeps the duty; what it is given to do meanwhile may wait. */
const aProcess = (held: Promise<unknown> = Promise.resolve()) => {
  const { pool, ledger } = desk.recording.another();
  const standing = () => Promise.resolve({ id: 'system', roles: ['system'] } as const);
  const handler = new ExecuteHandler(
    ledger,
    { contextOf: standing, refresh: standing, fold: personFold },
    { reviewPolicy: 'four-eyes', independenceDays: 7 },
  );
  const bus = { execute: (command: Execute) => held.then(() => handler.execute(command)) } as unknown as CommandBus;
  return new Schedule(pool, expiryJob(pool, bus), HOUR);
};
const rated = async (validUntil?: string) => {
  const made = aClaim();
  const verdictId = v7();
  const evidenceId = v7();
  await desk.record(
    made.submitted(),
    made.attached(evidenceId),
    made.proposed(verdictId, validUntil === undefined ? {} : { validUntil }),
    made.published(verdictId),
  );
  return { made, verdictId };
};
const expiredIn = async ({ made }: Awaited<ReturnType<typeof rated>>) =>
  (await desk.recording.ledger.read.streams([made.stream])).filter(({ type }) => type === 'VerdictExpired');
/** Waits until rows have all that was recorded. */
const caughtUp = async (): Promise<void> => {
  const { position } = await desk.recording.ledger.read.head();
  expect(await desk.engine.waitForPosition(PROJECTIONS, position, 20_000)).toBe(true);
};
const today = () => new Date().toISOString().slice(0, 10);

describe('What falls due by itself', () => {
  it('is recorded once, late after an outage but dated now, and never before its last day has passed', async () => {
    const [gone, running, open, retracted] = [
      await rated('2025-02'),
      await rated(today()),
      await rated(),
      await rated('2025-02'),
    ];
    await desk.record(retracted.made.entry('VerdictRetracted', { verdictId: retracted.verdictId }));
    const begun = new Date().toISOString();
    expect(await aProcess().runOnce()).toBe(1);
    const [event, another] = await expiredIn(gone);
    expect(event).toMatchObject({ actor: 'system', facts: { verdictId: gone.verdictId, validUntil: '2025-02' } });
    expect([event && event.at >= begun, another]).toEqual([true, undefined]);
    for (const none of [running, open, retracted]) expect(await expiredIn(none)).toEqual([]);
    // Before rows know of it the request is known by its key.
    await aProcess().runOnce();
    await caughtUp();
    expect(await aProcess().runOnce()).toBe(0);
    expect(await expiredIn(gone)).toHaveLength(1);
  });

  it('is due for review by its day, recorded or not', async () => {
    const { made } = await rated('2025-03');
    const due = async () =>
      (await desk.ask(queue, { due: 0, limit: 200 })).items.filter(({ claimId }) => claimId === made.id);
    const before = await due();
    expect(before).toMatchObject([{ reason: 'expired', since: '2025-04-01T00:00:00.000Z' }]);
    await aProcess().runOnce();
    await caughtUp();
    expect(await due()).toEqual(before);
  });

  it('is done by one process at a time, and by another once that one is gone', async () => {
    const many = await Promise.all([rated('2025-01'), rated('2025-01-05'), rated('2025-01-06')]);
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => (go = resolve));
    const [first, second] = [aProcess(held), aProcess()];
    const turn = first.runOnce();
    // The first one holds the lock from before it acts until it has.
    let refused: number | null = 0;
    for (let tries = 0; refused !== null && tries < 200; tries += 1) {
      refused = (await locked()) ? await second.runOnce() : refused;
    }
    expect(refused).toBeNull();
    go();
    expect(await turn).toBe(3);
    await caughtUp();
    expect(await second.runOnce()).toBe(0);
    for (const each of many) expect(await expiredIn(each)).toHaveLength(1);
  });

  it('goes on by itself after a failure, and stops when it is told to', async () => {
    let turns = 0;
    const { pool } = desk.recording.another();
    const failing = { name: 'nothing', lock: 1, run: () => Promise.reject(new Error(`turn ${(turns += 1)}`)) };
    const schedule = new Schedule(pool, failing, 5);
    schedule.start();
    for (let tries = 0; turns < 3 && tries < 500; tries += 1) await new Promise((resolve) => setTimeout(resolve, 5));
    await schedule.stop();
    expect(turns).toBeGreaterThanOrEqual(3);
    const then = turns;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(turns).toBe(then);
  });
});

const locked = async (): Promise<boolean> => {
  const { rows } = await desk.recording.pool.query<{ n: number }>(
    `select count(*)::integer as n from pg_locks where locktype = 'advisory' and objid = 4711010`,
  );
  return (rows[0]?.n ?? 0) > 0;
};
