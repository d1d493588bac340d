import { rule } from '../kernel/decider.js';
import type { EventOf } from '../kernel/event.js';
import { ADMINS, type Capacity } from '../kernel/roles.js';
import { isUnnarrowed } from '../kernel/scopes.js';
import { IssueLink, RemoveSecondFactor } from './person.commands.js';
import type { PersonEvent } from './person.events.js';
import { mustBeActive, mustBeAnother, refuse } from './person.refusal.js';
import type { PersonState } from './person.state.js';

/** Whoever has a stolen session or token must not get a password by it, which outlives both. */
const issue = rule<PersonState, IssueLink, EventOf<PersonEvent, 'LinkIssued'>>({
  command: IssueLink,
  roles: ADMINS,
  decide: (state, { purpose, expiresAt }, context) => {
    mustBeActive(state);
    if (state.erasure) refuse('erasure-proposed', 'This person is about to be erased.');
    if (!isUnnarrowed(context.actor)) {
      refuse('wider-than-own', 'A link gives more than this token does: use one with every scope and no end.');
    }
    mustBeAnother(context, 'Another admin, or the operator, makes a link to your account.');
    const linkId = context.newId();
    return { events: [{ type: 'LinkIssued', facts: { linkId, purpose, expiresAt }, words: {} }], ids: { linkId } };
  },
});

const OPERATOR: readonly Capacity[] = ['system'];

const removeSecondFactor = rule<PersonState, RemoveSecondFactor, EventOf<PersonEvent, 'SecondFactorRemoved'>>({
  command: RemoveSecondFactor,
  roles: OPERATOR,
  decide: (state) => {
    mustBeActive(state);
    return { events: [{ type: 'SecondFactorRemoved', facts: {}, words: {} }] };
  },
});

/** How somebody is let into an account that is not theirs to open any more, or not yet. */
export const linkRules = [issue, removeSecondFactor];
