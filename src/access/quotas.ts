import { Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { RateLimiterPostgres } from 'rate-limiter-flexible';
import { TooMany, type Counters } from './counters.js';

/** What a minute's requests are counted as. */
export type Use = 'reads' | 'writes';
/** How many requests of a kind one token, session or address may make in a minute; 0: as many as it likes. */
export type Allowed = Readonly<Record<Use, number>>;

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
  readonly #windows: Readonly<Record<Use, Map<string, Window>>> = { reads: new Map(), writes: new Map() };
  readonly #counters: Readonly<Record<Use, RateLimiterPostgres>>;
  readonly #log = new Logger('Quotas');
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> | undefined;

  constructor(
    private readonly counters: Counters,
    private readonly allowed: Allowed,
  ) {
    const counter = (use: Use) => counters.make(`api-${use}`, { most: allowed[use], seconds: MINUTE_MS / 1000 });
    this.#counters = { reads: counter('reads'), writes: counter('writes') };
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
   * @returns what is left, or undefined where nothing is counted. Throws TooMany when nothing is
   */
  consume(use: Use, who: string, now = Date.now()): Remaining | undefined {
    const most = this.allowed[use];
    if (most === 0) return undefined;
    const window = this.#windowOf(use, who, now);
    const seconds = Math.max(1, Math.ceil((window.ends - now) / 1000));
    if (window.known + window.since >= most) throw new TooMany(seconds);
    window.since += 1;
    return { most, left: most - window.known - window.since, seconds };
  }

  /** Adds what was counted to what all processes have, and learns the sum. */
  flush(): Promise<void> {
    this.#flushing ??= this.#flush().finally(() => (this.#flushing = undefined));
    return this.#flushing;
  }

  async #flush(): Promise<void> {
    for (const use of ['reads', 'writes'] as const) {
      for (const [who, window] of this.#windows[use]) {
        if (window.ends <= Date.now()) this.#windows[use].delete(who);
        else if (window.since > 0 && !(await this.#share(use, who, window))) return;
      }
    }
  }

  async #share(use: Use, who: string, window: Window): Promise<boolean> {
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

  #windowOf(use: Use, who: string, now: number): Window {
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
