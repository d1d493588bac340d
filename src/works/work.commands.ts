import { IsIn, MaxLength } from 'class-validator';
import { basisMatchesValue } from '../kernel/basis.js';
import { IsEdtf } from '../kernel/edtf.js';
import { Satisfies, IsId, IsLanguage, IsText, IsWebAddress, Optional, RequiredIf } from '../kernel/fields.js';
import { BASES, type Basis } from './work.events.js';

/** Enters a work: one page, post or broadcast, published once. Its outlet and address may be unknown. */
export class RecordWork {
  /** The outlet that published it; absent where unknown. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a10' */
  @Optional()
  @IsId()
  readonly outletId?: string;

  /** How the outlet is known; `stated` where an outlet is given, `unknown` where none is. @example 'inferred' */
  @Optional()
  @IsIn(BASES)
  @Satisfies<RecordWork>(
    (w) => basisMatchesValue(w.outletBasis, w.outletId),
    '$property must be unknown exactly where outletId is absent',
  )
  readonly outletBasis?: Basis;

  /** What an inferred outlet was concluded from; needed then. @example 'The imprint at the foot of the page.' */
  @RequiredIf<RecordWork>((w) => w.outletBasis === 'inferred')
  @IsText()
  @MaxLength(2000)
  readonly outletInferredFrom?: string;

  /**
   * Where it can be read: http or https, at most 2,048 characters; kept as given.
   * @example 'https://www.rbc.ua/ukr/news/example-1711519200.html'
   */
  @Optional()
  @IsWebAddress()
  readonly url?: string;

  /**
   * Its title; needed where neither an address nor a note says which work it is.
   * @example 'North Korea sent 3,000 more soldiers to Russia'
   */
  @RequiredIf<RecordWork>((w) => w.url === undefined && w.note === undefined)
  @IsText()
  @MaxLength(2000)
  readonly title?: string;

  /** Who is named as its author. @example 'Daria Shekina' */
  @Optional()
  @IsText()
  @MaxLength(300)
  readonly author?: string;

  /** Day or interval of publication, EDTF. @example '2025-03-27' */
  @Optional()
  @IsEdtf()
  readonly publishedOn?: string;

  /** How the day is known; `stated` where a day is given, `unknown` where none is. @example 'inferred' */
  @Optional()
  @IsIn(BASES)
  @Satisfies<RecordWork>(
    (w) => basisMatchesValue(w.publishedOnBasis, w.publishedOn),
    '$property must be unknown exactly where publishedOn is absent',
  )
  readonly publishedOnBasis?: Basis;

  /** What an inferred day was concluded from; needed then. @example 'The first capture by a web archive.' */
  @RequiredIf<RecordWork>((w) => w.publishedOnBasis === 'inferred')
  @IsText()
  @MaxLength(2000)
  readonly publishedOnInferredFrom?: string;

  /** Language it is written in, BCP 47. @example 'uk' */
  @Optional()
  @IsLanguage()
  readonly language?: string;

  /**
   * Anything a colleague should know of it, at most 2,000 characters.
   * @example 'The headline was changed later that day.'
   */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly note?: string;
}

/** Says anew all that is known of a work. A former address still leads to it unless it is freed. */
export class CorrectWork extends RecordWork {
  /**
   * A former address that was never its own: another work may have it.
   * @example 'https://www.rbc.ua/ukr/news/other-1711519300.html'
   */
  @Optional()
  @IsWebAddress()
  readonly freedUrl?: string;

  /** Why, at most 2,000 characters. @example 'The day is that of the print edition.' */
  @IsText()
  @MaxLength(2000)
  readonly reason: string;
}
