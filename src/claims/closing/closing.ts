import type { EventOf } from '../../kernel/event.js';
import { rule } from '../../kernel/decider.js';
import { EDITORS, REVIEWERS } from '../../kernel/roles.js';
import type { ClosingEvent } from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import { mustExist, verdictWithStatus, type ClaimState } from '../claim.state.js';
import { DeclineClaim, ReopenClaim, WithdrawClaim } from './closing.commands.js';

/** What was told to the public is retracted or superseded in public; it does not vanish. */
const mustBeUnpublished = (state: ClaimState): void => {
  const open = verdictWithStatus(state, 'proposed');
  if (open !== undefined) refuse('proposal-open', 'A proposal is open: send it back or withdraw it first.', open);
  const published = [...state.verdicts].find(([, { publisher }]) => publisher !== undefined)?.[0];
  if (published !== undefined) {
    refuse('claim-published', 'This claim has been rated in public: retract or supersede its verdict.', published);
  }
};

const decline = rule<ClaimState, DeclineClaim, EventOf<ClosingEvent, 'ClaimDeclined'>>({
  command: DeclineClaim,
  roles: REVIEWERS,
  decide: (state, { ground, reason }) => {
    mustBeUnpublished(state);
    return { events: [{ type: 'ClaimDeclined', facts: { ground }, words: { reason } }] };
  },
});

const withdraw = rule<ClaimState, WithdrawClaim, EventOf<ClosingEvent, 'ClaimWithdrawn'>>({
  command: WithdrawClaim,
  roles: EDITORS,
  decide: (state, { reason }) => {
    mustBeUnpublished(state);
    return { events: [{ type: 'ClaimWithdrawn', facts: {}, words: { reason } }] };
  },
});

const reopen = rule<ClaimState, ReopenClaim, EventOf<ClosingEvent, 'ClaimReopened'>>({
  command: ReopenClaim,
  anyLifecycle: true,
  roles: EDITORS,
  decide: (state, { reason }, { actor }) => {
    mustExist(state);
    if (!state.closed) refuse('not-closed', 'This claim is neither declined nor withdrawn.');
    if (state.closed === 'declined' && !actor.roles.includes('reviewer')) {
      refuse('reviewer-only', 'A reviewer declined this claim, so a reviewer takes it up again.');
    }
    return { events: [{ type: 'ClaimReopened', facts: {}, words: { reason } }] };
  },
});

/** How a claim leaves the desk without a verdict, and comes back. */
export const closingRules = [decline, withdraw, reopen];
