import { ArrayMaxSize, IsArray, IsIn, IsISO31661Alpha2, MaxLength } from 'class-validator';
import { IsLanguage, IsText, Optional } from '../kernel/fields.js';
import { IsDomain } from './domain.js';
import { OUTLET_KINDS, type OutletKind } from './outlet.events.js';

/** Enters an organisation that publishes works, with the domains it is known by. */
export class RegisterOutlet {
  /**
   * Its name as readers know it, at most 300 characters.
   * @example 'RBC-Ukraine'
   */
  @IsText()
  @MaxLength(300)
  readonly name: string;

  /**
   * Other names it is known by, at most 50.
   * @example ['РБК-Україна']
   */
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsText({ each: true })
  @MaxLength(300, { each: true })
  readonly aliases?: string[];

  /**
   * Domains it publishes under, at most 50; no two outlets hold one.
   * @example ['rbc.ua']
   */
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsDomain({ each: true })
  readonly domains?: string[];

  /**
   * Country, ISO 3166-1 alpha-2.
   * @example 'UA'
   */
  @Optional()
  @IsISO31661Alpha2()
  readonly country?: string;

  /**
   * Language it mostly writes in, BCP 47.
   * @example 'uk'
   */
  @Optional()
  @IsLanguage()
  readonly language?: string;

  /**
   * What sort of outlet it is.
   * @example 'online'
   */
  @IsIn(OUTLET_KINDS)
  readonly kind: OutletKind;
}
