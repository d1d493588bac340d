import type { Event } from '../../kernel/event.js';

export const REPLIERS = ['claimant', 'outlet'] as const;
export type Replier = (typeof REPLIERS)[number];

/** Whose reply it is: the claimant as it was then, or an outlet that carries the claim. */
export interface ReplyParty {
  claimantId?: string;
  outletId?: string;
}

export type ReplyEvent =
  | Event<
      'ReplyRequested',
      {
        requestId: string;
        to: Replier;
        /** RFC 3339, UTC: until when a reply is awaited. */
        deadline: string;
      } & ReplyParty,
      { question?: string; contact?: string }
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
      } & ReplyParty,
      { text: string; url?: string; note?: string }
    >;
