import type { ReplyParty } from '../../claims/claim.events.js';
import type { DisputeView, OutsideReviewView, ReplyView } from './claim-exchanges.views.js';
import { ofType, type ClaimStream } from './claim-stream.js';
import { isStaff, type Reader } from '../engine/view.js';

/** Whose reply, or dispute, it is: the claimant's as it was then, or an outlet's. */
export const partyOf = (
  { claimantId, outletId }: Pick<ReplyParty, 'claimantId' | 'outletId'>,
  { names }: ClaimStream,
) => ({ claimantId: claimantId ?? null, outlet: outletId === undefined ? null : names.outlet(outletId) });

/** Disputes about a claim's verdicts, oldest first. */
export function disputesOf(stream: ClaimStream, reader: Reader): DisputeView[] {
  const staff = isStaff(reader);
  const closings = new Map(
    ofType(stream.readable, 'DisputeDecided', 'DisputeWithdrawn').map((event) => [event.facts.disputeId, event]),
  );
  return ofType(stream.readable, 'DisputeOpened').map(({ facts, words, at, actor }) => {
    const closing = closings.get(facts.disputeId);
    return {
      id: facts.disputeId,
      verdictId: facts.verdictId,
      state: stream.state.disputes.get(facts.disputeId)?.status ?? 'open',
      party: facts.party,
      ...partyOf(facts, stream),
      grounds: words?.grounds ?? null,
      contact: staff ? (words?.contact ?? null) : null,
      openedAt: at,
      openedBy: staff ? actor : null,
      closedAt: closing?.at ?? null,
      closedBy: staff ? (closing?.actor ?? null) : null,
      reason: closing?.words?.reason ?? null,
    };
  });
}

/** What those reply whom the claim concerns, oldest first: it stands beside the rating. */
export function repliesOf(stream: ClaimStream, reader: Reader): ReplyView[] {
  const staff = isStaff(reader);
  const checks = new Map(
    ofType(stream.readable, 'ReplyIdentityChecked').map(({ facts, words }) => [facts.replyId, words]),
  );
  const unchecked = new Set(stream.row.uncheckedReplies);
  return ofType(stream.readable, 'ReplyReceived').map(({ facts, words, at }) => ({
    id: facts.replyId,
    from: facts.from,
    ...partyOf(facts, stream),
    subjectId: staff ? (facts.subjectId ?? null) : null,
    concern: staff ? (words?.concern ?? null) : null,
    identityChecked: !unchecked.has(facts.replyId),
    identityCheck: staff ? (checks.get(facts.replyId)?.identityCheck ?? words?.identityCheck ?? null) : null,
    requestId: facts.requestId ?? null,
    receivedOn: facts.receivedOn ?? null,
    language: facts.language ?? null,
    text: words?.text ?? null,
    url: words?.url ?? null,
    note: staff ? (words?.note ?? null) : null,
    at,
  }));
}

/** What other fact-checkers found, as last changed, without what was withdrawn. */
export function outsideReviewsOf({ readable }: ClaimStream, reader: Reader): OutsideReviewView[] {
  const withdrawn = new Set(ofType(readable, 'OutsideReviewWithdrawn').map(({ facts }) => facts.outsideReviewId));
  const newest = new Map(
    ofType(readable, 'OutsideReviewRecorded', 'OutsideReviewChanged').map((event) => [
      event.facts.outsideReviewId,
      event,
    ]),
  );
  return [...newest.values()].flatMap(({ type, facts, words, at }) =>
    withdrawn.has(facts.outsideReviewId)
      ? []
      : [
          {
            id: facts.outsideReviewId,
            publisherId: facts.publisherId,
            publisher: words?.publisher ?? null,
            url: words?.url ?? null,
            title: words?.title ?? null,
            nativeRating: words?.nativeRating ?? null,
            rating: facts.rating ?? null,
            scale: facts.scale ?? null,
            scaleVersion: facts.scaleVersion ?? null,
            mapped: facts.mapped ?? null,
            reviewedOn: facts.reviewedOn ?? null,
            language: facts.language ?? null,
            note: isStaff(reader) ? (words?.note ?? null) : null,
            at,
            changed: type === 'OutsideReviewChanged',
          },
        ],
  );
}
