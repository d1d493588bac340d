import { rule, type Context } from '../kernel/decider.js';
import type { Event } from '../kernel/event.js';
import { present } from '../kernel/present.js';
import { REVIEWERS } from '../kernel/roles.js';
import { SCALE, type ClaimEvent, type PinnedEvidence, type VerdictProposed } from './claim.events.js';
import { refuse } from './claim.refusal.js';
import {
  claimFold,
  mustExist,
  verdictIn,
  verdictOf,
  openProposal,
  type ClaimState,
  type Named,
} from './claim.state.js';
import { mustBeSound } from './soundness.js';
import { ProposeVerdict, SendBackVerdict, SupersedeVerdict, WithdrawProposal } from './verdicts.commands.js';

type Of<Type extends string> = Extract<ClaimEvent, Event<Type>>;
type Facts = VerdictProposed['facts'];

const pinned = (state: ClaimState, evidenceIds: readonly string[]): PinnedEvidence[] =>
  evidenceIds.map((evidenceId) => {
    const item = state.evidence.get(evidenceId);
    if (!item) return refuse('evidence-unknown', 'This claim has no such evidence.', evidenceId);
    if (item.withdrawn) refuse('evidence-withdrawn', 'This evidence is withdrawn.', evidenceId);
    return { evidenceId, eventId: item.lastEvent, originId: item.originId };
  });

const overtakenOf = (command: ProposeVerdict, follows: Named | undefined): Facts['overtaken'] => {
  if (command.overtakenBy === undefined) return undefined;
  const before = follows?.is.facts;
  const held = before?.rating === 'OUTDATED' ? before.overtaken?.rating : before?.rating;
  return present({ claimId: command.overtakenByClaimId, rating: command.rating === 'OUTDATED' ? held : undefined });
};

const factsOf = (state: ClaimState, command: ProposeVerdict, verdictId: string, follows?: Named): Facts => {
  const { rating, evidenceIds = [], assessedOn, validFrom, validUntil, confidence, flags = [] } = command;
  return {
    verdictId,
    scale: SCALE.scale,
    scaleVersion: SCALE.version,
    rating,
    wordingId: state.wordingId,
    evidence: pinned(state, evidenceIds),
    assessedOn,
    flags,
    singleSource: command.singleSourceReason !== undefined,
    noReply: command.noReplyReason !== undefined,
    unknowns: command.unknowns?.length ?? 0,
    ...present({
      validFrom,
      validUntil,
      confidence,
      overtaken: overtakenOf(command, follows),
      follows: follows && { verdictId: follows.id, as: 'supersession' as const },
    }),
  };
};

const wordsOf = (command: ProposeVerdict, reason?: string): VerdictProposed['words'] => {
  const { summary, rationale, singleSourceReason, noReplyReason, unknowns, searched, asked, overtakenBy } = command;
  const optional = { rationale, singleSourceReason, noReplyReason, unknowns, searched, asked, overtakenBy, reason };
  return { summary, ...present(optional) };
};

const proposing = (state: ClaimState, command: ProposeVerdict, context: Context, follows?: Named, reason?: string) => {
  const { actor, policy, target, now } = context;
  if (policy === 'six-eyes' && state.submitters.has(actor.id)) {
    refuse('submitter-may-not-propose', 'Whoever submitted the claim may not propose its verdict.');
  }
  const open = verdictIn(state, 'proposed');
  if (open !== undefined) refuse('proposal-open', 'Another proposal is open: publish, send back or withdraw it.', open);
  const overtaker = command.overtakenByClaimId;
  if (overtaker !== undefined && (overtaker === target.id || !context.state(claimFold, overtaker).exists)) {
    refuse('claim-unknown', 'overtakenByClaimId must name another claim of this ledger.', overtaker);
  }
  const verdictId = context.newId();
  const facts = factsOf(state, command, verdictId, follows);
  mustBeSound(state, facts, now);
  const proposed: VerdictProposed = { type: 'VerdictProposed', facts, words: wordsOf(command, reason) };
  return { events: [proposed], ids: { verdictId } };
};

const readsOf = ({ overtakenByClaimId: id }: ProposeVerdict) => ({
  streams: id === undefined ? [] : [{ fold: claimFold, id }],
});

const propose = rule<ClaimState, ProposeVerdict, VerdictProposed>({
  command: ProposeVerdict,
  roles: REVIEWERS,
  reads: readsOf,
  decide: (state, command, context) => {
    mustExist(state);
    const standing = verdictIn(state, 'published');
    if (standing !== undefined) refuse('verdict-stands', 'A verdict stands: propose one that supersedes it.', standing);
    return proposing(state, command, context);
  },
});

const supersede = rule<ClaimState, SupersedeVerdict, VerdictProposed>({
  command: SupersedeVerdict,
  roles: REVIEWERS,
  reads: readsOf,
  decide: (state, command, context) => {
    const follows = verdictOf(state, context);
    if (follows.is.status !== 'published') refuse('verdict-not-standing', 'Only a standing verdict is superseded.');
    return proposing(state, command, context, follows, command.reason);
  },
});

const withdraw = rule<ClaimState, WithdrawProposal, Of<'VerdictProposalWithdrawn'>>({
  command: WithdrawProposal,
  roles: REVIEWERS,
  decide: (state, { reason }, context) => {
    const { id: verdictId, is } = openProposal(state, context);
    if (is.proposer !== context.actor.id) refuse('proposer-only', 'Send it back: only its proposer withdraws it.');
    return {
      events: [{ type: 'VerdictProposalWithdrawn', facts: { verdictId }, words: { reason } }],
      ids: { verdictId },
    };
  },
});

const sendBack = rule<ClaimState, SendBackVerdict, Of<'VerdictSentBack'>>({
  command: SendBackVerdict,
  roles: REVIEWERS,
  decide: (state, { reason }, context) => {
    const { id: verdictId, is } = openProposal(state, context);
    if (is.proposer === context.actor.id) refuse('proposer-may-not-send-back', 'Withdraw it: it is your own.');
    return { events: [{ type: 'VerdictSentBack', facts: { verdictId }, words: { reason } }], ids: { verdictId } };
  },
});

/** How a verdict is proposed, also one that follows another, and how a proposal ends without publication. */
export const proposalRules = [propose, supersede, withdraw, sendBack];
