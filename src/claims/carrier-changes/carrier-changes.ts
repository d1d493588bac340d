import { rule, type Context } from '../../kernel/decider.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { EDITORS } from '../../kernel/roles.js';
import { refuse } from '../claim.refusal.js';
import type { ClaimState } from '../claim.state.js';
import { lastPublicVerdict } from '../verdicts/verdicts.state.js';
import { ConfirmCarrierChanges, RefuseCarrierChange, WithdrawCarrierChange } from './carrier-changes.commands.js';
import type {
  CarrierChangeRefused,
  CarrierChangesConfirmed,
  CarrierChangeWithdrawn,
} from './carrier-changes.events.js';
import { openChanges, type CarrierChangeState } from './carrier-changes.state.js';

/** A change of the claim that still waits; refuses `change-unknown` and `change-settled`. */
const openChange = (state: ClaimState, id: string): CarrierChangeState => {
  const entry = state.changes.get(id) ?? refuse('change-unknown', 'This claim has no such change.', id);
  if (!openChanges(state).some(([each]) => each === id)) {
    refuse('change-settled', `This change is ${entry.status} already.`, id);
  }
  return entry;
};

/** What it says must still be there to be said. */
const mustHold = (state: ClaimState, { said, status }: CarrierChangeState): void => {
  const [change] = said;
  if (status !== 'pending' || !change) return;
  const { of, appearanceId = of && 'appearanceId' in of ? of.appearanceId : undefined } = change.facts as {
    of?: { appearanceId: string } | { upstreamId: string };
    appearanceId?: string;
  };
  if (appearanceId !== undefined && state.appearances.get(appearanceId)?.withdrawn) {
    refuse('appearance-withdrawn', 'The appearance was withdrawn meanwhile: refuse this change.', appearanceId);
  }
  if (of && 'upstreamId' in of && state.upstreams.get(of.upstreamId)?.withdrawn) {
    refuse('upstream-withdrawn', 'The upstream was withdrawn meanwhile: refuse this change.', of.upstreamId);
  }
};

const confirm = rule<ClaimState, ConfirmCarrierChanges, CarrierChangesConfirmed>({
  command: ConfirmCarrierChanges,
  roles: EDITORS,
  decide: (state, { changeIds, note }, { actor, policy }) => {
    const changes = changeIds.map((id) => [id, openChange(state, id)] as const);
    const [own] = changes.find(([, { by }]) => by === actor.id) ?? [];
    if (own !== undefined && policy !== 'two-eyes') {
      refuse('proposer-may-not-confirm', 'Whoever made a change may not confirm it.', own);
    }
    changes.forEach(([, change]) => mustHold(state, change));
    const verdictId = lastPublicVerdict(state) ?? refuse('claim-not-published', 'This claim has not been published.');
    const facts = { changeIds, verdictId, policy, ...(own !== undefined && { alone: true as const }) };
    return { events: [{ type: 'CarrierChangesConfirmed', facts, words: omitUndefined({ note }) }] };
  },
});

const named = (state: ClaimState, { target }: Context): readonly [string, CarrierChangeState] => {
  const id = target.part ?? '';
  if (!state.changes.has(id)) refuse('not-found', 'This claim has no such change.');
  return [id, openChange(state, id)];
};

const refuseChange = rule<ClaimState, RefuseCarrierChange, CarrierChangeRefused>({
  command: RefuseCarrierChange,
  roles: EDITORS,
  decide: (state, { reason }, context) => {
    const [changeId, { by }] = named(state, context);
    if (by === context.actor.id) refuse('proposer-may-not-refuse', 'Withdraw it: it is your own.');
    return { events: [{ type: 'CarrierChangeRefused', facts: { changeId }, words: { reason } }], ids: { changeId } };
  },
});

const withdraw = rule<ClaimState, WithdrawCarrierChange, CarrierChangeWithdrawn>({
  command: WithdrawCarrierChange,
  roles: EDITORS,
  decide: (state, { reason }, context) => {
    const [changeId, { by }] = named(state, context);
    if (by !== context.actor.id) refuse('proposer-only', 'Refuse it: only whoever made it withdraws it.');
    return { events: [{ type: 'CarrierChangeWithdrawn', facts: { changeId }, words: { reason } }], ids: { changeId } };
  },
});

/** How another person stands by what one says of who carried a public claim. */
export const carrierChangeRules = [confirm, refuseChange, withdraw];
