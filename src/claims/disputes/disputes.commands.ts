import { IsIn, MaxLength } from 'class-validator';
import { Satisfies, IsId, IsText, Optional, RequiredIf } from '../../kernel/fields.js';
import { DISPUTE_OUTCOMES, DISPUTE_PARTIES, type DisputeOutcome, type DisputeParty } from '../claim.events.js';
import { WithReason } from '../../kernel/reason.commands.js';

/** Opens a dispute about the published verdict named in the path, on behalf of whoever objects. */
export class OpenDispute {
  /** Who objects. @example 'outlet' */
  @IsIn(DISPUTE_PARTIES)
  readonly party: DisputeParty;

  /**
   * Which outlet: one that carries the claim. For party `outlet`, and needed there.
   * @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a10'
   */
  @RequiredIf<OpenDispute>(({ party }) => party === 'outlet')
  @IsId()
  @Satisfies<OpenDispute>(({ party }) => party === 'outlet', '$property is for party outlet')
  readonly outletId?: string;

  /** What they object to, at most 5,000 characters. @example 'The order was lifted the day before.' */
  @IsText()
  @MaxLength(5000)
  readonly grounds: string;

  /** How they can be reached, at most 500 characters; never shown to readers. @example 'editor@daily.example.org' */
  @Optional()
  @IsText()
  @MaxLength(500)
  readonly contact?: string;
}

/** Decides a dispute. It rates nothing: upheld, it is the ground for a new proposal. */
export class DecideDispute extends WithReason {
  /** Whether the objection holds. @example 'upheld' */
  @IsIn(DISPUTE_OUTCOMES)
  readonly outcome: DisputeOutcome;
}

/** Takes back an open dispute that one has opened. */
export class WithdrawDispute extends WithReason {}
