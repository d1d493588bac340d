import type { Known } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import type { DisputeEvent, DisputeFacts, DisputeOutcome } from './disputes.events.js';

export interface DisputeState {
  readonly status: 'open' | 'withdrawn' | DisputeOutcome;
  readonly opener: string;
  readonly facts: DisputeFacts;
}

/** The part of a claim's state that disputes about its verdicts make. */
export interface Disputed {
  readonly disputes: ReadonlyMap<string, DisputeState>;
}

export const undisputed: Disputed = { disputes: new Map() };

type Of<Type extends string> = Known<Extract<DisputeEvent, { type: Type }>>;

const becomes = <S extends Disputed>(state: S, id: string, status: DisputeState['status']): S => {
  const dispute = state.disputes.get(id);
  return dispute ? { ...state, disputes: withEntry(state.disputes, id, { ...dispute, status }) } : state;
};

/** What each event of a dispute does to it. */
export const disputeHandlers = {
  DisputeOpened: <S extends Disputed>(state: S, { facts, actor }: Of<'DisputeOpened'>): S => ({
    ...state,
    disputes: withEntry(state.disputes, facts.disputeId, { status: 'open', opener: actor, facts }),
  }),
  DisputeDecided: <S extends Disputed>(state: S, { facts }: Of<'DisputeDecided'>): S =>
    becomes(state, facts.disputeId, facts.outcome),
  DisputeWithdrawn: <S extends Disputed>(state: S, { facts }: Of<'DisputeWithdrawn'>): S =>
    becomes(state, facts.disputeId, 'withdrawn'),
};
