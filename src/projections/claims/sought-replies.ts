import { ofType, type ClaimStream } from './claim-stream.js';
import { partyOf } from './claim-exchanges.js';
import type { SoughtReplyView } from './verdict-parts.views.js';

/**
 * Who was asked before a verdict was published, and since the one before it. Nobody is told before that: it would tell what
 * the desk is about to say. Of others than claimants and outlets only in what way the claim concerns them.
 */
export function soughtReplies(stream: ClaimStream, verdictId: string): SoughtReplyView[] {
  const publications = ofType(stream.events, 'VerdictPublished');
  const published = publications.find(({ facts }) => facts.verdictId === verdictId)?.position ?? Infinity;
  const before = publications.findLast(({ position }) => position < published)?.position ?? -1;
  const heard = ofType(stream.readable, 'ReplyReceived');
  const since = new Map(stream.state.replies.map((reply) => [reply.id, reply.since.position]));
  return ofType(stream.events, 'ReplyRequested')
    .filter(({ position }) => before < position && position < published)
    .map(({ facts, words, at }) => {
      const reply = heard.find(({ facts: { requestId } }) => requestId === facts.requestId);
      const heardAt = since.get(reply?.facts.replyId ?? '') ?? Infinity;
      return {
        requestId: facts.requestId,
        to: facts.to,
        ...partyOf(facts, stream),
        at,
        deadline: facts.deadline,
        channel: facts.channel ?? null,
        shortNoticeReason: words?.shortNoticeReason ?? null,
        answeredBefore: heardAt < published && heardAt !== Infinity,
        replyId: reply?.facts.replyId ?? null,
      };
    });
}
