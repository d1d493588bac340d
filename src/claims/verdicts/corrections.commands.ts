import { Type } from 'class-transformer';
import { IsObject, MaxLength, ValidateNested } from 'class-validator';
import { IsLanguage, IsText, Optional } from '../../kernel/fields.js';
import { WithReason } from '../../kernel/reason.commands.js';
import { Wording } from '../submission/submission.commands.js';
import { FollowVerdict } from './verdicts.commands.js';
import { Assertion } from '../wording/wording.commands.js';

/**
 * Proposes the verdict that is to take the place of a published one, named in the path, because of an error of ours. It
 * may bring a new wording or claimant: after publication these change in no other way.
 */
export class ProposeCorrection extends FollowVerdict {
  /**
   * The wording that it rates, whole, where the error is in the claim as we worded it.
   * @example { "text": "North Korea sent 3,000 more soldiers to Russia in early 2025.", "kind": "quantity", "language": "en" }
   */
  @Optional()
  @IsObject()
  @ValidateNested()
  @Type(() => Wording)
  readonly wording?: Wording;

  /**
   * Who asserts it and when it was claimed, whole, where we named somebody else or another day.
   * @example { "claimant": { "name": "National Intelligence Service (South Korea)" }, "claimedOn": "2025-03-27" }
   */
  @Optional()
  @IsObject()
  @ValidateNested()
  @Type(() => Assertion)
  readonly assertion?: Assertion;
}

/** Mends the texts of a published verdict without touching what it says: what is not given stays. */
export class CorrectVerdict extends WithReason {
  /**
   * The finding in short as it is to read, at most 1,000 characters.
   * @example 'The figure is confirmed; the date of departure is not.'
   */
  @Optional()
  @IsText()
  @MaxLength(1000)
  readonly summary?: string;

  /**
   * The rationale as it is to read, at most 20,000 characters.
   * @example 'Two services that do not rely on each other give the same figure.'
   */
  @Optional()
  @IsText()
  @MaxLength(20_000)
  readonly rationale?: string;
}

/** Gives a published verdict's texts in another language. */
export class TranslateVerdict {
  /** Language of the translation, BCP 47; another one in the same language is replaced. @example 'uk' */
  @IsLanguage()
  readonly language: string;

  /** The finding in short, at most 1,000 characters. @example 'Кількість підтверджено, дату виїзду — ні.' */
  @IsText()
  @MaxLength(1000)
  readonly summary: string;

  /**
   * How the rating follows from the evidence, at most 20,000 characters.
   * @example 'Дві служби незалежно називають ту саму кількість.'
   */
  @Optional()
  @IsText()
  @MaxLength(20_000)
  readonly rationale?: string;
}

/** Records that a verdict's validity has ended. */
export class ExpireVerdict {}
