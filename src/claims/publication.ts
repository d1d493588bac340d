import { rule, type Context } from '../kernel/decider.js';
import type { Event } from '../kernel/event.js';
import { REVIEWERS } from '../kernel/roles.js';
import type { ClaimEvent, VerdictProposed } from './claim.events.js';
import { refuse } from './claim.refusal.js';
import { openProposal, verdictIn, type ClaimState, type VerdictState } from './claim.state.js';
import { mustBeSound } from './soundness.js';
import { PublishVerdict } from './verdicts.commands.js';

type Of<Type extends string> = Extract<ClaimEvent, Event<Type>>;
type Facts = VerdictProposed['facts'];

/** Separation of duties, judged at the act under the policy in force. */
const mustBeAnother = ({ submitters }: ClaimState, { proposer }: VerdictState, { actor, policy }: Context): void => {
  if (submitters.has(actor.id)) {
    refuse('submitter-may-not-publish', 'Whoever submitted the claim may not publish its verdict.');
  }
  if (policy !== 'two-eyes' && proposer === actor.id) {
    refuse('proposer-may-not-publish', 'Whoever proposed a verdict may not publish it.');
  }
  if (policy === 'six-eyes' && submitters.has(proposer)) {
    refuse('submitter-may-not-propose', 'Whoever submitted the claim may not have proposed its verdict.');
  }
};

/** The proposal rates what its proposer saw: this wording, this evidence. */
const mustBeUnchanged = (state: ClaimState, { wordingId, evidence }: Facts): void => {
  if (wordingId !== state.wordingId) refuse('claim-changed-since-proposal', 'The wording has changed: propose again.');
  const changed = evidence.find((pin) => state.evidence.get(pin.evidenceId)?.lastEvent !== pin.eventId);
  if (changed) {
    refuse('evidence-changed-since-proposal', 'Evidence was changed or withdrawn: propose again.', changed.evidenceId);
  }
};

const publish = rule<ClaimState, PublishVerdict, Of<'VerdictPublished'> | Of<'VerdictSuperseded'>>({
  command: PublishVerdict,
  roles: REVIEWERS,
  decide: (state, _, context) => {
    const { id: verdictId, is } = openProposal(state, context);
    mustBeAnother(state, is, context);
    mustBeUnchanged(state, is.facts);
    const standing = verdictIn(state, 'published');
    const follows = is.facts.follows?.verdictId;
    if (follows !== undefined && follows !== standing) {
      refuse('verdict-not-standing', 'The verdict that this one would follow does not stand any more.', follows);
    }
    if (follows === undefined && standing !== undefined) {
      refuse('verdict-stands', 'A verdict stands again: propose one that supersedes it.', standing);
    }
    const originIds = mustBeSound(state, is.facts, context.now);
    const published = {
      type: 'VerdictPublished' as const,
      facts: { verdictId, policy: context.policy, originIds },
      words: {},
    };
    if (follows === undefined) return { events: [published], ids: { verdictId } };
    const superseded = { type: 'VerdictSuperseded' as const, facts: { verdictId: follows, by: verdictId }, words: {} };
    return { events: [published, superseded], ids: { verdictId } };
  },
});

/** How a proposal becomes the verdict that stands. */
export const publicationRules = [publish];
