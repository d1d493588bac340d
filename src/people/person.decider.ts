import { rule, type Decider, type Target } from '../kernel/decider.js';
import { ADMINS } from '../kernel/roles.js';
import { personErasureRules } from './erasure.js';
import { DeactivatePerson, GrantRole, InvitePerson, ReactivatePerson, RevokeRole } from './person.commands.js';
import { linkRules } from './links.js';
import type { PersonEvent } from './person.events.js';
import { mustBeActive, mustBeAnother, mustExist, mustLeaveAnAdmin, refuse } from './person.refusal.js';
import { personFold, type PersonState } from './person.state.js';
import { tokenKey, tokenRules } from './tokens.js';

/** The admin who is to be left, where the operator names one. */
const readsOfAnother = (_: unknown, { part }: Target) => ({
  streams: part === undefined ? [] : [{ fold: personFold, id: part }],
});

const invite = rule<PersonState, InvitePerson, PersonEvent>({
  command: InvitePerson,
  roles: ADMINS,
  decide: (state) => {
    if (state.exists) refuse('already-exists', 'This person is invited already.');
    return { events: [{ type: 'PersonInvited', facts: {}, words: {} }] };
  },
});

const grant = rule<PersonState, GrantRole, PersonEvent>({
  command: GrantRole,
  roles: ADMINS,
  decide: (state, { role }, context) => {
    mustBeActive(state);
    mustBeAnother(context, 'Another admin, or the operator, changes your roles.');
    if (state.roles.includes(role)) refuse('nothing-changed', `This person is ${role} already.`);
    return { events: [{ type: 'RoleGranted', facts: { role }, words: {} }] };
  },
});

const revoke = rule<PersonState, RevokeRole, PersonEvent>({
  command: RevokeRole,
  roles: ADMINS,
  reads: readsOfAnother,
  decide: (state, { role }, context) => {
    mustBeActive(state);
    mustBeAnother(context, 'Another admin, or the operator, changes your roles.');
    if (role === 'admin') mustLeaveAnAdmin(state, context);
    if (!state.roles.includes(role)) refuse('nothing-changed', `This person is not ${role}.`);
    return { events: [{ type: 'RoleRevoked', facts: { role }, words: {} }] };
  },
});

const deactivate = rule<PersonState, DeactivatePerson, PersonEvent>({
  command: DeactivatePerson,
  roles: ADMINS,
  reads: readsOfAnother,
  decide: (state, _, context) => {
    mustExist(state);
    mustBeAnother(context, 'Another admin deactivates you.');
    if (!state.active) refuse('nothing-changed', 'This person is deactivated already.');
    mustLeaveAnAdmin(state, context);
    const live = [...state.tokens.values()].filter(({ revoked }) => !revoked);
    return {
      events: [{ type: 'PersonDeactivated', facts: {}, words: {} }],
      release: live.map(({ digest }) => tokenKey(digest)),
    };
  },
});

const reactivate = rule<PersonState, ReactivatePerson, PersonEvent>({
  command: ReactivatePerson,
  roles: ADMINS,
  decide: (state) => {
    mustExist(state);
    if (state.active) refuse('nothing-changed', 'This person is not deactivated.');
    return { events: [{ type: 'PersonReactivated', facts: {}, words: {} }] };
  },
});

/** What may happen to a person. */
export const personDecider: Decider<PersonState, PersonEvent> = {
  ...personFold,
  rules: [invite, grant, revoke, deactivate, reactivate, ...tokenRules, ...linkRules, ...personErasureRules],
};
