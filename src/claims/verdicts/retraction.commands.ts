import { MaxLength } from 'class-validator';
import { IsText, Optional } from '../../kernel/fields.js';
import { WithReason } from '../../kernel/reason.commands.js';

/** Retracts a published verdict: at once, and unconfirmed until another person has looked at it. */
export class RetractVerdict extends WithReason {}

/** Confirms another person's retraction. */
export class ConfirmRetraction {
  /** A note, at most 2,000 characters. @example 'The document turned out to be forged.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly note?: string;
}

/** Overturns another person's retraction: the verdict stands again. */
export class OverturnRetraction extends WithReason {}
