import { rule } from '../../kernel/decider.js';
import type { EventOf } from '../../kernel/event.js';
import { canonicalLanguage } from '../../kernel/fields.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { EDITORS } from '../../kernel/roles.js';
import type { Replier, ReplyEvent, ReplyParty } from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import type { ClaimState } from '../claim.state.js';
import { partyOf } from '../parties.js';
import { RecordReply, RequestReply } from './replies.commands.js';

const request = rule<ClaimState, RequestReply, EventOf<ReplyEvent, 'ReplyRequested'>>({
  command: RequestReply,
  roles: EDITORS,
  decide: (state, { to, outletId, deadline, question, contact }, context) => {
    const ends = new Date(deadline).toISOString();
    if (ends <= context.now) refuse('deadline-in-the-past', 'A deadline must leave time to answer.');
    const requestId = context.newId();
    const facts = { requestId, to, deadline: ends, ...partyOf(state, to, outletId) };
    return {
      events: [{ type: 'ReplyRequested', facts, words: omitUndefined({ question, contact }) }],
      ids: { requestId },
    };
  },
});

/** Whose reply it is: that of the one who was asked, as the claim was then, else of the one named. */
const authorOf = (state: ClaimState, command: RecordReply): { readonly from: Replier } & ReplyParty => {
  const { requestId, from = 'claimant', outletId } = command;
  if (requestId === undefined) return { from, ...partyOf(state, from, outletId) };
  const asked = state.replyRequests.get(requestId);
  if (!asked) return refuse('request-unknown', 'This claim has no such request for a reply.', requestId);
  return { from: asked.to, ...asked.party };
};

const record = rule<ClaimState, RecordReply, EventOf<ReplyEvent, 'ReplyReceived'>>({
  command: RecordReply,
  roles: EDITORS,
  decide: (state, command, context) => {
    const { requestId, text, url, receivedOn, language, note } = command;
    const replyId = context.newId();
    const facts = {
      replyId,
      ...authorOf(state, command),
      ...omitUndefined({ requestId, receivedOn, language: canonicalLanguage(language ?? '') }),
    };
    return {
      events: [{ type: 'ReplyReceived', facts, words: { text, ...omitUndefined({ url, note }) } }],
      ids: { replyId },
    };
  },
});

/** How those whom a claim concerns are heard. */
export const replyRules = [request, record];
