import { IsIn, MaxLength } from 'class-validator';
import { IsEdtf } from '../../kernel/edtf.js';
import {
  Satisfies,
  IsId,
  IsInstant,
  IsLanguage,
  IsText,
  IsWebAddress,
  Optional,
  RequiredIf,
} from '../../kernel/fields.js';
import { REPLIERS, type Replier } from '../claim.events.js';

/** Records that the claim's claimant, or an outlet that carries it, was asked for a reply. */
export class RequestReply {
  /** Who was asked. @example 'claimant' */
  @IsIn(REPLIERS)
  readonly to: Replier;

  /**
   * Which outlet: one that carries the claim. Needed where an outlet was asked.
   * @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a10'
   */
  @RequiredIf<RequestReply>(({ to }) => to === 'outlet')
  @IsId()
  @Satisfies<RequestReply>(({ to }) => to === 'outlet', '$property is for replies of an outlet')
  readonly outletId?: string;

  /** Until when a reply is awaited, RFC 3339; later than now. @example '2099-12-31T12:00:00Z' */
  @IsInstant()
  readonly deadline: string;

  /** What they were asked, at most 5,000 characters. @example 'On which document does the figure rest?' */
  @Optional()
  @IsText()
  @MaxLength(5000)
  readonly question?: string;

  /** Where they were asked, at most 500 characters; never shown to readers. @example 'press@jcs.example.org' */
  @Optional()
  @IsText()
  @MaxLength(500)
  readonly contact?: string;
}

/** Records a reply, asked for or not. It stands beside the rating. */
export class RecordReply {
  /** The request that it answers. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a19' */
  @Optional()
  @IsId()
  readonly requestId?: string;

  /** Whose reply it is; needed where nobody had asked, and only there. @example 'claimant' */
  @RequiredIf<RecordReply>(({ requestId }) => requestId === undefined)
  @IsIn(REPLIERS)
  @Satisfies<RecordReply>(({ requestId }) => requestId === undefined, '$property cannot stand beside requestId')
  readonly from?: Replier;

  /**
   * Which outlet: one that carries the claim. Needed where an outlet replies unasked.
   * @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a10'
   */
  @RequiredIf<RecordReply>(({ from }) => from === 'outlet')
  @IsId()
  @Satisfies<RecordReply>(({ from }) => from === 'outlet', '$property is for replies of an outlet')
  readonly outletId?: string;

  /**
   * What they say, at most 10,000 characters; shown to readers.
   * @example 'The figure is that of our own count on 20 March.'
   */
  @IsText()
  @MaxLength(10_000)
  readonly text: string;

  /** Where they say it, if in public. @example 'https://jcs.example.org/statement' */
  @Optional()
  @IsWebAddress()
  readonly url?: string;

  /** When it came, EDTF. @example '2025-04-02' */
  @Optional()
  @IsEdtf()
  readonly receivedOn?: string;

  /** Language of the text, BCP 47. @example 'en' */
  @Optional()
  @IsLanguage()
  readonly language?: string;

  /** A note for colleagues, at most 2,000 characters. @example 'By telephone; read back and agreed.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly note?: string;
}
