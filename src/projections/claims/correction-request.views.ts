import type { CorrectionOutcome } from '../../claims/claim.events.js';
import { AnswerMetaView } from '../engine/answers.views.js';

/** What became of a request for a correction, for whoever holds its receipt. */
export class CorrectionRequestStatusView extends AnswerMetaView {
  /** The request. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a49' */
  readonly id: string;

  /** The claim. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a01' */
  readonly claimId: string;

  /** What it says; null once erased. @example 'The name is wrong.' */
  readonly text: string | null;

  /** When it was received, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly at: string;

  /** What came of it; null while it is unanswered. @example null */
  readonly outcome: CorrectionOutcome | null;

  /** The answer; null while there is none, or once erased. @example null */
  readonly answer: string | null;

  /** When it was answered, RFC 3339. @example null */
  readonly answeredAt: string | null;
}
