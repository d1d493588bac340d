import type { FactEvent } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import type { OutsideReviewEvent } from './outside-reviews.events.js';

/** What others found of the claim: whether each is withdrawn, by identifier. */
export interface ReviewedElsewhere {
  readonly outsideReviews: ReadonlyMap<string, { readonly withdrawn: boolean }>;
}

export const unreviewedElsewhere: ReviewedElsewhere = { outsideReviews: new Map() };

const becomes =
  (withdrawn: boolean) =>
  <S extends ReviewedElsewhere>(state: S, { facts }: FactEvent<OutsideReviewEvent>): S => ({
    ...state,
    outsideReviews: withEntry(state.outsideReviews, facts.outsideReviewId, { withdrawn }),
  });

/** What each event of an outside review does to it. */
export const outsideReviewHandlers = {
  OutsideReviewRecorded: becomes(false),
  OutsideReviewChanged: becomes(false),
  OutsideReviewWithdrawn: becomes(true),
};
