import { Type } from 'class-transformer';
import { IsDefined, IsIn, IsObject, MaxLength, ValidateNested } from 'class-validator';
import { basisMatchesValue } from '../../kernel/basis.js';
import { IsEdtf } from '../../kernel/edtf.js';
import { IsId, IsLanguage, IsText, IsWebAddress, Optional, RequiredIf, Satisfies } from '../../kernel/fields.js';
import { WithReason } from '../../kernel/reason.commands.js';
import { DAY_BASES, type DayBasis } from '../claim.events.js';
import { NamedParty } from '../submission/submission.commands.js';

/** Says who else asserts the claim, beside the claimant whom it has. */
export class AddClaimant {
  /** Who. @example { "name": "Ministry of Defence (Ukraine)", "role": "Ministry" } */
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => NamedParty)
  readonly claimant: NamedParty;

  /** When they claimed it, EDTF. @example '2025-03-28' */
  @Optional()
  @IsEdtf()
  readonly claimedOn?: string;

  /** How that day is known; `stated` where a day is given, `unknown` where none is. @example 'stated' */
  @Optional()
  @IsIn(DAY_BASES)
  @Satisfies<AddClaimant>(
    (claim) => basisMatchesValue(claim.claimedOnBasis, claim.claimedOn),
    '$property must be unknown exactly where claimedOn is absent',
  )
  readonly claimedOnBasis?: DayBasis;

  /** What an inferred day was concluded from; needed then. @example 'The post was archived on that day.' */
  @RequiredIf<AddClaimant>((claim) => claim.claimedOnBasis === 'inferred')
  @IsText()
  @MaxLength(2000)
  readonly claimedOnInferredFrom?: string;
}

/** Says that one of the further claimants, named in the path, does not assert the claim. */
export class RemoveClaimant extends WithReason {}

/** Records that a claimant has put right themself what they had said. */
export class RecordOwnCorrection {
  /** Which claimant; the first one unless said. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a18' */
  @Optional()
  @IsId()
  readonly claimantId?: string;

  /** What they say now, at most 10,000 characters; shown to readers. @example 'It was 3,000 in all, not 3,000 more.' */
  @IsText()
  @MaxLength(10_000)
  readonly text: string;

  /** Where they say it. @example 'https://jcs.example.org/correction' */
  @Optional()
  @IsWebAddress()
  readonly url?: string;

  /** When they said it, EDTF. @example '2025-04-03' */
  @Optional()
  @IsEdtf()
  readonly correctedOn?: string;

  /** Language of the text, BCP 47. @example 'en' */
  @Optional()
  @IsLanguage()
  readonly language?: string;

  /** A note for colleagues, at most 2,000 characters. @example 'Seen in the recording at minute 12.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly note?: string;
}
