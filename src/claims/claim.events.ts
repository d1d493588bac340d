import type { Catalogue, Event, NoWords } from '../kernel/event.js';

export const CLAIM_KINDS = ['event', 'quantity', 'position', 'prediction', 'promise', 'other'] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];
export const FOUND_HOW = ['monitoring', 'reader', 'tip', 'import', 'request', 'other'] as const;
export type FoundHow = (typeof FOUND_HOW)[number];
export const DAY_BASES = ['stated', 'inferred', 'unknown'] as const;
export type DayBasis = (typeof DAY_BASES)[number];

export const MODES = ['own-voice', 'attributed', 'opinion', 'question', 'satire'] as const;
export type Mode = (typeof MODES)[number];
export const PLACES = ['headline', 'lead', 'body', 'caption', 'teaser', 'embed', 'sidebar'] as const;
export type Place = (typeof PLACES)[number];
export const ATTRIBUTIONS = ['unchecked', 'accurate', 'altered', 'false'] as const;
export type Attribution = (typeof ATTRIBUTIONS)[number];

export const UPSTREAM_KINDS = ['outlet', 'work', 'institution', 'document', 'unnamed'] as const;
export type UpstreamKind = (typeof UPSTREAM_KINDS)[number];
export const RELATIONS = [
  'wire-copy',
  'credited-rewrite',
  'quote',
  'press-release',
  'document-seen',
  'embed',
  'unknown',
] as const;
export type Relation = (typeof RELATIONS)[number];
export const UPSTREAM_BASES = ['credited', 'inferred'] as const;
export type UpstreamBasis = (typeof UPSTREAM_BASES)[number];

export const STANCES = ['supports', 'refutes', 'context'] as const;
export type Stance = (typeof STANCES)[number];
export const SOURCES = ['primary', 'secondary'] as const;
export type Source = (typeof SOURCES)[number];
export const SOURCE_KINDS = ['document', 'data', 'person', 'work'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** Scale `truth-5`, version 1. A verdict names both; the scale itself is adopted in the `ledger` stream. */
export const SCALE = { scale: 'truth-5', version: 1 } as const;
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
export type Rating = (typeof RATINGS)[number]['code'];
export const RATING_CODES: readonly Rating[] = RATINGS.map(({ code }) => code);
export const CONFIDENCES = ['low', 'medium', 'high'] as const;
export type Confidence = (typeof CONFIDENCES)[number];
export const FLAGS = [
  'missing-context',
  'misattributed',
  'mistranslated',
  'old-media',
  'wrong-number',
  'wrong-time',
] as const;
export type Flag = (typeof FLAGS)[number];

/** An item of evidence as a proposal relied on it: its last event then, and the origin it counted as. */
export interface PinnedEvidence {
  evidenceId: string;
  eventId: string;
  /** Null where its origin is unknown. */
  originId: string | null;
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

export type AppearanceRecorded = Event<
  'AppearanceRecorded',
  {
    appearanceId: string;
    workId: string;
    /** What it counts as while no upstream is attributed to it: the work's outlet then, else the work. */
    originId: string;
    mode: Mode;
    place: Place;
    /** For an attributed appearance. */
    attribution?: Attribution;
    /** Whether the exact words are given, and whether the same work contradicts them: rules depend on it, texts are words. */
    excerpted: boolean;
    challenged: boolean;
  },
  { excerpt?: string; translation?: string; challenge?: string; note?: string }
>;

export type UpstreamAttributed = Event<
  'UpstreamAttributed',
  {
    upstreamId: string;
    /** What took it from there: an appearance of this claim, or an upstream further down the chain. */
    of: { appearanceId: string } | { upstreamId: string };
    kind: UpstreamKind;
    /** Where it is an outlet or a work of this ledger. */
    outletId?: string;
    workId?: string;
    /** The outlet's identifier; the work's outlet, else the work; the origin identifier of a name; a new one where unnamed. */
    originId: string;
    relation: Relation;
    translated: boolean;
    basis: UpstreamBasis;
  },
  { name?: string; shownBy?: string; note?: string }
>;

export type EvidenceAttached = Event<
  'EvidenceAttached',
  {
    evidenceId: string;
    stance: Stance;
    source: Source;
    sourceKind: SourceKind;
    /** Null where nobody knows whose statement it is; such an item counts as independent of nothing. */
    originId: string | null;
    /** Where it comes from an outlet, or is a work, of this ledger. */
    outletId?: string;
    workId?: string;
    /** EDTF. */
    publishedOn?: string;
    /** The ledger then holds why it is trusted and who on the desk knows it, never who it is. */
    confidential?: { knownBy: string[] };
  },
  {
    title: string;
    url?: string;
    originName?: string;
    note?: string;
    /** The interest that the source has in the matter. */
    interest?: string;
    trustedBecause?: string;
  }
>;

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
    /** The published verdict that this one would follow, and whether for new facts or for an error of ours. */
    follows?: { verdictId: string; as: 'supersession' | 'correction' };
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
    /** Why a published verdict is superseded or corrected. */
    reason?: string;
  }
>;

export type ClaimEvent =
  | ClaimSubmitted
  | AppearanceRecorded
  | UpstreamAttributed
  | EvidenceAttached
  | Event<'EvidenceWithdrawn', { evidenceId: string }, { reason: string }>
  | VerdictProposed
  | Event<'VerdictProposalWithdrawn', { verdictId: string }, { reason: string }>
  | Event<'VerdictSentBack', { verdictId: string }, { reason: string }>
  | Event<'VerdictPublished', { verdictId: string; policy: string; originIds: string[] }, NoWords>
  | Event<'VerdictSuperseded', { verdictId: string; by: string }, NoWords>
  | Event<'VerdictRetracted', { verdictId: string }, { reason: string }>
  | Event<'RetractionConfirmed', { verdictId: string }, { note?: string }>
  | Event<'RetractionOverturned', { verdictId: string }, { reason: string }>;

export const claimEvents: Catalogue<ClaimEvent> = {
  ClaimSubmitted: 1,
  AppearanceRecorded: 1,
  UpstreamAttributed: 1,
  EvidenceAttached: 1,
  EvidenceWithdrawn: 1,
  VerdictProposed: 1,
  VerdictProposalWithdrawn: 1,
  VerdictSentBack: 1,
  VerdictPublished: 1,
  VerdictSuperseded: 1,
  VerdictRetracted: 1,
  RetractionConfirmed: 1,
  RetractionOverturned: 1,
};
