import { NamedOriginView } from '../outlets/origin.views.js';
import { IntersectionType } from '@nestjs/swagger';
import type { Confidence, Flag, Rating } from '../../claims/claim.events.js';
import { ErasureView } from '../erasure.views.js';
import { EvidenceView } from './evidence.views.js';
import {
  ConflictView,
  MediaFindingView,
  OvertakenView,
  PromiseTermView,
  ReaffirmationView,
  ReassignmentView,
  RetractionView,
  RewordingView,
  SoughtReplyView,
  VerdictCorrectionView,
  VerdictTranslationView,
} from './verdict-parts.views.js';
import type { VerdictStatus } from '../../claims/verdicts/verdicts.state.js';
import { AnswerMetaView } from '../engine/answers.views.js';

/** A rating of one wording of a claim. */
export class VerdictView {
  /** The verdict. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a13' */
  readonly id: string;

  /** The rating. @example 'MOSTLY_TRUE' */
  readonly rating: Rating;

  /** The scale that it is of. @example 'truth-5' */
  readonly scale: string;

  /** The version of the scale. @example 1 */
  readonly scaleVersion: number;

  /** Where it is on its way. @example 'published' */
  readonly state: VerdictStatus;

  /** The wording that it rates. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a17' */
  readonly wordingId: string;

  /** The day of the assessment. @example '2025-04-28' */
  readonly assessedOn: string;

  /** The first day for which it holds; null: from the assessment. @example null */
  readonly validFrom: string | null;

  /** The last; null: until further notice. @example null */
  readonly validUntil: string | null;

  /** How sure the desk is. @example 'medium' */
  readonly confidence: Confidence | null;

  /** What is wrong with the context. @example ['wrong-number'] */
  readonly flags: Flag[];

  /** The finding in short. @example 'Two governments confirm the number.' */
  readonly summary: string | null;

  /** How it was found. @example null */
  readonly rationale: string | null;

  /** Why one primary source is enough. @example null */
  readonly singleSourceReason: string | null;

  /** Why no reply was asked for. @example null */
  readonly noReplyReason: string | null;

  /** Who was asked what they say before it was published, and whether they had answered then. */
  readonly repliesSought: SoughtReplyView[];

  /** What was found of the media that the claim is about. @example null */
  readonly media: MediaFindingView | null;

  /** Of a promise that names no day: by when it was to be kept. @example null */
  readonly term: PromiseTermView | null;

  /** Why the outcome of a promise is final before its day. @example null */
  readonly finalReason: string | null;

  /** What is not known. @example [] */
  readonly unknowns: string[];

  /** What was searched. @example [] */
  readonly searched: string[];

  /** Who was asked. @example [] */
  readonly asked: string[];

  /** Why it supersedes another. @example null */
  readonly reason: string | null;

  /** Of OUTDATED. @example null */
  readonly overtaken: OvertakenView | null;

  /** The evidence that it rests on. @example ['01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a14'] */
  readonly evidenceIds: string[];

  /**
   * The independent origins that it was published on; of a proposal those of its evidence, for whoever publishes to see
   * whether they are independent.
   */
  readonly origins: NamedOriginView[];

  /** The verdict that it follows. @example null */
  readonly supersedes: string | null;

  /** The verdict that followed it. @example null */
  readonly supersededBy: string | null;

  /** Whether it follows for new facts or for an error of ours. @example null */
  readonly followsAs: 'supersession' | 'correction' | null;

  /** The dispute that asked for it. @example null */
  readonly disputeId: string | null;

  /** Of a material correction: the claim's new wording. */
  readonly rewording: RewordingView | null;

  /** Of a material correction: the claim's claimant. */
  readonly reassignment: ReassignmentView | null;

  /** Whether the last day for which it holds has passed. @example false */
  readonly expired: boolean;

  /** Minor corrections of its texts, oldest first; the texts above are as last corrected. */
  readonly corrections: VerdictCorrectionView[];

  /** Its texts in other languages, the newest of each. */
  readonly translations: VerdictTranslationView[];

  /** When it was proposed, RFC 3339; for the desk. @example null */
  readonly proposedAt: string | null;

  /** Who proposed it; for the desk. @example null */
  readonly proposedBy: string | null;

  /** When it was published, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly publishedAt: string | null;

  /** Who published it; for the desk. @example null */
  readonly publishedBy: string | null;

  /** The rule of separation of duties in force then. @example 'four-eyes' */
  readonly policy: string | null;

  /** Why a proposal was withdrawn or sent back. @example null */
  readonly closedBecause: string | null;

  /** Conflicts of interest that its proposer and its publisher declared. */
  readonly conflicts: ConflictView[];

  /** Who looked at it again and found that it stands, oldest first. @example [] */
  readonly reaffirmations: ReaffirmationView[];

  /** Of a retracted one. @example null */
  readonly retraction: RetractionView | null;
}

/** One verdict of a claim, at its own address for ever. */
export class ClaimVerdictView extends IntersectionType(VerdictView, AnswerMetaView) {
  /** The claim. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a01' */
  readonly claimId: string;

  /** The wording that it rates; null once erased. @example 'North Korea sent 3,000 more soldiers to Russia.' */
  readonly text: string | null;

  /** The revision of the claim. @example 7 */
  readonly revision: number;

  /** The evidence that it rests on. */
  readonly evidence: EvidenceView[];

  /** What was erased of the words shown here; they are null then. @example [] */
  readonly erasures: ErasureView[];
}
