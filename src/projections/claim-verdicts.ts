import type { ClaimEvent, VerdictProposed } from '../claims/claim.events.js';
import type { Recorded } from '../ledger/recorded.js';
import { ofType, type ClaimStream } from './claim-stream.js';
import type { Verdict } from './standing.js';
import type { RetractionView, VerdictView } from './verdict.views.js';
import { isStaff, type Reader } from './view.js';

/** A claim's verdicts that its reader may see, oldest proposal first. */
export function verdictsOf(stream: ClaimStream, reader: Reader): VerdictView[] {
  const proposals = new Map(ofType(stream.events, 'VerdictProposed').map((event) => [event.facts.verdictId, event]));
  return stream.verdicts.flatMap((verdict) => {
    const proposal = proposals.get(verdict.id);
    if (!proposal || (stream.visible && !stream.visible.verdicts.has(verdict.id))) return [];
    return [{ ...said(proposal), ...course(verdict, proposal, stream, reader) }];
  });
}

/** What the proposal said, which is what was published. */
function said({ facts, words }: Recorded<VerdictProposed>) {
  const { rating, scale, scaleVersion, wordingId, assessedOn, overtaken } = facts;
  return {
    rating,
    scale,
    scaleVersion,
    wordingId,
    assessedOn,
    validFrom: facts.validFrom ?? null,
    validUntil: facts.validUntil ?? null,
    confidence: facts.confidence ?? null,
    flags: facts.flags,
    summary: words?.summary ?? null,
    rationale: words?.rationale ?? null,
    singleSourceReason: words?.singleSourceReason ?? null,
    noReplyReason: words?.noReplyReason ?? null,
    unknowns: words?.unknowns ?? [],
    searched: words?.searched ?? [],
    asked: words?.asked ?? [],
    reason: words?.reason ?? null,
    overtaken: overtaken
      ? { claimId: overtaken.claimId ?? null, rating: overtaken.rating ?? null, by: words?.overtakenBy ?? null }
      : null,
    supersedes: facts.follows?.verdictId ?? null,
  };
}

/** What became of it. */
function course(
  { id, state, evidence, successor }: Verdict,
  proposal: Recorded<VerdictProposed>,
  { events }: ClaimStream,
  reader: Reader,
) {
  const staff = isStaff(reader);
  const last = <Type extends ClaimEvent['type']>(type: Type) =>
    ofType(events, type).findLast(({ facts }) => (facts as { verdictId?: string }).verdictId === id);
  const publication = last('VerdictPublished');
  const closing = last('VerdictProposalWithdrawn') ?? last('VerdictSentBack');
  return {
    id,
    state,
    evidenceIds: [...evidence],
    supersededBy: successor ?? null,
    proposedAt: staff ? proposal.at : null,
    proposedBy: staff ? proposal.actor : null,
    publishedAt: publication?.at ?? null,
    publishedBy: staff ? (publication?.actor ?? null) : null,
    policy: publication?.facts.policy ?? null,
    closedBecause: closing?.words?.reason ?? null,
    retraction:
      state === 'retracted' ? retractionOf(last('VerdictRetracted'), last('RetractionConfirmed'), staff) : null,
  };
}

function retractionOf(
  retracted: Recorded<Extract<ClaimEvent, { type: 'VerdictRetracted' }>> | undefined,
  confirmed: { readonly position: number } | undefined,
  staff: boolean,
): RetractionView | null {
  if (!retracted) return null;
  return {
    at: retracted.at,
    by: staff ? retracted.actor : null,
    reason: retracted.words?.reason ?? null,
    confirmed: confirmed !== undefined && confirmed.position > retracted.position,
  };
}
