import type { Event } from '../../kernel/event.js';

export const DISPUTE_PARTIES = ['claimant', 'outlet', 'reader', 'staff', 'other'] as const;
export type DisputeParty = (typeof DISPUTE_PARTIES)[number];
export const DISPUTE_OUTCOMES = ['upheld', 'rejected'] as const;
export type DisputeOutcome = (typeof DISPUTE_OUTCOMES)[number];

export interface DisputeFacts {
  disputeId: string;
  verdictId: string;
  party: DisputeParty;
  /** For a claimant: the one it was then. */
  claimantId?: string;
  /** For an outlet: one that carries the claim. */
  outletId?: string;
}

type DisputeOpened = Event<'DisputeOpened', DisputeFacts, { grounds: string; contact?: string }>;

/** A dispute rates nothing: upheld, it is the ground on which a new verdict may be proposed. */
export type DisputeEvent =
  | DisputeOpened
  | Event<'DisputeDecided', { disputeId: string; outcome: DisputeOutcome }, { reason: string }>
  | Event<'DisputeWithdrawn', { disputeId: string }, { reason: string }>;
