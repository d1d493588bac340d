import { IntersectionType, OmitType } from '@nestjs/swagger';
import type { FoundHow } from '../../claims/claim.events.js';
import {
  AssignmentView,
  CarrierChangeView,
  NoteView,
  SecondRatingView,
  WithholdingView,
} from './claim-editorial.views.js';
import { CorrectionRequestView, ReplyRequestView } from './claim-requests.views.js';
import { DisputeView, OutsideReviewView, ReplyView } from './claim-exchanges.views.js';
import { RelationView } from './claim-relations.views.js';
import { WordingView } from './claim-wordings.views.js';
import { ListedClaimView } from './claim-list.views.js';
import { ClaimedMediaView } from './claimed-media.views.js';
import { DatedClaimantView, OwnCorrectionView, SubjectView } from './claimant.views.js';
import { AppearanceView } from './appearance.views.js';
import { EvidenceView } from './evidence.views.js';
import { VerdictView } from './verdict.views.js';
import type { ValidAtRule } from '../../claims/verdicts/valid-at.js';
import { AnswerMetaView } from '../engine/answers.views.js';

/** A claim, with all that is known of it. */
export class ClaimView extends IntersectionType(
  OmitType(ListedClaimView, ['verdict', 'corrupt', 'highlights']),
  AnswerMetaView,
) {
  /** The wording that verdicts rate. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a17' */
  readonly wordingId: string;

  /** Every wording that it has had, oldest first, with translations. */
  readonly wordings: WordingView[];

  /** What an inferred day was concluded from. @example null */
  readonly claimedOnInferredFrom: string | null;

  /** Everybody who asserts it and is known by name or known to be unknown, the `claimant` first. */
  readonly claimants: DatedClaimantView[];

  /** The picture, video, recording or document that it is about. @example null */
  readonly media: ClaimedMediaView | null;

  /** Whether it says that the claimant did something. @example false */
  readonly subjectAct: boolean;

  /** How it was found. @example 'monitoring' */
  readonly foundHow: FoundHow | null;

  /** Why it was chosen. @example 'Widely shared' */
  readonly selectionReason: string | null;

  /** Who submitted it; for the desk. @example null */
  readonly submittedBy: string | null;

  /** Where it appeared. */
  readonly appearances: AppearanceView[];

  /**
   * How many independent origins could be traced: there are at least so many; 0: none that could. Several appearances that
   * relay one report have one; one that credits nobody is untraced.
   * @example 1
   */
  readonly independentOrigins: number;

  /** How many appearances have an origin that nobody could trace. @example 0 */
  readonly untracedAppearances: number;

  /** What verdicts rest on; for the public, what published ones do. */
  readonly evidence: EvidenceView[];

  /** The one that stands, or the one for the day asked for. */
  readonly verdict: VerdictView | null;

  /** All, oldest first; for the public, those that have been published. */
  readonly verdicts: VerdictView[];

  /** How it relates to other claims; for the public, to those that have been published. */
  readonly relations: RelationView[];

  /** The claim that it is a duplicate of. @example null */
  readonly mergedInto: string | null;

  /** Claims that are duplicates of it. @example [] */
  readonly absorbed: string[];

  /** Disputes about its verdicts, oldest first. */
  readonly disputes: DisputeView[];

  /** What those say whom it concerns, oldest first; for the public, those of whom somebody has checked that they said it. */
  readonly replies: ReplyView[];

  /** What claimants put right themselves, oldest first. */
  readonly ownCorrections: OwnCorrectionView[];

  /** What other fact-checkers found of it. */
  readonly outsideReviews: OutsideReviewView[];

  /** Notes of colleagues; for the desk. */
  readonly notes: NoteView[];

  /** Who is to review it; for the desk. */
  readonly assignments: AssignmentView[];

  /** What other reviewers make of proposals; for the desk, without what is kept from who is to rate blind. */
  readonly secondRatings: SecondRatingView[];

  /** Whom it shows, quotes wrongly, or passes off as its author; for the desk. */
  readonly subjects: SubjectView[];

  /** Who was asked for a reply; for the desk. */
  readonly replyRequests: ReplyRequestView[];

  /** Who says that there is an error; for the desk. */
  readonly correctionRequests: CorrectionRequestView[];

  /** Whether something that was said of who carried it is taken back, and nobody else has confirmed that yet. @example false */
  readonly carriersBeingCorrected: boolean;

  /** Changes of who carried it that another person has to confirm; for the desk. @example [] */
  readonly carrierChanges: CarrierChangeView[];

  /** Whether it is kept from the public, and why; for the desk. */
  readonly withheld: WithholdingView | null;

  /** The day of the world that was asked for. @example null */
  readonly validAt: string | null;

  /** By which rule a verdict answers for that day, or none does. @example null */
  readonly validAtRule: ValidAtRule | null;
}
