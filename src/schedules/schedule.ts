import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';

/** Something that is to be done again and again, by one process at a time. */
export interface ScheduledJob {
  readonly name: string;
  /** Any number will do, as long as nobody else locks it. */
  readonly lock: number;
  /** Does what is due now and says how much it saw to. It gives up as soon as it is told to stop. */
  readonly run: (stopping: AbortSignal) => Promise<number>;
}

/**
 * Runs a job every so often, beginning at once, so that what an outage has left is done late rather than never. Every
 * process may keep it: a session lock lets one of them do it at a time, and is gone with the process that holds it.
 *
 * What fails is logged, and done at the next turn.
 */
export class Schedule {
  readonly #log = new Logger('Schedules');
  readonly #stopping = new AbortController();
  #loop: Promise<void> | undefined;

  /** @param everyMs from the end of one turn to the beginning of the next */
  constructor(
    private readonly pool: Pool,
    private readonly job: ScheduledJob,
    private readonly everyMs: number,
  ) {}

  start(): void {
    this.#loop ??= this.#run(this.#stopping.signal);
  }

  /** Lets the turn at hand come to its next step, and waits for it. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
  }

  async #run(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      try {
        await this.runOnce();
      } catch (error) {
        this.#log.error(`${this.job.name} failed and is tried again: ${String(error)}`);
      }
      await sleep(this.everyMs, undefined, { signal: stopping, ref: false }).catch((error: unknown) => {
        if (!stopping.aborted) throw error;
      });
    }
  }

  /** Runs the job once, now. @returns how much it saw to; null where another process is at it */
  async runOnce(): Promise<number | null> {
    const client = await this.pool.connect();
    // A connection that breaks while idle says so here; unheard it would end the process.
    const heard = (): void => undefined;
    client.on('error', heard);
    let broken = true;
    try {
      const done = await this.#locked(client);
      broken = false;
      return done;
    } finally {
      client.off('error', heard);
      // With a connection that is not given back, its lock goes too.
      client.release(broken);
    }
  }

  async #locked(client: PoolClient): Promise<number | null> {
    const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
      this.job.lock,
    ]);
    if (!rows[0]?.locked) return null;
    try {
      return await this.job.run(this.#stopping.signal);
    } finally {
      await client.query('select pg_advisory_unlock($1)', [this.job.lock]);
    }
  }
}
