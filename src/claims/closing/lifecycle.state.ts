import type { Known } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import { refuse } from '../claim.refusal.js';
import type { ClosingEvent } from './closing.events.js';
import type { DuplicateEvent } from '../duplicates/duplicates.events.js';
import type { Worded } from '../wording/wording.state.js';

/** The part of a claim's state that says whether it is still worked on, and with which others it is one. */
export interface Course {
  readonly closed?: 'declined' | 'withdrawn' | undefined;
  /** The claim that this one repeats. */
  readonly mergedInto?: string | undefined;
  /** Claims that repeat this one, with their submitters. */
  readonly absorbed: ReadonlyMap<string, readonly string[]>;
}

export const ownCourse: Course = { absorbed: new Map() };

type Of<Type extends string> = Known<Extract<ClosingEvent | DuplicateEvent, { type: Type }>>;

/** Whoever submitted what a claim absorbed counts as its submitter for as long as it is absorbed. */
const absorbing = <S extends Course & Worded>(state: S, absorbed: Course['absorbed']): S => ({
  ...state,
  absorbed,
  submitters: new Set([...state.wordedBy, ...[...absorbed.values()].flat()]),
});

/** What each event that closes, opens, merges or splits a claim does to it. */
export const courseHandlers = {
  ClaimMerged: <S extends Course>(state: S, { facts }: Of<'ClaimMerged'>): S => ({
    ...state,
    mergedInto: facts.intoId,
  }),
  ClaimSplit: <S extends Course>(state: S): S => ({ ...state, mergedInto: undefined }),
  ClaimAbsorbed: <S extends Course & Worded>(state: S, { facts }: Of<'ClaimAbsorbed'>): S =>
    absorbing(state, withEntry(state.absorbed, facts.claimId, facts.submitters)),
  ClaimReleased: <S extends Course & Worded>(state: S, { facts }: Of<'ClaimReleased'>): S =>
    absorbing(state, new Map([...state.absorbed].filter(([id]) => id !== facts.claimId))),
  ClaimDeclined: <S extends Course>(state: S): S => ({ ...state, closed: 'declined' }),
  ClaimWithdrawn: <S extends Course>(state: S): S => ({ ...state, closed: 'withdrawn' }),
  ClaimReopened: <S extends Course>(state: S): S => ({ ...state, closed: undefined }),
};

/** Refuses `not-found` where nobody submitted the claim. */
export const mustExist = (state: Worded): void => {
  if (!state.exists) refuse('not-found', 'There is no such claim.');
};

/**
 * What nearly every command needs: a claim that is there and worked on. Refuses `not-found`; `claim-merged` (about: the
 * claim that goes on in its place), `claim-declined`, `claim-withdrawn`.
 */
export const mustBeOpen = (state: Worded & Course): void => {
  mustExist(state);
  if (state.mergedInto !== undefined) {
    refuse('claim-merged', 'This claim is a duplicate of another: go on there, or split it off.', state.mergedInto);
  }
  if (state.closed) refuse(`claim-${state.closed}`, `This claim is ${state.closed}: reopen it first.`);
};
