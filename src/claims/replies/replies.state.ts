import type { FactEventOf } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import type { Replier, ReplyEvent, ReplyParty } from './replies.events.js';

interface RequestState {
  readonly to: Replier;
  readonly party: ReplyParty;
  /** RFC 3339, UTC. */
  readonly deadline: string;
}

/** The part of a claim's state that tells who has been heard. */
export interface RepliesState {
  readonly replyRequests: ReadonlyMap<string, RequestState>;
  /** Whose replies have come, one entry for each. */
  readonly replies: readonly ReplyParty[];
}

export const initialReplies: RepliesState = { replyRequests: new Map(), replies: [] };

/** What each event of a request or a reply does. */
export const replyHandlers = {
  ReplyRequested: <S extends RepliesState>(state: S, { facts }: FactEventOf<ReplyEvent, 'ReplyRequested'>): S => {
    const { requestId, to, deadline, ...party } = facts;
    return { ...state, replyRequests: withEntry(state.replyRequests, requestId, { to, party, deadline }) };
  },
  ReplyReceived: <S extends RepliesState>(state: S, { facts }: FactEventOf<ReplyEvent, 'ReplyReceived'>): S => {
    const { claimantId, outletId } = facts;
    const party = { ...(claimantId !== undefined && { claimantId }), ...(outletId !== undefined && { outletId }) };
    return { ...state, replies: [...state.replies, party] };
  },
};
