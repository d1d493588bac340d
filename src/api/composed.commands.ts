import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsObject, MaxLength, ValidateNested } from 'class-validator';
import { AppearanceInWork, RecordAppearance } from '../claims/appearances/appearances.commands.js';
import { SubmitClaim } from '../claims/submission/submission.commands.js';
import { Satisfies, IsId, IsText, Optional, RequiredIf } from '../kernel/fields.js';
import { ROLES, type Role } from '../kernel/roles.js';
import { RecordWork } from '../works/work.commands.js';

/** A claim in a work that is being recorded, with how it appears there: a known claim or a new one. */
export class ClaimEntry extends AppearanceInWork {
  /** A claim of this ledger. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a17' */
  @RequiredIf<ClaimEntry>(({ claim }) => claim === undefined)
  @IsId()
  readonly claimId?: string;

  /** A new claim, in place of `claimId`. */
  @Optional()
  @IsObject()
  @ValidateNested()
  @Type(() => SubmitClaim)
  @Satisfies<ClaimEntry>(({ claimId }) => claimId === undefined, '$property cannot stand beside claimId')
  readonly claim?: SubmitClaim;
}

/** Records a work and, where they are given, the claims in it: all of it or nothing. */
export class RecordWorkWithClaims extends RecordWork {
  /** The claims in it, at most 50. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ClaimEntry)
  readonly claims?: ClaimEntry[];
}

/** Records that a claim appears in a work: one of this ledger, or a new one that is recorded with it. */
export class RecordAppearanceInWork extends AppearanceInWork {
  /** A work of this ledger. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a11' */
  @RequiredIf<RecordAppearanceInWork>(({ work }) => work === undefined)
  @IsId()
  readonly workId?: string;

  /** A new work, in place of `workId`. */
  @Optional()
  @IsObject()
  @ValidateNested()
  @Type(() => RecordWork)
  @Satisfies<RecordAppearanceInWork>(({ workId }) => workId === undefined, '$property cannot stand beside workId')
  readonly work?: RecordWork;
}

/** Enters a person with a name, which lies outside the ledger, and roles. */
export class InviteByName {
  /** How colleagues call them, at most 300 characters. @example 'Edda' */
  @IsText()
  @MaxLength(300)
  readonly name: string;

  /** What they may do; none unless said. @example ['editor'] */
  @Optional()
  @IsArray()
  @ArrayUnique()
  @IsIn(ROLES, { each: true })
  readonly roles?: Role[];
}

/** Takes a role, named in the path, from a person. */
export class RemoveRole {}

/** The appearance of either body as the claim's own command, in a work that has an identifier by now. */
export function appearanceIn(workId: string, entry: AppearanceInWork): RecordAppearance {
  const { mode, place, excerpt, translation, challenge, attribution, note, upstream } = entry;
  const appearance = { mode, place, excerpt, translation, challenge, attribution, note, upstream };
  return Object.assign(new RecordAppearance(), appearance, { workId });
}

/** Makes a one-time link for the person named in the path. */
export class MakeLink {}
