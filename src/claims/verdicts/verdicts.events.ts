import type { Event, NoWords } from '../../kernel/event.js';
import type { ClaimantWords } from '../submission/submission.events.js';
import type { ClaimantCorrected, ClaimReworded } from '../wording/wording.events.js';

/** Scale `truth-5`, version 1. A verdict names both; the scale itself is adopted in the `ledger` stream. */
export const SCALE = { scale: 'truth-5', version: 1 } as const;
/** Scale `promise-5`, version 1: what has become of a promise. Its ratings have no order, and so no values. */
export const PROMISE_SCALE = { scale: 'promise-5', version: 1 } as const;
export const RATINGS = [
  { code: 'TRUE', value: 5 },
  { code: 'MOSTLY_TRUE', value: 4 },
  { code: 'MIXED', value: 3 },
  { code: 'MOSTLY_FALSE', value: 2 },
  { code: 'FALSE', value: 1 },
  { code: 'MISLEADING' },
  { code: 'UNPROVEN' },
  { code: 'OUTDATED' },
  { code: 'SATIRE' },
] as const;
export type TruthRating = (typeof RATINGS)[number]['code'];
export const TRUTH_CODES: readonly TruthRating[] = RATINGS.map(({ code }) => code);
const PROMISE_RATINGS = [
  { code: 'IN_THE_WORKS' },
  { code: 'STALLED' },
  { code: 'COMPROMISE' },
  { code: 'KEPT' },
  { code: 'BROKEN' },
] as const;
type PromiseRating = (typeof PROMISE_RATINGS)[number]['code'];
const PROMISE_CODES: readonly PromiseRating[] = PROMISE_RATINGS.map(({ code }) => code);
export type Rating = TruthRating | PromiseRating;
export const RATING_CODES: readonly Rating[] = [...TRUTH_CODES, ...PROMISE_CODES];
/** Every scale with its ratings, as the ledger adopts it. */
export const SCALES = [
  { ...SCALE, ratings: RATINGS },
  { ...PROMISE_SCALE, ratings: PROMISE_RATINGS },
] as const;

const isPromiseRating = (rating: Rating): boolean => (PROMISE_CODES as readonly Rating[]).includes(rating);

/** The scale that a rating is of. */
export const scaleOfRating = (rating: Rating): typeof SCALE | typeof PROMISE_SCALE =>
  isPromiseRating(rating) ? PROMISE_SCALE : SCALE;
export const CONFIDENCES = ['low', 'medium', 'high'] as const;
export type Confidence = (typeof CONFIDENCES)[number];
export const FLAGS = [
  'missing-context',
  'misattributed',
  'mistranslated',
  'old-media',
  'wrong-number',
  'wrong-time',
  'fabricated',
  'imposter',
  'cherry-picked',
  'originated-as-satire',
] as const;
export type Flag = (typeof FLAGS)[number];

/** What was found of a picture, video, recording or document: the terms of schema.org's MediaReview. */
export const MEDIA_AUTHENTICITY_CATEGORIES = [
  'DecontextualizedContent',
  'EditedOrCroppedContent',
  'OriginalMediaContent',
  'SatireOrParodyContent',
  'StagedContent',
  'TransformedContent',
] as const;
export type MediaAuthenticityCategory = (typeof MEDIA_AUTHENTICITY_CATEGORIES)[number];
/** How it was made: codes of the IPTC NewsCodes scheme `digitalsourcetype`. */
export const MEDIA_TECHNIQUES = [
  'digitalCapture',
  'computationalCapture',
  'negativeFilm',
  'positiveFilm',
  'print',
  'humanEdits',
  'compositeCapture',
  'algorithmicallyEnhanced',
  'dataDrivenMedia',
  'digitalCreation',
  'virtualRecording',
  'compositeSynthetic',
  'compositeWithTrainedAlgorithmicMedia',
  'trainedAlgorithmicMedia',
  'algorithmicMedia',
  'screenCapture',
  'composite',
] as const;
export type MediaTechnique = (typeof MEDIA_TECHNIQUES)[number];

/** What a verdict says of the media that its claim is about. */
interface MediaFindingFacts {
  categories: MediaAuthenticityCategory[];
  technique?: MediaTechnique;
  /** Where the original is, if it is a work of this ledger. */
  originalWorkId?: string;
}

/** When a promise that names no day was to be kept: so the promise says, or so an editor concluded. */
export const TERM_BASES = ['stated', 'inferred'] as const;
export type TermBasis = (typeof TERM_BASES)[number];

/** An item of evidence as a proposal relied on it: its last event then, and the origin it counted as. */
export interface PinnedEvidence {
  evidenceId: string;
  eventId: string;
  /** Null where its origin is unknown. */
  originId: string | null;
}

