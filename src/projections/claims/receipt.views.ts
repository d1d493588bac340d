import type { CorrectionOutcome } from '../../claims/claim.events.js';
import { AnswerMetaView } from '../engine/answers.views.js';
import type { CorrectionEntry } from '../log/corrections.projection.js';

/** A step of what became of a correction request. */
export class ReceiptPhaseView {
  /** `received`, `answered`, or what became of the verdict afterwards. @example 'answered' */
  readonly phase: 'received' | 'answered' | CorrectionEntry;

  /** When, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly at: string;

  /** Of the answer, what came of the request. @example 'accepted' */
  readonly outcome: CorrectionOutcome | null;

  /** What was sent, or answered; null once erased. @example 'You are right: we have corrected the day.' */
  readonly text: string | null;

  /** The verdict that took the place of the one that the request is about. @example null */
  readonly by: string | null;
}

/** What became of a correction request, for who holds its receipt. */
export class ReceiptView extends AnswerMetaView {
  /** The request. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a49' */
  readonly requestId: string;

  /** The claim. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a01' */
  readonly claimId: string;

  /** The verdict that it is about. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a13' */
  readonly verdictId: string;

  /** Whether somebody still has to answer. @example false */
  readonly open: boolean;

  /** What happened, oldest first. */
  readonly phases: ReceiptPhaseView[];
}
