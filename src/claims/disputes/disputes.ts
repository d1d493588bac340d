import { rule, type Context } from '../../kernel/decider.js';
import type { EventOf } from '../../kernel/event.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { EDITORS, REVIEWERS } from '../../kernel/roles.js';
import type { DisputeEvent, DisputeFacts } from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import type { ClaimState } from '../claim.state.js';
import { DecideDispute, OpenDispute, WithdrawDispute } from './disputes.commands.js';
import type { DisputeState } from './disputes.state.js';
import { partyOf } from '../parties.js';
import { standingVerdict } from '../verdicts/verdicts.state.js';

/**
 * The open dispute that the same party has about the same verdict: a claimant and an outlet are one party each, a colleague
 * is one by person; readers and others may be many.
 */
const openOf = (state: ClaimState, { verdictId, party, outletId }: DisputeFacts, opener: string): string | undefined =>
  [...state.disputes].find(
    ([, { status, facts, opener: by }]) =>
      status === 'open' &&
      facts.verdictId === verdictId &&
      facts.party === party &&
      (party === 'claimant' ||
        (party === 'outlet' && facts.outletId === outletId) ||
        (party === 'staff' && by === opener)),
  )?.[0];

const open = rule<ClaimState, OpenDispute, EventOf<DisputeEvent, 'DisputeOpened'>>({
  command: OpenDispute,
  roles: EDITORS,
  decide: (state, { party, outletId, grounds, contact }, context) => {
    const { id: verdictId } = standingVerdict(state, context);
    const disputeId = context.newId();
    const facts = { disputeId, verdictId, party, ...partyOf(state, party, { outletId }) };
    const already = openOf(state, facts, context.actor.id);
    if (already !== undefined) refuse('dispute-open', 'This party has an open dispute about this verdict.', already);
    return {
      events: [{ type: 'DisputeOpened', facts, words: { grounds, ...omitUndefined({ contact }) } }],
      ids: { disputeId },
    };
  },
});

/** The open dispute named in the path. */
const openDispute = (
  { disputes }: ClaimState,
  { target }: Context,
): { readonly id: string; readonly is: DisputeState } => {
  const id = target.part ?? '';
  const is = disputes.get(id) ?? refuse('not-found', 'This claim has no such dispute.');
  if (is.status !== 'open') refuse('dispute-not-open', `This dispute is ${is.status}.`);
  return { id, is };
};

/** Nobody judges what they asked for, or what they made. */
const mustBeImpartial = (state: ClaimState, { opener, facts }: DisputeState, { actor }: Context): void => {
  if (opener === actor.id) refuse('opener-may-not-decide', 'Whoever opened a dispute may not decide it.');
  const verdict = state.verdicts.get(facts.verdictId);
  if (verdict?.proposer === actor.id) {
    refuse('proposer-may-not-decide', 'Whoever proposed the verdict may not decide a dispute about it.');
  }
  if (verdict?.publisher === actor.id) {
    refuse('publisher-may-not-decide', 'Whoever published the verdict may not decide a dispute about it.');
  }
};

const decide = rule<ClaimState, DecideDispute, EventOf<DisputeEvent, 'DisputeDecided'>>({
  command: DecideDispute,
  anyLifecycle: true,
  roles: REVIEWERS,
  decide: (state, { outcome, reason }, context) => {
    const { id: disputeId, is } = openDispute(state, context);
    mustBeImpartial(state, is, context);
    return {
      events: [{ type: 'DisputeDecided', facts: { disputeId, outcome }, words: { reason } }],
      ids: { disputeId },
    };
  },
});

const withdraw = rule<ClaimState, WithdrawDispute, EventOf<DisputeEvent, 'DisputeWithdrawn'>>({
  command: WithdrawDispute,
  anyLifecycle: true,
  roles: EDITORS,
  decide: (state, { reason }, context) => {
    const { id: disputeId, is } = openDispute(state, context);
    if (is.opener !== context.actor.id)
      refuse('opener-only', 'Only whoever opened a dispute takes it back: decide it.');
    return { events: [{ type: 'DisputeWithdrawn', facts: { disputeId }, words: { reason } }], ids: { disputeId } };
  },
});

/** How a published verdict is disputed. A dispute outlives its verdict's standing: it is decided or taken back all the same. */
export const disputeRules = [open, decide, withdraw];
