import { setTimeout as sleep } from 'node:timers/promises';

/** Work in the background takes a tenth of a core at most: after each piece it rests for nine times as long as that took. */
const REST = 9;
/** A piece that took longer was held up by others, and nobody waits for a minute because of them. */
const MAX_REST_MS = 30_000;

/** Keeps a long piece of work from taking what requests need. */
export class Pace {
  #began = performance.now();

  /** Whether somebody waits for the end: then it does not rest any more. */
  hurried = false;

  constructor(private readonly signal: AbortSignal) {}

  /** Rests after a piece of work. Rejects with AbortError once the work is to end. */
  async rest(): Promise<void> {
    this.signal.throwIfAborted();
    const worked = performance.now() - this.#began;
    if (!this.hurried) await sleep(Math.min(worked * REST, MAX_REST_MS), undefined, { signal: this.signal });
    this.#began = performance.now();
  }
}
