import { rule } from '../kernel/decider.js';
import { canonicalLanguage } from '../kernel/fields.js';
import { omitUndefined } from '../kernel/omit-undefined.js';
import { EDITORS } from '../kernel/roles.js';
import { RecordOutletReply, WithdrawOutletReply } from './replies.commands.js';
import type { OutletReplied, OutletReplyWithdrawn } from './outlet.events.js';
import { mustNotBeMerged, refuse, type OutletState } from './outlet.state.js';

const reply = rule<OutletState, RecordOutletReply, OutletReplied>({
  command: RecordOutletReply,
  roles: EDITORS,
  decide: (state, { text, url, repliedOn, language, note }, context) => {
    mustNotBeMerged(state);
    const replyId = context.newId();
    const facts = { replyId, ...omitUndefined({ repliedOn, language: canonicalLanguage(language ?? '') }) };
    return {
      events: [{ type: 'OutletReplied', facts, words: { text, ...omitUndefined({ url, note }) } }],
      ids: { replyId },
    };
  },
});

const withdraw = rule<OutletState, WithdrawOutletReply, OutletReplyWithdrawn>({
  command: WithdrawOutletReply,
  roles: EDITORS,
  decide: (state, { reason }, { target }) => {
    mustNotBeMerged(state);
    const replyId = target.part ?? '';
    if (!state.replies.has(replyId)) refuse('not-found', 'The outlet has no such reply, or not any more.');
    return { events: [{ type: 'OutletReplyWithdrawn', facts: { replyId }, words: { reason } }], ids: { replyId } };
  },
});

/** What an outlet says of its record. */
export const replyRules = [reply, withdraw];
