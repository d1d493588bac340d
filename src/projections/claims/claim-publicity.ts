import type { ClaimEvent } from '../../claims/claim.events.js';

type WordOf<Each> = Each extends { words: infer Words } ? string & keyof Words : never;

/**
 * Which words of an event anybody may read once the claim is published; null: nobody may know of the event who does not
 * work here. What is not named is private, so that a new word is until somebody decides otherwise.
 */
export const PUBLIC_WORDS: { readonly [Each in ClaimEvent as Each['type']]: readonly WordOf<Each>[] | null } = {
  ClaimSubmitted: ['text', 'claimant', 'mediaUrl', 'selectionReason', 'claimedOnInferredFrom'],
  ClaimReworded: ['text', 'mediaUrl', 'reason'],
  ClaimTranslated: ['text'],
  ClaimantCorrected: ['claimant', 'claimedOnInferredFrom', 'reason'],
  ClaimTagged: [],
  ClaimantAdded: ['claimant', 'claimedOnInferredFrom'],
  ClaimantRemoved: ['reason'],
  OwnCorrectionRecorded: ['text', 'url'],
  // Whom a claim shows may be anybody: the desk alone is told.
  SubjectAdded: null,
  SubjectRemoved: null,
  ClaimRelated: [],
  ClaimUnrelated: ['reason'],
  ClaimMerged: ['reason'],
  ClaimAbsorbed: [],
  ClaimSplit: ['reason'],
  ClaimReleased: [],
  // Before its publication the desk's course is the desk's.
  ClaimDeclined: null,
  ClaimWithdrawn: null,
  ClaimReopened: null,
  AppearanceRecorded: ['excerpt', 'translation', 'challenge', 'ownReporting'],
  AppearanceCorrected: ['excerpt', 'translation', 'challenge', 'ownReporting', 'reason'],
  AppearanceWithdrawn: ['reason'],
  AttributionChecked: [],
  UpstreamAttributed: ['name', 'shownBy', 'alteration'],
  UpstreamWithdrawn: ['reason'],
  // Of a change that never held nobody outside knows (`mayRead`); these are of what was let go and holds again.
  CarrierChangesConfirmed: [],
  CarrierChangeRefused: ['reason'],
  CarrierChangeWithdrawn: ['reason'],
  EvidenceAttached: ['title', 'url', 'originName', 'interest'],
  EvidenceCorrected: ['title', 'url', 'originName', 'interest', 'reason'],
  EvidenceWithdrawn: ['reason'],
  NoteAdded: null,
  ReviewAssigned: null,
  ReviewReleased: null,
  SecondRatingRecorded: null,
  VerdictProposed: [
    'summary',
    'rationale',
    'singleSourceReason',
    'noReplyReason',
    'unknowns',
    'searched',
    'asked',
    'overtakenBy',
    'originalUrl',
    'termShownBy',
    'finalReason',
    'reason',
    'wording',
    'mediaUrl',
    'claimant',
    'claimedOnInferredFrom',
    'conflictOfInterest',
  ],
  VerdictProposalWithdrawn: null,
  VerdictSentBack: null,
  VerdictPublished: ['conflictOfInterest'],
  VerdictTranslated: ['summary', 'rationale'],
  VerdictSuperseded: [],
  VerdictCorrected: ['summary', 'rationale', 'reason'],
  VerdictRetracted: ['reason'],
  RetractionConfirmed: [],
  RetractionOverturned: ['reason'],
  VerdictExpired: [],
  VerdictReaffirmed: ['lookedAt', 'reason'],
  // While it is withheld nobody outside reads anything; afterwards that it was, and on what ground.
  PublicationWithheld: [],
  WithholdingConfirmed: [],
  WithholdingLifted: [],
  OutsideReviewRecorded: ['publisher', 'url', 'title', 'nativeRating'],
  OutsideReviewChanged: ['publisher', 'url', 'title', 'nativeRating', 'reason'],
  OutsideReviewWithdrawn: ['reason'],
  DisputeOpened: ['grounds'],
  DisputeDecided: ['reason'],
  DisputeWithdrawn: ['reason'],
  // That somebody is asked tells what the desk is about to say.
  ReplyRequested: null,
  ReplyReceived: ['text', 'url'],
  ReplyIdentityChecked: [],
  CorrectionRequested: null,
  CorrectionRequestAnswered: null,
};

/** Facts of public events that are for the desk all the same. */
export const PRIVATE_FACTS: readonly string[] = ['submitters', 'receiptDigest', 'tied'];
