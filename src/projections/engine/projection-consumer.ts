import { Logger } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import type { CorruptEvent } from '../../ledger/errors.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { EventPage } from '../../ledger/reader.js';
import { applyPage, PageFailed } from './apply.js';
import { generationsWith, markStopped, moveCheckpoints, type Generation } from './generations.js';
import type { AnyProjection } from './projection.js';

/** Events in a page: enough to spread the cost of a transaction, few enough to hold in memory. */
export const PAGE_SIZE = 1000;
/** Bytes of events in a page: a thousand of the longest would be a gigabyte. */
export const PAGE_BYTES = 8 * 1024 * 1024;
/** How long it believes what it knows of the generations: another process may have made or changed one. */
const CACHE_MS = 1000;
const FIRST_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 5000;
/** From this failure on a generation counts as stopped: one or two may be the database's. */
const MAX_FAILURES = 3;

/**
 * What a step came to: `moved` forward by a full page; `caught` up with the head; `idle` there already; `stopped` before
 * a corrupt event; `failed` for one generation, which is tried again later while the others go on; `lost` to another process
 * that had moved the checkpoint.
 */
export type StepOutcome = 'moved' | 'caught' | 'idle' | 'stopped' | 'failed' | 'lost';

/** Generations that stand at one position. */
interface CheckpointGroup {
  readonly position: number;
  readonly builds: readonly Generation[];
}

/**
 * Feeds generations page by page. Those that stand at one position share a page. One that lags behind gets every other page
 * until it meets the next: so what is new, or has failed, catches up while the others go on.
 */
export class ProjectionConsumer {
  readonly #log = new Logger('Projections');
  /** As this process left them; unknown after anything that went wrong. */
  #generations: readonly Generation[] | undefined;
  #read = 0;
  readonly #positions = new Map<string, number>();
  readonly #backingOff = new Map<string, { readonly failures: number; readonly until: number }>();
  /** Pages that follow those being written. */
  readonly #ahead = new Map<number, { readonly limit: number; readonly page: Promise<EventPage> }>();
  #reading: Promise<unknown> = Promise.resolve();
  #corrupt: CorruptEvent | undefined;
  #laggardsTurn = true;

  constructor(
    private readonly ledger: Pick<Ledger, 'read'>,
    private readonly projections: readonly AnyProjection[],
    private readonly status: 'live' | 'building',
    private readonly pageSize = PAGE_SIZE,
  ) {}

  /** Where a projection stands, as far as this process knows. */
  positionOf(projection: AnyProjection): number | undefined {
    const build = this.#generations?.find((each) => each.projection === projection);
    return build && this.#positions.get(build.id);
  }

  /** The corrupt event that the last step met. */
  get corrupt(): CorruptEvent | undefined {
    return this.#corrupt;
  }

  /** The generations to be fed, as the database had them lately, with their positions as this process knows them. */
  async generations(source: Pool | PoolClient): Promise<readonly Generation[]> {
    if (!this.#generations || Date.now() - this.#read > CACHE_MS) {
      const builds = await generationsWith(source, this.projections, this.status);
      this.#positions.clear();
      for (const { id, position } of builds) this.#positions.set(id, position);
      this.#generations = builds;
      this.#read = Date.now();
    }
    return this.#generations.map((build) => ({ ...build, position: this.#positionOfGeneration(build) }));
  }

  /** Makes the next step read anew where the generations stand. */
  invalidate(): void {
    this.#generations = undefined;
    this.#ahead.clear();
  }

  /** Waits for the page that was read ahead, which may be in flight still: whoever closes the pool needs it to be idle. */
  async drain(): Promise<void> {
    await this.#reading;
  }

  /** Takes some generations one page further, in one transaction with their checkpoints. */
  async step(client: PoolClient, builds: readonly Generation[]): Promise<StepOutcome> {
    const levels = this.#groups(builds.filter(({ id }) => (this.#backingOff.get(id)?.until ?? 0) <= Date.now()));
    let came: StepOutcome = 'idle';
    for (const i of this.#order(levels)) {
      const step = await this.#feed(client, levels[i] as CheckpointGroup, levels[i + 1]?.position);
      if (step !== 'idle' && step !== 'stopped') return step;
      if (step === 'stopped') came = step;
    }
    return came;
  }

