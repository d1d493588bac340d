import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import { v7 } from 'uuid';
import type { Ledger } from '../../ledger/ledger.js';
import { Signal } from './signal.js';
import { generationsWith, generationsOf, activeGenerations, type Generation } from './generations.js';
import { createSchema } from './schema.js';
import { registerProcess, deregisterProcess, dropUnused } from './heartbeat.js';
import { ProjectionConsumer, PAGE_SIZE } from './projection-consumer.js';
import { ProjectionProcessor } from './projection-processor.js';
import { Leadership } from './leadership.js';
import type { AnyProjection } from './projection.js';
import { cutOver } from './cutover.js';
import { removeErasedTexts } from './texts-writer.js';

const POLL_MS = 15;
/** How often a process says that it runs, and looks for what nobody uses any more. */
const HEARTBEAT_MS = 10_000;
/** While it backfills texts and makes indexes a generation does not move, for minutes: nobody is to think that it stands still. */
const BUILD_STALL_MS = 300_000;

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
  readonly pageSize?: number;
  /** How long another process may make no progress before this one goes on without the lock. */
  readonly stallMs?: number;
  /** Only feeds what is read, or only builds what is to be; both unless said. */
  readonly only?: 'live' | 'building';
}

/**
 * Keeps the rows of projections up with the ledger: one reader in each process, one of which feeds them at a time, and
 * beside it one that builds what is to be made anew.
 *
 * Rows and checkpoint move in one transaction by compare-and-set, so that every event is applied exactly once however
 * many processes try and wherever one is killed.
 */
export class Engine {
  readonly #id = v7();
  readonly #log = new Logger('Projections');
  readonly #live: ProjectionConsumer;
  readonly #processors: { readonly live: ProjectionProcessor; readonly building: ProjectionProcessor };
  readonly #leadership: Leadership;
  /** Notified by appends of this process. */
  readonly #work = new Signal();
  /** Notified when rows have moved. */
  readonly #progress = new Signal();
  readonly #only: 'live' | 'building' | undefined;
  #unlisten: (() => void) | undefined;
  #heartbeatTimer: NodeJS.Timeout | undefined;
  #lastHeartbeat: Promise<void> = Promise.resolve();

