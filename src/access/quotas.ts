import { Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { RateLimiterPostgres } from 'rate-limiter-flexible';
import { TooManyRequests, type Counters } from './counters.js';

/** What is counted: requests of a token or session, those of an address of which nobody is known, and the time that these took. */
const USES = [
  'reads',
  'writes',
  'stranger-reads',
  'stranger-writes',
  'stranger-pages',
  'stranger-milliseconds',
] as const;
export type RequestKind = (typeof USES)[number];
/** How much of each somebody may have in a minute; 0, or not said: as much as they like. */
export type QuotaLimits = Readonly<Partial<Record<RequestKind, number>>>;

/** The same of each use. */
const ofEach = <T>(make: (use: RequestKind) => T): Readonly<Record<RequestKind, T>> =>
  Object.fromEntries(USES.map((use) => [use, make(use)])) as Record<RequestKind, T>;

/** What is left of a minute. */
export interface Remaining {
  readonly most: number;
  readonly left: number;
  /** Whole seconds until the count begins anew. */
  readonly seconds: number;
}

interface Window {
  /** Milliseconds since 1970. */
  ends: number;
  /** What the database knew at the last look, of all processes. */
  known: number;
  /** What this process has counted since. */
  since: number;
}

const MINUTE_MS = 60_000;
/** Between two looks at what other processes have counted: so long they may let through more than is allowed. */
const FLUSH_MS = 2000;
/** Windows that are remembered; past that the one that began first is forgotten, so that memory has an end. */
const MAX_WINDOWS = 10_000;

/**
 * How much of the API somebody may use. A request costs an addition in memory; every two seconds what was counted is
 * added to what other processes counted (`access.limits`). So one process holds the bound exactly, and several together
 * exceed it by what they let through in two seconds.
 */
export class Quotas implements OnModuleInit, OnApplicationShutdown {
  readonly #windows = ofEach(() => new Map<string, Window>());
  readonly #counters: Readonly<Record<RequestKind, RateLimiterPostgres>>;
  readonly #log = new Logger('Quotas');
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> | undefined;

  constructor(
    private readonly counters: Counters,
    private readonly allowed: QuotaLimits,
  ) {
    this.#counters = ofEach((use) =>
      counters.make(`api-${use}`, { most: allowed[use] ?? 0, seconds: MINUTE_MS / 1000 }),
    );
  }

  onModuleInit(): void {
    this.#timer = setInterval(() => void this.flush(), FLUSH_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  /**
   * Counts one request.
   *
   * @param who a token, a person or an address
   * @returns what is left, or undefined where nothing is counted. Throws TooManyRequests when nothing is
   */
  consume(use: RequestKind, who: string, now = Date.now()): Remaining | undefined {
    const remaining = this.remaining(use, who, now);
    if (remaining && remaining.left <= 0) throw new TooManyRequests(remaining.seconds);
    this.charge(use, who, 1, now);
    return remaining && { ...remaining, left: remaining.left - 1 };
  }

  /** Counts what something took, which is known only afterwards. */
  charge(use: RequestKind, who: string, amount: number, now = Date.now()): void {
    if (this.allowed[use]) this.#windowOf(use, who, now).since += amount;
  }

  /** @returns what is left, less than nothing where more was charged; undefined where nothing is counted */
  remaining(use: RequestKind, who: string, now = Date.now()): Remaining | undefined {
    const most = this.allowed[use] ?? 0;
    if (most === 0) return undefined;
    const { ends, known, since } = this.#windowOf(use, who, now);
    return { most, left: most - known - since, seconds: Math.max(1, Math.ceil((ends - now) / 1000)) };
  }

  /** Adds what was counted to what all processes have, and learns the sum. */
  flush(): Promise<void> {
    this.#flushing ??= this.#flush().finally(() => (this.#flushing = undefined));
    return this.#flushing;
  }

  async #flush(): Promise<void> {
    for (const use of USES) {
      for (const [who, window] of this.#windows[use]) {
        if (window.ends <= Date.now()) this.#windows[use].delete(who);
        else if (window.since > 0 && !(await this.#share(use, who, window))) return;
      }
    }
  }

  async #share(use: RequestKind, who: string, window: Window): Promise<boolean> {
    const { since } = window;
    try {
      const { consumedPoints, msBeforeNext } = await this.#counters[use].penalty(this.counters.keyOf(who), since);
      // Requests may have been counted while the database was asked.
      window.since -= since;
      window.known = consumedPoints;
      window.ends = Date.now() + msBeforeNext;
      return true;
    } catch (error) {
      // What is not shared stays counted here, and is shared at the next look.
      this.#log.warn(`counts of requests are not shared: ${(error as Error).message}`);
      return false;
    }
  }

  #windowOf(use: RequestKind, who: string, now: number): Window {
    const windows = this.#windows[use];
    const known = windows.get(who);
    if (known && known.ends > now) return known;
    windows.delete(who);
    if (windows.size >= MAX_WINDOWS) windows.delete(windows.keys().next().value ?? '');
    const fresh = { ends: now + MINUTE_MS, known: 0, since: 0 };
    windows.set(who, fresh);
    return fresh;
  }
}
