import { IsIn, MaxLength } from 'class-validator';
import { IsEdtf } from '../../kernel/edtf.js';
import { Satisfies, IsLanguage, IsText, IsWebAddress, Optional, RequiredIf } from '../../kernel/fields.js';
import { MAPPINGS, TRUTH_CODES, type Mapping, type TruthRating } from '../claim.events.js';
import { WithReason } from '../../kernel/reason.commands.js';

/** Records what another fact-checker found of the same claim. It is no verdict of ours. */
export class RecordOutsideReview {
  /** Who published it, at most 300 characters; the same name is the same publisher. @example 'StopFake' */
  @IsText()
  @MaxLength(300)
  readonly publisher: string;

  /**
   * Where it can be read: http or https; no two reviews have one address.
   * @example 'https://www.stopfake.org/en/example'
   */
  @IsWebAddress()
  readonly url: string;

  /** Its title. @example 'Fake: the bridge was never closed' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly title?: string;

  /** The rating in the publisher's own words, at most 300 characters. @example 'Mostly accurate' */
  @IsText()
  @MaxLength(300)
  readonly nativeRating: string;

  /** The same on scale `truth-5`, version 1, where it has a place there. @example 'MOSTLY_TRUE' */
  @Optional()
  @IsIn(TRUTH_CODES)
  readonly rating?: TruthRating;

  /**
   * How it came onto our scale: by a table for that publisher, by hand, or by its text alone. Needed with `rating`.
   * @example 'by-hand'
   */
  @RequiredIf<RecordOutsideReview>(({ rating }) => rating !== undefined)
  @IsIn(MAPPINGS)
  @Satisfies<RecordOutsideReview>(({ rating }) => rating !== undefined, '$property needs rating')
  readonly mapped?: Mapping;

  /** When it was published, EDTF. @example '2025-04-02' */
  @Optional()
  @IsEdtf()
  readonly reviewedOn?: string;

  /** Language it is written in, BCP 47. @example 'en' */
  @Optional()
  @IsLanguage()
  readonly language?: string;

  /** A note for colleagues, at most 2,000 characters. @example 'Rates only the first half of the sentence.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly note?: string;
}

/** Says what an outside review is now, whole, where its publisher changed it or we recorded it wrongly. */
export class ChangeOutsideReview extends RecordOutsideReview {
  /** Why, at most 2,000 characters. @example 'The publisher has changed its rating.' */
  @IsText()
  @MaxLength(2000)
  readonly reason: string;

  /**
   * A former address of this review that is another one's: it is free then. Not given, it goes on leading here.
   * @example 'https://www.stopfake.org/en/wrong-one'
   */
  @Optional()
  @IsWebAddress()
  readonly freedUrl?: string;
}

/** Takes an outside review back: it was of another claim, or its publisher withdrew it. */
export class WithdrawOutsideReview extends WithReason {
  /**
   * The address of this review, where it is to be recorded with another claim: it is free then.
   * @example 'https://www.stopfake.org/en/example'
   */
  @Optional()
  @IsWebAddress()
  readonly freedUrl?: string;
}
