import { stampOf, type FactEventOf, type Stamp } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import type { OutsideReviewEvent } from './outside-reviews.events.js';
import type { Rating } from '../verdicts/verdicts.events.js';

interface OutsideReviewState {
  readonly withdrawn: boolean;
  /** On our scale. */
  readonly rating?: Rating;
  /** When it was recorded, or last changed. */
  readonly since: Stamp;
}

/** What others found of the claim, by identifier. */
export interface ReviewedElsewhere {
  readonly outsideReviews: ReadonlyMap<string, OutsideReviewState>;
}

export const unreviewedElsewhere: ReviewedElsewhere = { outsideReviews: new Map() };

const withReview = <S extends ReviewedElsewhere>(
  state: S,
  event: FactEventOf<OutsideReviewEvent, 'OutsideReviewRecorded' | 'OutsideReviewChanged'>,
): S => {
  const { outsideReviewId, rating } = event.facts;
  const review = { withdrawn: false, since: stampOf(event), ...omitUndefined({ rating }) };
  return { ...state, outsideReviews: withEntry(state.outsideReviews, outsideReviewId, review) };
};

/** What each event of an outside review does to it. */
export const outsideReviewHandlers = {
  OutsideReviewRecorded: withReview,
  OutsideReviewChanged: withReview,
  OutsideReviewWithdrawn: <S extends ReviewedElsewhere>(
    state: S,
    event: FactEventOf<OutsideReviewEvent, 'OutsideReviewWithdrawn'>,
  ): S => {
    const review = { withdrawn: true, since: stampOf(event) };
    return { ...state, outsideReviews: withEntry(state.outsideReviews, event.facts.outsideReviewId, review) };
  },
};
