import type { Event } from '../../kernel/event.js';

/** Whom a claim concerns: who asserts it, carries it, is its subject, made what it is about, is a source of ours; or another. */
export const REPLIERS = ['claimant', 'outlet', 'subject', 'maker', 'source', 'other'] as const;
export type Replier = (typeof REPLIERS)[number];
export const REPLY_CHANNELS = ['email', 'telephone', 'letter', 'form', 'social-media', 'in-person', 'other'] as const;
export type ReplyChannel = (typeof REPLY_CHANNELS)[number];

/** Whose reply it is: the claimant as it was then, an outlet that carries the claim, or a subject of it; nobody of others. */
export interface ReplyParty {
  claimantId?: string;
  outletId?: string;
  subjectId?: string;
}

export type ReplyEvent =
  | Event<
      'ReplyRequested',
      {
        requestId: string;
        to: Replier;
        /** RFC 3339, UTC: until when a reply is awaited. */
        deadline: string;
        channel?: ReplyChannel;
        /** Present where they were given less than a day, and the words say why. */
        shortNotice?: true;
      } & ReplyParty,
      { question?: string; contact?: string; shortNoticeReason?: string; concern?: string }
    >
  | Event<
      'ReplyReceived',
      {
        replyId: string;
        from: Replier;
        /** The request that it answers; absent where nobody had asked. */
        requestId?: string;
        /** EDTF. */
        receivedOn?: string;
        /** BCP 47. */
        language?: string;
        /** Present where nobody has checked who sent it: readers are not shown it then, and it counts for nothing. */
        identityUnchecked?: true;
      } & ReplyParty,
      { text: string; url?: string; note?: string; concern?: string; identityCheck?: string }
    >
  /** Somebody has checked who sent a reply: from now on it stands beside the rating. */
  | Event<'ReplyIdentityChecked', { replyId: string }, { identityCheck: string }>;
