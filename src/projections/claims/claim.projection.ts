import { claimEvents, type ClaimEvent } from '../../claims/claim.events.js';
import { daysOf } from '../../kernel/edtf.js';
import { onClaim, worksOf, type ClaimRow } from './claim-row.js';
import { idOf, projection } from '../engine/projection.js';
import { currentVerdict, statusOf, type Verdict } from '../verdict-states.js';
import { coverage } from '../valid-at.js';
import { isPublic, isPublished, blindedReviewers } from '../visibility.js';

export type { ClaimRow } from './claim-row.js';

/** One row a claim. */
export const claimRows = projection<ClaimRow, ClaimEvent>({
  name: 'claim',
  version: 3,
  columns: {
    recorded: { type: 'bigint', of: (row) => row.recorded },
    status: { type: 'text', of: (row) => statusOf(row.verdicts, row) },
    public: { type: 'boolean', of: isPublic },
    // Merged ones too: they may be named.
    published: { type: 'boolean', of: isPublished },
    unsighted: { type: 'text[]', of: blindedReviewers },
    rating: { type: 'text', of: ({ verdicts }) => currentVerdict(verdicts)?.rating ?? null },
    // The rating for each span of days, the one that goes first first: a list asked of a day filters by these.
    ratings: { type: 'jsonb', of: ({ verdicts }) => ratingsOf(verdicts) },
    kind: { type: 'text', of: (row) => row.kind },
    language: { type: 'text', of: (row) => row.language },
    claimant_id: { type: 'uuid', of: (row) => row.claimantId },
    topics: { type: 'text[]', of: (row) => row.topics },
    first_day: { type: 'date', of: ({ claimedOn }) => (claimedOn === undefined ? null : daysOf(claimedOn).first) },
    last_day: { type: 'date', of: ({ claimedOn }) => (claimedOn === undefined ? null : daysOf(claimedOn).last) },
    works: { type: 'uuid[]', of: (row) => row.works },
    outlets: { type: 'uuid[]', of: (row) => row.outlets },
    appears_in: { type: 'uuid[]', of: worksOf },
    related: { type: 'uuid[]', of: (row) => row.related },
  },
  indexes: [
    '(recorded, key)',
    `(coalesce(first_day, '-infinity'::date), key)`,
    '(status, recorded)',
    '(rating, recorded)',
    '(claimant_id, recorded)',
    'using gin (topics)',
    'using gin (appears_in)',
    // Few claims name another: an index of those alone is one that the planner always prefers to reading all.
    `using gin (related) where related <> '{}'`,
    // Of what is imported little may be published: strangers' lists must not walk through the rest.
    '(recorded, key) where public',
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
  on: onClaim(Object.keys(claimEvents)),
});

function ratingsOf(verdicts: readonly Verdict[]): object {
  return coverage(verdicts).map(({ verdictId, first, last }) => ({
    first,
    last,
    rating: verdicts.find(({ id }) => id === verdictId)?.rating,
  }));
}
