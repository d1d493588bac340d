import { stampOf, type FactEventOf, type Stamp } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import type { Replier, ReplyEvent, ReplyParty } from './replies.events.js';

interface RequestState {
  readonly to: Replier;
  readonly party: ReplyParty;
  /** RFC 3339, UTC. */
  readonly deadline: string;
  readonly position: number;
}

/** A reply that has come, and whose it is. */
interface ReplyState extends ReplyParty {
  readonly id: string;
  readonly requestId?: string;
  readonly since: Stamp;
}

/** The part of a claim's state that tells who has been heard. */
export interface RepliesState {
  readonly replyRequests: ReadonlyMap<string, RequestState>;
  readonly replies: readonly ReplyState[];
}

export const initialReplies: RepliesState = { replyRequests: new Map(), replies: [] };

/** What each event of a request or a reply does. */
export const replyHandlers = {
  ReplyRequested: <S extends RepliesState>(
    state: S,
    { facts, position }: FactEventOf<ReplyEvent, 'ReplyRequested'>,
  ): S => {
    const { requestId, to, deadline, ...party } = facts;
    return { ...state, replyRequests: withEntry(state.replyRequests, requestId, { to, party, deadline, position }) };
  },
  ReplyReceived: <S extends RepliesState>(state: S, event: FactEventOf<ReplyEvent, 'ReplyReceived'>): S => {
    const { replyId: id, claimantId, outletId, requestId } = event.facts;
    const reply = { id, since: stampOf(event), ...omitUndefined({ claimantId, outletId, requestId }) };
    return { ...state, replies: [...state.replies, reply] };
  },
};
