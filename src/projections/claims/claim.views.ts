import type { ClaimKind, DayBasis, FoundHow } from '../../claims/claim.events.js';
import { AssignmentView, NoteView, SecondRatingView, WithholdingView } from './claim-editorial.views.js';
import { CorrectionRequestView, ReplyRequestView } from './claim-requests.views.js';
import { DisputeView, OutsideReviewView, ReplyView } from './claim-exchanges.views.js';
import { RelationView } from './claim-relations.views.js';
import { WordingView } from './claim-wordings.views.js';
import { ClaimantView } from './claimant.views.js';
import { ErasureView } from '../erasure.views.js';
import { AppearanceView } from './appearance.views.js';
import { EvidenceView } from './evidence.views.js';
import { VerdictView } from './verdict.views.js';
import type { ClaimStatus } from '../../claims/claim.status.js';
import type { ValidAtRule } from '../../claims/verdicts/valid-at.js';
import type { AnswerMeta } from '../engine/view.js';

/** A claim, with all that is known of it. */
export class ClaimView implements AnswerMeta {
  /** The claim. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a01' */
  readonly id: string;

  /** Its revision. @example 7 */
  readonly revision: number;

  /** Where it is on its way. @example 'published' */
  readonly status: ClaimStatus;

  /** Whether a dispute is open. @example false */
  readonly disputed: boolean;

  /**
   * Whether the standing verdict is due for review, for one of the reasons that the queue names; that its validity is about
   * to end is none yet.
   * @example false
   */
  readonly reviewDue: boolean;

  /** Whether the last day for which the standing verdict holds has passed. @example false */
  readonly expired: boolean;

  /** What is claimed; null once erased. @example 'North Korea sent 3,000 more soldiers to Russia.' */
  readonly text: string | null;

  /** What sort of assertion it is. @example 'quantity' */
  readonly kind: ClaimKind;

  /** Language of the text, BCP 47. @example 'en' */
  readonly language: string;

  /** Who asserts it; null where the outlet speaks itself. */
  readonly claimant: ClaimantView | null;

  /** When it was claimed, EDTF. @example '2025-03-27' */
  readonly claimedOn: string | null;

  /** How that day is known. @example 'stated' */
  readonly claimedOnBasis: DayBasis;

  /** When a prediction or promise falls due, EDTF. @example null */
  readonly dueOn: string | null;

  /** Codes of its topics. @example ['ukraine'] */
  readonly topics: string[];

  /** When it was submitted, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly recordedAt: string;

  /** The wording that verdicts rate. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a17' */
  readonly wordingId: string;

  /** Every wording that it has had, oldest first, with translations. */
  readonly wordings: WordingView[];

  /** What an inferred day was concluded from. @example null */
  readonly claimedOnInferredFrom: string | null;

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

  /** How many origins the appearances have: several that relay one report are one. @example 1 */
  readonly independentOrigins: number;

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

  /** What claimant and outlets reply, oldest first. */
  readonly replies: ReplyView[];

  /** What other fact-checkers found of it. */
  readonly outsideReviews: OutsideReviewView[];

  /** Notes of colleagues; for the desk. */
  readonly notes: NoteView[];

  /** Who is to review it; for the desk. */
  readonly assignments: AssignmentView[];

  /** What other reviewers make of proposals; for the desk, without what is kept from who is to rate blind. */
  readonly secondRatings: SecondRatingView[];

  /** Who was asked for a reply; for the desk. */
  readonly replyRequests: ReplyRequestView[];

  /** Who says that there is an error; for the desk. */
  readonly correctionRequests: CorrectionRequestView[];

  /** Whether it is kept from the public, and why; for the desk. */
  readonly withheld: WithholdingView | null;

  /** What was erased of the words shown here; they are null then. @example [] */
  readonly erasures: ErasureView[];

  /** The day of the world that was asked for. @example null */
  readonly validAt: string | null;

  /** By which rule a verdict answers for that day, or none does. @example null */
  readonly validAtRule: ValidAtRule | null;

  /** The position that the answer rests on. @example 42 */
  readonly position: number;

  /** The position that was asked for; null: the newest. @example null */
  readonly asOf: number | null;

  /** Whether the answer may lack what was recorded before it was asked. @example false */
  readonly stale: boolean;
}
