import { expect } from '@jest/globals';
import { Ask, AskHandler } from '../../src/projections/ask.js';
import { Engine } from '../../src/projections/engine/engine.js';
import { PROJECTIONS } from '../../src/projections/index.js';
import type { AnyProjection } from '../../src/projections/engine/projection.js';
import type { Projections } from '../../src/projections/projections.js';
import type { Answered, Reader, View } from '../../src/projections/engine/view.js';
import { SOMEBODY, startRecording, type Entry, type Recording } from './recording.js';

/** Somebody who works here. */
export const EDITOR: Reader = { id: SOMEBODY, roles: ['editor'] };

interface Beside {
  /** An editor unless said. */
  readonly reader?: Reader;
  readonly asOf?: string | number | undefined;
}

/** A recording whose rows follow, of which questions are asked. */
export interface Questioned {
  readonly recording: Recording;
  readonly engine: Engine;
  ask<Args, Answer extends Answered>(view: View<Args, Answer>, args: Args, beside?: Beside): Promise<Answer>;
  /** Records, and waits until all rows have it. @returns the last position */
  record(...entries: Entry[]): Promise<number>;
  end(): Promise<void>;
}

/** @param projections those that the questions rest on: a spec of many events need not wait for others */
export async function startQuestions(projections: readonly AnyProjection[] = PROJECTIONS): Promise<Questioned> {
  const recording = await startRecording();
  const engine = new Engine(recording.pool, recording.ledger, projections);
  await engine.start();
  const source = { pool: recording.pool, ledger: recording.ledger.read };
  const handler = new AskHandler({ engine, source } as unknown as Projections);
  return {
    recording,
    engine,
    ask: <Args, Answer extends Answered>(
      view: View<Args, Answer>,
      args: Args,
      { reader = EDITOR, asOf }: Beside = {},
    ): Promise<Answer> =>
      handler.execute(
        new Ask<Args, Answer>(view, args, {
          reader,
          ...(asOf === undefined ? {} : { asOf: String(asOf) }),
        }) as unknown as Ask<unknown, Answered>,
      ) as Promise<Answer>,
    record: async (...entries) => {
      const position = await recording.record(...entries);
      expect(await engine.reach(projections, position, 20_000)).toBe(true);
      return position;
    },
    end: async () => {
      await engine.stop();
      await recording.end();
    },
  };
}
