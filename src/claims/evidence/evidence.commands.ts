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
import { SOURCES, SOURCE_KINDS, STANCES, type EvidenceClass, type SourceKind, type Stance } from '../claim.events.js';
import { WithReason } from '../../kernel/reason.commands.js';

/** What the ledger holds of a source that must not be named: never who it is. */
export class Confidential {
  /** The people of this desk who know the source, 1 to 10. @example ['01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a13'] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @ArrayUnique()
  @IsId({ each: true })
  readonly knownBy: string[];

  /** Why it is trusted, at most 2,000 characters. @example 'Has had access to the figures before, and was right.' */
  @IsText()
  @MaxLength(2000)
  readonly trustedBecause: string;
}

/**
 * Attaches an item of evidence to a claim. Its origin is, in this order, that of `sameOriginAs`, the outlet, the name,
 * the work's outlet, the work; with none of them, or a name that names nobody ("anonymous"), it is unknown, and the item
 * independent of nothing.
 */
export class AttachEvidence {
  /** What it is, at most 300 characters. @example 'Statement of the Joint Chiefs of Staff, 27 March 2025' */
  @IsText()
  @MaxLength(300)
  readonly title: string;

  /** Where it can be read: http or https, at most 2,048 characters. @example 'https://www.jcs.mil.kr/statement' */
  @Optional()
  @IsWebAddress()
  readonly url?: string;

  /** What it says of the claim. @example 'supports' */
  @IsIn(STANCES)
  readonly stance: Stance;

  /** Whether it knows at first hand. @example 'primary' */
  @IsIn(SOURCES)
  readonly source: EvidenceClass;

  /** What sort of source it is. @example 'document' */
  @IsIn(SOURCE_KINDS)
  readonly sourceKind: SourceKind;

  /** Whose statement it is; the same name is the same origin. @example 'National Intelligence Service' */
  @Optional()
  @IsText()
  @MaxLength(300)
  readonly originName?: string;

  /** The outlet whose statement it is. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a10' */
  @Optional()
  @IsId()
  readonly outletId?: string;

  /** The work, where it is one of this ledger. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a11' */
  @Optional()
  @IsId()
  readonly workId?: string;

  /**
   * Another item of this claim's evidence that comes from the same origin.
   * @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a16'
   */
  @Optional()
  @IsId()
  readonly sameOriginAs?: string;

  /** Day or interval of its publication, EDTF. @example '2025-04-28' */
  @Optional()
  @IsEdtf()
  readonly publishedOn?: string;

  /** A note, at most 2,000 characters. @example 'Figure in the third paragraph.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly note?: string;

  /** The interest that the source has in the matter. @example 'A party to the conflict.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly interest?: string;

  /**
   * For a source that must not be named, and so stands beside no name, address, outlet or work.
   * @example { "knownBy": ["01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a13"], "trustedBecause": "Was right before." }
   */
  @Optional()
  @IsObject()
  @ValidateNested()
  @Satisfies<AttachEvidence>(
    ({ originName, url, outletId, workId }) => [originName, url, outletId, workId].every((each) => each === undefined),
    '$property cannot stand beside originName, url, outletId or workId: the ledger never says who a source is',
  )
  @Type(() => Confidential)
  readonly confidential?: Confidential;
}

/** Withdraws an item of evidence, named in the path; a published verdict that rests on it stands. */
export class WithdrawEvidence extends WithReason {}

/** Says anew all that an item of evidence is, named in the path: open proposals that rest on it have to be made anew. */
export class CorrectEvidence extends AttachEvidence {
  /** Why, at most 2,000 characters. @example 'The statement is of the service, not of the general staff.' */
  @IsText()
  @MaxLength(2000)
  readonly reason: string;
}
