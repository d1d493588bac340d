import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, MaxLength } from 'class-validator';
import { IsId, IsText, Optional } from '../../kernel/fields.js';
import { WithReason } from '../../kernel/reason.commands.js';

/** Confirms changes that somebody else made to where a public claim appears: all of them, or none. */
export class ConfirmCarrierChanges {
  /** The changes, 1 to 50. @example ['01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a19'] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsId({ each: true })
  readonly changeIds: string[];

  /** A note, at most 2,000 characters. @example 'Compared with the archived page.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly note?: string;
}

/** Refuses a change, named in the path, that somebody else made. */
export class RefuseCarrierChange extends WithReason {}

/** Withdraws one's own change, named in the path. */
export class WithdrawCarrierChange extends WithReason {}
