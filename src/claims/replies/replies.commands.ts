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
import { REPLIERS, REPLY_CHANNELS, type Replier, type ReplyChannel } from '../claim.events.js';

/** Records that somebody whom the claim concerns was asked for a reply. Readers learn of it with the next verdict. */
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

  /** Which claimant, where there are several; the first one unless said. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a18' */
  @Optional()
  @IsId()
  @Satisfies<RequestReply>(({ to }) => to === 'claimant', '$property is for replies of a claimant')
  readonly claimantId?: string;

  /** Which subject of the claim. Needed where a subject was asked. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a1c' */
  @RequiredIf<RequestReply>(({ to }) => to === 'subject')
  @IsId()
  @Satisfies<RequestReply>(({ to }) => to === 'subject', '$property is for replies of a subject')
  readonly subjectId?: string;

  /** How the claim concerns somebody who is none of these, at most 500 characters; needed then. For the desk. */
  @RequiredIf<RequestReply>(({ to }) => to === 'maker' || to === 'source' || to === 'other')
  @IsText()
  @MaxLength(500)
  readonly concern?: string;

  /** Until when a reply is awaited, RFC 3339; later than now. @example '2099-12-31T12:00:00Z' */
  @IsInstant()
  readonly deadline: string;

  /** Why they were given less than a day, at most 1,000 characters; needed then, and shown to readers. */
  @Optional()
  @IsText()
  @MaxLength(1000)
  readonly shortNoticeReason?: string;

  /** By which way they were asked; shown to readers. @example 'email' */
  @Optional()
  @IsIn(REPLY_CHANNELS)
  readonly channel?: ReplyChannel;

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

/** Records a reply, asked for or not. It stands beside the rating once somebody has checked who sent it. */
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

  /** Which claimant, where there are several; the first one unless said. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a18' */
  @Optional()
  @IsId()
  @Satisfies<RecordReply>(({ from }) => from === 'claimant', '$property is for replies of a claimant')
  readonly claimantId?: string;

  /** Which subject of the claim. Needed where a subject replies unasked. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a1c' */
  @RequiredIf<RecordReply>(({ from }) => from === 'subject')
  @IsId()
  @Satisfies<RecordReply>(({ from }) => from === 'subject', '$property is for replies of a subject')
  readonly subjectId?: string;

  /** How the claim concerns somebody who is none of these, at most 500 characters; needed then. For the desk. */
  @RequiredIf<RecordReply>(({ from }) => from === 'maker' || from === 'source' || from === 'other')
  @IsText()
  @MaxLength(500)
  readonly concern?: string;

  /**
   * How it was checked that they sent it, at most 500 characters; readers are not shown the reply before, nor this.
   * @example 'Called back under the number of the press office.'
   */
  @Optional()
  @IsText()
  @MaxLength(500)
  readonly identityCheck?: string;

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

/** Says how it was checked who sent a reply, named in the path: from now on it stands beside the rating. */
export class CheckReplyIdentity {
  /** How, at most 500 characters; for the desk. @example 'Called back under the number of the press office.' */
  @IsText()
  @MaxLength(500)
  readonly identityCheck: string;
}
