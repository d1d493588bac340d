import { setTimeout as sleep } from 'node:timers/promises';
import { ConcurrencyLimit } from './concurrency.js';
import { TooManyRequests } from './counters.js';
import type { Quotas, Remaining } from './quotas.js';

/** What a request of somebody unknown is counted as; pages are all that is no API: also assets, tiles and the documentation. */
export type StrangerUse = 'reads' | 'writes' | 'pages';

const TIME = 'stranger-milliseconds';
/**
 * How long whoever is past a limit waits for being told so, and how much longer for each of their address who waits as
 * well: they are told so at most twenty times a second, however many ask again at once.
 */
const REFUSED_AFTER = { ms: 1000, moreMs: 50 } as const;
/** Who waits for one of few places: so many, for so long. */
const LINE = { waiting: 64, waitMs: 10_000 } as const;

/** How much of the server an address may have of which nobody is known, so that it leaves others what they had. */
export class StrangerLimits {
  readonly #places: ConcurrencyLimit;
  /** How many of an address wait for being refused. */
  readonly #refused = new Map<string, number>();

  /** @param atOnce how many requests of one address are answered at once; 0: as many as come */
  constructor(
    private readonly quotas: Quotas,
    atOnce: number,
  ) {
    this.#places = new ConcurrencyLimit({ most: atOnce, ...LINE });
  }

  /**
   * Counts one request.
   *
   * @param network as `networkOf` gives it
   * @returns what is left of such requests, or undefined where they are not counted
   * @throws TooManyRequests, after a while, past their number or when the minute's time is used up
   */
  async count(use: StrangerUse, network: string): Promise<Remaining | undefined> {
    try {
      const time = this.quotas.remaining(TIME, network);
      if (time && time.left <= 0) throw new TooManyRequests(time.seconds);
      return this.quotas.consume(`stranger-${use}`, network);
    } catch (error) {
      await this.#delay(network);
      throw error;
    }
  }

  /**
   * Counts one request of somebody who was not let in.
   *
   * @param error why: TooMany is thrown after a while, too
   */
  async refuse(use: StrangerUse, network: string, error: unknown): Promise<never> {
    if (error instanceof TooManyRequests) await this.#delay(network);
    else await this.count(use, network);
    throw error;
  }

  async #delay(network: string): Promise<void> {
    const waiting = this.#refused.get(network) ?? 0;
    this.#refused.set(network, waiting + 1);
    await sleep(REFUSED_AFTER.ms + waiting * REFUSED_AFTER.moreMs, undefined, { ref: false });
    const left = (this.#refused.get(network) ?? 1) - 1;
    if (left > 0) this.#refused.set(network, left);
    else this.#refused.delete(network);
  }

  /**
   * Waits for one of the places of an address.
   *
   * @returns what gives it back
   * @throws TooManyRequests where the line is full or does not move
   */
  enter(network: string, gone: AbortSignal): Promise<() => void> {
    return this.#places.enter(network, gone);
  }

  /** Charges how long an answer took. Milliseconds, whole or not. */
  charge(network: string, milliseconds: number): void {
    this.quotas.charge(TIME, network, Math.ceil(milliseconds));
  }

  /**
   * Charges how long a part of something long took, and waits for another minute before it takes more than half of what
   * the address has in one: the other half is for what it reads meanwhile.
   */
  async pace(network: string, milliseconds: number): Promise<void> {
    this.charge(network, milliseconds);
    for (;;) {
      const time = this.quotas.remaining(TIME, network);
      if (!time || time.left > time.most / 2) return;
      await sleep(REFUSED_AFTER.ms, undefined, { ref: false });
    }
  }
}
