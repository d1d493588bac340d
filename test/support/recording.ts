import pg from 'pg';
import { v7 } from 'uuid';
import { CATALOGUES } from '../../src/catalogues.js';
import { Ledger } from '../../src/ledger/ledger.js';
import { createTestDatabase, testAppendKeys, type TestDatabase } from './database.js';

/** An event as a spec writes it down. */
export interface Entry {
  readonly stream: string;
  readonly type: string;
  readonly facts: object;
  readonly words?: object;
  readonly actor?: string;
}

/** A ledger of one spec's own, into which it appends without deciders. */
export interface Recording {
  readonly database: TestDatabase;
  readonly pool: pg.Pool;
  readonly ledger: Ledger;
  /** Appends in one go; each stream's revision is counted here. @returns the last position */
  record(...entries: readonly Entry[]): Promise<number>;
  /** Another process, as far as the database can tell: a pool and a ledger of its own. */
  another(): { readonly pool: pg.Pool; readonly ledger: Ledger };
  end(): Promise<void>;
}

/** Somebody's identifier where it does not matter whose. */
export const SOMEBODY = '00000000-0000-7000-8000-00000000000a';

export async function startRecording(): Promise<Recording> {
  const database = await createTestDatabase();
  const opened: { pool: pg.Pool; ledger: Ledger }[] = [];
  const another = () => {
    const pool = new pg.Pool({ connectionString: database.appUrl, max: 6, pipeline: true });
    // Connections that a spec breaks say so here.
    pool.on('error', () => undefined);
    const both = { pool, ledger: new Ledger(pool, CATALOGUES, testAppendKeys()) };
    opened.push(both);
    return both;
  };
  const { pool, ledger } = another();
  const revisions = new Map<string, number>();
  return {
    database,
    pool,
    ledger,
    another,
    record: async (...entries) => {
      const streams = [...new Set(entries.map(({ stream }) => stream))];
      const { position } = await ledger.append({
        events: entries.map(({ stream, type, facts, words = {} }) => ({ id: v7(), stream, type, facts, words })),
        expected: new Map(streams.map((stream) => [stream, revisions.get(stream) ?? 0])),
        actor: entries[0]?.actor ?? SOMEBODY,
        role: 'editor',
        causation: v7(),
      });
      for (const { stream } of entries) revisions.set(stream, (revisions.get(stream) ?? 0) + 1);
      return position;
    },
    end: async () => {
      for (const { ledger, pool } of opened) {
        await ledger.close();
        await pool.end();
      }
      await database.drop();
    },
  };
}
