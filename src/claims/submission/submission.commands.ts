import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { basisMatchesValue } from '../../kernel/basis.js';
import { IsEdtf } from '../../kernel/edtf.js';
import { Satisfies, IsLanguage, IsText, Optional, RequiredIf } from '../../kernel/fields.js';
import { CLAIM_KINDS, DAY_BASES, FOUND_HOW, type ClaimKind, type DayBasis, type FoundHow } from '../claim.events.js';

/** Who asserts a claim: not the outlet that carries it. */
export class Claimant {
  /**
   * Name of the person or body, at most 300 characters; the same name is the same claimant.
   * @example 'Joint Chiefs of Staff (South Korea)'
   */
  @IsText()
  @MaxLength(300)
  readonly name: string;

  /** In what capacity. @example 'Military command' */
  @Optional()
  @IsText()
  @MaxLength(300)
  readonly role?: string;
}

/** What a claim says: one checkable assertion in one wording, with what follows from what it says. */
export class Wording {
  /**
   * The assertion, at most 2,000 characters, without a judgement of it.
   * @example 'North Korea will send 3,000 more soldiers to Russia by June.'
   */
  @IsText()
  @MaxLength(2000)
  readonly text: string;

  /** What sort of assertion it is. @example 'prediction' */
  @IsIn(CLAIM_KINDS)
  readonly kind: ClaimKind;

  /** Language of the text, BCP 47. @example 'en' */
  @IsLanguage()
  readonly language: string;

  /**
   * Whether the claim is that the claimant said, held, announced or did something: its own record is then primary.
   * @example false
   */
  @Optional()
  @IsBoolean()
  readonly subjectAct?: boolean;

  /**
   * When a prediction or promise falls due: a year, month or day. Needed for these two kinds, and only there.
   * @example '2025-06-30'
   */
  @RequiredIf<Wording>((claim) => claim.kind === 'prediction' || claim.kind === 'promise')
  @IsEdtf('single')
  @Satisfies<Wording>(
    (claim) => claim.kind === 'prediction' || claim.kind === 'promise',
    '$property is for predictions and promises',
  )
  readonly dueOn?: string;
}

/** Submits a claim: one checkable assertion in one wording. */
export class SubmitClaim extends Wording {
  /**
   * Who asserts it; null or absent where the outlet speaks itself.
   * @example { "name": "Joint Chiefs of Staff (South Korea)", "role": "Military command" }
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
  @Satisfies<SubmitClaim>(
    (claim) => basisMatchesValue(claim.claimedOnBasis, claim.claimedOn),
    '$property must be unknown exactly where claimedOn is absent',
  )
  readonly claimedOnBasis?: DayBasis;

  /**
   * What an inferred day was concluded from; needed then.
   * @example 'The briefing named in the report took place on that day.'
   */
  @RequiredIf<SubmitClaim>((claim) => claim.claimedOnBasis === 'inferred')
  @IsText()
  @MaxLength(2000)
  readonly claimedOnInferredFrom?: string;

  /** Codes of topics, at most 20. @example ['ukraine'] */
  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @Matches(/^[a-z0-9][a-z0-9-]{0,49}$/, { each: true })
  readonly topics?: string[];

  /** How the desk came upon it. @example 'monitoring' */
  @Optional()
  @IsIn(FOUND_HOW)
  readonly foundHow?: FoundHow;

  /** Why it was chosen, at most 2,000 characters; shown to readers. @example 'Carried by five outlets within a day.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly selectionReason?: string;
}
