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
  /** When it came, or could be shown: once somebody had checked who sent it. */
  readonly since: Stamp;
  readonly unchecked?: true;
}

/** The part of a claim's state that tells who has been heard. */
export interface RepliesState {
  readonly replyRequests: ReadonlyMap<string, RequestState>;
  readonly replies: readonly ReplyState[];
}

export const initialReplies: RepliesState = { replyRequests: new Map(), replies: [] };

const partyIn = ({ claimantId, outletId, subjectId }: ReplyParty): ReplyParty =>
  omitUndefined({ claimantId, outletId, subjectId });

/** What each event of a request or a reply does. */
export const replyHandlers = {
  ReplyRequested: <S extends RepliesState>(
    state: S,
    { facts, position }: FactEventOf<ReplyEvent, 'ReplyRequested'>,
  ): S => {
    const { requestId, to, deadline } = facts;
    const party = partyIn(facts);
    return { ...state, replyRequests: withEntry(state.replyRequests, requestId, { to, party, deadline, position }) };
  },
  ReplyReceived: <S extends RepliesState>(state: S, event: FactEventOf<ReplyEvent, 'ReplyReceived'>): S => {
    const { replyId: id, requestId, identityUnchecked: unchecked } = event.facts;
    const reply = { id, since: stampOf(event), ...partyIn(event.facts), ...omitUndefined({ requestId, unchecked }) };
    return { ...state, replies: [...state.replies, reply] };
  },
  ReplyIdentityChecked: <S extends RepliesState>(
    state: S,
    event: FactEventOf<ReplyEvent, 'ReplyIdentityChecked'>,
  ): S => ({
    ...state,
    replies: state.replies.map(({ unchecked, ...reply }) =>
      reply.id === event.facts.replyId
        ? { ...reply, since: stampOf(event) }
        : { ...reply, ...omitUndefined({ unchecked }) },
    ),
  }),
};
