import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsObject, MaxLength, ValidateNested } from 'class-validator';
import { Satisfies, IsId, IsText, Optional, RequiredIf } from '../../kernel/fields.js';
import {
  ATTRIBUTIONS,
  MODES,
  PLACES,
  RELATIONS,
  UPSTREAM_BASES,
  UPSTREAM_KINDS,
  type Attribution,
  type Mode,
  type AppearancePlace,
  type SourcingRelation,
  type UpstreamBasis,
  type UpstreamKind,
} from '../claim.events.js';
import { WithReason } from '../../kernel/reason.commands.js';

/** The longest chain of relays that one command may state. */
const LONGEST_CHAIN = 8;

/** An upstream and those above it, nearest first; stops past the longest, however deep the body is. */
export const chainOf = (nearest: Upstream | undefined): readonly Upstream[] => {
  const chain: Upstream[] = [];
  for (let each = nearest; each && chain.length <= LONGEST_CHAIN; each = each.upstream) chain.push(each);
  return chain;
};

/** Where an appearance, or an upstream below this one, took the claim from. */
export class Upstream {
  /** What sort of source it is. @example 'outlet' */
  @IsIn(UPSTREAM_KINDS)
  readonly kind: UpstreamKind;

  /** The outlet, where it is one of this ledger. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a10' */
  @Optional()
  @IsId()
  @Satisfies<Upstream>(({ kind }) => kind === 'outlet', '$property is for upstreams of kind outlet')
  readonly outletId?: string;

  /**
   * The work, where it is one of this ledger; needed for kind `work`, possible for kind `outlet`.
   * @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a11'
   */
  @RequiredIf<Upstream>(({ kind }) => kind === 'work')
  @IsId()
  @Satisfies<Upstream>(({ kind }) => kind === 'work' || kind === 'outlet', '$property is for outlets and works')
  readonly workId?: string;

  /**
   * Its name; needed for an institution, a document, and an outlet that this ledger has not. The same name is the same
   * origin, whether of a claimant, an upstream or an item of evidence.
   * @example 'Yonhap'
   */
  @RequiredIf<Upstream>(
    ({ kind, outletId }) => kind === 'institution' || kind === 'document' || (kind === 'outlet' && !outletId),
  )
  @IsText()
  @MaxLength(300)
  @Satisfies<Upstream>(({ kind }) => kind !== 'unnamed', '$property is not for an unnamed source')
  readonly name?: string;

  /**
   * How it was used. `altered`: the work shows something that was made of this work or document, which is no link of the
   * claim's chain and bars no evidence.
   * @example 'credited-rewrite'
   */
  @IsIn(RELATIONS)
  @Satisfies<Upstream>(
    ({ relation, kind }) => relation !== 'altered' || kind === 'work' || kind === 'document',
    '$property altered is for upstreams of kind work and document',
  )
  readonly relation: SourcingRelation;

  /** Whether it was translated on the way. @example true */
  @Optional()
  @IsBoolean()
  readonly translated?: boolean;

  /** Whether the work credits it, something else documents it, or an editor inferred it. @example 'credited' */
  @IsIn(UPSTREAM_BASES)
  readonly basis: UpstreamBasis;

  /**
   * How what the work shows was altered from it, at most 500 characters; needed for relation `altered`.
   * @example 'The date on the poster was changed.'
   */
  @RequiredIf<Upstream>(({ relation }) => relation === 'altered')
  @IsText()
  @MaxLength(500)
  @Satisfies<Upstream>(({ relation }) => relation === 'altered', '$property is for relation altered')
  readonly alteration?: string;

  /**
   * An upstream of this claim that is the same unnamed source: both are one origin then.
   * @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a15'
   */
  @Optional()
  @IsId()
  @Satisfies<Upstream>(({ kind }) => kind === 'unnamed', '$property is for an unnamed source')
  readonly sameSourceAs?: string;

  /** What the desk calls an unnamed source, at most 300 characters; for the desk. @example 'The official of 3 March' */
  @Optional()
  @IsText()
  @MaxLength(300)
  @Satisfies<Upstream>(({ kind }) => kind === 'unnamed', '$property is for an unnamed source')
  readonly label?: string;

  /** The words that show it, at most 500 characters. @example 'as Yonhap reports' */
  @Optional()
  @IsText()
  @MaxLength(500)
  readonly shownBy?: string;

  /** A note for colleagues, at most 2,000 characters. @example 'The link leads to the English edition.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly note?: string;

  /**
   * Where this upstream took it from in turn; a chain of at most 8.
   * @example { "kind": "institution", "name": "Joint Chiefs of Staff (South Korea)", "relation": "quote", "basis": "credited" }
   */
  @Optional()
  @IsObject()
  @ValidateNested()
  @Satisfies<Upstream>((upstream) => chainOf(upstream).length <= LONGEST_CHAIN, '$property makes a chain longer than 8')
  @Satisfies<Upstream>(
    ({ relation, upstream }) => relation !== 'altered' && upstream?.relation !== 'altered',
    '$property is no place for what something was altered from, nor for where that came from',
  )
  @Type(() => Upstream)
  readonly upstream?: Upstream;
}

