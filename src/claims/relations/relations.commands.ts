import { IsIn, MaxLength } from 'class-validator';
import { IsId, IsText, Optional } from '../../kernel/fields.js';
import { CLAIM_RELATIONS, type ClaimRelation } from '../claim.events.js';
import { WithReason } from '../../kernel/reason.commands.js';

/** Says what this claim is to another one. A duplicate is no relation: it is merged. */
export class RelateClaim {
  /** This claim contradicts, updates, negates or narrows the other one, or is a part of it. @example 'updates' */
  @IsIn(CLAIM_RELATIONS)
  readonly relation: ClaimRelation;

  /** The other claim. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a17' */
  @IsId()
  readonly claimId: string;

  /** A note, at most 2,000 characters. @example 'These 3,000 come on top of the 11,000 sent in autumn.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly note?: string;
}

/** Takes back a relation of this claim, named in the path. */
export class UnrelateClaim extends WithReason {}
