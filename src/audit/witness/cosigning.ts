import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Pool } from 'pg';
import { cosignaturesOf } from '../../kernel/cosignature.js';
import { formatVkey, NoteRejected } from '../../kernel/signed-note.js';
import {
  listCheckpoints,
  newestCosignatures,
  storeCosignature,
  type CheckpointPage,
  type ListedCheckpoint,
} from './cosignature-store.js';
import type { KnownWitness } from './known-witnesses.js';
import type { PublishedLog } from '../log/published-log.js';
import type { WitnessClient } from './witness-client.js';

/** Why a cosignature is not taken in. */
export type CosignatureRefusal = 'no-such-checkpoint' | 'no-cosignature-of-a-known-witness';

/** Any number, and for ever the same: one process at a time asks the witnesses. */
const ASKING_LOCK = 4_711_004;

/** Who has seen what. */
export interface Overview {
  readonly checkpoints: readonly ListedCheckpoint[];
  readonly witnesses: readonly {
    readonly name: string;
    readonly vkey: string;
    readonly size: number | null;
    readonly receivedAt: string | null;
  }[];
  /** Of the newest checkpoint; 0 before the first. */
  readonly size: number;
}

/** A witness that is asked, rather than comes. */
export interface PolledWitness extends KnownWitness {
  readonly client: WitnessClient;
}

/**
 * Takes in what witnesses sign under the checkpoints, and asks those that have an address, all about the same checkpoint
 * at a steady interval, so that their cosignatures meet on one.
 */
export class Cosigning implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #log = new Logger('Witnesses');
  readonly #closing = new AbortController();
  #loop: Promise<void> | undefined;

  /** @param intervalMs milliseconds between two rounds of asking */
  constructor(
    private readonly pool: Pool,
    private readonly published: PublishedLog,
    readonly witnesses: readonly KnownWitness[],
    private readonly asked: readonly PolledWitness[],
    private readonly intervalMs: number,
  ) {}

  onApplicationBootstrap(): void {
    if (this.asked.length > 0) this.#loop = this.#run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#closing.abort();
    await this.#loop;
  }

  /**
   * Takes a cosignature in.
   *
   * @param size of the checkpoint that it stands under
   * @param lines signature lines, of which those of known witnesses are taken
   * @returns why nothing was taken; undefined where something was, or was there already
   */
  async accept(size: number, lines: string): Promise<CosignatureRefusal | undefined> {
    const checkpoint = await this.published.at(size);
    if (!checkpoint) return 'no-such-checkpoint';
    const found = this.#cosignatures(checkpoint.note + (lines.endsWith('\n') ? lines : `${lines}\n`));
    for (const { witness, line } of found) await storeCosignature(this.pool, { size, witness: witness.name, line });
    return found.length > 0 ? undefined : 'no-cosignature-of-a-known-witness';
  }

  /** The checkpoints from the largest down, and what each known witness has seen. */
  async overview(page: CheckpointPage): Promise<Overview> {
    const [checkpoints, seen, newest] = await Promise.all([
      listCheckpoints(this.pool, this.witnesses, page),
      newestCosignatures(this.pool),
      this.published.newestSigned(),
    ]);
    const witnesses = this.witnesses.map(({ key }) => {
      const { size = null, receivedAt = null } = seen.find(({ witness }) => witness === key.name) ?? {};
      return { name: key.name, vkey: formatVkey(key, 'cosignature'), size, receivedAt };
    });
    return { checkpoints, witnesses, size: newest?.size ?? 0 };
  }

  #cosignatures(note: string): ReturnType<typeof cosignaturesOf> {
    try {
      return cosignaturesOf(
        note,
        this.witnesses.map(({ key }) => key),
      );
    } catch (error) {
      if (error instanceof NoteRejected) return [];
      throw error;
    }
  }

  async #run(): Promise<void> {
    while (await this.#sleeps(this.intervalMs)) {
      try {
        await this.#round();
      } catch (error) {
        if (!this.#closing.signal.aborted) this.#log.error(`witnesses could not be asked: ${String(error)}`);
      }
    }
  }

  /** One process asks; the others find at their next turn that it has been done. */
  async #round(): Promise<void> {
    const client = await this.pool.connect();
    // It may break while a witness is waited for; unheard, that would end the process.
    const broken = () => undefined;
    client.on('error', broken);
    try {
      // No transaction: one that waits for witnesses would be ended by the database.
      const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [ASKING_LOCK]);
      if (!rows[0]?.mine) return;
      const seen = new Map((await newestCosignatures(client)).map(({ witness, size }) => [witness, size]));
      await Promise.all(this.asked.map((witness) => this.#ask(witness, seen.get(witness.key.name) ?? 0)));
    } finally {
      const unlocked = await client.query('select pg_advisory_unlock_all()').then(
        () => true,
        () => false,
      );
      client.off('error', broken);
      client.release(!unlocked);
    }
  }

  async #ask({ key, client }: PolledWitness, seen: number): Promise<void> {
    const newest = await this.published.newest();
    if (!newest || newest.size <= seen) return;
    try {
      let old = seen;
      let answer = await client.submit({ old, proof: await this.#proof(old, newest.size), note: newest.note });
      if ('size' in answer && answer.size <= newest.size) {
        old = answer.size;
        answer = await client.submit({ old, proof: await this.#proof(old, newest.size), note: newest.note });
      }
      if ('size' in answer) {
        this.#log.error(
          `${key.name} has cosigned ${answer.size} events, and this ledger shows ${newest.size}: was it rolled back?`,
        );
      } else if ((await this.accept(newest.size, answer.lines)) !== undefined) {
        this.#log.error(`${key.name} answers with a signature that is not its own`);
      }
    } catch (error) {
      this.#log.warn(`${key.name} did not cosign: ${(error as Error).message}`);
    }
  }

  #proof(from: number, to: number): Promise<Buffer[]> {
    return from === 0 || from === to ? Promise.resolve([]) : this.published.consistency(from, to);
  }

  /** @returns whether it is to go on */
  #sleeps(ms: number): Promise<boolean> {
    return sleep(ms, true, { signal: this.#closing.signal }).catch(() => false);
  }
}
