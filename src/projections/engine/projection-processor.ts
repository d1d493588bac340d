import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import type { Signal } from './signal.js';
import type { Generation } from './generations.js';
import type { ProjectionConsumer, StepOutcome } from './projection-consumer.js';
import type { Leadership } from './leadership.js';

/** How long a processor sleeps after a step unless something wakes it; another process may append unheard. */
const PAUSE_MS: Readonly<Record<StepOutcome | 'standby', number>> = {
  moved: 0,
  caught: 10,
  lost: 0,
  failed: 0,
  idle: 50,
  stopped: 1000,
  standby: 500,
};
const FIRST_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 5000;

/**
 * - A stopped process must not hold the checkpoints' rows for longer than others wait for it.
 * - What an index of words or arrays puts off sorting in, every question reads through: 4 MB of it, the default, cost each
 *   search 14 ms.
 * - Rows are looked up by their keys. A plan that was made while a table was small would go on to read all of it.
 */
const SESSION = `set idle_in_transaction_session_timeout = '3s'; set gin_pending_list_limit = '128kB';
  set enable_seqscan = off`;

/** What a processor works with. */
export interface ProcessorParts {
  readonly pool: Pool;
  readonly consumer: ProjectionConsumer;
  readonly leadership: Leadership;
  /** Notified where there may be something to do. */
  readonly work: Signal;
  /** Called when rows have moved. */
  readonly onProgress: () => void;
  /** Called after a step that came near the head, with the generations that it led; whether it has changed which there are. */
  readonly afterStep?: (client: PoolClient, led: readonly Generation[]) => Promise<boolean>;
}

/**
 * A loop that feeds generations over a connection of its own, which holds the locks. Whatever goes wrong ends the connection,
 * and it begins again with a new one.
 */
export class ProjectionProcessor {
  readonly #log = new Logger('Projections');
  #client: PoolClient | undefined;
  #loop: Promise<void> | undefined;
  #closing = false;
  #leading = false;

  constructor(private readonly parts: ProcessorParts) {}

  /** Whether it fed anything in its last step. */
  get leading(): boolean {
    return this.#leading;
  }

  start(): void {
    this.#loop = this.#run();
  }

  /** Finishes the page at hand and gives the connection back. */
  async stop(): Promise<void> {
    this.#closing = true;
    this.parts.work.notify();
    await this.#loop;
    await this.parts.consumer.drain();
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#closing) {
      try {
        const step = await this.#step();
        failures = 0;
        this.#leading = step !== 'standby';
        if (step === 'standby') await this.#pause(PAUSE_MS.standby);
        // Deaf for a moment: what comes in meanwhile shares the next page, and none waits longer than this.
        else if (step === 'caught') await sleep(PAUSE_MS.caught);
        else if (PAUSE_MS[step] > 0) await this.parts.work.wait(PAUSE_MS[step]);
      } catch (error) {
        this.#drop();
        if (this.#closing) break;
        failures += 1;
        this.#log.error(`a page failed and is tried again: ${String(error)}`);
        await this.#pause(Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (failures - 1)));
      }
    }
    this.#drop();
  }

  async #step(): Promise<StepOutcome | 'standby'> {
    const { pool, consumer, leadership, afterStep, onProgress } = this.parts;
    let builds = await consumer.generations(this.#client ?? pool);
    if (builds.length === 0) {
      this.#drop();
      return 'standby';
    }
    const client = await this.#connected();
    if (await leadership.lead(client, builds)) {
      consumer.invalidate();
      builds = await consumer.generations(client);
    }
    const led = builds.filter((build) => leadership.leads(build));
    if (led.length === 0) return 'standby';
    const before = consumer.corrupt?.position;
    const step = await consumer.step(client, led);
    if (step === 'moved' || step === 'caught') onProgress();
    if (step === 'lost') leadership.lost();
    const { corrupt } = consumer;
    if (step === 'stopped' && corrupt && corrupt.position !== before) {
      this.#log.error(`projections stop before a corrupt event: ${corrupt.message}`);
    }
    if (step !== 'moved' && afterStep) {
      const reached = (await consumer.generations(client)).filter((build) => leadership.leads(build));
      if (await afterStep(client, reached)) consumer.invalidate();
    }
    return step;
  }

  /** Sleeps deaf to appends, but in slices, so that a stop is heard. */
  async #pause(ms: number): Promise<void> {
    for (const until = Date.now() + ms; !this.#closing && Date.now() < until;) {
      await sleep(Math.min(100, Math.max(1, until - Date.now())));
    }
  }

  async #connected(): Promise<PoolClient> {
    if (this.#client) return this.#client;
    const client = await this.parts.pool.connect();
    // A connection that breaks while idle says so here; unheard it would end the process.
    client.on('error', () => this.#drop(client));
    await client.query(SESSION);
    return (this.#client = client);
  }

  /** Ends the connection, and with it the locks. */
  #drop(client = this.#client): void {
    if (!client || this.#client !== client) return;
    this.#client = undefined;
    this.#leading = false;
    this.parts.leadership.lost();
    this.parts.leadership.unlocked();
    this.parts.consumer.invalidate();
    client.release(true);
  }
}
