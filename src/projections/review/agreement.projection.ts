import type { ClaimEvent, Rating } from '../../claims/claim.events.js';
import { idOf, projection, type RowHandlers, type ProjectedEventOf } from '../engine/projection.js';

/** What somebody made of a wording without knowing what the proposer had made of it. */
interface Second {
  readonly rater: string;
  readonly rating: Rating;
}

/** A proposal with the ratings that were given beside it, blind. */
export interface RatedTwiceRow {
  readonly claimId: string;
  readonly proposer: string;
  readonly rating: Rating;
  readonly scale: string;
  readonly scaleVersion: number;
  /** Whether it has been published, sent back or withdrawn: until then somebody may still have to rate it blind. */
  readonly settled: boolean;
  readonly blind: readonly Second[];
}

const known = (row: RatedTwiceRow | undefined): RatedTwiceRow => {
  if (!row) throw new Error('a verdict begins with its proposal');
  return row;
};
const settled = (row: RatedTwiceRow | undefined): RatedTwiceRow => ({ ...known(row), settled: true });

const on: RowHandlers<RatedTwiceRow, ClaimEvent> = {
  VerdictProposed: (_, event) => ({
    claimId: idOf(event),
    proposer: event.actor,
    rating: event.facts.rating,
    scale: event.facts.scale,
    scaleVersion: event.facts.scaleVersion,
    settled: false,
    blind: [],
  }),
  SecondRatingRecorded: (row, { facts: { blind, rating }, actor }) => {
    const before = known(row);
    return blind ? { ...before, blind: [...before.blind, { rater: actor, rating }] } : before;
  },
  VerdictProposalWithdrawn: settled,
  VerdictSentBack: settled,
  VerdictPublished: settled,
};

/** One row a proposal. */
export const agreementProjection = projection<RatedTwiceRow, ClaimEvent>({
  name: 'rated_twice',
  version: 1,
  columns: { counts: { type: 'boolean', of: ({ settled: done, blind }) => done && blind.length > 0 } },
  // Few proposals are rated twice.
  indexes: ['(counts) where counts'],
  pastIndexes: ['(counts) where counts'],
  keys: (event) => [(event as ProjectedEventOf<ClaimEvent, 'VerdictProposed'>).facts.verdictId],
  on,
});
