import type { PoolClient } from 'pg';
import type { Ledger } from '../ledger/ledger.js';
import type { CorruptEvent } from '../ledger/errors.js';
import type { Page } from '../ledger/reader.js';
import { foldTouches, touchesOf } from './fold.js';
import type { AnyProjection } from './projection.js';
import { loadRows, markStopped, moveCheckpoints, progressOf, writeChange } from './store.js';

/** Events in a page: enough to spread the cost of a transaction, few enough to hold in memory. */
const PAGE = 1000;

/**
 * What a step came to: `moved` forward by a full page; `caught` up with the head; `idle` there already; `stopped` before a corrupt event; `lost` to another process
 * that had moved the checkpoint.
 */
export type Step = 'moved' | 'caught' | 'idle' | 'stopped' | 'lost';

/**
 * Feeds projections page by page. Those that stand lowest go first and their page ends where the next ones stand, so
 * that one that is new catches up and then shares every page with the others.
 */
export class Follower {
  /** As this process left them; unknown after anything that went wrong. */
  #positions: Map<AnyProjection, number> | undefined;
  /** The page that follows the one being written. */
  #ahead: { readonly after: number; readonly limit: number; readonly page: Promise<Page> } | undefined;
  #reading: Promise<unknown> = Promise.resolve();
  #corrupt: CorruptEvent | undefined;

  constructor(
    private readonly ledger: Pick<Ledger, 'read'>,
    private readonly projections: readonly AnyProjection[],
    private readonly pageSize = PAGE,
  ) {}

  /** Where each projection stands, as far as this process knows. */
  positionOf(projection: AnyProjection): number | undefined {
    return this.#positions?.get(projection);
  }

  /** The corrupt event that the last step met. */
  get corrupt(): CorruptEvent | undefined {
    return this.#corrupt;
  }

  /** Makes the next step read anew where the projections stand. */
  forget(): void {
    this.#positions = undefined;
    this.#ahead = undefined;
  }

  /** Waits for the page that was read ahead, which may be in flight still: whoever closes the pool needs it to be idle. */
  async settle(): Promise<void> {
    await this.#reading;
  }

  /** Takes the lowest projections one page further, in one transaction with their checkpoints. */
  async step(client: PoolClient): Promise<Step> {
    const positions = (this.#positions ??= await this.#standing(client));
    const low = Math.min(...positions.values());
    const next = Math.min(...[...positions.values()].filter((position) => position > low));
    const limit = Math.min(this.pageSize, next - low);
    const fed = this.projections.filter((projection) => positions.get(projection) === low);
    const { events, corrupt } = await this.#page(low, limit);
    this.#corrupt = corrupt;
    const to = events.at(-1)?.position;
    if (to === undefined) {
      if (!corrupt) return 'idle';
      await markStopped(client, fed, low, corrupt.position);
      return 'stopped';
    }
    if (events.length === limit) this.#readAhead(to);
    if (!(await this.#commit(client, fed, low, to, events))) {
      this.forget();
      return 'lost';
    }
    for (const projection of fed) positions.set(projection, to);
    return events.length === limit ? 'moved' : 'caught';
  }

  async #standing(client: PoolClient): Promise<Map<AnyProjection, number>> {
    const progress = await progressOf(client, this.projections);
    return new Map(this.projections.map((projection, i) => [projection, progress[i]?.position ?? -1]));
  }

  /** Writes nothing where a checkpoint has moved: then somebody else has written this page. */
  async #commit(
    client: PoolClient,
    fed: readonly AnyProjection[],
    from: number,
    to: number,
    events: Page['events'],
  ): Promise<boolean> {
    // Rows can be built again, so a commit need not wait for the disk: rows and checkpoint are lost or kept together.
    await client.query('begin; set local synchronous_commit = off');
    try {
      if (!(await moveCheckpoints(client, fed, from, to))) {
        await client.query('rollback');
        return false;
      }
      for (const projection of fed) {
        const touches = touchesOf(projection, events);
        const rows = await loadRows(client, projection, [...new Set(touches.flatMap(({ keys }) => keys))]);
        await writeChange(client, projection, foldTouches(projection, touches, rows));
      }
      await client.query('commit');
      return true;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
  }

  #page(after: number, limit: number): Promise<Page> {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    return ahead?.after === after && ahead.limit === limit ? ahead.page : this.ledger.read.page(after, limit);
  }

  /** While the database writes this page, the next one is read and checked. */
  #readAhead(after: number): void {
    const page = this.ledger.read.page(after, this.pageSize);
    // Whoever awaits it hears of a failure; where nobody does, nobody needs to.
    this.#reading = page.catch(() => undefined);
    this.#ahead = { after, limit: this.pageSize, page };
  }
}
