import { Logger } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import type { CorruptEvent } from '../../ledger/errors.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { Page } from '../../ledger/reader.js';
import { applyPage, PageFailed } from './apply.js';
import { buildsOf, markStopped, moveCheckpoints, type Build } from './builds.js';
import type { AnyProjection } from './projection.js';

/** Events in a page: enough to spread the cost of a transaction, few enough to hold in memory. */
export const PAGE = 1000;
/** Bytes of events in a page: a thousand of the longest would be a gigabyte. */
export const PAGE_BYTES = 8 * 1024 * 1024;
/** How long it believes what it knows of the builds: another process may have made or changed one. */
const BELIEVED_MS = 1000;
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 5000;
/** From this failure on a build counts as stopped: one or two may be the database's. */
const STOPPED_FROM = 3;

/**
 * What a step came to: `moved` forward by a full page; `caught` up with the head; `idle` there already; `stopped` before
 * a corrupt event; `failed` for one build, which is tried again later while the others go on; `lost` to another process
 * that had moved the checkpoint.
 */
export type Step = 'moved' | 'caught' | 'idle' | 'stopped' | 'failed' | 'lost';

/** Builds that stand at one position. */
interface Level {
  readonly position: number;
  readonly builds: readonly Build[];
}

/**
 * Feeds builds page by page. Those that stand at one position share a page. One that lags behind gets every other page
 * until it meets the next: so what is new, or has failed, catches up while the others go on.
 */
export class Follower {
  readonly #log = new Logger('Projections');
  /** As this process left them; unknown after anything that went wrong. */
  #builds: readonly Build[] | undefined;
  #read = 0;
  readonly #positions = new Map<string, number>();
  readonly #ailing = new Map<string, { readonly failures: number; readonly until: number }>();
  /** Pages that follow those being written. */
  readonly #ahead = new Map<number, { readonly limit: number; readonly page: Promise<Page> }>();
  #reading: Promise<unknown> = Promise.resolve();
  #corrupt: CorruptEvent | undefined;
  #laggardsTurn = true;

  constructor(
    private readonly ledger: Pick<Ledger, 'read'>,
    private readonly projections: readonly AnyProjection[],
    private readonly status: 'live' | 'building',
    private readonly pageSize = PAGE,
  ) {}

  /** Where a projection stands, as far as this process knows. */
  positionOf(projection: AnyProjection): number | undefined {
    const build = this.#builds?.find((each) => each.projection === projection);
    return build && this.#positions.get(build.id);
  }

  /** The corrupt event that the last step met. */
  get corrupt(): CorruptEvent | undefined {
    return this.#corrupt;
  }

  /** The builds to be fed, as the database had them lately, with their positions as this process knows them. */
  async builds(source: Pool | PoolClient): Promise<readonly Build[]> {
    if (!this.#builds || Date.now() - this.#read > BELIEVED_MS) {
      const builds = await buildsOf(source, this.projections, this.status);
      this.#positions.clear();
      for (const { id, position } of builds) this.#positions.set(id, position);
      this.#builds = builds;
      this.#read = Date.now();
    }
    return this.#builds.map((build) => ({ ...build, position: this.#standing(build) }));
  }

  /** Makes the next step read anew where the builds stand. */
  forget(): void {
    this.#builds = undefined;
    this.#ahead.clear();
  }

  /** Waits for the page that was read ahead, which may be in flight still: whoever closes the pool needs it to be idle. */
  async settle(): Promise<void> {
    await this.#reading;
  }

  /** Takes some builds one page further, in one transaction with their checkpoints. */
  async step(client: PoolClient, builds: readonly Build[]): Promise<Step> {
    const levels = this.#levels(builds.filter(({ id }) => (this.#ailing.get(id)?.until ?? 0) <= Date.now()));
    let came: Step = 'idle';
    for (const i of this.#turns(levels)) {
      const step = await this.#feed(client, levels[i] as Level, levels[i + 1]?.position);
      if (step !== 'idle' && step !== 'stopped') return step;
      if (step === 'stopped') came = step;
    }
    return came;
  }

  /** Lowest first. */
  #levels(builds: readonly Build[]): readonly Level[] {
    const positions = [...new Set(builds.map((build) => this.#standing(build)))].sort((a, b) => a - b);
    return positions.map((position) => ({
      position,
      builds: builds.filter((build) => this.#standing(build) === position),
    }));
  }

  /** Which levels to try, by turns: the lowest, or the highest and where that has nothing to do the lowest. */
  #turns(levels: readonly Level[]): number[] {
    const [low, next] = levels;
    if (!low) return [];
    this.#laggardsTurn = !this.#laggardsTurn;
    if (!next || this.#laggardsTurn || next.position - low.position <= this.pageSize) return [0];
    return [levels.length - 1, 0];
  }

  async #feed(client: PoolClient, { position, builds }: Level, next = Number.MAX_SAFE_INTEGER): Promise<Step> {
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
        this.forget();
        return 'lost';
      }
    } catch (error) {
      if (!(error instanceof PageFailed)) throw error;
      await this.#ails(client, error, position);
      return 'failed';
    }
    for (const { id } of builds) {
      this.#positions.set(id, to);
      this.#ailing.delete(id);
    }
    return events.length === limit ? 'moved' : 'caught';
  }

  /** Writes nothing where a checkpoint has moved: then somebody else has written this page. */
  async #commit(
    client: PoolClient,
    builds: readonly Build[],
    from: number,
    to: number,
    events: Page['events'],
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
      // Where that fails too it is the connection, and no build's fault.
      await client.query('rollback').catch((lost: unknown) => {
        throw new Error(String(error), { cause: lost });
      });
      throw error;
    }
  }

  /** Leaves a build that failed alone for a while, longer each time. */
  async #ails(client: PoolClient, failed: PageFailed, position: number): Promise<void> {
    const { build } = failed;
    const failures = (this.#ailing.get(build.id)?.failures ?? 0) + 1;
    const pause = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (failures - 1));
    this.#ailing.set(build.id, { failures, until: Date.now() + pause });
    this.#log.error(`a page above position ${position} failed and is tried again: ${failed.message}`);
    if (failures >= STOPPED_FROM) await markStopped(client, [build], position, position + 1);
  }

  #standing({ id, position }: Build): number {
    return this.#positions.get(id) ?? position;
  }

  #page(after: number, limit: number): Promise<Page> {
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
