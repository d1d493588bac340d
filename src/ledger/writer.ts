import pg, { type Client, type Pool } from 'pg';
import type { AppendKeys } from '../database/append-keys.js';
import { appendedFrom, checkBatch, type Appended } from './batch.js';
import { LedgerError } from './errors.js';
import { MAX_BYTES, MAX_EVENTS, type PreparedAppend } from './append-request.js';
import { findEvents, insertRows, lockHead, readStreamHeads } from './statements.js';

interface PendingAppend {
  readonly request: PreparedAppend;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: Error) => void;
}

/** How long a broken connection's outcome is looked for before it is called unknown. */
const SETTLE_MS = 10_000;

/**
 * A writer that stops while it holds the lock is ended by the database, so that nobody waits for it longer than this.
 * `lock_timeout` bounds the wait for another writer, `statement_timeout` a statement that hangs.
 */
const SESSION = `set idle_in_transaction_session_timeout = '2s'; set lock_timeout = '5s'; set statement_timeout = '10s'`;
/**
 * What may wait while a batch commits: more than any burst, and little enough to be kept. Past that whoever comes is told
 * to come again, so that a database that is away does not fill the memory.
 */
const MAX_WAITING = 4096;
const MAX_WAITING_BYTES = 64 * 1024 * 1024;
/** Between two looks for an outcome. */
const RETRY_MS = 200;
/** The client's own bound, for a database that answers nothing at all. */
const QUERY_TIMEOUT_MS = 15_000;

/**
 * The one writer of a process: whoever waits while a batch commits goes into the next one. Several processes take
 * turns by the head row's lock.
 */
export class Writer {
  readonly #interactive: PendingAppend[] = [];
  readonly #imports: PendingAppend[] = [];
  #client: Client | undefined;
  #running: Promise<void> | undefined;
  #closed = false;
  #waitingBytes = 0;

  /** @param onAppend told the ledger's size after each commit of this process; must not throw. */
  constructor(
    private readonly pool: Pool,
    private readonly keys: AppendKeys,
    private readonly onAppend: (size: number) => void,
    private readonly settleMs = SETTLE_MS,
  ) {}

  /**
   * Appends in a batch with whatever waits beside it.
   *
   * @throws LedgerError `conflict`, `key-reused`, `busy`, `clock` or `outcome-unknown`.
   */
  append(request: PreparedAppend): Promise<Appended> {
    if (this.#closed) return Promise.reject(new LedgerError('busy', 'this process is ending'));
    if (this.#interactive.length + this.#imports.length >= MAX_WAITING || this.#waitingBytes >= MAX_WAITING_BYTES) {
      return Promise.reject(new LedgerError('busy', 'more waits to be written than this process keeps'));
    }
    this.#waitingBytes += request.bytes;
    const done = new Promise<Appended>((resolve, reject) => {
      (request.priority === 'import' ? this.#imports : this.#interactive).push({ request, resolve, reject });
    });
    this.#running ??= this.#drain();
    return done;
  }

  /** Waits until nothing waits, and ends the connection. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
    await this.#client?.end();
    this.#client = undefined;
  }

  async #drain(): Promise<void> {
    try {
      for (let batch = this.#next(); batch.length > 0; batch = this.#next()) await this.#write(batch);
    } finally {
      // In the same turn in which the queue was seen empty: a request that came in between would wait for ever.
      this.#running = undefined;
    }
  }

  /** Interactive requests first, up to the batch's bounds. */
  #next(): PendingAppend[] {
    const batch: PendingAppend[] = [];
    let events = 0;
    let bytes = 0;
    for (const queue of [this.#interactive, this.#imports]) {
      let taken = 0;
      for (const waiting of queue) {
        events += waiting.request.prepared.length;
        bytes += waiting.request.bytes;
        if (batch.length > 0 && (events > MAX_EVENTS || bytes > MAX_BYTES)) break;
        batch.push(waiting);
        this.#waitingBytes -= waiting.request.bytes;
        taken += 1;
      }
      queue.splice(0, taken);
    }
    return batch;
  }

  /** Writes a batch; where the database refuses it, halves it until the culprit is alone, so that no neighbour fails. */
  async #write(batch: readonly PendingAppend[], until?: number): Promise<void> {
    try {
      await this.#transaction(batch);
    } catch (error) {
      if (isConnectionLoss(error)) return this.#settle(batch, until ?? Date.now() + this.settleMs);
      const failure = await this.#rollback(error);
      if (batch.length === 1 || failure instanceof LedgerError) return batch.forEach(({ reject }) => reject(failure));
      const half = Math.ceil(batch.length / 2);
      await this.#write(batch.slice(0, half), until);
      await this.#write(batch.slice(half), until);
    }
  }

  async #transaction(batch: readonly PendingAppend[]): Promise<void> {
    const client = await this.#connected();
    const requests = batch.map(({ request }) => request);
    // Sent together and answered one after the other: two round trips, and the second statement still sees all that
    // was committed before the first had the lock.
    const [head, { heads, salts }] = await Promise.all([lockHead(client), readStreamHeads(client, requests)]);
    const { outcomes, rows } = guarded(() => checkBatch(requests, head, heads, salts));
    // A commit that follows a refused insert rolls back, and the refusal is what is heard.
    await Promise.all([
      ...(rows.rows.length > 0 ? insertRows(client, rows, this.keys.newest) : []),
      client.query('commit'),
    ]);
    outcomes.forEach((outcome, i) => {
      if (outcome instanceof Error) batch[i]?.reject(outcome);
      else batch[i]?.resolve(outcome);
    });
    if (rows.rows.length > 0) this.onAppend(rows.first + rows.rows.length);
  }

