import type { Event } from '../../kernel/event.js';

export const CLAIM_KINDS = ['event', 'quantity', 'position', 'prediction', 'promise', 'other'] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];
export const FOUND_HOW = ['monitoring', 'reader', 'tip', 'import', 'request', 'other'] as const;
export type FoundHow = (typeof FOUND_HOW)[number];
export const DAY_BASES = ['stated', 'inferred', 'unknown'] as const;
export type DayBasis = (typeof DAY_BASES)[number];

/** Who asserts a claim, in words; `wikidataId`: `Q` and digits. */
export interface ClaimantWords {
  name: string;
  role?: string;
  wikidataId?: string;
}

/** What a claim can be about that is not put in words. */
export const MEDIA_KINDS = ['image', 'video', 'audio', 'document'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];
/** What is claimed of it: that it is genuine, or what place, time or person it shows. */
export const MEDIA_QUESTIONS = ['authenticity', 'place', 'time', 'person'] as const;
export type MediaQuestion = (typeof MEDIA_QUESTIONS)[number];

/** The media that a claim is about; an address without a work is words. */
export interface MediaFacts {
  kind: MediaKind;
  claimedOf: MediaQuestion;
  /** Where it stands in a work of this ledger. */
  workId?: string;
  /** SHA-256 of its bytes, hex. */
  digest?: string;
}

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
    /** EDTF: when a prediction or promise falls due; a prediction is not rated before. */
    dueOn?: string;
    /** Present where it is about media. */
    media?: MediaFacts;
    /** Present where somebody asserts it of whom nobody knows who: `claimantId` is null then, and it is not the outlet. */
    claimantUnknown?: true;
    /** Lower-case codes such as `ukraine`. */
    topics: string[];
    foundHow?: FoundHow;
  },
  {
    text: string;
    claimant?: ClaimantWords;
    mediaUrl?: string;
    selectionReason?: string;
    claimedOnInferredFrom?: string;
  }
>;
