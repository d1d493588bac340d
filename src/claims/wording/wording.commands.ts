import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { basisMatchesValue } from '../../kernel/basis.js';
import { IsEdtf } from '../../kernel/edtf.js';
import { Satisfies, IsId, IsLanguage, IsText, Optional, RequiredIf } from '../../kernel/fields.js';
import { DAY_BASES, type DayBasis } from '../claim.events.js';
import { Claimant, Wording } from '../submission/submission.commands.js';

/** Gives a claim another wording, with all that follows from what it says: nothing of the former one is kept. */
export class RewordClaim extends Wording {
  /** Why, at most 2,000 characters. @example 'The briefing spoke of soldiers, not of units.' */
  @IsText()
  @MaxLength(2000)
  readonly reason: string;
}

/** Puts a wording of the claim into another language. */
export class TranslateClaim {
  /**
   * The translation, at most 2,000 characters.
   * @example 'Північна Корея надішле до Росії ще 3000 військових до червня.'
   */
  @IsText()
  @MaxLength(2000)
  readonly text: string;

  /** The language it is in, BCP 47. @example 'uk' */
  @IsLanguage()
  readonly language: string;

  /** The wording that it translates; the present one unless said. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a18' */
  @Optional()
  @IsId()
  readonly wordingId?: string;

  /**
   * A note for colleagues, at most 2,000 characters.
   * @example 'The original has a word that means both soldier and serviceman.'
   */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly note?: string;
}

/** Who asserts a claim, and when it was claimed, whole: nothing of what was recorded before is kept. */
export class Assertion {
  /**
   * Who asserts it; null or absent where the outlet speaks itself.
   * @example { "name": "National Intelligence Service" }
   */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => Claimant)
  readonly claimant?: Claimant | null;

  /** When it was claimed, EDTF. @example '2025-03-27' */
  @Optional()
  @IsEdtf()
  readonly claimedOn?: string;

  /** How that day is known; `stated` where a day is given, `unknown` where none is. @example 'inferred' */
  @Optional()
  @IsIn(DAY_BASES)
  @Satisfies<Assertion>(
    (claim) => basisMatchesValue(claim.claimedOnBasis, claim.claimedOn),
    '$property must be unknown exactly where claimedOn is absent',
  )
  readonly claimedOnBasis?: DayBasis;

  /**
   * What an inferred day was concluded from; needed then.
   * @example 'The briefing named in the report took place on that day.'
   */
  @RequiredIf<Assertion>((claim) => claim.claimedOnBasis === 'inferred')
  @IsText()
  @MaxLength(2000)
  readonly claimedOnInferredFrom?: string;
}

/** Says anew who asserts the claim, and when it was claimed. */
export class CorrectClaimant extends Assertion {
  /** Why, at most 2,000 characters. @example 'The general staff only repeated what the service had said.' */
  @IsText()
  @MaxLength(2000)
  readonly reason: string;
}

/** Gives a claim its topics, all of them: one that is not named is one no longer. */
export class TagClaim {
  /** Codes of topics, at most 20; none for a claim without topics. @example ['ukraine', 'north-korea'] */
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @Matches(/^[a-z0-9][a-z0-9-]{0,49}$/, { each: true })
  readonly topics: string[];

  /** A note for colleagues, at most 2,000 characters. @example 'The desk for the election takes it over.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly note?: string;
}
