import type { PoolClient } from 'pg';
import type { Ledger } from '../../ledger/ledger.js';
import { versionOf, type Generation } from './generations.js';

/** Any numbers will do, as long as nobody else locks them. */
const LEADER_LOCKS = 4_711_002;
const MUTEX = 4_711_003;
const STALL_MS = 5000;
/** How often a process asks for what another one leads. */
const ASK_MS = 500;

/**
 * Which generations this process feeds. A session lock for each version keeps other processes from doing the same work; what
 * keeps them from doing it twice is the checkpoint. So where the holder of a lock makes no progress although the ledger
 * is ahead (a stopped process), another goes on without it. Processes of different releases each lead what the other
 * has no code for.
 */
export class Leadership {
  readonly #locked = new Set<string>();
  readonly #acting = new Set<string>();
  readonly #seen = new Map<string, { readonly position: number; readonly since: number }>();
  #asked = 0;

  constructor(
    private readonly ledger: Ledger,
    private readonly stallMs = STALL_MS,
  ) {}

  leads(build: Generation): boolean {
    const key = keyOf(build);
    return this.#locked.has(key) || this.#acting.has(key);
  }

  /**
   * Takes the lead of generations where it is free or its holder stands still.
   *
   * @returns whether it took any: their positions are to be read anew
   */
  async lead(client: PoolClient, builds: readonly Generation[]): Promise<boolean> {
    const others = builds.filter((build) => !this.#locked.has(keyOf(build)));
    if (others.length === 0) return false;
    // Without a pause where it leads nothing: there the caller pauses.
    if (this.#locked.size > 0 && Date.now() - this.#asked < ASK_MS) return false;
    this.#asked = Date.now();
    // One process at a time, so that one takes all that is free: views of one process agree when it feeds them together.
    const { rows } = await client.query<{ key: string }>(
      `with alone as materialized (select pg_advisory_xact_lock($1))
        select l.key from (
          select key, pg_try_advisory_lock($2, hashtext(key)) as locked from alone, unnest($3::text[]) key
        ) l where l.locked`,
      [MUTEX, LEADER_LOCKS, others.map(keyOf)],
    );
    for (const { key } of rows) this.#locked.add(key);
    const free = others.filter((build) => !this.leads(build));
    const stalled = free.length > 0 ? await this.#stalled(free) : [];
    for (const build of stalled) this.#acting.add(keyOf(build));
    return rows.length + stalled.length > 0;
  }

  /** Another process has moved a checkpoint: it is at work, so that this one steps back unless it holds the lock. */
  lost(): void {
    this.#acting.clear();
    this.#seen.clear();
  }

  /** The connection that held the locks is gone. */
  unlocked(): void {
    this.#locked.clear();
  }

  async #stalled(builds: readonly Generation[]): Promise<Generation[]> {
    const head = await this.ledger.read.head();
    return builds.filter((build) => {
      const { position, stoppedAt } = build;
      const waiting = position < head.position && stoppedAt === null;
      const seen = this.#seen.get(keyOf(build));
      const since = waiting && seen?.position === position ? seen.since : Date.now();
      this.#seen.set(keyOf(build), { position, since });
      return waiting && Date.now() - since >= this.stallMs;
    });
  }
}

const keyOf = (build: Generation): string => (build.status === 'live' ? versionOf(build.projection) : build.id);
