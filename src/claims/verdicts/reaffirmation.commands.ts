import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, Max, MaxLength, Min } from 'class-validator';
import { IsText } from '../../kernel/fields.js';
import { WithReason } from '../../kernel/reason.commands.js';

/** Says that a published verdict, named in the path, was looked at again and stands. Readers see it. */
export class ReaffirmVerdict extends WithReason {
  /** The ledger's position up to which they have looked: what comes later is not settled by it. @example 0 */
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly upTo: number;

  /** What was looked at, at most 50 items of 500 characters. @example ['The correction of 3 May in the Daily Example'] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsText({ each: true })
  @MaxLength(500, { each: true })
  readonly lookedAt: string[];
}
