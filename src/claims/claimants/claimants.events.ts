import type { Event } from '../../kernel/event.js';
import type { ClaimantWords, DayBasis } from '../submission/submission.events.js';

/** Somebody asserts the claim beside the claimant whom the claim has already. */
export type ClaimantAdded = Event<
  'ClaimantAdded',
  {
    /** The claimant's origin identifier. */
    claimantId: string;
    /** EDTF: when they claimed it. */
    claimedOn?: string;
    claimedOnBasis: DayBasis;
  },
  { claimant: ClaimantWords; claimedOnInferredFrom?: string }
>;

/** One of those who were added does not assert it. */
export type ClaimantRemoved = Event<'ClaimantRemoved', { claimantId: string }, { reason: string }>;

/** A claimant has put right themself what they had said. */
export type OwnCorrectionRecorded = Event<
  'OwnCorrectionRecorded',
  {
    ownCorrectionId: string;
    claimantId: string;
    /** EDTF. */
    correctedOn?: string;
    /** BCP 47. */
    language?: string;
  },
  { text: string; url?: string; note?: string }
>;

export type ClaimantEvent = ClaimantAdded | ClaimantRemoved | OwnCorrectionRecorded;
