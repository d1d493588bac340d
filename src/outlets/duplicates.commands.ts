import { MaxLength } from 'class-validator';
import { IsId, IsText, Optional } from '../kernel/fields.js';
import { WithReason } from '../kernel/reason.commands.js';

/** Says that this outlet is another one of this ledger. Given together with the other one's `AbsorbOutlet`. */
export class MergeOutlet {
  /** The outlet that goes on in its place. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a10' */
  @IsId()
  readonly intoId: string;

  /** Why, at most 2,000 characters. @example 'Entered twice, once by its Russian name.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly reason?: string;
}

/** The other half of `MergeOutlet`, for the outlet that goes on. */
export class AbsorbOutlet {
  /** The outlet that is this one. */
  @IsId()
  readonly outletId: string;
}

/** Undoes a merge: this outlet goes on by itself. Given together with the other one's `ReleaseOutlet`. */
export class SplitOutlet extends WithReason {
  /** The outlet that it was merged into. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a10' */
  @IsId()
  readonly fromId: string;
}

/** The other half of `SplitOutlet`, for the outlet that had absorbed it. */
export class ReleaseOutlet {
  /** The outlet that is not this one. */
  @IsId()
  readonly outletId: string;
}
