import { outsideReviewsOf } from './claim-exchanges.js';
import { readClaim } from './claim-stream.js';
import type { OutsideReviewsView } from './outside-reviews.views.js';
import { erasuresOf } from '../event-lookup.js';
import { view } from '../engine/view.js';

/**
 * What other fact-checkers found of a claim, as its page shows it.
 *
 * Throws Unanswerable as the claim's own page does; CorruptEvent where one of the claim's events is corrupt.
 */
export const outsideReviews = view<{ readonly claim: string }, OutsideReviewsView>({
  dependsOn: [],
  answer: async (source, { claim }, moment) => {
    const stream = await readClaim(source, claim, moment);
    const events = stream.readable.filter(({ type }) => type.startsWith('OutsideReview'));
    return {
      items: outsideReviewsOf(stream, moment.reader),
      nextCursor: null,
      erasures: erasuresOf(events, stream.stored, moment.reader),
      position: stream.position,
      asOf: moment.asOf,
      stale: stream.stale,
    };
  },
});
