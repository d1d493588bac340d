import type { PoolClient } from 'pg';
import type { Ledger } from '../ledger/ledger.js';
import type { AnyProjection } from './projection.js';
import { progressOf } from './store.js';

/** Any number will do, as long as nobody else locks it. */
const LEADER_LOCK = 4_711_002;
const STALL_MS = 5000;

/**
 * Whether this process feeds the projections. A session lock keeps the others from doing the same work; what keeps
 * them from doing it twice is the checkpoint. So where the holder of the lock makes no progress although the ledger is
 * ahead (a stopped process), another goes on without it.
 */
export class Leadership {
  #locked = false;
  #acting = false;
  #seen: { readonly position: number; readonly since: number } | undefined;

  constructor(
    private readonly ledger: Ledger,
    private readonly projections: readonly AnyProjection[],
    private readonly stallMs = STALL_MS,
  ) {}

  get leading(): boolean {
    return this.#locked || this.#acting;
  }

  /** Takes the lead where it is free or its holder stands still; whether this process has it. */
  async lead(client: PoolClient): Promise<boolean> {
    if (this.#locked) return true;
    const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
      LEADER_LOCK,
    ]);
    if (rows[0]?.locked) return (this.#locked = true);
    if (!this.#acting) this.#acting = await this.#stalled(client);
    return this.#acting;
  }

  /** Another process has moved a checkpoint: it is at work, so that this one steps back unless it holds the lock. */
  lost(): void {
    this.#acting = false;
    this.#seen = undefined;
  }

  /** The connection that held the lock is gone. */
  unlocked(): void {
    this.#locked = false;
  }

  async #stalled(client: PoolClient): Promise<boolean> {
    const [progress, head] = await Promise.all([progressOf(client, this.projections), this.ledger.read.head()]);
    const position = Math.min(...progress.map((each) => each.position));
    const waiting = position < head.position && progress.every(({ stoppedAt }) => stoppedAt === null);
    if (!waiting || this.#seen?.position !== position) this.#seen = { position, since: Date.now() };
    return waiting && Date.now() - this.#seen.since >= this.stallMs;
  }
}