  constructor(
    private readonly pool: Pool,
    private readonly ledger: Ledger,
    private readonly projections: readonly AnyProjection[],
    { pageSize = PAGE_SIZE, stallMs, only }: EngineOptions = {},
  ) {
    const moved = () => this.#progress.notify();
    this.#only = only;
    this.#live = new ProjectionConsumer(ledger, projections, 'live', pageSize);
    this.#leadership = new Leadership(ledger, stallMs);
    const taking = { pool, ledger, pageSize };
    this.#processors = {
      live: new ProjectionProcessor({
        pool,
        consumer: this.#live,
        leadership: this.#leadership,
        work: this.#work,
        onProgress: moved,
      }),
      building: new ProjectionProcessor({
        pool,
        consumer: new ProjectionConsumer(ledger, projections, 'building', pageSize),
        leadership: new Leadership(ledger, BUILD_STALL_MS),
        work: new Signal(),
        onProgress: moved,
        afterStep: (client, led) => this.#cutOverAll(taking, client, led),
      }),
    };
  }

  /** Makes the tables and starts to follow; does not wait until the rows have caught up. */
  async start(): Promise<void> {
    await createSchema(this.pool, this.projections, this.#id);
    this.#unlisten = this.ledger.onAppend(() => this.#work.notify());
    if (this.#only !== 'building') this.#processors.live.start();
    if (this.#only !== 'live') this.#processors.building.start();
    this.#heartbeatTimer = setInterval(() => {
      this.#lastHeartbeat = this.#heartbeat();
    }, HEARTBEAT_MS).unref();
  }

  /** Finishes the pages at hand and gives the connections back. */
  async stop(): Promise<void> {
    clearInterval(this.#heartbeatTimer);
    this.#unlisten?.();
    await Promise.all([this.#processors.live.stop(), this.#processors.building.stop(), this.#lastHeartbeat]);
    // What is left unsaid is found out in half a minute.
    if (this.#heartbeatTimer) await deregisterProcess(this.pool, this.#id).catch(() => undefined);
  }

  /**
   * Waits until there is a generation of every projection that has caught up once, or cannot get further: until then questions
   * would be answered with a part of what is there.
   *
   * @param waiting told every ten seconds what is still under way
   */
  async caughtUp(waiting: (builds: readonly Generation[]) => void): Promise<void> {
    for (let told = Date.now(); ; await sleep(POLL_MS * 4)) {
      const left = (await generationsWith(this.pool, this.projections, 'building')).filter(({ active }) => active);
      if (left.length === 0) return;
      if (Date.now() - told < HEARTBEAT_MS) continue;
      told = Date.now();
      waiting(left);
    }
  }

  async status(): Promise<EngineStatus> {
    const [builds, head] = await Promise.all([activeGenerations(this.pool, this.projections), this.ledger.read.head()]);
    const stopped = builds.flatMap(({ stoppedAt }) => stoppedAt ?? []);
    return {
      position: Math.min(...builds.map(({ position }) => position)),
      head: head.position,
      corrupt: stopped.length > 0 ? Math.min(...stopped) : null,
      leading: this.#processors.live.leading,
    };
  }

  /** Every generation that there is of the projections. */
  generations(): Promise<readonly Generation[]> {
    return generationsOf(this.pool, this.projections);
  }

  /** Waits until some projections rest on a position, at most `ms`. @returns whether they do */
  async waitForPosition(projections: readonly AnyProjection[], position: number, ms: number): Promise<boolean> {
    if (projections.length === 0) return true;
    const until = Date.now() + ms;
    while (!(await this.#haveReached(projections, position))) {
      const left = until - Date.now();
      if (left <= 0) return false;
      await this.#progress.wait(Math.min(POLL_MS, left));
    }
    return true;
  }

  /** What this process knows answers at once; only what it does not know, the database is asked. */
  async #haveReached(projections: readonly AnyProjection[], position: number): Promise<boolean> {
    const known = projections.map((each) => this.#live.positionOf(each));
    if (known.every((each) => each !== undefined && each >= position)) return true;
    if (this.#processors.live.leading && known.every((each) => each !== undefined)) return false;
    return (await activeGenerations(this.pool, projections)).every((each) => each.position >= position);
  }

  async #cutOverAll(
    taking: Parameters<typeof cutOver>[0],
    client: PoolClient,
    led: readonly Generation[],
  ): Promise<boolean> {
    let changed = false;
    for (const build of led) {
      const came = await cutOver(taking, client, build);
      if (came === 'later') continue;
      changed = true;
      this.#live.invalidate();
      this.#work.notify();
      if (came === 'live') this.#log.log(`${build.id} is read now`);
    }
    if (changed) await this.#drop();
    return changed;
  }

  /** The next heartbeat tries again: a reader was at the last page of it, or the connection is gone. */
  async #drop(): Promise<void> {
    const dropped = await dropUnused(this.pool).catch(() => []);
    if (dropped.length > 0) this.#log.log(`dropped ${dropped.join(', ')}`);
  }

  async #heartbeat(): Promise<void> {
    try {
      await registerProcess(this.pool, this.#id, this.projections);
    } catch {
      // The pages say it when the database is away, and the next beat is soon.
      return;
    }
    await this.#drop();
    await this.#forgetErased().catch((error: unknown) => {
      this.#log.error(`erased words may stand in what stopped, and are looked for again: ${String(error)}`);
    });
  }

  /** What stopped does not come as far as an erasure, and may stand before a corrupt event for ever. */
  async #forgetErased(): Promise<void> {
    const stopped = (await this.generations()).filter(({ stoppedAt }) => stoppedAt !== null);
    for (const build of stopped) await removeErasedTexts(this.pool, build);
  }
}
