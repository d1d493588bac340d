import { expect } from '@jest/globals';
import { ViewQuery, ViewQueryHandler } from '../../src/projections/view-query.js';
import { Engine } from '../../src/projections/engine/engine.js';
import { PROJECTIONS } from '../../src/projections/index.js';
import type { AnyProjection } from '../../src/projections/engine/projection.js';
import type { Projections } from '../../src/projections/projections.js';
import type { AnswerMeta, Reader, View } from '../../src/projections/engine/view.js';
import { SOMEBODY, startRecording, type Entry, type Recording } from './recording.js';

/** Somebody who works here. */
export const EDITOR: Reader = { id: SOMEBODY, roles: ['editor'] };

interface AskOptions {
  /** An editor unless said. */
  readonly reader?: Reader;
  readonly asOf?: string | number | undefined;
  /** A position that the answer is to rest on. */
  readonly after?: number;
}

/** A recording whose rows follow, of which questions are asked. */
export interface Questioned {
  readonly recording: Recording;
  readonly engine: Engine;
  ask<Args, Answer extends AnswerMeta>(view: View<Args, Answer>, args: Args, beside?: AskOptions): Promise<Answer>;
  /** Records, and waits until all rows have it. @returns the last position */
  record(...entries: Entry[]): Promise<number>;
  /** Lets rows follow again once `engine` was stopped, which from then on is another one. */
  restart(): Promise<void>;
  end(): Promise<void>;
}

/** @param projections those that the questions rest on: a spec of many events need not wait for others */
export async function startQuestions(projections: readonly AnyProjection[] = PROJECTIONS): Promise<Questioned> {
  const recording = await startRecording();
  const source = { pool: recording.pool, ledger: recording.ledger.read };
  const start = async (): Promise<Engine> => {
    const engine = new Engine(recording.pool, recording.ledger, projections);
    await engine.start();
    return engine;
  };
  let engine = await start();
  return {
    recording,
    get engine() {
      return engine;
    },
    ask: <Args, Answer extends AnswerMeta>(
      view: View<Args, Answer>,
      args: Args,
      { reader = EDITOR, asOf, after }: AskOptions = {},
    ): Promise<Answer> =>
      new ViewQueryHandler({ engine, deps: source } as unknown as Projections).execute(
        new ViewQuery<Args, Answer>(view, args, {
          reader,
          ...(asOf === undefined ? {} : { asOf: String(asOf) }),
          ...(after === undefined ? {} : { after }),
        }) as unknown as ViewQuery<unknown, AnswerMeta>,
      ) as Promise<Answer>,
    record: async (...entries) => {
      const position = await recording.record(...entries);
      expect(await engine.waitForPosition(projections, position, 20_000)).toBe(true);
      return position;
    },
    restart: async () => {
      engine = await start();
    },
    end: async () => {
      await engine.stop();
      await recording.end();
    },
  };
}
