import { rule, type Context } from '../../kernel/decider.js';
import type { EventOf } from '../../kernel/event.js';
import { REVIEWERS } from '../../kernel/roles.js';
import type { ClaimEvent, VerdictProposed } from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { areIndependent } from '../../kernel/independence.js';
import { mustNotOweBlindRating } from '../review/blind-rating.js';
import { conflictFacts } from '../review/conflict-of-interest.js';
import type { ClaimState } from '../claim.state.js';
import { streamsOfOrigins } from '../appearances/merged-origins.js';
import { mustBePublishable } from './publishable.js';
import { PublishVerdict } from './verdicts.commands.js';
import { openProposal, verdictWithStatus, type NamedVerdict } from './verdicts.state.js';

type ProposalFacts = VerdictProposed['facts'];
/** Beside the publication itself. */
type Consequence = EventOf<
  ClaimEvent,
  'VerdictSuperseded' | 'VerdictCorrected' | 'ClaimReworded' | 'ClaimantCorrected'
>;

/**
 * Separation of duties, judged at the act under the policy in force. Who found a correction's wording submits it, and
 * under no policy publishes it.
 */
const mustBeAnother = (
  { submitters }: ClaimState,
  { proposer, facts }: NamedVerdict['verdict'],
  context: Context,
): void => {
  const { actor, policy } = context;
  if (submitters.has(actor.id) || (facts.rewording && proposer === actor.id)) {
    refuse('submitter-may-not-publish', 'Whoever submitted or worded the claim may not publish its verdict.');
  }
  if (policy !== 'two-eyes' && proposer === actor.id) {
    refuse('proposer-may-not-publish', 'Whoever proposed a verdict may not publish it.');
  }
  if (policy === 'six-eyes' && submitters.has(proposer)) {
    refuse('submitter-may-not-propose', 'Whoever submitted the claim may not have proposed its verdict.');
  }
};

/** The proposal rates what its proposer saw: this wording, or one that is to replace it, this claimant, this evidence. */
const mustBeUnchanged = (state: ClaimState, { id, verdict }: NamedVerdict): void => {
  const { wordingId, rewording, evidence } = verdict.facts;
  if ((rewording?.replaces ?? wordingId) !== state.wordingId || state.reassigned.has(id)) {
    refuse('claim-changed-since-proposal', 'Wording or claimant has changed: propose again.');
  }
  const changed = evidence.find((pin) => state.evidence.get(pin.evidenceId)?.lastEvent !== pin.eventId);
  if (changed) {
    refuse('evidence-changed-since-proposal', 'Evidence was changed or withdrawn: propose again.', changed.evidenceId);
  }
};

/** What it follows still stands; where it follows nothing, nothing does. So two never stand. */
const mustFollowWhatStands = (state: ClaimState, { follows }: ProposalFacts): void => {
  const standing = verdictWithStatus(state, 'published');
  if (follows && follows.verdictId !== standing) {
    refuse(
      'verdict-not-standing',
      'The verdict that this one would follow does not stand any more.',
      follows.verdictId,
    );
  }
  if (!follows && standing !== undefined) {
    refuse('verdict-stands', 'A verdict stands again: propose one that supersedes it.', standing);
  }
};

/** What becomes of the verdict before it, and of the claim where a correction words or assigns it anew. */
const consequences = ({ verdictId: by, wordingId, follows, rewording, reassignment }: ProposalFacts): Consequence[] => {
  if (!follows) return [];
  const { verdictId, as } = follows;
  if (as === 'supersession') return [{ type: 'VerdictSuperseded', facts: { verdictId, by }, words: {} }];
  const events: Consequence[] = [{ type: 'VerdictCorrected', facts: { verdictId, grade: 'material', by }, words: {} }];
  if (rewording) {
    const { replaces: _, ...assertion } = rewording;
    events.push({ type: 'ClaimReworded', facts: { wordingId, ...assertion, by }, words: {} });
  }
  if (reassignment) events.push({ type: 'ClaimantCorrected', facts: { ...reassignment, by }, words: {} });
  return events;
};

const publish = rule<ClaimState, PublishVerdict, EventOf<ClaimEvent, 'VerdictPublished'> | Consequence>({
  command: PublishVerdict,
  roles: REVIEWERS,
  reads: (_, { part = '' }, state) => {
    const proposer = state.verdicts.get(part)?.proposer;
    return { streams: streamsOfOrigins(state), ...(proposer === undefined ? {} : { people: [proposer] }) };
  },
  decide: (state, command, context) => {
    const proposal = openProposal(state, context);
    const { id: verdictId, verdict } = proposal;
    mustNotOweBlindRating(state, proposal, context);
    mustBeAnother(state, verdict, context);
    mustBeUnchanged(state, proposal);
    mustFollowWhatStands(state, verdict.facts);
    const originIds = mustBePublishable(state, verdict.facts, context);
    const tied = verdict.proposer !== context.actor.id && !areIndependent(context, verdict.proposer, context.actor.id);
    const facts = { verdictId, policy: context.policy, originIds, ...conflictFacts(command), ...(tied && { tied }) };
    const words = omitUndefined({ conflictOfInterest: command.conflictOfInterest });
    return {
      events: [{ type: 'VerdictPublished', facts, words }, ...consequences(verdict.facts)],
      ids: { verdictId },
    };
  },
});

/** How a proposal becomes the verdict that stands. */
export const publicationRules = [publish];
