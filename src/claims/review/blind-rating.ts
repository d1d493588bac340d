import type { Context } from '../../kernel/decider.js';
import { refuse } from '../claim.refusal.js';
import type { NamedVerdict } from '../verdicts/verdicts.state.js';
import type { ReviewingState } from './review.state.js';

/**
 * Refuses `blind-rating-owed`: whoever is to rate an open proposal without having seen it neither publishes it unseen nor
 * sends it back, because each refusal, and the state that either leads to, would tell what it rests on. Comes before every
 * other question about the proposal.
 */
export const mustNotOweBlindRating = (
  { reviewers, seconds }: ReviewingState,
  { id, verdict }: NamedVerdict,
  { actor }: Pick<Context, 'actor'>,
): void => {
  const rated = verdict.proposer === actor.id || seconds.get(id)?.includes(actor.id);
  if (rated || !reviewers.get(actor.id)?.blind) return;
  refuse('blind-rating-owed', 'You are to rate this proposal without having seen it: rate it first.');
};
