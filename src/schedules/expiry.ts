import { createHash } from 'node:crypto';
import type { CommandBus } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { claimDecider } from '../claims/claim.decider.js';
import { ExpireVerdict } from '../claims/verdicts/corrections.commands.js';
import { Refused } from '../kernel/refusal.js';
import { Execute } from '../ledger/execute.js';
import { newId } from '../ledger/identifiers.js';
import { endedVerdicts, type EndedVerdict } from '../projections/review/due.js';
import type { ScheduledJob } from './schedule.js';

/** Any number will do, as long as nobody else locks it. */
const LOCK = 4_711_010;
const SYSTEM = { id: 'system', roles: ['system'] } as const;
/** What the rules say where rows are behind: it is on the record already, or the verdict has given way since. */
const OVERTAKEN: readonly unknown[] = ['nothing-changed', 'verdict-not-standing', 'not-expired-yet', 'not-found'];

/**
 * Records which standing verdicts have expired, each once: that a verdict has is derived from its `validUntil` wherever it
 * is read, and this only says so on the record, dated when it is noticed. Days are UTC.
 *
 * @param now gives the time, RFC 3339
 */
export const expiryJob = (pool: Pool, bus: CommandBus, now = () => new Date().toISOString()): ScheduledJob => ({
  name: 'recording which verdicts have expired',
  lock: LOCK,
  run: async (stopping) => {
    let done = 0;
    let after: EndedVerdict | undefined;
    for (;;) {
      const ended = await endedVerdicts(pool, now(), after);
      for (const each of ended) {
        if (stopping.aborted) return done;
        if (await expire(bus, each)) done += 1;
      }
      after = ended.at(-1);
      if (!after) return done;
    }
  },
});

/** A key of its own for each verdict: were two processes at it after all, they would get one answer. */
async function expire(bus: CommandBus, { claimId, verdictId }: EndedVerdict): Promise<boolean> {
  const key = `expiry/${verdictId}`;
  const repeat = { scope: SYSTEM.id, key, fingerprint: createHash('sha256').update(key).digest() };
  const step = { decider: claimDecider, target: { id: claimId, part: verdictId }, command: new ExpireVerdict() };
  try {
    await bus.execute(new Execute([step], { actor: SYSTEM, causation: newId(), idempotencyKey: repeat }));
    return true;
  } catch (error) {
    if (error instanceof Refused && OVERTAKEN.includes(error.code)) return false;
    throw error;
  }
}
