import { IsIn, MaxLength } from 'class-validator';
import { IsId, IsText, Optional } from '../../kernel/fields.js';
import { CORRECTION_OUTCOMES, type CorrectionOutcome } from '../claim.events.js';

/** Says that a published claim has an error. Anybody may; only who works here and who holds the receipt can read it. */
export class RequestCorrection {
  /**
   * The published verdict that it is about; absent: the one that stands, else the one published last.
   * @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a16'
   */
  @Optional()
  @IsId()
  readonly verdictId?: string;

  /** What is wrong, at most 5,000 characters. @example 'The bridge was closed on 4 March, as the order itself says.' */
  @IsText()
  @MaxLength(5000)
  readonly text: string;

  /** How the sender can be reached, at most 500 characters. @example 'reader@example.org' */
  @Optional()
  @IsText()
  @MaxLength(500)
  readonly contact?: string;
}

/** Answers a correction request. */
export class AnswerCorrectionRequest {
  /** What came of it. @example 'accepted' */
  @IsIn(CORRECTION_OUTCOMES)
  readonly outcome: CorrectionOutcome;

  /**
   * The answer, at most 5,000 characters; shown to whoever holds the receipt.
   * @example 'You are right: we have corrected the day.'
   */
  @IsText()
  @MaxLength(5000)
  readonly answer: string;
}
