import { IsInt, Max, MaxLength, Min } from 'class-validator';
import { IsText } from '../../kernel/fields.js';

/** A witness's signature under a checkpoint of this ledger. */
export class GiveCosignature {
  /** The size of the checkpoint. @example 42 */
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly size: number;

  /**
   * The signature line, as C2SP tlog-cosignature has it; at most 2,000 characters.
   * @example '— witness.example.org/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA=='
   */
  @IsText()
  @MaxLength(2000)
  readonly signature: string;
}
