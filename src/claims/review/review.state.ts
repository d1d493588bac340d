import type { FactEventOf } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import type { ReviewEvent } from './review.events.js';

interface AssignmentState {
  /** EDTF. */
  readonly dueOn?: string;
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
  /** The position at which somebody last laid the claim down again who had taken it up to look. */
  readonly reviewedAt?: number;
}

export const initialReview: ReviewingState = { reviewers: new Map(), unsighted: new Set(), seconds: new Map() };

const without = <Value>(people: ReadonlyMap<string, Value>, person: string): ReadonlyMap<string, Value> =>
  new Map([...people].filter(([each]) => each !== person));
const sighted = (people: ReadonlySet<string>, person: string) => new Set([...people].filter((each) => each !== person));

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
    // Whoever is assigned anew comes last.
    reviewers: withEntry(without(state.reviewers, facts.reviewer), facts.reviewer, {
      blind: facts.blind ?? false,
      ...omitUndefined({ dueOn: facts.dueOn }),
    }),
    unsighted: facts.blind ? state.unsighted : sighted(state.unsighted, facts.reviewer),
  }),
  // Whoever took the claim up and lays it down themself has looked: what they knew is settled. Others only take it away.
  ReviewReleased: <S extends ReviewingState>(
    state: S,
    { facts: { reviewer }, actor, position }: FactEventOf<ReviewEvent, 'ReviewReleased'>,
  ): S => ({
    ...state,
    reviewers: without(state.reviewers, reviewer),
    unsighted: sighted(state.unsighted, reviewer),
    ...(actor === reviewer && { reviewedAt: position }),
  }),
  SecondRatingRecorded: <S extends ReviewingState>(
    state: S,
    { facts, actor }: FactEventOf<ReviewEvent, 'SecondRatingRecorded'>,
  ): S => ({
    ...state,
    seconds: withEntry(state.seconds, facts.verdictId, [...(state.seconds.get(facts.verdictId) ?? []), actor]),
  }),
};
