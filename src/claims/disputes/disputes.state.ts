import { stampOf, type FactEventOf, type Stamp } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import type { DisputeEvent, DisputeFacts, DisputeOutcome } from './disputes.events.js';

export interface DisputeState {
  readonly status: 'open' | 'withdrawn' | DisputeOutcome;
  readonly opener: string;
  readonly facts: DisputeFacts;
  /** Since when it has this status. */
  readonly since: Stamp;
}

/** The part of a claim's state that disputes about its verdicts make. */
export interface DisputesState {
  readonly disputes: ReadonlyMap<string, DisputeState>;
}

export const initialDisputes: DisputesState = { disputes: new Map() };

const becomes = <S extends DisputesState>(
  state: S,
  event: FactEventOf<DisputeEvent, 'DisputeDecided' | 'DisputeWithdrawn'>,
  status: DisputeState['status'],
): S => {
  const { disputeId } = event.facts;
  const dispute = state.disputes.get(disputeId);
  if (!dispute) return state;
  return { ...state, disputes: withEntry(state.disputes, disputeId, { ...dispute, status, since: stampOf(event) }) };
};

/** What each event of a dispute does to it. */
export const disputeHandlers = {
  DisputeOpened: <S extends DisputesState>(state: S, event: FactEventOf<DisputeEvent, 'DisputeOpened'>): S => {
    const { facts, actor: opener } = event;
    const dispute: DisputeState = { status: 'open', opener, facts, since: stampOf(event) };
    return { ...state, disputes: withEntry(state.disputes, facts.disputeId, dispute) };
  },
  DisputeDecided: <S extends DisputesState>(state: S, event: FactEventOf<DisputeEvent, 'DisputeDecided'>): S =>
    becomes(state, event, event.facts.outcome),
  DisputeWithdrawn: <S extends DisputesState>(state: S, event: FactEventOf<DisputeEvent, 'DisputeWithdrawn'>): S =>
    becomes(state, event, 'withdrawn'),
};
