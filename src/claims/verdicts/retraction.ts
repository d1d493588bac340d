import { rule, type Context } from '../../kernel/decider.js';
import type { EventOf } from '../../kernel/event.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { REVIEWERS } from '../../kernel/roles.js';
import type { ClaimEvent } from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import type { ClaimState } from '../claim.state.js';
import { ConfirmRetraction, OverturnRetraction, RetractVerdict } from './retraction.commands.js';
import { standingVerdict, verdictWithStatus, verdictOf } from './verdicts.state.js';

const retract = rule<ClaimState, RetractVerdict, EventOf<ClaimEvent, 'VerdictRetracted'>>({
  command: RetractVerdict,
  // What readers were told goes on being answered for, though the claim goes on under another one.
  anyLifecycle: true,
  roles: REVIEWERS,
  decide: (state, { reason }, context) => {
    const { id: verdictId } = standingVerdict(state, context);
    return { events: [{ type: 'VerdictRetracted', facts: { verdictId }, words: { reason } }], ids: { verdictId } };
  },
});

/** The verdict whose retraction awaits a second person, if the actor is one. */
const mustBeSecond = (state: ClaimState, context: Context): string => {
  const { id, verdict } = verdictOf(state, context);
  if (verdict.status !== 'retracted' || !verdict.retraction || verdict.retraction.confirmed) {
    return refuse('no-unconfirmed-retraction', 'This verdict has no retraction that awaits confirmation.');
  }
  if (verdict.retraction.by === context.actor.id) {
    refuse('retractor-may-not-settle', 'Somebody else must confirm or overturn a retraction.');
  }
  return id;
};

const confirm = rule<ClaimState, ConfirmRetraction, EventOf<ClaimEvent, 'RetractionConfirmed'>>({
  command: ConfirmRetraction,
  anyLifecycle: true,
  roles: REVIEWERS,
  decide: (state, { note }, context) => {
    const verdictId = mustBeSecond(state, context);
    return {
      events: [{ type: 'RetractionConfirmed', facts: { verdictId }, words: omitUndefined({ note }) }],
      ids: { verdictId },
    };
  },
});

const overturn = rule<ClaimState, OverturnRetraction, EventOf<ClaimEvent, 'RetractionOverturned'>>({
  command: OverturnRetraction,
  anyLifecycle: true,
  roles: REVIEWERS,
  decide: (state, { reason }, context) => {
    const verdictId = mustBeSecond(state, context);
    const standing = verdictWithStatus(state, 'published');
    if (standing !== undefined) refuse('verdict-stands', 'Another verdict has been published since.', standing);
    return { events: [{ type: 'RetractionOverturned', facts: { verdictId }, words: { reason } }], ids: { verdictId } };
  },
});

/** How a published verdict is withdrawn: at once by one person, for good by two. */
export const retractionRules = [retract, confirm, overturn];
