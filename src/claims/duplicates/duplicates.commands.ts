import { MaxLength } from 'class-validator';
import { IsId, IsText, Optional } from '../../kernel/fields.js';
import { WithReason } from '../../kernel/reason.commands.js';

/** Marks this claim as a duplicate of another one. Given together with the other one's `AbsorbClaim`. */
export class MergeClaim {
  /** The claim that goes on in its place. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a17' */
  @IsId()
  readonly intoId: string;

  /** Why, at most 2,000 characters. @example 'The same figure from the same briefing.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly reason?: string;
}

/** The other half of `MergeClaim`, for the claim that goes on. */
export class AbsorbClaim {
  /** The duplicate. */
  @IsId()
  readonly claimId: string;
}

/** Undoes a merge: this claim goes on by itself. Given together with the other one's `ReleaseClaim`. */
export class SplitClaim extends WithReason {
  /** The claim that it was marked as a duplicate of. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a17' */
  @IsId()
  readonly fromId: string;
}

/** The other half of `SplitClaim`, for the claim that had absorbed it. */
export class ReleaseClaim {
  /** The duplicate that is none. */
  @IsId()
  readonly claimId: string;
}
