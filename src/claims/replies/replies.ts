import { rule } from '../../kernel/decider.js';
import type { EventOf } from '../../kernel/event.js';
import { canonicalLanguage } from '../../kernel/fields.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { EDITORS } from '../../kernel/roles.js';
import type { Replier, ReplyEvent, ReplyParty } from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import type { ClaimState } from '../claim.state.js';
import { partyOf } from '../parties.js';
import { CheckReplyIdentity, RecordReply, RequestReply } from './replies.commands.js';

/** Whoever is accused has a day to answer, or readers are told why not. */
const SHORTEST_MS = 24 * 3_600_000;

/** Refuses a deadline that has passed, and one within a day that nobody gives a reason for. */
const shortNoticeOf = (ends: string, { shortNoticeReason }: RequestReply, now: string): { shortNotice?: true } => {
  if (ends <= now) refuse('deadline-in-the-past', 'A deadline must leave time to answer.');
  const short = Date.parse(ends) - Date.parse(now) < SHORTEST_MS;
  if (short && shortNoticeReason === undefined) {
    refuse('short-notice-reason-missing', 'Less than 24 hours to answer needs shortNoticeReason, which readers see.');
  }
  return short ? { shortNotice: true } : {};
};

const request = rule<ClaimState, RequestReply, EventOf<ReplyEvent, 'ReplyRequested'>>({
  command: RequestReply,
  roles: EDITORS,
  decide: (state, command, context) => {
    const { to, deadline, channel, question, contact, shortNoticeReason, concern } = command;
    const ends = new Date(deadline).toISOString();
    const shortNotice = shortNoticeOf(ends, command, context.now);
    const requestId = context.newId();
    const asked = { to, deadline: ends, ...partyOf(state, to, command) };
    const facts = { requestId, ...asked, ...omitUndefined({ channel }), ...shortNotice };
    const words = omitUndefined({ question, contact, shortNoticeReason, concern });
    return { events: [{ type: 'ReplyRequested', facts, words }], ids: { requestId } };
  },
});

/** Whose reply it is: that of the one who was asked, as the claim was then, else of the one named. */
const authorOf = (state: ClaimState, command: RecordReply): { readonly from: Replier } & ReplyParty => {
  const { requestId, from = 'claimant' } = command;
  if (requestId === undefined) return { from, ...partyOf(state, from, command) };
  const asked = state.replyRequests.get(requestId);
  if (!asked) return refuse('request-unknown', 'This claim has no such request for a reply.', requestId);
  return { from: asked.to, ...asked.party };
};

const record = rule<ClaimState, RecordReply, EventOf<ReplyEvent, 'ReplyReceived'>>({
  command: RecordReply,
  roles: EDITORS,
  decide: (state, command, context) => {
    const { requestId, text, url, receivedOn, language, note, concern, identityCheck } = command;
    const replyId = context.newId();
    const facts = {
      replyId,
      ...authorOf(state, command),
      ...omitUndefined({ requestId, receivedOn, language: canonicalLanguage(language ?? '') }),
      ...(identityCheck === undefined && { identityUnchecked: true as const }),
    };
    return {
      events: [
        { type: 'ReplyReceived', facts, words: { text, ...omitUndefined({ url, note, concern, identityCheck }) } },
      ],
      ids: { replyId },
    };
  },
});

const checkIdentity = rule<ClaimState, CheckReplyIdentity, EventOf<ReplyEvent, 'ReplyIdentityChecked'>>({
  command: CheckReplyIdentity,
  roles: EDITORS,
  decide: (state, { identityCheck }, { target }) => {
    const replyId = target.part ?? '';
    const reply =
      state.replies.find(({ id }) => id === replyId) ?? refuse('not-found', 'This claim has no such reply.');
    if (!reply.unchecked) refuse('nothing-changed', 'Who sent this reply is checked already.', replyId);
    return {
      events: [{ type: 'ReplyIdentityChecked', facts: { replyId }, words: { identityCheck } }],
      ids: { replyId },
    };
  },
});

/** How those whom a claim concerns are heard. */
export const replyRules = [request, record, checkIdentity];
