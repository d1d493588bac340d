import { rule, type Context, type Target } from '../../kernel/decider.js';
import type { EventOf } from '../../kernel/event.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { REVIEWERS } from '../../kernel/roles.js';
import { scaleOfRating, type ClaimEvent, type PinnedEvidence, type VerdictProposed } from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import { claimFold, type ClaimState } from '../claim.state.js';
import { streamsOfOrigins } from '../appearances/merged-origins.js';
import { mustStandInWork, worksOfMedia } from '../submission/claimed-media.js';
import { mustBePublishable } from './publishable.js';
import { mustNotOweBlindRating } from '../review/blind-rating.js';
import { conflictFacts } from '../review/conflict-of-interest.js';
import { openProposal, standingVerdict, verdictWithStatus, type NamedVerdict } from './verdicts.state.js';
import { ProposeVerdict, SendBackVerdict, SupersedeVerdict, WithdrawProposal } from './verdicts.commands.js';

type ProposalFacts = VerdictProposed['facts'];

const pinned = (state: ClaimState, evidenceIds: readonly string[]): PinnedEvidence[] =>
  evidenceIds.map((evidenceId) => {
    const item = state.evidence.get(evidenceId);
    if (!item) return refuse('evidence-unknown', 'This claim has no such evidence.', evidenceId);
    if (item.withdrawn) refuse('evidence-withdrawn', 'This evidence is withdrawn.', evidenceId);
    return { evidenceId, eventId: item.lastEvent, originId: item.originId };
  });

const overtakenOf = (command: ProposeVerdict, follows: NamedVerdict | undefined): ProposalFacts['overtaken'] => {
  if (command.overtakenBy === undefined) return undefined;
  const before = follows?.verdict.facts;
  const held = before?.rating === 'OUTDATED' ? before.overtaken?.rating : before?.rating;
  return omitUndefined({
    claimId: command.overtakenByClaimId,
    rating: command.rating === 'OUTDATED' ? held : undefined,
  });
};

/** What is found of media, without the address of the original, which is words. */
const mediaFindingOf = ({ media }: ProposeVerdict): Pick<ProposalFacts, 'media'> => {
  if (!media) return {};
  const { categories, technique, originalWorkId } = media;
  return { media: { categories, ...omitUndefined({ technique, originalWorkId }) } };
};

const promiseFactsOf = ({ term, finalReason }: ProposeVerdict): Pick<ProposalFacts, 'term' | 'final'> =>
  omitUndefined({
    term: term && { endsOn: term.endsOn, basis: term.basis },
    final: finalReason === undefined ? undefined : (true as const),
  });

/** What a proposal owes that is to follow the verdict which stands. */
export interface FollowedVerdict {
  readonly verdict: NamedVerdict;
  /** What its facts say of that, and of a wording or claimant that comes with it. */
  readonly facts: Pick<ProposalFacts, 'follows' | 'rewording' | 'reassignment'> & { readonly wordingId?: string };
  readonly words: Pick<
    VerdictProposed['words'],
    'reason' | 'wording' | 'mediaUrl' | 'claimant' | 'claimedOnInferredFrom'
  >;
}

const factsOf = (
  state: ClaimState,
  command: ProposeVerdict,
  verdictId: string,
  following?: FollowedVerdict,
): ProposalFacts => {
  const { rating, evidenceIds = [], assessedOn, validFrom, validUntil, confidence, flags = [] } = command;
  const { scale, version } = scaleOfRating(rating);
  return {
    verdictId,
    scale,
    scaleVersion: version,
    rating,
    wordingId: state.wordingId,
    evidence: pinned(state, evidenceIds),
    assessedOn,
    flags,
    singleSource: command.singleSourceReason !== undefined,
    noReply: command.noReplyReason !== undefined,
    unknowns: command.unknowns?.length ?? 0,
    ...omitUndefined({ validFrom, validUntil, confidence, overtaken: overtakenOf(command, following?.verdict) }),
    ...mediaFindingOf(command),
    ...promiseFactsOf(command),
    ...conflictFacts(command),
    ...following?.facts,
  };
};

const wordsOf = (command: ProposeVerdict, following?: FollowedVerdict): VerdictProposed['words'] => {
  const { summary, rationale, singleSourceReason, noReplyReason, unknowns, searched, asked, overtakenBy } = command;
  const { media, term, finalReason, conflictOfInterest } = command;
  const shown = { originalUrl: media?.originalUrl, termShownBy: term?.shownBy, finalReason };
  const reasons = { singleSourceReason, noReplyReason, overtakenBy, ...shown, conflictOfInterest };
  return { summary, ...omitUndefined({ rationale, unknowns, searched, asked, ...reasons }), ...following?.words };
};

