import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, MaxLength } from 'class-validator';
import { IsEdtf } from '../../kernel/edtf.js';
import { Satisfies, IsId, IsText, Optional } from '../../kernel/fields.js';
import { CONFIDENCES, FLAGS, RATING_CODES, type Confidence, type Flag, type Rating } from '../claim.events.js';
import { WithReason } from '../../kernel/reason.commands.js';

/** What whoever answers for a verdict may have to declare with it. */
export class DeclareConflict {
  /**
   * A conflict of interest of whoever gives this command, at most 2,000 characters; published with the verdict, without
   * their name.
   * @example 'A relative works for the ministry that issued the order.'
   */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly conflictOfInterest?: string;
}

/** Proposes a verdict on the claim's present wording, for another person to publish. */
export class ProposeVerdict extends DeclareConflict {
  /** The rating, on scale `truth-5`, version 1. @example 'MOSTLY_TRUE' */
  @IsIn(RATING_CODES)
  readonly rating: Rating;

  /**
   * The finding in short, at most 1,000 characters; shown to readers.
   * @example 'The figure is confirmed; the date of departure is not.'
   */
  @IsText()
  @MaxLength(1000)
  readonly summary: string;

  /**
   * How the rating follows from the evidence, at most 20,000 characters.
   * @example 'Two services that do not rely on each other give the same figure.'
   */
  @Optional()
  @IsText()
  @MaxLength(20_000)
  readonly rationale?: string;

  /**
   * The items of this claim's evidence that the rating rests on, at most 100.
   * @example ['01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a14']
   */
  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsId({ each: true })
  readonly evidenceIds?: string[];

  /** As of which day the evidence was assessed: a year, month or day. @example '2025-04-28' */
  @IsEdtf('single')
  readonly assessedOn: string;

  /** From when the rating holds, if not from the day of the assessment: a year, month or day. @example '2025-03-27' */
  @Optional()
  @IsEdtf('single')
  readonly validFrom?: string;

  /** Until when it holds; absent: until something overtakes it. @example '2025-06-30' */
  @Optional()
  @IsEdtf('single')
  readonly validUntil?: string;

  /** How sure the reviewers are. @example 'medium' */
  @Optional()
  @IsIn(CONFIDENCES)
  readonly confidence?: Confidence;

  /** What is wrong with the claim beside its truth. @example ['wrong-number'] */
  @Optional()
  @IsArray()
  @ArrayUnique()
  @IsIn(FLAGS, { each: true })
  readonly flags?: Flag[];

  /**
   * Why one primary source is enough, where there are no two independent ones.
   * @example 'The register is the only place where this is recorded.'
   */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly singleSourceReason?: string;

  /**
   * Why nobody was asked for a reply, where the rating is FALSE, MOSTLY_FALSE or MISLEADING.
   * @example 'The claimant has answered the same question in public.'
   */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly noReplyReason?: string;

  /** What is not known, at most 50 items; needed for UNPROVEN. @example ['When the soldiers left'] */
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsText({ each: true })
  @MaxLength(500, { each: true })
  readonly unknowns?: string[];

  /** Where it was looked for, at most 50 items. @example ['Satellite images of the port, January to March 2025'] */
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsText({ each: true })
  @MaxLength(500, { each: true })
  readonly searched?: string[];

  /** Who was asked, at most 50 items. @example ['The press office of the general staff'] */
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsText({ each: true })
  @MaxLength(500, { each: true })
  readonly asked?: string[];

  /**
   * What overtook the claim, or is known to end its validity; needed for OUTDATED.
   * @example 'The soldiers returned in June.'
   */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly overtakenBy?: string;

  /**
   * The claim of this ledger that overtook it, beside `overtakenBy`.
   * @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a17'
   */
  @Optional()
  @IsId()
  @Satisfies<ProposeVerdict>(({ overtakenBy }) => overtakenBy !== undefined, '$property needs overtakenBy')
  readonly overtakenByClaimId?: string;
}

/** What a verdict owes that is to follow a published one. */
export class FollowVerdict extends ProposeVerdict {
  /** What is new, or what was wrong, at most 2,000 characters. @example 'The ministry has published the lists.' */
  @IsText()
  @MaxLength(2000)
  readonly reason: string;

  /**
   * The upheld dispute about the published verdict on whose ground this one is proposed.
   * @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a18'
   */
  @Optional()
  @IsId()
  readonly disputeId?: string;
}

/** Proposes the verdict that is to follow a published one, named in the path, because of new facts. */
export class SupersedeVerdict extends FollowVerdict {}

/** Takes back one's own open proposal. */
export class WithdrawProposal extends WithReason {}

/** Sends another person's open proposal back. */
export class SendBackVerdict extends WithReason {}

/** Publishes an open proposal. */
export class PublishVerdict extends DeclareConflict {}
