import type { Pool } from 'pg';
import { appendedFrom, type Appended } from './batch.js';
import type { AppendKeys } from '../database/append-keys.js';
import type { Catalogue, Event } from '../kernel/event.js';
import { LedgerError } from './errors.js';
import { ledgerEvents } from './ledger.events.js';
import { LedgerReader } from './reader.js';
import { prepare, type AppendRequest, type IdempotencyKey } from './append-request.js';
import { Writer } from './writer.js';

/**
 * The ledger: the one place where facts are appended and read.
 *
 * Positions are dense from 0, revisions from 1; an append is all or nothing, and what it rests on still held when it
 * was written. Several processes may share one database.
 */
export class Ledger {
  readonly read: LedgerReader;
  readonly #schemas: ReadonlyMap<string, number>;
  readonly #writer: Writer;
  readonly #listeners = new Set<(size: number) => void>();

  /**
   * @param catalogues every noun's events: the ledger itself knows only its own.
   * @param appendKeys without which the database takes no append of this process.
   * @param settleMs how long the outcome of an append is looked for on a broken connection before it is called unknown.
   */
  constructor(
    private readonly pool: Pool,
    catalogues: readonly Catalogue<Event>[],
    readonly appendKeys: AppendKeys,
    settleMs?: number,
  ) {
    this.#schemas = new Map([ledgerEvents, ...catalogues].flatMap((c) => Object.entries(c)));
    this.read = new LedgerReader(pool, this.#schemas);
    this.#writer = new Writer(pool, appendKeys, (size) => this.#notify(size), settleMs);
  }

  /**
   * Appends events, all or none.
   *
   * @throws LedgerError `conflict` (load and decide again), `append-too-large`, `key-reused`, `busy`, `clock`,
   * `outcome-unknown`; NotCanonical for values that the ledger does not store.
   */
  async append(request: AppendRequest): Promise<Appended> {
    return this.#writer.append(prepare(request, this.#schemas));
  }

  /**
   * What an earlier request under the same key was answered.
   *
   * @throws LedgerError `key-reused` when that request was another one.
   */
  async earlier({ scope, key, fingerprint }: IdempotencyKey): Promise<Appended | undefined> {
    const { rows } = await this.pool.query<{ fingerprint: Buffer | null; result: string }>({
      name: 'ledger-earlier',
      text: 'select fingerprint, result from ledger.events where key_scope = $1 and key = $2',
      values: [scope, key],
    });
    const row = rows[0];
    if (!row) return undefined;
    if (row.fingerprint && !row.fingerprint.equals(fingerprint)) {
      throw new LedgerError('key-reused', 'this idempotency key was used for another request');
    }
    return appendedFrom(row.result, true);
  }

  /** Calls back with the ledger's size after each commit of this process; a hint, so consumers poll as well. */
  onAppend(listen: (size: number) => void): () => void {
    this.#listeners.add(listen);
    return () => this.#listeners.delete(listen);
  }

  /** What is told is committed and answered: a listener's failure must not pass for the database's. */
  #notify(size: number): void {
    for (const listen of this.#listeners) {
      try {
        listen(size);
      } catch {
        // A hint only; who missed it polls.
      }
    }
  }

  /** Waits until everything handed in is written. */
  close(): Promise<void> {
    return this.#writer.close();
  }
}
