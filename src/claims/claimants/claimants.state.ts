import type { FactEventOf } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import type { DayBasis } from '../submission/submission.events.js';
import type { VerdictsState } from '../verdicts/verdicts.state.js';
import { withReassignedProposal, type WordingState } from '../wording/wording.state.js';
import type { ClaimantEvent } from './claimants.events.js';

/** When somebody asserted the claim, and which event has their name. */
interface OtherClaimant {
  readonly position: number;
  readonly claimedOn?: string;
  readonly claimedOnBasis: DayBasis;
}

/** The part of a claim's state that says who asserts it beside its first claimant. */
export interface ClaimantsState {
  /** By origin identifier, in the order in which they were added. */
  readonly otherClaimants: ReadonlyMap<string, OtherClaimant>;
}

export const initialClaimants: ClaimantsState = { otherClaimants: new Map() };

/** Everybody who asserts the claim and is known by name, the first claimant first: what they show of it is circular. */
export const claimantIdsOf = ({
  claimantId,
  otherClaimants,
}: Pick<WordingState, 'claimantId'> & ClaimantsState): readonly string[] => [
  ...(claimantId === null ? [] : [claimantId]),
  ...otherClaimants.keys(),
];

type Stateful = ClaimantsState & WordingState & VerdictsState;

/** What each event of a further claimant does. */
export const claimantHandlers = {
  ClaimantAdded: <S extends Stateful>(
    state: S,
    { facts, position }: FactEventOf<ClaimantEvent, 'ClaimantAdded'>,
  ): S => {
    const { claimantId, claimedOn, claimedOnBasis } = facts;
    const added = { position, claimedOnBasis, ...omitUndefined({ claimedOn }) };
    return { ...withReassignedProposal(state), otherClaimants: withEntry(state.otherClaimants, claimantId, added) };
  },
  ClaimantRemoved: <S extends Stateful>(state: S, { facts }: FactEventOf<ClaimantEvent, 'ClaimantRemoved'>): S => ({
    ...withReassignedProposal(state),
    otherClaimants: new Map([...state.otherClaimants].filter(([id]) => id !== facts.claimantId)),
  }),
  OwnCorrectionRecorded: <S extends Stateful>(state: S): S => state,
};
