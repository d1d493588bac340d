import { MaxLength } from 'class-validator';
import { IsEdtf } from '../kernel/edtf.js';
import { IsLanguage, IsText, IsWebAddress, Optional } from '../kernel/fields.js';
import { WithReason } from '../kernel/reason.commands.js';

/** Records what an outlet says of its record. */
export class RecordOutletReply {
  /** Its words, at most 5,000 characters. @example 'Both reports were corrected within an hour.' */
  @IsText()
  @MaxLength(5000)
  readonly text: string;

  /** Where it can be read: http or https, at most 2,048 characters. @example 'https://www.rbc.ua/corrections' */
  @Optional()
  @IsWebAddress()
  readonly url?: string;

  /** Day or interval of the reply, EDTF. @example '2025-05-02' */
  @Optional()
  @IsEdtf()
  readonly repliedOn?: string;

  /** Language of its words, BCP 47. @example 'en' */
  @Optional()
  @IsLanguage()
  readonly language?: string;

  /** A note for colleagues, at most 2,000 characters. @example 'By letter of the editor-in-chief.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly note?: string;
}

/** Withdraws an outlet's reply, named in the path. */
export class WithdrawOutletReply extends WithReason {}
