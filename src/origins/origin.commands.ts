import { MaxLength } from 'class-validator';
import { IsId, IsText, Optional } from '../kernel/fields.js';
import { WithReason } from '../kernel/reason.commands.js';

/** Says that this origin is another one: whatever names either counts as one. Given together with its `AbsorbOrigin`. */
export class JoinOrigins {
  /** The origin that goes on in its place. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a10' */
  @IsId()
  readonly intoId: string;

  /** Why, at most 2,000 characters. @example 'Two spellings of one newspaper.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly reason?: string;
}

/** The other half of `JoinOrigins`, for the origin that goes on. */
export class AbsorbOrigin {
  /** The origin that is this one. */
  @IsId()
  readonly originId: string;
}

/** Undoes a joining: this origin counts by itself again. Given together with the other one's `ReleaseOrigin`. */
export class SplitOrigins extends WithReason {
  /** The origin that it was joined into. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a10' */
  @IsId()
  readonly fromId: string;
}

/** The other half of `SplitOrigins`, for the origin that had absorbed it. */
export class ReleaseOrigin {
  /** The origin that is not this one. */
  @IsId()
  readonly originId: string;
}

/** Says that this origin may be another one, for somebody else to say. */
export class SuspectDuplicateOrigin {
  /** The origin that it may be. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a10' */
  @IsId()
  readonly ofId: string;

  /** Why, at most 2,000 characters. @example 'The same address on both pages.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly reason?: string;
}

/** Says that this origin is not another one, which somebody suspects or their names suggest. */
export class DismissDuplicateOrigin extends WithReason {
  /** The origin that it is not. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a10' */
  @IsId()
  readonly ofId: string;
}