  /** Lowest first. */
  #groups(builds: readonly Generation[]): readonly CheckpointGroup[] {
    const positions = [...new Set(builds.map((build) => this.#positionOfGeneration(build)))].sort((a, b) => a - b);
    return positions.map((position) => ({
      position,
      builds: builds.filter((build) => this.#positionOfGeneration(build) === position),
    }));
  }

  /** Which levels to try, by turns: the lowest, or the highest and where that has nothing to do the lowest. */
  #order(levels: readonly CheckpointGroup[]): number[] {
    const [low, next] = levels;
    if (!low) return [];
    this.#laggardsTurn = !this.#laggardsTurn;
    if (!next || this.#laggardsTurn || next.position - low.position <= this.pageSize) return [0];
    return [levels.length - 1, 0];
  }

  async #feed(
    client: PoolClient,
    { position, builds }: CheckpointGroup,
    next = Number.MAX_SAFE_INTEGER,
  ): Promise<StepOutcome> {
    const limit = Math.min(this.pageSize, next - position);
    const { events, corrupt } = await this.#page(position, limit);
    this.#corrupt = corrupt;
    const to = events.at(-1)?.position;
    if (to === undefined) {
      if (!corrupt) return 'idle';
      await markStopped(client, builds, position, corrupt.position);
      return 'stopped';
    }
    if (events.length === limit) this.#readAhead(to);
    try {
      if (!(await this.#commit(client, builds, position, to, events))) {
        this.invalidate();
        return 'lost';
      }
    } catch (error) {
      if (!(error instanceof PageFailed)) throw error;
      await this.#backOff(client, error, position);
      return 'failed';
    }
    for (const { id } of builds) {
      this.#positions.set(id, to);
      this.#backingOff.delete(id);
    }
    return events.length === limit ? 'moved' : 'caught';
  }

  /** Writes nothing where a checkpoint has moved: then somebody else has written this page. */
  async #commit(
    client: PoolClient,
    builds: readonly Generation[],
    from: number,
    to: number,
    events: EventPage['events'],
  ): Promise<boolean> {
    // Rows can be built again, so a commit need not wait for the disk: rows and checkpoint are lost or kept together.
    await client.query('begin; set local synchronous_commit = off');
    try {
      if (!(await moveCheckpoints(client, builds, from, to))) {
        await client.query('rollback');
        return false;
      }
      await applyPage(client, builds, events);
      await client.query('commit');
      return true;
    } catch (error) {
      // Where that fails too it is the connection, and no generation's fault.
      await client.query('rollback').catch((lost: unknown) => {
        throw new Error(String(error), { cause: lost });
      });
      throw error;
    }
  }

  /** Leaves a generation that failed alone for a while, longer each time. */
  async #backOff(client: PoolClient, failed: PageFailed, position: number): Promise<void> {
    const { generation } = failed;
    const failures = (this.#backingOff.get(generation.id)?.failures ?? 0) + 1;
    const pause = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (failures - 1));
    this.#backingOff.set(generation.id, { failures, until: Date.now() + pause });
    this.#log.error(`a page above position ${position} failed and is tried again: ${failed.message}`);
    if (failures >= MAX_FAILURES) await markStopped(client, [generation], position, position + 1);
  }

  #positionOfGeneration({ id, position }: Generation): number {
    return this.#positions.get(id) ?? position;
  }

  #page(after: number, limit: number): Promise<EventPage> {
    const ahead = this.#ahead.get(after);
    this.#ahead.delete(after);
    return ahead?.limit === limit ? ahead.page : this.ledger.read.page(after, limit, PAGE_BYTES);
  }

  /** While the database writes this page, the next one is read and checked. */
  #readAhead(after: number): void {
    if (this.#ahead.size > 1) this.#ahead.clear();
    const page = this.ledger.read.page(after, this.pageSize, PAGE_BYTES);
    // Whoever awaits it hears of a failure; where nobody does, nobody needs to.
    // Nor may the pages stay in memory for as long as there is one to wait for.
    this.#reading = Promise.allSettled([this.#reading, page]).then(() => undefined);
    this.#ahead.set(after, { limit: this.pageSize, page });
  }
}
