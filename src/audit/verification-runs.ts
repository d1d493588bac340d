import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import type { Ledger } from '../ledger/ledger.js';
import { checkRows } from '../projections/engine/fold-check.js';
import { PROJECTIONS } from '../projections/index.js';
import type { Memories } from './kept-elsewhere.js';
import { Pace } from './pace.js';
import { rowFindings } from './replay.js';
import { decisiveFirst } from './verify/findings.js';
import { verifyLedger, type LedgerVerificationResult } from './verify-ledger.js';

/** How far a verification has come. */
export interface VerificationRun {
  readonly state: 'running' | 'done' | 'failed';
  /** RFC 3339. */
  readonly startedAt: string;
  readonly endedAt?: string;
  /** Events that have been checked, and that there are. */
  readonly checked: number;
  readonly of: number;
  readonly verdict?: LedgerVerificationResult;
}

export interface VerificationOptions {
  /** Milliseconds between two runs in the background; not said: only who asks for one starts one. */
  readonly restMs?: number;
}

/** Any number, and for ever the same: one process on a database verifies in the background at a time. */
const VERIFYING_LOCK = 4_711_005;
/** A start has other things to do first. */
const FIRST_MS = 15_000;

/**
 * Verifies the ledger while the application runs: events, tree and all that stands beside them, and the rows that answers rest
 * on. In the background again and again with a tenth of a core at most, one process at a time; and at once where somebody asks.
 */
export class VerificationRuns implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log = new Logger('Verification');
  readonly #closing = new AbortController();
  #run: VerificationRun | undefined;
  /** The last that came to an end, which is told while the next one is under way. */
  #last: VerificationRun | undefined;
  #pace: Pace | undefined;
  #running: Promise<void> = Promise.resolve();
  #loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly pool: Pool,
    private readonly ledger: Ledger,
    private readonly memories: Memories,
    private readonly options: VerificationOptions = {},
  ) {}

  /** The present run of this process, or the last one. */
  get run(): VerificationRun | undefined {
    return this.#run;
  }

  /** What the last run of this process that came to its end found. */
  get verdict(): LedgerVerificationResult | undefined {
    return this.#last?.verdict;
  }

  /** Starts a run, or hurries the one that is under way. */
  start(): VerificationRun {
    if (this.#run?.state === 'running') {
      if (this.#pace) this.#pace.hurried = true;
      return this.#run;
    }
    const pace = new Pace(this.#closing.signal);
    pace.hurried = true;
    this.#running = this.#verify(pace);
    return this.#run as unknown as VerificationRun;
  }

  onApplicationBootstrap(): void {
    const { restMs } = this.options;
    if (restMs !== undefined) this.#loop = this.#repeat(restMs);
  }

  /** Before the ledger and its connections close. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#closing.abort();
    await Promise.all([this.#loop, this.#running]);
  }

  async #repeat(restMs: number): Promise<void> {
    for (let pause = Math.min(FIRST_MS, restMs); await this.#sleeps(pause); pause = restMs) {
      try {
        await this.#inTurn();
      } catch (error) {
        if (!this.#closing.signal.aborted) this.#log.error(`a verification could not begin: ${String(error)}`);
      }
    }
  }

  /** Unless another process is at it. */
  async #inTurn(): Promise<void> {
    const client = await this.pool.connect();
    // It may break in the hours that a run takes; unheard, that would end the process.
    const ignore = () => undefined;
    client.on('error', ignore);
    let unlocked = false;
    try {
      const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [
        VERIFYING_LOCK,
      ]);
      if (rows[0]?.mine && this.#run?.state !== 'running') {
        this.#running = this.#verify(new Pace(this.#closing.signal));
        await this.#running;
      }
      unlocked = await isUnlocked(client);
    } finally {
      client.off('error', ignore);
      client.release(!unlocked);
    }
  }

  async #verify(pace: Pace): Promise<void> {
    this.#pace = pace;
    this.#run = { state: 'running', startedAt: new Date().toISOString(), checked: 0, of: 0 };
    try {
      const verdict = await this.#verdict(pace);
      this.#set({ state: 'done', verdict });
      this.#last = this.#run;
      if (verdict.whole) return;
      const codes = [...new Set(verdict.findings.map(({ code }) => code))];
      this.#log.error(`the ledger is damaged: ${codes.join(', ')}. Run verify, which says where and what to do.`);
    } catch (error) {
      if (!this.#closing.signal.aborted) this.#log.error(`a verification failed: ${String(error)}`);
      this.#set({ state: 'failed' });
    }
  }

  async #verdict(pace: Pace): Promise<LedgerVerificationResult> {
    const progress = (checked: number, of: number) => {
      this.#set({ checked, of });
      return pace.rest();
    };
    const { appendKeys } = this.ledger;
    const result = await verifyLedger(this.pool, { progress, appendKeys, memories: this.memories, at: 'page by page' });
    const rows = await checkRows(this.pool, this.ledger.read, PROJECTIONS, () => pace.rest());
    const findings = decisiveFirst([...result.findings, ...rowFindings(rows)]);
    return { ...result, findings, whole: findings.length === 0 };
  }

  #set(change: Partial<VerificationRun>): void {
    if (!this.#run) return;
    const ended = change.state === undefined ? {} : { endedAt: new Date().toISOString() };
    this.#run = { ...this.#run, ...change, ...ended };
  }

  /** @returns whether it is to go on */
  #sleeps(ms: number): Promise<boolean> {
    return sleep(ms, true, { signal: this.#closing.signal }).catch(() => false);
  }
}

const isUnlocked = (client: PoolClient): Promise<boolean> =>
  client.query('select pg_advisory_unlock_all()').then(
    () => true,
    () => false,
  );
