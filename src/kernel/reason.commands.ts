import { MaxLength } from 'class-validator';
import { IsText } from './fields.js';

/** What every command that undoes something owes. */
export class WithReason {
  /** Why, at most 2,000 characters. @example 'The ministry has published a corrected figure.' */
  @IsText()
  @MaxLength(2000)
  readonly reason: string;
}
