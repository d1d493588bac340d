import { TooManyRequests } from './counters.js';

/** Those of one key: how many are at it, and who waits, in the order in which they came. */
interface Line {
  running: number;
  readonly waiting: Set<() => void>;
}

/** How many of one key may be at it at once, and how many more wait for how long. */
export interface ConcurrencyBound {
  /** 0: as many as like. */
  readonly most: number;
  readonly waiting: number;
  readonly waitMs: number;
}

/**
 * Lets so many of each key do something at once, in this process. Others wait in line, because a page asks for several
 * things at once, and an office has one address.
 */
export class ConcurrencyLimit {
  readonly #lines = new Map<string, Line>();

  constructor(private readonly bound: ConcurrencyBound) {}

  /**
   * @param gone ends the wait of who does not want it any more
   * @returns what whoever is done calls, once
   * @throws TooManyRequests where the line is full, or does not move for too long
   */
  async enter(key: string, gone: AbortSignal): Promise<() => void> {
    const { most, waiting } = this.bound;
    if (most === 0) return () => undefined;
    const line = this.#lines.get(key) ?? { running: 0, waiting: new Set() };
    this.#lines.set(key, line);
    if (line.running < most) line.running += 1;
    else if (line.waiting.size < waiting) await this.#wait(line, gone);
    else throw new TooManyRequests(1);
    let left = false;
    return () => {
      if (!left) this.#leave(key, line);
      left = true;
    };
  }

  /** Whoever leaves hands the place on, so that nobody who comes meanwhile is faster than who waits. */
  #wait(line: Line, gone: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        line.waiting.delete(go);
        clearTimeout(timer);
        gone.removeEventListener('abort', giveUp);
      };
      const go = (): void => {
        end();
        resolve();
      };
      const giveUp = (): void => {
        end();
        reject(new TooManyRequests(1));
      };
      const timer = setTimeout(giveUp, this.bound.waitMs).unref();
      gone.addEventListener('abort', giveUp);
      if (gone.aborted) giveUp();
      else line.waiting.add(go);
    });
  }

  #leave(key: string, line: Line): void {
    const [next] = line.waiting;
    if (next) return next();
    line.running -= 1;
    if (line.running === 0) this.#lines.delete(key);
  }
}