/**
 * A new proposal, if it may be made and would be sound. Whoever judges a command that extends `ProposeVerdict` announces
 * what `readsOfProposal` says.
 */
export const proposeVerdict = (
  state: ClaimState,
  command: ProposeVerdict,
  context: Context,
  following?: FollowedVerdict,
) => {
  const { actor, policy, target } = context;
  if (policy === 'six-eyes' && state.submitters.has(actor.id)) {
    refuse('submitter-may-not-propose', 'Whoever submitted the claim may not propose its verdict.');
  }
  const open = verdictWithStatus(state, 'proposed');
  if (open !== undefined) refuse('proposal-open', 'Another proposal is open: publish, send back or withdraw it.', open);
  const overtaker = command.overtakenByClaimId;
  if (overtaker !== undefined && (overtaker === target.id || !context.state(claimFold, overtaker).exists)) {
    refuse('claim-unknown', 'overtakenByClaimId must name another claim of this ledger.', overtaker);
  }
  mustStandInWork(command.media?.originalWorkId, context);
  const verdictId = context.newId();
  const facts = factsOf(state, command, verdictId, following);
  mustBePublishable(state, facts, context);
  const proposed: VerdictProposed = { type: 'VerdictProposed', facts, words: wordsOf(command, following) };
  return { events: [proposed], ids: { verdictId } };
};

/** The streams that the judgement of a proposal needs. */
export const readsOfProposal = ({ overtakenByClaimId: id, media }: ProposeVerdict, _: Target, state: ClaimState) => ({
  streams: [
    ...streamsOfOrigins(state),
    ...worksOfMedia(media?.originalWorkId),
    ...(id === undefined ? [] : [{ fold: claimFold, id }]),
  ],
});

/** The dispute that is to be the ground for what follows a verdict: one about this verdict, and upheld. */
export const mustBeGround = (state: ClaimState, verdictId: string, disputeId: string | undefined): void => {
  if (disputeId === undefined) return;
  const dispute = state.disputes.get(disputeId);
  if (dispute?.facts.verdictId !== verdictId) {
    refuse('dispute-unknown', 'There is no such dispute about this verdict.', disputeId);
  }
  if (dispute?.status !== 'upheld') refuse('dispute-not-upheld', 'Only an upheld dispute is a ground.', disputeId);
};

const propose = rule<ClaimState, ProposeVerdict, VerdictProposed>({
  command: ProposeVerdict,
  roles: REVIEWERS,
  reads: readsOfProposal,
  decide: (state, command, context) => {
    const standing = verdictWithStatus(state, 'published');
    if (standing !== undefined) refuse('verdict-stands', 'A verdict stands: propose one that supersedes it.', standing);
    return proposeVerdict(state, command, context);
  },
});

const supersede = rule<ClaimState, SupersedeVerdict, VerdictProposed>({
  command: SupersedeVerdict,
  roles: REVIEWERS,
  reads: readsOfProposal,
  decide: (state, command, context) => {
    const verdict = standingVerdict(state, context);
    const { disputeId, reason } = command;
    mustBeGround(state, verdict.id, disputeId);
    const follows = { verdictId: verdict.id, as: 'supersession' as const, ...omitUndefined({ disputeId }) };
    return proposeVerdict(state, command, context, { verdict, facts: { follows }, words: { reason } });
  },
});

const withdraw = rule<ClaimState, WithdrawProposal, EventOf<ClaimEvent, 'VerdictProposalWithdrawn'>>({
  command: WithdrawProposal,
  roles: REVIEWERS,
  decide: (state, { reason }, context) => {
    const { id: verdictId, verdict } = openProposal(state, context);
    if (verdict.proposer !== context.actor.id) refuse('proposer-only', 'Send it back: only its proposer withdraws it.');
    return {
      events: [{ type: 'VerdictProposalWithdrawn', facts: { verdictId }, words: { reason } }],
      ids: { verdictId },
    };
  },
});

const sendBack = rule<ClaimState, SendBackVerdict, EventOf<ClaimEvent, 'VerdictSentBack'>>({
  command: SendBackVerdict,
  roles: REVIEWERS,
  decide: (state, { reason }, context) => {
    const proposal = openProposal(state, context);
    const { id: verdictId, verdict } = proposal;
    mustNotOweBlindRating(state, proposal, context);
    if (verdict.proposer === context.actor.id) refuse('proposer-may-not-send-back', 'Withdraw it: it is your own.');
    return { events: [{ type: 'VerdictSentBack', facts: { verdictId }, words: { reason } }], ids: { verdictId } };
  },
});

/** How a verdict is proposed, also one that follows another, and how a proposal ends without publication. */
export const proposalRules = [propose, supersede, withdraw, sendBack];
