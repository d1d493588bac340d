import { IsBoolean, IsIn, MaxLength } from 'class-validator';
import { IsEdtf } from '../../kernel/edtf.js';
import { IsId, IsText, Optional } from '../../kernel/fields.js';
import { CONFIDENCES, RATING_CODES, type Confidence, type Rating } from '../claim.events.js';

/** Adds a note for colleagues, which readers never see. */
export class AddNote {
  /** The note, at most 5,000 characters. @example 'The press office answers on Mondays only.' */
  @IsText()
  @MaxLength(5000)
  readonly text: string;
}

/** Gives a claim to a reviewer, oneself or another; again for one who has it: with another day, or another way. */
export class AssignReview {
  /** The reviewer; oneself unless said. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a13' */
  @Optional()
  @IsId()
  readonly reviewer?: string;

  /** By when: a year, month or day. @example '2025-04-30' */
  @Optional()
  @IsEdtf('single')
  readonly dueOn?: string;

  /** Whether they are to rate what others propose without having seen it. @example false */
  @Optional()
  @IsBoolean()
  readonly blind?: boolean;

  /** A note for colleagues, at most 2,000 characters. @example 'You know the register.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly note?: string;
}

/** Takes a claim from a reviewer, named in the path. */
export class ReleaseReview {
  /** Why, at most 2,000 characters. @example 'On leave until June.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly reason?: string;
}

/** Rates what an open proposal, named in the path, rates: it decides nothing, and shows how far reviewers agree. */
export class RecordSecondRating {
  /** The rating, on the scale of the proposal. @example 'MOSTLY_TRUE' */
  @IsIn(RATING_CODES)
  readonly rating: Rating;

  /** How sure the rater is. @example 'medium' */
  @Optional()
  @IsIn(CONFIDENCES)
  readonly confidence?: Confidence;

  /** How it follows from the evidence, at most 20,000 characters. @example 'The two services agree on the figure.' */
  @Optional()
  @IsText()
  @MaxLength(20_000)
  readonly rationale?: string;
}
