import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CorruptEvent } from '../../ledger/errors.js';
import type { StoredCheckpoint } from './checkpoint-store.js';
import { LogError } from './errors.js';
import { Signer, type Signed } from './signer.js';

/** How checkpoints are made in this process. */
export interface SigningOptions {
  /** Where the signing key lies. */
  readonly keyFile: string;
  /** Where the newest checkpoint is remembered; beside the key unless said. */
  readonly memory?: string;
  /** Milliseconds between two checkpoints while something changes. */
  readonly intervalMs: number;
}
export const SIGNING = Symbol('signing');

/** A start is not to wait for the first look at the log, nor the first look for long. */
const FIRST_MS = 250;
const MAX_BACKOFF_MS = 30_000;

/** Makes checkpoints at a steady interval while the application runs, and whenever somebody asks. */
@Injectable()
export class Checkpoints implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #log = new Logger('Checkpoints');
  readonly #closing = new AbortController();
  #loop: Promise<void> | undefined;
  /** What was last said to be wrong, so that it is said once. */
  #said: string | undefined;

  constructor(
    private readonly signer: Signer,
    @Inject(SIGNING) private readonly signing: SigningOptions,
  ) {}

  /** Waits for nothing: the first look at the log comes after the start. */
  onApplicationBootstrap(): void {
    this.#loop = this.#run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#closing.abort();
    await this.#loop;
  }

  /**
   * A checkpoint of all that is recorded now, signed unless there is one.
   *
   * @returns undefined on a ledger that has not been founded
   * @throws LogError or CorruptEvent, and then nothing was signed
   */
  async sign(): Promise<StoredCheckpoint | undefined> {
    for (;;) {
      const signed = await this.signer.sign(true);
      if (!signed?.behind) return signed?.checkpoint;
    }
  }

  async #run(): Promise<void> {
    const { intervalMs } = this.signing;
    let pause = Math.min(FIRST_MS, intervalMs);
    let failures = 0;
    while (await this.#sleeps(pause)) {
      try {
        const signed = await this.signer.sign(false);
        failures = 0;
        pause = signed?.behind ? 1 : intervalMs;
        this.#say(signed && troubleOf(signed));
      } catch (error) {
        if (this.#closing.signal.aborted) break;
        failures += 1;
        pause = Math.max(intervalMs, Math.min(MAX_BACKOFF_MS, intervalMs * 2 ** failures));
        const { message } = error as Error;
        this.#say(
          error instanceof LogError || error instanceof CorruptEvent
            ? `no checkpoint is signed (${error.code}): ${message}`
            : `a checkpoint failed and is tried again: ${message}`,
        );
      }
    }
  }

  #say(wrong: string | undefined): void {
    if (wrong !== undefined && wrong !== this.#said) this.#log.error(wrong);
    this.#said = wrong;
  }

  /** @returns whether it is to go on */
  #sleeps(ms: number): Promise<boolean> {
    return sleep(ms, true, { signal: this.#closing.signal }).catch(() => false);
  }
}

/** What is wrong although a checkpoint stands. */
function troubleOf({ stop, passedOver }: Signed): string | undefined {
  if (stop) return `checkpoints stop (${stop.code}): ${stop.message}`;
  if (passedOver.length === 0) return undefined;
  return (
    `among the checkpoints are rows that this log never signed (checkpoint-damaged), of size ${passedOver.join(', ')}. ` +
    'They are passed over; npm run -s cli -- repair takes them away.'
  );
}
