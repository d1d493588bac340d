import type { FactEventOf } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import type { DisputeEvent, DisputeFacts, DisputeOutcome } from './disputes.events.js';

export interface DisputeState {
  readonly status: 'open' | 'withdrawn' | DisputeOutcome;
  readonly opener: string;
  readonly facts: DisputeFacts;
}

/** The part of a claim's state that disputes about its verdicts make. */
export interface DisputesState {
  readonly disputes: ReadonlyMap<string, DisputeState>;
}

export const initialDisputes: DisputesState = { disputes: new Map() };

const becomes = <S extends DisputesState>(state: S, id: string, status: DisputeState['status']): S => {
  const dispute = state.disputes.get(id);
  return dispute ? { ...state, disputes: withEntry(state.disputes, id, { ...dispute, status }) } : state;
};

/** What each event of a dispute does to it. */
export const disputeHandlers = {
  DisputeOpened: <S extends DisputesState>(
    state: S,
    { facts, actor }: FactEventOf<DisputeEvent, 'DisputeOpened'>,
  ): S => ({
    ...state,
    disputes: withEntry(state.disputes, facts.disputeId, { status: 'open', opener: actor, facts }),
  }),
  DisputeDecided: <S extends DisputesState>(state: S, { facts }: FactEventOf<DisputeEvent, 'DisputeDecided'>): S =>
    becomes(state, facts.disputeId, facts.outcome),
  DisputeWithdrawn: <S extends DisputesState>(state: S, { facts }: FactEventOf<DisputeEvent, 'DisputeWithdrawn'>): S =>
    becomes(state, facts.disputeId, 'withdrawn'),
};
