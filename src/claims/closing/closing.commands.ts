import { IsIn } from 'class-validator';
import { DECLINE_GROUNDS, type DeclineGround } from '../claim.events.js';
import { WithReason } from '../../kernel/reason.commands.js';

/** Declines a claim that has never been rated in public: it will not be checked. */
export class DeclineClaim extends WithReason {
  /** On what ground. @example 'not-checkable' */
  @IsIn(DECLINE_GROUNDS)
  readonly ground: DeclineGround;
}

/** Withdraws a claim that has never been rated in public: it should not have been submitted. */
export class WithdrawClaim extends WithReason {}

/** Takes up a declined or withdrawn claim again. */
export class ReopenClaim extends WithReason {}