/** How a claim appears in a work, but for where the work took it from. */
export class AppearanceItself {
  /** In whose voice the work has it. @example 'attributed' */
  @IsIn(MODES)
  readonly mode: Mode;

  /** Where in the work. @example 'body' */
  @IsIn(PLACES)
  readonly place: AppearancePlace;

  /**
   * The exact words in the work's language, at most 500 characters; needed with a translation.
   * @example 'КНДР відправила до Росії ще 3000 військових'
   */
  @RequiredIf<AppearanceItself>(({ translation }) => translation !== undefined)
  @IsText()
  @MaxLength(500)
  readonly excerpt?: string;

  /** The excerpt, translated. @example 'The DPRK has sent 3,000 more troops to Russia' */
  @Optional()
  @IsText()
  @MaxLength(500)
  readonly translation?: string;

  /**
   * The words with which the same work contradicts the claim, at most 500 characters.
   * @example 'The figure could not be verified.'
   */
  @Optional()
  @IsText()
  @MaxLength(500)
  readonly challenge?: string;

  /**
   * For an attributed appearance: whether the work renders the claimant rightly; `unchecked` unless said.
   * @example 'unchecked'
   */
  @Optional()
  @IsIn(ATTRIBUTIONS)
  @Satisfies<AppearanceItself>(({ mode }) => mode === 'attributed', '$property is for attributed appearances')
  readonly attribution?: Attribution;

  /**
   * The words that show that the outlet found it out itself, at most 500 characters: its own reporting is an origin.
   * @example 'our reporter counted them at the gate'
   */
  @Optional()
  @IsText()
  @MaxLength(500)
  readonly ownReporting?: string;

  /** A note for colleagues, at most 2,000 characters. @example 'The same sentence stands in the caption.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly note?: string;
}

/** How a claim appears in a work, whichever way the work is named. */
export class AppearanceInWork extends AppearanceItself {
  /**
   * Where the work took it from.
   * @example { "kind": "outlet", "name": "Yonhap", "relation": "credited-rewrite", "basis": "credited", "shownBy": "as Yonhap reports" }
   */
  @Optional()
  @IsObject()
  @ValidateNested()
  @Type(() => Upstream)
  readonly upstream?: Upstream;
}

/** Records that the claim appears in a work of this ledger. */
export class RecordAppearance extends AppearanceInWork {
  /** The work. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a11' */
  @IsId()
  readonly workId: string;
}

/** What took the claim from an upstream: exactly one of the two. */
export class TakenBy {
  /** An appearance of the claim. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a12' */
  @RequiredIf<TakenBy>(({ upstreamId }) => upstreamId === undefined)
  @IsId()
  readonly appearanceId?: string;

  /** An upstream further down the chain. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a15' */
  @Optional()
  @IsId()
  @Satisfies<TakenBy>(({ appearanceId }) => appearanceId === undefined, '$property cannot stand beside appearanceId')
  readonly upstreamId?: string;
}

/** Says where an appearance, or an upstream, that is recorded already took the claim from. */
export class AttributeUpstream extends Upstream {
  /** What took it from there. @example { "appearanceId": "01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a12" } */
  @Satisfies<AttributeUpstream>(
    ({ relation, of }) => relation !== 'altered' || (of as TakenBy | undefined)?.appearanceId !== undefined,
    '$property must name an appearance for relation altered',
  )
  @IsObject()
  @ValidateNested()
  @Type(() => TakenBy)
  readonly of: TakenBy;
}

/** Says anew how the claim appears, named in the path; its upstreams stay. An attribution that is not given stays too. */
export class CorrectAppearance extends AppearanceItself {
  /** The work. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a11' */
  @IsId()
  readonly workId: string;

  /** Why, at most 2,000 characters. @example 'The sentence stands in the lead, not in the body.' */
  @IsText()
  @MaxLength(2000)
  readonly reason: string;
}

/** Withdraws an appearance, named in the path. */
export class WithdrawAppearance extends WithReason {}

/** Says whether a work renders the claimant rightly in an attributed appearance, named in the path. */
export class CheckAttribution {
  /** Rightly, with a change of sense, or what was never said. @example 'accurate' */
  @IsIn(ATTRIBUTIONS.filter((attribution) => attribution !== 'unchecked'))
  readonly attribution: Exclude<Attribution, 'unchecked'>;

  /** A note for colleagues, at most 2,000 characters. @example 'Compared with the recording of the briefing.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly note?: string;
}

/** Withdraws an upstream, named in the path, and with it what lies above it in its chain. */
export class WithdrawUpstream extends WithReason {}
