import { claimEvents, type ClaimEvent } from '../../claims/claim.events.js';
import { statusOf } from '../../claims/claim.status.js';
import { coverage, termOf } from '../../claims/verdicts/valid-at.js';
import type { ReviewBasis } from '../../claims/review/review-due.js';
import { publicVerdicts, currentVerdict, type Verdict } from '../../claims/verdicts/verdict.js';
import { daysOf } from '../../kernel/edtf.js';
import { idOf, projection } from '../engine/projection.js';
import { isPublic, isPublished, blindedReviewers } from '../visibility.js';
import { claimPartsOf, foldClaim, type ClaimParts, type FoldedClaim } from './claim-row.js';

export type { ClaimRow } from './claim-row.js';

/** Null where there is none: few claims have any, and an index of those alone is one that the planner always prefers. */
const some = (ids: readonly string[] | undefined): readonly string[] | null => (ids?.length ? [...new Set(ids)] : null);

/** One row a claim, from its own stream alone; what hangs on other streams is joined where it is asked for. */
export const claimProjection = projection<FoldedClaim, ClaimEvent, ClaimParts>({
  name: 'claim',
  version: 7,
  row: claimPartsOf,
  columns: {
    state: { type: 'jsonb', of: ({ state }) => state },
    recorded: { type: 'bigint', of: ({ state }) => state.recorded },
    status: { type: 'text', of: ({ state }) => statusOf(state.verdicts, state) },
    public: { type: 'boolean', of: ({ state }) => isPublic(state) },
    // Merged ones too: they may be named.
    published: { type: 'boolean', of: ({ state }) => isPublished(state) },
    unsighted: { type: 'text[]', of: ({ state }) => blindedReviewers(state) },
    rating: { type: 'text', of: ({ state }) => currentVerdict(state.verdicts)?.rating ?? null },
    // The rating for each span of days, the one that goes first first: a list asked of a day filters by these.
    ratings: { type: 'jsonb', of: ({ state }) => ratingsOf(state.verdicts) },
    // The days for which each published verdict was said to hold: the log of corrections asked of a day filters by these.
    terms: {
      type: 'jsonb',
      of: ({ state }) => Object.fromEntries(publicVerdicts(state.verdicts).map((each) => [each.id, termOf(each)])),
    },
    kind: { type: 'text', of: ({ state }) => state.kind },
    language: { type: 'text', of: ({ state }) => state.language },
    claimant_id: { type: 'uuid', of: ({ state }) => state.claimantId },
    // Few claims have more than one.
    other_claimants: { type: 'uuid[]', of: ({ state }) => some(state.otherClaimants.map(({ id }) => id)) },
    topics: { type: 'text[]', of: ({ state }) => state.topics },
    first_day: { type: 'date', of: ({ state: { claimedOn } }) => (claimedOn ? daysOf(claimedOn).first : null) },
    last_day: { type: 'date', of: ({ state: { claimedOn } }) => (claimedOn ? daysOf(claimedOn).last : null) },
    carried: { type: 'jsonb', of: ({ carried }) => (carried.appearances.length > 0 ? carried : null) },
    appears_in: { type: 'uuid[]', of: ({ carried }) => some(carried.appearances.map(({ workId }) => workId)) ?? [] },
    taken_from: { type: 'uuid[]', of: ({ takenFrom }) => some(takenFrom) },
    named: { type: 'uuid[]', of: ({ named }) => some(named) },
    shaken: { type: 'uuid[]', of: ({ shaken }) => some(shaken) },
    reviewers: { type: 'uuid[]', of: ({ state }) => some(state.reviewers.map(({ person }) => person)) },
    waits: { type: 'jsonb', of: ({ waits }) => waits },
    // A text of one form sorts as its instants do; null where nothing is ever awaited.
    waits_from: { type: 'text collate "C"', of: ({ waits }) => waits.map(({ from }) => from).sort()[0] ?? null },
    // What the review of the verdict that stands hangs on (`ReviewBasis`), lists of identifiers apart.
    review: { type: 'jsonb', of: ({ review }) => review && reviewWithoutLists(review) },
    works: { type: 'uuid[]', of: ({ review }) => some(review?.works) },
    proofs: { type: 'uuid[]', of: ({ review }) => some(review?.proofs) },
    counted: { type: 'uuid[]', of: ({ review }) => some(review?.counted) },
    circular: { type: 'uuid[]', of: ({ review }) => (review?.counted.length ? some(review.circular) : null) },
    // Of a merged or closed claim too: that its verdict has ended is true all the same.
    ends: { type: 'jsonb', of: ({ ends }) => ends },
  },
  indexes: [
    '(recorded, key)',
    `(coalesce(first_day, '-infinity'::date), key)`,
    '(status, recorded)',
    '(rating, recorded)',
    '(claimant_id, recorded)',
    'using gin (other_claimants) where other_claimants is not null',
    'using gin (topics)',
    'using gin (appears_in)',
    'using gin (taken_from) where taken_from is not null',
    'using gin (named) where named is not null',
    'using gin (shaken) where shaken is not null',
    // Of what is imported little may be published: strangers' lists must not walk through the rest.
    '(recorded, key) where public',
    '(waits_from) where waits_from is not null',
    'using gin (works) where works is not null',
    'using gin ((counted || circular)) where counted is not null',
    `((ends ->> 'at') collate "C", key) where ends is not null`,
  ],
  // A list as of the past walks the versions in its order; which of them stood then is told by the index alone.
  pastIndexes: [
    '(recorded, key, "from", "to")',
    `(coalesce(first_day, '-infinity'::date), key, "from", "to")`,
    '(status, recorded, key, "from", "to")',
    '(rating, recorded, key, "from", "to")',
    '(claimant_id, recorded, key, "from", "to")',
    '(recorded, key, "from", "to") where public',
    'using gin (topics)',
    'using gin (appears_in)',
  ],
  keys: (event) => [idOf(event)],
  on: Object.fromEntries(Object.keys(claimEvents).map((type) => [type, foldClaim])),
});

function ratingsOf(verdicts: readonly Verdict[]): object {
  return coverage(verdicts).map(({ verdictId, first, last }) => ({
    first,
    last,
    rating: verdicts.find(({ id }) => id === verdictId)?.rating,
  }));
}

const reviewWithoutLists = ({
  verdictId,
  published,
  reviewedAt,
  reaffirmed,
  own,
  needed,
  underSupported,
}: ReviewBasis) => ({
  verdictId,
  published,
  reviewedAt,
  reaffirmed,
  own,
  needed,
  underSupported,
});