  /** A connection of the writer's own, like those of the pool but for what only a writer needs. */
  async #connected(): Promise<Client> {
    if (this.#client) return this.#client;
    const { options } = this.pool;
    // pg-pool hides these two from a spread.
    const { password, ssl } = options;
    const client = new pg.Client({ ...options, password, ssl, pipeline: true, query_timeout: QUERY_TIMEOUT_MS });
    this.#client = client;
    // A connection that breaks while idle says so here; unheard it would end the process.
    client.on('error', () => this.#drop(client));
    try {
      await client.connect();
      await client.query(SESSION);
    } catch (error) {
      this.#drop(client);
      throw error;
    }
    return client;
  }

  #drop(client: Client | undefined): void {
    if (client && this.#client === client) {
      this.#client = undefined;
      client.end().catch(() => undefined);
    }
  }

  async #rollback(error: unknown): Promise<Error> {
    try {
      await this.#client?.query('rollback');
    } catch {
      this.#drop(this.#client);
    }
    if (error instanceof LedgerError) return error;
    if (codeOf(error) === LOCK_NOT_AVAILABLE || codeOf(error) === QUERY_CANCELED) {
      return new LedgerError('busy', 'the ledger is held by another writer', { cause: error });
    }
    const cause = error instanceof CheckFailed ? error.cause : error;
    return cause instanceof Error ? cause : new Error(String(cause));
  }

  /**
   * The connection broke, and with it the knowledge whether the batch was committed. On a new connection the head's
   * lock is taken, which waits for whatever the old one still does; then the events' identifiers tell: those that are
   * there are answered, the others are written again under the same identifiers. `until` holds for all their tries
   * together, so that a request that breaks every connection it is sent on comes to an end.
   */
  async #settle(batch: readonly PendingAppend[], until: number): Promise<void> {
    this.#drop(this.#client);
    for (;;) {
      try {
        const rest = await this.#answerWritten(batch);
        if (Date.now() > until) return refuseAll(rest, 'busy', 'the connection broke at every try; nothing is written');
        return rest.length > 0 ? await this.#write(rest, until) : undefined;
      } catch (error) {
        this.#drop(this.#client);
        if (Date.now() > until)
          return refuseAll(batch, 'outcome-unknown', 'the database went away around the commit', error);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  /** @returns the requests that were not written. */
  async #answerWritten(batch: readonly PendingAppend[]): Promise<PendingAppend[]> {
    const client = await this.#connected();
    const { size } = await lockHead(client);
    const written = await findEvents(
      client,
      batch.flatMap(({ request }) => request.prepared.map(({ id }) => id)),
    );
    await client.query('commit');
    const rest: PendingAppend[] = [];
    for (const waiting of batch) {
      const { prepared, result } = waiting.request;
      const position = written.get(prepared.at(-1)?.id ?? '');
      if (position === undefined) rest.push(waiting);
      else {
        const revision = prepared.findLast(({ stream }) => stream === prepared[0]?.stream)?.revision;
        waiting.resolve(appendedFrom(JSON.stringify({ ...result, revision, position }), false));
      }
    }
    this.onAppend(size);
    return rest;
  }
}

/** Our own code failed inside the transaction: the connection is whole, and nothing is committed. */
class CheckFailed extends Error {}

function guarded<T>(run: () => T): T {
  try {
    return run();
  } catch (cause) {
    throw new CheckFailed('a batch could not be judged', { cause });
  }
}

function refuseAll(
  batch: readonly PendingAppend[],
  code: 'busy' | 'outcome-unknown',
  message: string,
  cause?: unknown,
): void {
  for (const { reject } of batch) reject(new LedgerError(code, message, { cause }));
}

const LOCK_NOT_AVAILABLE = '55P03';
const QUERY_CANCELED = '57014';

/** The SQLSTATE, where it was the database that refused. */
const codeOf = (error: unknown): string | undefined => (error instanceof pg.DatabaseError ? error.code : undefined);

/** Whether the connection is gone, as against a statement that was refused on it. */
function isConnectionLoss(error: unknown): boolean {
  const code = codeOf(error);
  // Class 08 and 57P01 to 57P05: the server ended it; 25P03, 25P04: the transaction sat idle or took too long; 53300: it
  // takes no more connections.
  if (code !== undefined) return /^(08...|57P0.|25P0[34]|53300)$/.test(code);
  return !(error instanceof LedgerError || error instanceof TypeError || error instanceof CheckFailed);
}
