import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsObject, MaxLength, ValidateNested } from 'class-validator';
import { daysOf, IsEdtf, isEdtf } from '../kernel/edtf.js';
import { Satisfies, IsCountry, IsLanguage, IsText, Optional, RequiredIf } from '../kernel/fields.js';
import { IsHandle, readAccount } from './account.js';
import { IsDomain } from './domain.js';
import { OUTLET_KINDS, PLATFORMS, type OutletKind, type Platform } from './outlet.events.js';

/** A social account, as it is pasted: a handle with its platform, or an address that says both. */
export class Account {
  /**
   * Where it is kept; may be absent where the handle is an address, which says it.
   * @example 'telegram'
   */
  @RequiredIf<Account>(({ handle }) => typeof handle !== 'string' || readAccount({ handle }) === undefined)
  @IsIn(PLATFORMS)
  readonly platform?: Platform;

  /**
   * Its name there, or its address, at most 200 characters; with the server on `mastodon` and `other`.
   * @example 'rbc_ukraine'
   */
  @IsText()
  @MaxLength(200)
  @IsHandle()
  readonly handle: string;
}

/** All that an outlet is called. */
export class OutletNames {
  /** Its name as readers know it, at most 300 characters. @example 'RBC-Ukraine' */
  @IsText()
  @MaxLength(300)
  readonly name: string;

  /** Other names it is known by, at most 50. @example ['РБК-Україна'] */
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsText({ each: true })
  @MaxLength(300, { each: true })
  readonly aliases?: string[];

  /**
   * The account, where the outlet is one; no two outlets are.
   * @example { "platform": "telegram", "handle": "rbc_ukraine" }
   */
  @Optional()
  @IsObject()
  @ValidateNested()
  @Type(() => Account)
  readonly account?: Account;
}

/** Enters an organisation that publishes works, with the domains it is known by, or a social account. */
export class RegisterOutlet extends OutletNames {
  /** Domains it publishes under, at most 50; no two outlets hold one. @example ['rbc.ua'] */
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsDomain({ each: true })
  readonly domains?: string[];

  /** Country, ISO 3166-1 alpha-2, or `XK`, `XI`, `EU`. @example 'UA' */
  @Optional()
  @IsCountry()
  readonly country?: string;

  /** Language it mostly writes in, BCP 47. @example 'uk' */
  @Optional()
  @IsLanguage()
  readonly language?: string;

  /** What sort of outlet it is. @example 'online' */
  @IsIn(OUTLET_KINDS)
  readonly kind: OutletKind;
}

/**
 * Says anew all that an outlet is called. Evidence that names it by a former name still comes from it, and a former
 * account is still its own, unless these are freed.
 */
export class RenameOutlet extends OutletNames {
  /** Former names that were never its own, at most 50: another may have them. @example ['RBC'] */
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsText({ each: true })
  @MaxLength(300, { each: true })
  readonly freedNames?: string[];

  /**
   * A former account that is another outlet's now, or was never its own.
   * @example { "platform": "telegram", "handle": "rbc_news" }
   */
  @Optional()
  @IsObject()
  @ValidateNested()
  @Type(() => Account)
  readonly freedAccount?: Account;

  /** Why, at most 2,000 characters. @example 'It has had this name since January.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly reason?: string;
}

/** Describes an outlet anew: what is not given is unknown from now on. */
export class DescribeOutlet {
  /** Country, ISO 3166-1 alpha-2, or `XK`, `XI`, `EU`. @example 'UA' */
  @Optional()
  @IsCountry()
  readonly country?: string;

  /** Language it mostly writes in, BCP 47. @example 'uk' */
  @Optional()
  @IsLanguage()
  readonly language?: string;

  /** What sort of outlet it is. @example 'online' */
  @IsIn(OUTLET_KINDS)
  readonly kind: OutletKind;

  /** Why, at most 2,000 characters. @example 'It has not been printed since 2019.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly reason?: string;
}

/** Adds a domain to those an outlet is known by, or gives other days to one of them. */
export class AddDomain {
  /** The domain, or an address under it. @example 'rbc.ua' */
  @IsDomain()
  readonly domain: string;

  /** Since when: a year, month or day. @example '2006' */
  @Optional()
  @IsEdtf('single')
  readonly from?: string;

  /**
   * Until when: a year, month or day; absent: it still is. A domain whose last day has passed may be another outlet's.
   * @example '2019-12-31'
   */
  @Optional()
  @IsEdtf('single')
  @Satisfies<AddDomain>(({ from, until }) => !reversed(from, until), '$property lies before from')
  readonly until?: string;
}

/** Takes a domain, named in the path, from those an outlet is known by. */
export class RemoveDomain {
  /** The last time it was known by it: a year, month or day; absent: it never was. @example '2019-12-31' */
  @Optional()
  @IsEdtf('single')
  readonly until?: string;

  /** Why, at most 2,000 characters. @example 'The domain was sold.' */
  @IsText()
  @MaxLength(2000)
  readonly reason: string;
}

function reversed(from: string | undefined, until: string | undefined): boolean {
  return isEdtf(from, 'single') && isEdtf(until, 'single') && daysOf(from).first > daysOf(until).last;
}
