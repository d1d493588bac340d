import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  Equals,
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
import { Satisfies, IsId, IsLanguage, IsText, IsWebAddress, Optional, RequiredIf } from '../../kernel/fields.js';
import {
  CLAIM_KINDS,
  DAY_BASES,
  FOUND_HOW,
  MEDIA_KINDS,
  MEDIA_QUESTIONS,
  type ClaimKind,
  type DayBasis,
  type FoundHow,
  type MediaKind,
  type MediaQuestion,
} from '../claim.events.js';

/** What is told of a person or body beside the name. */
class PartyDetails {
  /** In what capacity. @example 'Military command' */
  @Optional()
  @IsText()
  @MaxLength(300)
  readonly role?: string;

  /** What Wikidata calls it: `Q` and digits. @example 'Q494892' */
  @Optional()
  @Matches(/^Q[1-9]\d{0,14}$/, { message: '$property must be an item of Wikidata such as Q494892' })
  readonly wikidataId?: string;
}

/** A person or body by name. */
export class NamedParty extends PartyDetails {
  /**
   * Its name, at most 300 characters; the same name is the same person or body.
   * @example 'Joint Chiefs of Staff (South Korea)'
   */
  @IsText()
  @MaxLength(300)
  readonly name: string;
}

/** Who asserts a claim: not the outlet that carries it. */
export class Claimant extends PartyDetails {
  /**
   * Name of the person or body, at most 300 characters; the same name is the same claimant. Needed unless `unknown`.
   * @example 'Joint Chiefs of Staff (South Korea)'
   */
  @RequiredIf<Claimant>(({ unknown }) => unknown !== true)
  @IsText()
  @MaxLength(300)
  @Satisfies<Claimant>(({ unknown }) => unknown !== true, '$property cannot stand beside unknown')
  readonly name?: string;

  /** True where somebody asserts it and nobody knows who. @example true */
  @Optional()
  @Equals(true)
  readonly unknown?: boolean;
}

/** The picture, video, recording or document that a claim is about. */
export class ClaimedMedia {
  /** What it is. @example 'image' */
  @IsIn(MEDIA_KINDS)
  readonly kind: MediaKind;

  /** What is claimed of it: that it is genuine, or what place, time or person it shows. @example 'place' */
  @IsIn(MEDIA_QUESTIONS)
  readonly claimedOf: MediaQuestion;

  /** The work of this ledger in which it stands; needed where no address is given. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a11' */
  @RequiredIf<ClaimedMedia>(({ url }) => url === undefined)
  @IsId()
  readonly workId?: string;

  /** Where it can be seen. @example 'https://pictures.example.org/bridge.jpg' */
  @Optional()
  @IsWebAddress()
  readonly url?: string;

  /** SHA-256 of its bytes, hex, lower case. @example 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' */
  @Optional()
  @Matches(/^[0-9a-f]{64}$/, { message: '$property must be a SHA-256 in 64 hexadecimal digits, lower case' })
  readonly digest?: string;
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
   * When a prediction or promise falls due: a year, month or day. Needed for a prediction; for these two kinds only.
   * @example '2025-06-30'
   */
  @RequiredIf<Wording>((claim) => claim.kind === 'prediction')
  @IsEdtf('single')
  @Satisfies<Wording>(
    (claim) => claim.kind === 'prediction' || claim.kind === 'promise',
    '$property is for predictions and promises',
  )
  readonly dueOn?: string;

  /**
   * The picture, video, recording or document that it is about, where it is about one.
   * @example { "kind": "image", "claimedOf": "place", "workId": "01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a11" }
   */
  @Optional()
  @IsObject()
  @ValidateNested()
  @Type(() => ClaimedMedia)
  readonly media?: ClaimedMedia;
}

/** Submits a claim: one checkable assertion in one wording. */
export class SubmitClaim extends Wording {
  /**
   * Who asserts it; null or absent where the outlet speaks itself, `{ "unknown": true }` where nobody knows who does.
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
