import { stampOf, type FactEventOf, type Stamp } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import { refuse } from '../claim.refusal.js';
import type { ClosingEvent, DeclineGround } from './closing.events.js';
import type { DuplicateEvent } from '../duplicates/duplicates.events.js';
import { naming, type RelationsState } from '../relations/relations.state.js';
import type { WordingState } from '../wording/wording.state.js';

/** The part of a claim's state that says whether it is still worked on, and with which others it is one. */
export interface Lifecycle {
  readonly closed?: 'declined' | 'withdrawn' | undefined;
  /** Why it was declined. */
  readonly declinedFor?: DeclineGround | undefined;
  readonly reopened?: Stamp;
  /** The claim that this one repeats. */
  readonly mergedInto?: string | undefined;
  /** Claims that repeat this one, with their submitters. */
  readonly absorbed: ReadonlyMap<string, readonly string[]>;
}

export const initialLifecycle: Lifecycle = { absorbed: new Map() };

/** Whoever submitted what a claim absorbed counts as its submitter for as long as it is absorbed. */
const withAbsorbed = <S extends Lifecycle & WordingState>(state: S, absorbed: Lifecycle['absorbed']): S => ({
  ...state,
  absorbed,
  submitters: new Set([...state.wordedBy, ...[...absorbed.values()].flat()]),
});

/** What each event that closes, opens, merges or splits a claim does to it. */
export const lifecycleHandlers = {
  ClaimMerged: <S extends Lifecycle & RelationsState>(
    state: S,
    { facts: { intoId } }: FactEventOf<ClosingEvent | DuplicateEvent, 'ClaimMerged'>,
  ): S => naming({ ...state, mergedInto: intoId }, intoId),
  ClaimSplit: <S extends Lifecycle>(state: S): S => ({ ...state, mergedInto: undefined }),
  ClaimAbsorbed: <S extends Lifecycle & RelationsState & WordingState>(
    state: S,
    { facts }: FactEventOf<ClosingEvent | DuplicateEvent, 'ClaimAbsorbed'>,
  ): S => naming(withAbsorbed(state, withEntry(state.absorbed, facts.claimId, facts.submitters)), facts.claimId),
  ClaimReleased: <S extends Lifecycle & WordingState>(
    state: S,
    { facts }: FactEventOf<ClosingEvent | DuplicateEvent, 'ClaimReleased'>,
  ): S => withAbsorbed(state, new Map([...state.absorbed].filter(([id]) => id !== facts.claimId))),
  ClaimDeclined: <S extends Lifecycle>(
    state: S,
    { facts }: FactEventOf<ClosingEvent | DuplicateEvent, 'ClaimDeclined'>,
  ): S => ({
    ...state,
    closed: 'declined',
    declinedFor: facts.ground,
  }),
  ClaimWithdrawn: <S extends Lifecycle>(state: S): S => ({ ...state, closed: 'withdrawn' }),
  ClaimReopened: <S extends Lifecycle>(
    state: S,
    event: FactEventOf<ClosingEvent | DuplicateEvent, 'ClaimReopened'>,
  ): S => ({
    ...state,
    closed: undefined,
    declinedFor: undefined,
    reopened: stampOf(event),
  }),
};

/** Refuses `not-found` where nobody submitted the claim. */
export const mustExist = (state: WordingState): void => {
  if (!state.exists) refuse('not-found', 'There is no such claim.');
};

/**
 * What nearly every command needs: a claim that is there and worked on. Refuses `not-found`; `claim-merged` (about: the
 * claim that goes on in its place), `claim-declined`, `claim-withdrawn`.
 */
export const mustBeOpen = (state: WordingState & Lifecycle): void => {
  mustExist(state);
  if (state.mergedInto !== undefined) {
    refuse('claim-merged', 'This claim is a duplicate of another: go on there, or split it off.', state.mergedInto);
  }
  if (state.closed) refuse(`claim-${state.closed}`, `This claim is ${state.closed}: reopen it first.`);
};
