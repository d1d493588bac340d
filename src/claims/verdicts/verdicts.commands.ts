import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsObject,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsEdtf } from '../../kernel/edtf.js';
import { Satisfies, IsId, IsText, IsWebAddress, Optional } from '../../kernel/fields.js';
import {
  CONFIDENCES,
  FLAGS,
  MEDIA_AUTHENTICITY_CATEGORIES,
  MEDIA_TECHNIQUES,
  RATING_CODES,
  TERM_BASES,
  type Confidence,
  type Flag,
  type MediaAuthenticityCategory,
  type MediaTechnique,
  type Rating,
  type TermBasis,
} from '../claim.events.js';
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

/** What was found of the picture, video, recording or document that a claim is about. */
export class MediaFinding {
  /** One or more of MediaReview's terms (schema.org MediaManipulationRatingEnumeration). @example ['DecontextualizedContent'] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(MEDIA_AUTHENTICITY_CATEGORIES, { each: true })
  readonly categories: MediaAuthenticityCategory[];

  /** How it was made: a code of IPTC's scheme `digitalsourcetype`. @example 'trainedAlgorithmicMedia' */
  @Optional()
  @IsIn(MEDIA_TECHNIQUES)
  readonly technique?: MediaTechnique;

  /** The work of this ledger in which the original stands. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a11' */
  @Optional()
  @IsId()
  readonly originalWorkId?: string;

  /** Where the original can be seen. @example 'https://pictures.example.org/2014/bridge.jpg' */
  @Optional()
  @IsWebAddress()
  readonly originalUrl?: string;
}

/** By when a promise that names no day was to be kept. */
export class PromiseTerm {
  /** Its last day: a year, month or day. @example '2026-12-31' */
  @IsEdtf('single')
  readonly endsOn: string;

  /** Whether it was stated or is inferred. @example 'inferred' */
  @IsIn(TERM_BASES)
  readonly basis: TermBasis;

  /** What shows it, at most 2,000 characters; shown to readers. @example 'The term of office ends then.' */
  @IsText()
  @MaxLength(2000)
  readonly shownBy: string;
}

/** Proposes a verdict on the claim's present wording, for another person to publish. */
export class ProposeVerdict extends DeclareConflict {
  /**
   * The rating: of a promise on scale `promise-5` (IN_THE_WORKS, STALLED, COMPROMISE, KEPT, BROKEN), of anything else on
   * `truth-5`; version 1 of either.
   * @example 'MOSTLY_TRUE'
   */
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

  /** As of which day the evidence was assessed: a year, month or day. @example '2025-07-01' */
  @IsEdtf('single')
  readonly assessedOn: string;

  /** From when the rating holds, if not from the day of the assessment: a year, month or day. @example '2025-03-27' */
  @Optional()
  @IsEdtf('single')
  readonly validFrom?: string;

  /** Until when it holds; absent: until something overtakes it. @example '2025-12-31' */
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
   * Why nobody was asked for a reply, where the rating is FALSE, MOSTLY_FALSE, MISLEADING, STALLED, COMPROMISE or BROKEN.
   * @example 'The claimant has answered the same question in public.'
   */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly noReplyReason?: string;

  /**
   * What was found of the media, where the claim is about some; needed there unless the rating is UNPROVEN.
   * @example { "categories": ["DecontextualizedContent"], "originalWorkId": "01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a11" }
   */
  @Optional()
  @IsObject()
  @ValidateNested()
  @Type(() => MediaFinding)
  readonly media?: MediaFinding;

  /** By when a promise that names no day was to be kept; COMPROMISE and BROKEN need it. */
  @Optional()
  @IsObject()
  @ValidateNested()
  @Type(() => PromiseTerm)
  readonly term?: PromiseTerm;

  /** Why the outcome of a promise is final before its day, at most 2,000 characters; shown to readers. */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly finalReason?: string;

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
