import type { ReviewPolicy } from '../kernel/decider.js';
import type { LedgerReader } from '../ledger/reader.js';

/** Events that are looked through, from the newest back. */
const LOOKED_THROUGH = 1000;

/**
 * The policy under which a verdict was last published, as far as the newest events tell.
 *
 * @returns it where it is another one than `now`: then either the desk has changed it, or two processes that serve one
 * ledger differ, and a verdict that one of them refuses is published by asking the other
 */
export async function otherPolicy(read: LedgerReader, now: ReviewPolicy): Promise<string | undefined> {
  const { position } = await read.head();
  const { events } = await read.page(Math.max(position - LOOKED_THROUGH, -1), LOOKED_THROUGH);
  const last = events.findLast(({ type }) => type === 'VerdictPublished');
  const { policy } = (last?.facts ?? {}) as { policy?: string };
  return policy === now ? undefined : policy;
}
