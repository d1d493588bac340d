import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import type { Ledger } from '../ledger/ledger.js';
import { Bell } from './bell.js';
import { Follower, type Step } from './follower.js';
import { Leadership } from './leadership.js';
import type { AnyProjection } from './projection.js';
import { makeTables, progressOf } from './store.js';

/** How long the loop sleeps after a step unless something wakes it; another process may append unheard. */
const PAUSE_MS: Readonly<Record<Step | 'standby', number>> = {
  moved: 0,
  caught: 10,
  lost: 0,
  idle: 50,
  stopped: 1000,
  standby: 500,
};
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 5000;
const POLL_MS = 15;

/** How the projections stand to the ledger, for operators and health checks. */
export interface EngineStatus {
  /** The position that all of them have reached. */
  readonly position: number;
  /** The ledger's last position. */
  readonly head: number;
  /** The position of a corrupt event before which they stopped, else null. */
  readonly corrupt: number | null;
  /** Whether it is this process that feeds them. */
  readonly leading: boolean;
}

export interface EngineOptions {
  /** Events in a page. */
  readonly pageSize?: number;
  /** How long another process may make no progress before this one goes on without the lock. */
  readonly stallMs?: number;
}

/**
 * Keeps the rows of projections up with the ledger: one reader in each process, one of which feeds them at a time.
 *
 * Rows and checkpoint move in one transaction by compare-and-set, so that every event is applied exactly once however
 * many processes try and wherever one is killed.
 */
export class Engine {
  readonly #follower: Follower;
  readonly #leadership: Leadership;
  readonly #log = new Logger('Projections');
  /** Rung by appends of this process. */
  readonly #work = new Bell();
  /** Rung when rows have moved. */
  readonly #progress = new Bell();
  #client: PoolClient | undefined;
  #loop: Promise<void> | undefined;
  #unlisten: (() => void) | undefined;
  #closing = false;

  constructor(
    private readonly pool: Pool,
    private readonly ledger: Ledger,
    private readonly projections: readonly AnyProjection[],
    options: EngineOptions = {},
  ) {
    this.#follower = new Follower(ledger, projections, options.pageSize);
    this.#leadership = new Leadership(ledger, projections, options.stallMs);
  }

  /** Makes the tables and starts to follow; does not wait until the rows have caught up. */
  async start(): Promise<void> {
    await makeTables(this.pool, this.projections);
    this.#unlisten = this.ledger.onAppend(() => this.#work.ring());
    this.#loop = this.#run();
  }

  /** Finishes the page at hand and gives the connection back. */
  async stop(): Promise<void> {
    this.#closing = true;
    this.#unlisten?.();
    this.#work.ring();
    await this.#loop;
    await this.#follower.settle();
  }

  async status(): Promise<EngineStatus> {
    const [progress, head] = await Promise.all([progressOf(this.pool, this.projections), this.ledger.read.head()]);
    const stopped = progress.flatMap(({ stoppedAt }) => stoppedAt ?? []);
    return {
      position: Math.min(...progress.map(({ position }) => position)),
      head: head.position,
      corrupt: stopped.length > 0 ? Math.min(...stopped) : null,
      leading: this.#leadership.leading,
    };
  }

  /**
   * Waits until some projections rest on a position, at most `ms`.
   *
   * @returns whether they do
   */
  async reach(projections: readonly AnyProjection[], position: number, ms: number): Promise<boolean> {
    if (projections.length === 0) return true;
    const until = Date.now() + ms;
    while (!(await this.#rests(projections, position))) {
      const left = until - Date.now();
      if (left <= 0) return false;
      await this.#progress.wait(Math.min(POLL_MS, left));
    }
    return true;
  }

  /** What this process knows answers at once; only what it does not know, the database is asked. */
  async #rests(projections: readonly AnyProjection[], position: number): Promise<boolean> {
    if (projections.every((each) => (this.#follower.positionOf(each) ?? -1) >= position)) return true;
    if (this.#leadership.leading) return false;
    return (await progressOf(this.pool, projections)).every((each) => each.position >= position);
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#closing) {
      try {
        const step = await this.#step();
        failures = 0;
        if (step === 'standby') await this.#rest(PAUSE_MS.standby);
        // Deaf for a moment: what comes in meanwhile shares the next page, and none waits longer than this.
        else if (step === 'caught') await sleep(PAUSE_MS.caught);
        else if (PAUSE_MS[step] > 0) await this.#work.wait(PAUSE_MS[step]);
      } catch (error) {
        this.#drop();
        if (this.#closing) break;
        failures += 1;
        this.#log.error(`a page failed and is tried again: ${String(error)}`);
        await this.#rest(Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (failures - 1)));
      }
    }
    this.#drop();
  }

  async #step(): Promise<Step | 'standby'> {
    const client = await this.#connected();
    const was = this.#leadership.leading;
    if (!(await this.#leadership.lead(client))) return 'standby';
    if (!was) this.#follower.forget();
    const before = this.#follower.corrupt?.position;
    const step = await this.#follower.step(client);
    if (step === 'moved' || step === 'caught') this.#progress.ring();
    if (step === 'lost') this.#leadership.lost();
    const { corrupt } = this.#follower;
    if (step === 'stopped' && corrupt && corrupt.position !== before) {
      this.#log.error(`projections stop before a corrupt event: ${corrupt.message}`);
    }
    return step;
  }

  /** Sleeps deaf to appends, but in slices, so that a stop is heard. */
  async #rest(ms: number): Promise<void> {
    for (const until = Date.now() + ms; !this.#closing && Date.now() < until;) {
      await sleep(Math.min(100, Math.max(1, until - Date.now())));
    }
  }

  async #connected(): Promise<PoolClient> {
    if (this.#client) return this.#client;
    const client = await this.pool.connect();
    // A connection that breaks while idle says so here; unheard it would end the process.
    client.on('error', () => this.#drop(client));
    // A stopped process must not hold the checkpoints' rows for longer than others wait for it.
    await client.query(`set idle_in_transaction_session_timeout = '3s'`);
    return (this.#client = client);
  }

  /** Ends the connection, and with it the lock. */
  #drop(client = this.#client): void {
    if (!client || this.#client !== client) return;
    this.#client = undefined;
    this.#leadership.lost();
    this.#leadership.unlocked();
    this.#follower.forget();
    client.release(true);
  }
}
