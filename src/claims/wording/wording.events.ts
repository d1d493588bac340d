import type { Event } from '../../kernel/event.js';
import type { ClaimantWords, ClaimKind, DayBasis, MediaFacts } from '../submission/submission.events.js';

/** The claim has another wording from now on, with all that follows from what it says. */
export type ClaimReworded = Event<
  'ClaimReworded',
  {
    wordingId: string;
    /** BCP 47. */
    language: string;
    kind: ClaimKind;
    subjectAct?: true;
    /** EDTF; where it is a prediction or promise. */
    dueOn?: string;
    /** Where it is about media. */
    media?: MediaFacts;
    /** The material correction that it came with: that verdict's proposal holds the text and the reason. */
    by?: string;
  },
  { text?: string; mediaUrl?: string; reason?: string }
>;

/** One of the claim's wordings in another language; a later one in the same language takes its place. */
export type ClaimTranslated = Event<
  'ClaimTranslated',
  {
    translationId: string;
    wordingId: string;
    /** BCP 47. */
    language: string;
  },
  { text: string; note?: string }
>;

/** Who asserts the claim, and when, was recorded wrongly: this is how it was. */
export type ClaimantCorrected = Event<
  'ClaimantCorrected',
  {
    /** The claimant's origin identifier; null where the outlet speaks itself. */
    claimantId: string | null;
    /** EDTF. */
    claimedOn?: string;
    claimedOnBasis: DayBasis;
    /** Present where nobody knows who asserts it: `claimantId` is null then. */
    claimantUnknown?: true;
    /** The material correction that it came with: that verdict's proposal holds the name and the reason. */
    by?: string;
  },
  { claimant?: ClaimantWords; claimedOnInferredFrom?: string; reason?: string }
>;

/** The whole set of topics, in place of the one before. */
export type ClaimTagged = Event<'ClaimTagged', { topics: string[] }, { note?: string }>;

export type WordingEvent = ClaimReworded | ClaimTranslated | ClaimantCorrected | ClaimTagged;
