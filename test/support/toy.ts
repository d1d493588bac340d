import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Reservation } from '../../src/kernel/decider.js';
import type { Catalogue, Event } from '../../src/kernel/event.js';
import { newId } from '../../src/ledger/identifiers.js';
import { Ledger } from '../../src/ledger/ledger.js';
import type { AppendRequest, NewEvent } from '../../src/ledger/append-request.js';
import { createTestDatabase, testAppendKeys, withClient, type TestDatabase } from './database.js';

/** The smallest noun there can be: its events say something and mean nothing. */
export type ToyEvent = Event<'Noted', { n?: number }, { text?: string }>;
export const toyEvents: Catalogue<ToyEvent> = { Noted: 1 };

export const aStream = (): string => `claim-${newId()}`;

/** An event of the toy noun with fresh identifiers. */
export function note(
  stream: string,
  more: { readonly text?: string; readonly reserve?: readonly Reservation[]; readonly id?: string } = {},
): NewEvent {
  const { text, reserve = [], id = newId() } = more;
  return { id, stream, type: 'Noted', facts: { n: 1 }, words: text === undefined ? {} : { text }, reserve };
}

/** Who appends in specs where it does not matter. */
export const ACTOR = newId();

/** An append of some events, with the revisions that their streams have before; 0 where none is given. */
export function appending(events: readonly NewEvent[], more: Partial<AppendRequest> = {}): AppendRequest {
  const expected = new Map(events.map(({ stream }) => [stream, 0]));
  return { events, expected, actor: ACTOR, role: 'editor', causation: randomUUID(), ...more };
}

/** A ledger on a database of its own, with the application's connections. */
export interface OpenLedger {
  readonly ledger: Ledger;
  readonly pool: pg.Pool;
  readonly database: TestDatabase;
  /** A second ledger on the same database, as another process has it. */
  another(url?: string, settleMs?: number): Ledger;
  /** Runs statements as the superuser, whom no grant binds. */
  asSuperuser<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export async function openLedger(): Promise<OpenLedger> {
  const database = await createTestDatabase();
  const open: { ledger: Ledger; pool: pg.Pool }[] = [];
  const another = (url = database.appUrl, settleMs?: number) => {
    const pool = new pg.Pool({ connectionString: url, pipeline: true });
    pool.on('error', () => undefined);
    const ledger = new Ledger(pool, [toyEvents], testAppendKeys(), settleMs);
    open.push({ ledger, pool });
    return ledger;
  };
  const ledger = another();
  return {
    ledger,
    pool: open[0]?.pool as pg.Pool,
    database,
    another,
    asSuperuser: (sql, values) =>
      withClient(database.superuserUrl, async (client) => (await client.query(sql, values)).rows as never),
    async close() {
      for (const { ledger, pool } of open) {
        await ledger.close();
        await pool.end();
      }
      await database.drop();
    },
  };
}

/** The code with which something is refused: the ledger's, a rule's, or PostgreSQL's SQLSTATE. */
export async function refusalOf(act: Promise<unknown>): Promise<unknown> {
  try {
    await act;
  } catch (error) {
    return (error as { code?: unknown }).code ?? error;
  }
  return 'none';
}
