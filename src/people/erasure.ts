import { rule } from '../kernel/decider.js';
import type { EventOf } from '../kernel/event.js';
import { mustBeIndependent } from '../kernel/independence.js';
import type { Capacity } from '../kernel/roles.js';
import { ConfirmPersonErasure, ProposePersonErasure, WithdrawPersonErasure } from './person.commands.js';
import type { PersonEvent } from './person.events.js';
import { mustBeAnother, mustExist, refuse } from './person.refusal.js';
import type { PersonState } from './person.state.js';
import { tokenKey } from './tokens.js';

/** Erasure is for good: two people, each known by name. The operator's own hand is nobody. */
const ADMIN: readonly Capacity[] = ['admin'];

const proposalOf = (state: PersonState) => {
  mustExist(state);
  return state.erasure ?? refuse('no-erasure-proposed', 'Nobody has proposed to erase this person.');
};

const propose = rule<PersonState, ProposePersonErasure, EventOf<PersonEvent, 'PersonErasureProposed'>>({
  command: ProposePersonErasure,
  roles: ADMIN,
  decide: (state, { basis, reason }, context) => {
    mustExist(state);
    if (state.erasure) refuse('erasure-proposed', 'Erasing this person is proposed already.');
    const erasureId = context.newId();
    return {
      events: [{ type: 'PersonErasureProposed', facts: { erasureId, basis }, words: { reason } }],
      ids: { erasureId },
    };
  },
});

const withdraw = rule<PersonState, WithdrawPersonErasure, EventOf<PersonEvent, 'PersonErasureWithdrawn'>>({
  command: WithdrawPersonErasure,
  roles: ADMIN,
  decide: (state, { reason }) => {
    const { id: erasureId } = proposalOf(state);
    return {
      events: [{ type: 'PersonErasureWithdrawn', facts: { erasureId }, words: { reason } }],
      ids: { erasureId },
    };
  },
});

/** The one who confirms is another, independent of the first, and is an admin and stays one: the desk is not left without. */
const confirm = rule<PersonState, ConfirmPersonErasure, EventOf<PersonEvent, 'PersonErased'>>({
  command: ConfirmPersonErasure,
  roles: ADMIN,
  reads: (_, __, { erasure }) => (erasure ? { people: [erasure.by] } : {}),
  decide: (state, _, context) => {
    const { id: erasureId, by, basis } = proposalOf(state);
    if (by === context.actor.id) refuse('proposer-may-not-confirm', 'Another admin must confirm an erasure.');
    mustBeAnother(context, 'Another admin confirms your erasure.');
    mustBeIndependent(context, by);
    const live = [...state.tokens.values()].filter(({ revoked }) => !revoked);
    return {
      events: [{ type: 'PersonErased', facts: { erasureId, basis }, words: {} }],
      release: live.map(({ digest }) => tokenKey(digest)),
      ids: { erasureId },
    };
  },
});

/** How a person is erased: one admin proposes it with a legal basis, a second one carries it out. */
export const personErasureRules = [propose, withdraw, confirm];
