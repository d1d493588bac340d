import { rule } from '../../kernel/decider.js';
import { REVIEWERS } from '../../kernel/roles.js';
import type { VerdictReaffirmed } from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import type { ClaimState } from '../claim.state.js';
import { ReaffirmVerdict } from './reaffirmation.commands.js';
import { standingVerdict } from './verdicts.state.js';

/**
 * Settles what one can only take note of, and evidence that is gone. It decides no dispute, answers no request, confirms no
 * retraction and prolongs no validity; nor does it give a verdict the independent origins that it has lost.
 */
const reaffirm = rule<ClaimState, ReaffirmVerdict, VerdictReaffirmed>({
  command: ReaffirmVerdict,
  roles: REVIEWERS,
  reads: ({ upTo }) => ({ positions: [upTo] }),
  decide: (state, { upTo, lookedAt, reason }, context) => {
    const { id: verdictId, verdict } = standingVerdict(state, context);
    if (context.policy !== 'two-eyes' && verdict.publisher === context.actor.id) {
      refuse('publisher-may-not-reaffirm', 'Whoever published a verdict may not say alone that it stands.');
    }
    // Nobody can have looked at what the ledger does not hold yet.
    if (!context.eventAt(upTo)) refuse('position-unknown', `The ledger has no position ${upTo}.`);
    const settled = Math.max(verdict.published?.position ?? 0, verdict.reaffirmed ?? -1);
    if (upTo <= settled) refuse('nothing-changed', `What came up to position ${settled} is settled already.`);
    const facts = { verdictId, upTo };
    return { events: [{ type: 'VerdictReaffirmed', facts, words: { lookedAt, reason } }], ids: { verdictId } };
  },
});

/** How a desk says that it has looked, and the verdict stands. */
export const reaffirmationRules = [reaffirm];
