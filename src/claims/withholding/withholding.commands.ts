import { IsIn, MaxLength } from 'class-validator';
import { IsText, Optional } from '../../kernel/fields.js';
import { WITHHOLDING_BASES, type WithholdingBasis } from '../claim.events.js';
import { WithReason } from '../../kernel/reason.commands.js';

/** Keeps a published claim from the public, by order: at once, and unconfirmed until another person has looked at it. */
export class WithholdPublication extends WithReason {
  /** The legal basis. @example 'court-order' */
  @IsIn(WITHHOLDING_BASES)
  readonly basis: WithholdingBasis;

  /** Which order it is, at most 500 characters. @example 'District court of Exampleton, 12 O 34/25' */
  @Optional()
  @IsText()
  @MaxLength(500)
  readonly order?: string;
}

/** Confirms that another person was right to withhold the claim. */
export class ConfirmWithholding {
  /** A note, at most 2,000 characters. @example 'Seen the order.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly note?: string;
}

/** Gives the claim back to the public: another person's unconfirmed withholding, or one whose order has ended. */
export class LiftWithholding extends WithReason {}
