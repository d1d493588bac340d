import { rule, type Context } from '../../kernel/decider.js';
import type { EventOf } from '../../kernel/event.js';
import { mustBeIndependent } from '../../kernel/independence.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import type { Capacity } from '../../kernel/roles.js';
import { refuse } from '../claim.refusal.js';
import { mustExist, type ClaimState } from '../claim.state.js';
import { wasPublished } from '../parties.js';
import { ConfirmWithholding, LiftWithholding, WithholdPublication } from './withholding.commands.js';
import type { WithholdingEvent } from './withholding.events.js';

/** An order is a matter of law, which admins answer for, and of what readers see, which reviewers do. Two people, always. */
const BY_ORDER: readonly Capacity[] = ['admin', 'reviewer'];

const withhold = rule<ClaimState, WithholdPublication, EventOf<WithholdingEvent, 'PublicationWithheld'>>({
  command: WithholdPublication,
  anyLifecycle: true,
  roles: BY_ORDER,
  decide: (state, { basis, reason, order }) => {
    mustExist(state);
    if (!wasPublished(state)) refuse('claim-not-published', 'Only a published claim can be withheld.');
    if (state.withholding) refuse('nothing-changed', 'This claim is withheld already.');
    return {
      events: [{ type: 'PublicationWithheld', facts: { basis }, words: { reason, ...omitUndefined({ order }) } }],
    };
  },
});

/** Refuses what is for a second person to the one who withheld the claim, and to who may be that one. */
const mustBeSecond = ({ withholding }: ClaimState, context: Context): void => {
  if (!withholding || withholding.confirmed) return;
  if (withholding.by === context.actor.id) {
    refuse('withholder-may-not-settle', 'Somebody else must confirm or lift what one person withheld.');
  }
  mustBeIndependent(context, withholding.by);
};

const readsOfSecond = (_: unknown, __: unknown, { withholding }: ClaimState) =>
  withholding && !withholding.confirmed ? { people: [withholding.by] } : {};

const confirm = rule<ClaimState, ConfirmWithholding, EventOf<WithholdingEvent, 'WithholdingConfirmed'>>({
  command: ConfirmWithholding,
  anyLifecycle: true,
  roles: BY_ORDER,
  reads: readsOfSecond,
  decide: (state, { note }, context) => {
    if (!state.withholding) refuse('not-withheld', 'This claim is not withheld.');
    if (state.withholding?.confirmed) refuse('withholding-confirmed', 'This withholding is confirmed already.');
    mustBeSecond(state, context);
    return { events: [{ type: 'WithholdingConfirmed', facts: {}, words: omitUndefined({ note }) }] };
  },
});

/** Once two people stand behind it, either may lift it when the order ends. */
const lift = rule<ClaimState, LiftWithholding, EventOf<WithholdingEvent, 'WithholdingLifted'>>({
  command: LiftWithholding,
  anyLifecycle: true,
  roles: BY_ORDER,
  reads: readsOfSecond,
  decide: (state, { reason }, context) => {
    if (!state.withholding) refuse('not-withheld', 'This claim is not withheld.');
    mustBeSecond(state, context);
    return { events: [{ type: 'WithholdingLifted', facts: {}, words: { reason } }] };
  },
});

/** How a published claim is kept from the public by order, and given back. */
export const withholdingRules = [withhold, confirm, lift];
