import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Refused } from '../src/kernel/refusal.js';
import { ConfirmErasure, ProposeErasure } from '../src/ledger/ledger.commands.js';
import { ledgerStream } from '../src/ledger/ledger-stream.js';
import { Engine } from '../src/projections/engine/engine.js';
import { PROJECTIONS } from '../src/projections/index.js';
import type { AnyProjection } from '../src/projections/engine/projection.js';
import { tableOf } from '../src/projections/engine/store.js';
import { ANY_COMMAND } from './fixtures/any-command.js';
import { openDesk, step, type TestDesk } from './fixtures/editorial-team.js';
import { everyEvent } from './fixtures/every-event.js';
import { found } from './fixtures/founded.js';
import { Draw, World } from './fixtures/world.js';
import { startRecording, type Recording } from './support/recording.js';

/** The same in every run unless REPLAY_SEED names another; a failure prints it. */
const SEED = Number(process.env.REPLAY_SEED ?? 20_250_327);
const PATIENCE_MS = 20_000;

/** A kind of command and what it chooses by. */
interface Choice {
  readonly kind: number;
  readonly numbers: number[];
}

const sequences = fc.array<Choice>(
  fc.record({
    kind: fc.nat(ANY_COMMAND.length - 1),
    numbers: fc.array(fc.nat(), { minLength: 25, maxLength: 25 }),
  }),
  { minLength: 50, maxLength: 90 },
);

/** A projection with tables of its own, as a program of another version would keep it. */
const anew = (each: AnyProjection): AnyProjection => ({ ...each, version: each.version + 1000 });

const rowsOf = async ({ pool }: Recording, each: AnyProjection): Promise<{ now: unknown[]; past: unknown[] }> => ({
  now: (await pool.query<object>(`select * from ${tableOf(each)} order by key`)).rows,
  past: (await pool.query<object>(`select * from ${tableOf(each)}_past order by key, "from"`)).rows,
});

/** How often a command is chosen anew when it is refused: most of what one may choose does not fit the moment. */
const TRIES = 5;

/** @returns whether a command of this kind was not refused */
const anyOf = async (desk: TestDesk, world: World, { kind, numbers }: Choice): Promise<boolean> => {
  for (let i = 0; i < TRIES; i += 1) {
    const { as, steps } = ANY_COMMAND[kind]!(new Draw(world, [...numbers.slice(i), ...numbers.slice(0, i)]));
    try {
      await desk.give(as, ...steps);
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
  }
  return false;
};

/** Two admins erase an event, wherever it stands, unless it is erased or tells of the ledger itself. */
const erase = async (desk: TestDesk, { staff, position }: World, { numbers: [number = 0] }: Choice): Promise<void> => {
  const target = { id: '', part: String(number % (position + 1)) };
  const [one, two] = staff?.admins ?? ['', ''];
  try {
    await desk.give(one, step(ledgerStream, target, ProposeErasure, { basis: 'court-order', reason: 'An order.' }));
    await desk.give(two, step(ledgerStream, target, ConfirmErasure, {}));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
};

/** Everything that can happen happens once, and then what the sequence has of it. @returns how much was not refused */
const live = async (recording: Recording, sequence: readonly Choice[]) => {
  await found(recording.ledger);
  const world = new World();
  const desk = world.noting(openDesk(recording.ledger));
  world.staff = (await everyEvent(desk)).staff;
  const before = await erasedIn(recording);
  let accepted = 0;
  for (const [i, choice] of sequence.entries()) {
    if (await anyOf(desk, world, choice)) accepted += 1;
    if (i % 15 === 14) await erase(desk, world, choice);
  }
  return { accepted, erasures: (await erasedIn(recording)) - before };
};

const erasedIn = async ({ ledger }: Recording): Promise<number> =>
  (await ledger.read.page(-1, 10_000)).events.filter(({ erasedBy }) => erasedBy !== undefined).length;

describe('A replay from the beginning', () => {
  it('gives every row as it was given live, and every row that was, whatever was done and erased', async () => {
    const reached = { given: 0, accepted: 0, erasures: 0 };
    const property = fc.asyncProperty(sequences, async (sequence) => {
      const recording = await startRecording();
      const engines: Engine[] = [];
      const start = async (projections: readonly AnyProjection[], pageSize: number): Promise<Engine> => {
        const { pool, ledger } = recording.another();
        const engine = new Engine(pool, ledger, projections, { pageSize, stallMs: 0 });
        engines.push(engine);
        await engine.start();
        return engine;
      };
      try {
        const first = await start(PROJECTIONS, 3);
        const { accepted, erasures } = await live(recording, sequence);
        reached.given += sequence.length;
        reached.accepted += accepted;
        reached.erasures += erasures;
        const { position } = await recording.ledger.read.head();
        expect(await first.waitForPosition(PROJECTIONS, position, PATIENCE_MS)).toBe(true);
        await first.stop();
        const replayed = PROJECTIONS.map(anew);
        expect(await (await start(replayed, 1000)).waitForPosition(replayed, position, PATIENCE_MS)).toBe(true);
        for (const [i, each] of PROJECTIONS.entries()) {
          const [before, again] = [
            await rowsOf(recording, each),
            await rowsOf(recording, replayed[i] as AnyProjection),
          ];
          expect(before.now.length).toBeGreaterThan(0);
          expect(again).toEqual(before);
        }
      } finally {
        await Promise.all(engines.map((engine) => engine.stop()));
        await recording.end();
      }
    });
    // Nothing is made smaller after a failure: each try would take a database. The seed tells all there is to tell.
    await fc.assert(property, {
      seed: SEED,
      numRuns: 3,
      endOnFailure: true,
      reporter: ({ failed, seed, numRuns, errorInstance }) => {
        if (failed) throw new Error(`REPLAY_SEED=${seed} fails in run ${numRuns}`, { cause: errorInstance });
      },
    });
    // What is refused does nothing: sequences in which nearly all is would show nothing.
    expect(reached.accepted).toBeGreaterThan(reached.given / 4);
    expect(reached.erasures).toBeGreaterThan(5);
  });
});
