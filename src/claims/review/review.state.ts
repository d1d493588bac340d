import type { FactEventOf } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import type { ReviewEvent } from './review.events.js';

interface AssignmentState {
  readonly dueOn?: string | undefined;
  readonly blind: boolean;
}

/** The part of a claim's state that says who reviews it. */
export interface ReviewingState {
  /** By person. */
  readonly reviewers: ReadonlyMap<string, AssignmentState>;
  /** Those from whom the newest proposal has been kept since it was made. */
  readonly unsighted: ReadonlySet<string>;
  /** Who has rated a proposal beside its proposer, by verdict. */
  readonly seconds: ReadonlyMap<string, readonly string[]>;
}

export const initialReview: ReviewingState = { reviewers: new Map(), unsighted: new Set(), seconds: new Map() };

const without = (people: ReadonlySet<string>, person: string) => new Set([...people].filter((each) => each !== person));

/** From whom a proposal that is made now is kept. */
export const withProposalKeptFromBlind = <S extends ReviewingState>(state: S): S => ({
  ...state,
  unsighted: new Set([...state.reviewers].flatMap(([person, { blind }]) => (blind ? person : []))),
});

/** What each event of reviewing does. */
export const reviewHandlers = {
  NoteAdded: <S extends ReviewingState>(state: S): S => state,
  ReviewAssigned: <S extends ReviewingState>(state: S, { facts }: FactEventOf<ReviewEvent, 'ReviewAssigned'>): S => ({
    ...state,
    reviewers: withEntry(state.reviewers, facts.reviewer, { dueOn: facts.dueOn, blind: facts.blind ?? false }),
    unsighted: facts.blind ? state.unsighted : without(state.unsighted, facts.reviewer),
  }),
  ReviewReleased: <S extends ReviewingState>(
    state: S,
    { facts: { reviewer } }: FactEventOf<ReviewEvent, 'ReviewReleased'>,
  ): S => ({
    ...state,
    reviewers: new Map([...state.reviewers].filter(([person]) => person !== reviewer)),
    unsighted: without(state.unsighted, reviewer),
  }),
  SecondRatingRecorded: <S extends ReviewingState>(
    state: S,
    { facts, actor }: FactEventOf<ReviewEvent, 'SecondRatingRecorded'>,
  ): S => ({
    ...state,
    seconds: withEntry(state.seconds, facts.verdictId, [...(state.seconds.get(facts.verdictId) ?? []), actor]),
  }),
};
