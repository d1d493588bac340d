import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Ledger } from '../ledger/ledger.js';
import type { Memories } from './kept-elsewhere.js';
import { verifyLedger } from './verify-ledger.js';
import type { VerificationResult } from './verify/verify-history.js';

/** How far a verification has come. */
export interface VerificationRun {
  readonly state: 'running' | 'done' | 'failed';
  /** RFC 3339. */
  readonly startedAt: string;
  readonly endedAt?: string;
  /** Events that have been checked, and that there are. */
  readonly checked: number;
  readonly of: number;
  readonly verdict?: VerificationResult;
}

/** Verifies the ledger while the application runs: one verification at a time in a process, whoever asks for it. */
export class VerificationRuns {
  readonly #log = new Logger('Verification');
  #run: VerificationRun | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly ledger: Ledger,
    private readonly memories: Memories,
  ) {}

  /** The present or last run of this process. */
  get run(): VerificationRun | undefined {
    return this.#run;
  }

  /** Starts a run, or joins the one that is under way. */
  start(): VerificationRun {
    if (this.#run?.state === 'running') return this.#run;
    const run: VerificationRun = { state: 'running', startedAt: new Date().toISOString(), checked: 0, of: 0 };
    this.#run = run;
    void this.#verify();
    return run;
  }

  async #verify(): Promise<void> {
    try {
      const progress = (checked: number, of: number) => this.#set({ checked, of });
      const { appendKeys } = this.ledger;
      const verdict = await verifyLedger(this.pool, { progress, appendKeys, memories: this.memories });
      this.#set({ state: 'done', verdict });
      if (!verdict.whole)
        this.#log.error(`the ledger is damaged: ${verdict.findings.map(({ code }) => code).join(', ')}`);
    } catch (error) {
      this.#log.error(`a verification failed: ${String(error)}`);
      this.#set({ state: 'failed' });
    }
  }

  #set(change: Partial<VerificationRun>): void {
    if (!this.#run) return;
    const ended = change.state === undefined ? {} : { endedAt: new Date().toISOString() };
    this.#run = { ...this.#run, ...change, ...ended };
  }
}