export type VerdictProposed = Event<
  'VerdictProposed',
  {
    verdictId: string;
    scale: string;
    scaleVersion: number;
    rating: Rating;
    /** The one wording that this verdict rates. */
    wordingId: string;
    evidence: PinnedEvidence[];
    /** Days (ISO 8601 date or EDTF): the day of the assessment, and those for which it holds. */
    assessedOn: string;
    validFrom?: string;
    validUntil?: string;
    confidence?: Confidence;
    flags: Flag[];
    /** Whether the written reasons that a rule may ask for were given. */
    singleSource: boolean;
    noReply: boolean;
    unknowns: number;
    /**
     * Present exactly where what overtook the claim is named, as OUTDATED needs: a claim of this ledger that did, and for
     * OUTDATED the rating that held until then, which stays on show.
     */
    overtaken?: { claimId?: string; rating?: Rating };
    /**
     * The published verdict that this one would follow, whether for new facts or for an error of ours, and the dispute
     * whose outcome asks for it.
     */
    follows?: { verdictId: string; as: 'supersession' | 'correction'; disputeId?: string };
    /**
     * A correction's own wording: `wordingId` is then its new identifier, and `replaces` the wording that it takes the
     * place of when this is published.
     */
    rewording?: Omit<ClaimReworded['facts'], 'wordingId' | 'by'> & { replaces: string };
    /** Of a claim about media. */
    media?: MediaFindingFacts;
    /** Of a promise without a day of its own: by when it was to be kept (EDTF), and how that is known. */
    term?: { endsOn: string; basis: TermBasis };
    /** Present where the outcome of a promise is final before its day, and the words say why. */
    final?: true;
    /** A correction's own claimant, null where the outlet turned out to speak itself, and the day it was claimed. */
    reassignment?: Omit<ClaimantCorrected['facts'], 'by'>;
    /** Present where the proposer declared a conflict of interest, and after its words are erased. Since schema 2. */
    conflictDeclared?: true;
  },
  {
    summary: string;
    rationale?: string;
    singleSourceReason?: string;
    noReplyReason?: string;
    unknowns?: string[];
    searched?: string[];
    asked?: string[];
    overtakenBy?: string;
    /** Where the original of the media is. */
    originalUrl?: string;
    termShownBy?: string;
    finalReason?: string;
    /** Why a published verdict is superseded or corrected. */
    reason?: string;
    /** A correction's own wording and claimant; what its publication says of them refers to these words. */
    wording?: string;
    claimant?: ClaimantWords;
    claimedOnInferredFrom?: string;
    /** Of a correction's own wording, where the media that it is about are. */
    mediaUrl?: string;
    conflictOfInterest?: string;
  }
>;

/** How a proposal ends, and what becomes of a published verdict. */
export type VerdictSettled =
  | Event<'VerdictProposalWithdrawn', { verdictId: string }, { reason: string }>
  | Event<'VerdictSentBack', { verdictId: string }, { reason: string }>
  | Event<
      'VerdictPublished',
      {
        verdictId: string;
        policy: string;
        originIds: string[];
        /** Present where the publisher declared a conflict of interest, and after its words are erased. Since schema 2. */
        conflictDeclared?: true;
        /**
         * Present where somebody might then have acted through both proposer and publisher (`Context.behind`). Absent where
         * nobody did, and from what was published before this was judged.
         */
        tied?: true;
      },
      { conflictOfInterest?: string }
    >
  | Event<'VerdictSuperseded', { verdictId: string; by: string }, NoWords>
  | Event<'VerdictRetracted', { verdictId: string }, { reason: string }>
  | Event<'RetractionConfirmed', { verdictId: string }, { note?: string }>
  | Event<'RetractionOverturned', { verdictId: string }, { reason: string }>;

/** The texts of a verdict that can be mended or translated without touching what it says. */
export type VerdictText = 'summary' | 'rationale';

/** A verdict's texts in another language; a later one in the same language takes its place. */
export type VerdictTranslated = Event<
  'VerdictTranslated',
  { verdictId: string; language: string },
  { summary: string; rationale?: string }
>;

/**
 * An error of ours, mended. Minor: `texts` read from now on as its words say, and the verdict stands. Material: the verdict
 * gives way to another one, which holds the reason and rests on its own evidence.
 */
export type VerdictCorrected = Event<
  'VerdictCorrected',
  { verdictId: string; grade: 'minor'; texts: VerdictText[] } | { verdictId: string; grade: 'material'; by: string },
  { summary?: string; rationale?: string; reason?: string }
>;

/** Records that the last day of `validUntil` has passed, which is true with or without this event. */
export type VerdictExpired = Event<'VerdictExpired', { verdictId: string; validUntil: string }, NoWords>;

/** Somebody has looked again, and the verdict stands. */
export type VerdictReaffirmed = Event<
  'VerdictReaffirmed',
  {
    verdictId: string;
    /** The position up to which they have looked at what the ledger holds. */
    upTo: number;
  },
  { lookedAt: string[]; reason: string }
>;

/** What befalls a published verdict that goes on being one. */
export type VerdictKept = VerdictTranslated | VerdictCorrected | VerdictExpired | VerdictReaffirmed;
