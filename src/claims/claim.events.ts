import type { Catalogue } from '../kernel/event.js';
import type { AppearanceEvent } from './appearances/appearances.events.js';
import type { CarrierChangeEvent } from './carrier-changes/carrier-changes.events.js';
import type { ClaimantEvent } from './claimants/claimants.events.js';
import type { ClosingEvent } from './closing/closing.events.js';
import type { CorrectionRequestEvent } from './correction-requests/correction-requests.events.js';
import type { DisputeEvent } from './disputes/disputes.events.js';
import type { DuplicateEvent } from './duplicates/duplicates.events.js';
import type { EvidenceEvent } from './evidence/evidence.events.js';
import type { OutsideReviewEvent } from './outside-reviews/outside-reviews.events.js';
import type { ReplyEvent } from './replies/replies.events.js';
import type { RelationEvent } from './relations/relations.events.js';
import type { ReviewEvent } from './review/review.events.js';
import type { SubjectEvent } from './subjects/subjects.events.js';
import type { ClaimSubmitted } from './submission/submission.events.js';
import type { VerdictKept, VerdictProposed, VerdictSettled } from './verdicts/verdicts.events.js';
import type { WithholdingEvent } from './withholding/withholding.events.js';
import type { WordingEvent } from './wording/wording.events.js';

export * from './appearances/appearances.events.js';
export * from './carrier-changes/carrier-changes.events.js';
export * from './claimants/claimants.events.js';
export * from './closing/closing.events.js';
export * from './correction-requests/correction-requests.events.js';
export * from './disputes/disputes.events.js';
export * from './duplicates/duplicates.events.js';
export * from './evidence/evidence.events.js';
export * from './outside-reviews/outside-reviews.events.js';
export * from './replies/replies.events.js';
export * from './relations/relations.events.js';
export * from './review/review.events.js';
export * from './subjects/subjects.events.js';
export * from './submission/submission.events.js';
export * from './verdicts/verdicts.events.js';
export * from './withholding/withholding.events.js';
export * from './wording/wording.events.js';

/** All that can happen to a claim, sub-noun by sub-noun. */
export type ClaimEvent =
  // The claim itself
  | ClaimSubmitted
  | WordingEvent
  | ClaimantEvent
  | SubjectEvent
  | RelationEvent
  | DuplicateEvent
  | ClosingEvent
  // Where it appears, what speaks for and against it, who works on it
  | AppearanceEvent
  | CarrierChangeEvent
  | EvidenceEvent
  | ReviewEvent
  // Verdicts
  | VerdictProposed
  | VerdictSettled
  | VerdictKept
  // About verdicts
  | WithholdingEvent
  | OutsideReviewEvent
  | DisputeEvent
  | ReplyEvent
  | CorrectionRequestEvent;

export const claimEvents: Catalogue<ClaimEvent> = {
  ClaimSubmitted: 1,
  ClaimReworded: 1,
  ClaimTranslated: 1,
  ClaimantCorrected: 1,
  ClaimTagged: 1,
  ClaimantAdded: 1,
  ClaimantRemoved: 1,
  OwnCorrectionRecorded: 1,
  SubjectAdded: 1,
  SubjectRemoved: 1,
  ClaimRelated: 1,
  ClaimUnrelated: 1,
  ClaimMerged: 1,
  ClaimAbsorbed: 1,
  ClaimSplit: 1,
  ClaimReleased: 1,
  ClaimDeclined: 1,
  ClaimWithdrawn: 1,
  ClaimReopened: 1,
  AppearanceRecorded: 1,
  AppearanceCorrected: 1,
  AppearanceWithdrawn: 1,
  AttributionChecked: 1,
  UpstreamAttributed: 1,
  UpstreamWithdrawn: 1,
  CarrierChangesConfirmed: 1,
  CarrierChangeRefused: 1,
  CarrierChangeWithdrawn: 1,
  EvidenceAttached: 1,
  EvidenceCorrected: 1,
  EvidenceWithdrawn: 1,
  NoteAdded: 1,
  ReviewAssigned: 1,
  ReviewReleased: 1,
  SecondRatingRecorded: 1,
  VerdictProposed: 2,
  VerdictProposalWithdrawn: 1,
  VerdictSentBack: 1,
  VerdictPublished: 2,
  VerdictTranslated: 1,
  VerdictSuperseded: 1,
  VerdictCorrected: 1,
  VerdictRetracted: 1,
  RetractionConfirmed: 1,
  RetractionOverturned: 1,
  VerdictExpired: 1,
  VerdictReaffirmed: 1,
  PublicationWithheld: 1,
  WithholdingConfirmed: 1,
  WithholdingLifted: 1,
  OutsideReviewRecorded: 1,
  OutsideReviewChanged: 1,
  OutsideReviewWithdrawn: 1,
  DisputeOpened: 1,
  DisputeDecided: 1,
  DisputeWithdrawn: 1,
  ReplyRequested: 1,
  ReplyReceived: 1,
  ReplyIdentityChecked: 1,
  CorrectionRequested: 1,
  CorrectionRequestAnswered: 1,
};
