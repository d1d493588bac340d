import type { Lifecycle } from './closing/lifecycle.state.js';
import { hasExpired, currentVerdict, type Verdict } from './verdicts/verdict.js';

/** Where a claim is on its way. */
export const CLAIM_STATUSES = [
  'open',
  'in-review',
  'proposed',
  'published',
  'retracted',
  'declined',
  'withdrawn',
  'merged',
] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

/**
 * A claim's status: what the public is told (`merged`, `published`, `retracted`) goes before what the desk is doing, so
 * that staff and strangers are told the same of a published claim; with a reviewer, or with a proposal that came back, it
 * is in review.
 */
export function statusOf(
  verdicts: readonly Pick<Verdict, 'state'>[],
  {
    closed,
    mergedInto,
    reviewers,
  }: Pick<Lifecycle, 'closed' | 'mergedInto'> & { readonly reviewers: readonly unknown[] },
): ClaimStatus {
  const states = new Set(verdicts.map(({ state }) => state));
  if (mergedInto !== undefined) return 'merged';
  if (states.has('published')) return 'published';
  if (states.has('retracted')) return 'retracted';
  if (closed) return closed;
  if (states.has('proposed')) return 'proposed';
  return states.has('sent-back') || states.has('withdrawn') || reviewers.length > 0 ? 'in-review' : 'open';
}

/** What a claim's page and its lists say of it beside the status. */
export interface Marks {
  /** A dispute is open. */
  readonly disputed: boolean;
  /** The last day for which the standing verdict holds has passed. */
  readonly expired: boolean;
}

/** @param time RFC 3339: what counts as now; days are UTC */
export function marksOf(verdicts: readonly Verdict[], disputed: boolean, time: string): Marks {
  const standing = currentVerdict(verdicts);
  return { disputed, expired: standing !== null && hasExpired(standing, time) };
}
