import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Ledger } from '../../ledger/ledger.js';
import { generationsOf, unmarkStopped, type Generation, type GenerationStatus } from './generations.js';
import { orderGeneration } from './schema.js';
import { Engine } from './engine.js';
import type { AnyProjection } from './projection.js';

const LOOK_MS = 250;

/** How far a rebuild has come. */
export interface RebuildProgress {
  readonly builds: readonly Pick<Generation, 'id' | 'status' | 'position' | 'stoppedAt'>[];
  /** Events that each generation has taken, on average, and is to take. */
  readonly done: number;
  readonly total: number;
}

/** What became of each generation. */
export interface Rebuilt {
  readonly builds: readonly { readonly id: string; readonly status: GenerationStatus; readonly position: number }[];
  /** Whether every one is read now. */
  readonly live: boolean;
}

/** What is to be built, and how. */
export interface RebuildOrder {
  /** Those to be made again beside the generation that is read. Of the others, what this release has no tables of yet. */
  readonly again: readonly AnyProjection[];
  /** Whether a new generation is to be compared with the one before it, row for row, before the cutover. */
  readonly verify: boolean;
  readonly progress: (progress: RebuildProgress) => void;
}

/**
 * Builds projections until they are read. Whoever holds a generation's lock builds it: this process, or a server that runs
 * beside it; and where one of them ends, the other goes on.
 *
 * @param all every projection of this release
 */
export async function rebuild(
  { pool, ledger }: { readonly pool: Pool; readonly ledger: Ledger },
  all: readonly AnyProjection[],
  { again, verify, progress }: RebuildOrder,
): Promise<Rebuilt> {
  const engine = new Engine(pool, ledger, all, { only: 'building' });
  const ordered = new Set<string>();
  try {
    await engine.start();
    for (const { id } of (await engine.generations()).filter(({ status }) => status === 'building')) ordered.add(id);
    for (const each of again) {
      const first = (await generationsOf(pool, [each])).some(({ status, active }) => active && status === 'building');
      // A first generation that is under way is all that was asked for.
      if (!first) ordered.add(`${each.name}@${each.version}.${await orderGeneration(pool, each, verify)}`);
    }
    // Somebody may have mended what an earlier attempt failed at.
    await unmarkStopped(pool, [...ordered]);
    for (;;) {
      const head = (await ledger.read.head()).position;
      const builds = (await engine.generations()).filter(({ id }) => ordered.has(id));
      const left = builds.filter(({ status, stoppedAt }) => status === 'building' && stoppedAt === null);
      const missing = left.reduce((sum, { position }) => sum + head - position, 0) / Math.max(1, ordered.size);
      progress({ builds, done: head + 1 - Math.round(missing), total: head + 1 });
      if (left.length === 0) {
        const ended = builds.map(({ id, status, position }) => ({ id, status, position }));
        // One that is gone was followed by the next already.
        return { builds: ended, live: builds.every(({ status }) => status === 'live' || status === 'retired') };
      }
      await sleep(LOOK_MS);
    }
  } finally {
    await engine.stop();
  }
}
