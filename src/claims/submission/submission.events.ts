import type { Event } from '../../kernel/event.js';

export const CLAIM_KINDS = ['event', 'quantity', 'position', 'prediction', 'promise', 'other'] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];
export const FOUND_HOW = ['monitoring', 'reader', 'tip', 'import', 'request', 'other'] as const;
export type FoundHow = (typeof FOUND_HOW)[number];
export const DAY_BASES = ['stated', 'inferred', 'unknown'] as const;
export type DayBasis = (typeof DAY_BASES)[number];

export type ClaimSubmitted = Event<
  'ClaimSubmitted',
  {
    wordingId: string;
    kind: ClaimKind;
    /** BCP 47. */
    language: string;
    /** The claimant's origin identifier; null where the outlet speaks itself. */
    claimantId: string | null;
    /** EDTF: when it was claimed. */
    claimedOn?: string;
    claimedOnBasis: DayBasis;
    /** The claim is that the claimant did something: its own record is then primary and counts. */
    subjectAct?: true;
    /** EDTF: when a prediction or promise falls due; not rated before. */
    dueOn?: string;
    /** Lower-case codes such as `ukraine`. */
    topics: string[];
    foundHow?: FoundHow;
  },
  {
    text: string;
    claimant?: { name: string; role?: string };
    selectionReason?: string;
    claimedOnInferredFrom?: string;
  }
>;
