import type { Context } from '../kernel/decider.js';
import { Refused, type CommonRefusal } from '../kernel/refusal.js';
import { personFold, type PersonState } from './person.state.js';

/**
 * Why a command about a person is refused.
 *
 * - `not-to-oneself`: nobody changes their own roles, deactivates or erases themself, or makes a link to their own account.
 * - `last-admin`: the desk would be left with nobody who may grant a role.
 * - `wider-than-own`: a token is to be issued by one that is narrower, or ends sooner.
 * - `person-erased`: for good.
 * - `erasure-proposed`, `no-erasure-proposed`: a proposal to erase this person is open, or none is.
 * - `proposer-may-not-confirm`: an erasure waits for a second admin.
 */
type PersonRefusal =
  | CommonRefusal
  | 'expiry-in-the-past'
  | 'wider-than-own'
  | 'person-deactivated'
  | 'person-erased'
  | 'not-to-oneself'
  | 'last-admin'
  | 'erasure-proposed'
  | 'no-erasure-proposed'
  | 'proposer-may-not-confirm';

/** @throws Refused with one of the codes above */
export const refuse = (code: PersonRefusal, message: string): never => {
  throw new Refused<PersonRefusal>(code, message);
};

/** Refuses `not-found` for who was never invited, `person-erased` for who is nobody any more. */
export const mustExist = (state: PersonState): void => {
  if (!state.exists) refuse('not-found', 'There is no such person.');
  if (state.erased) refuse('person-erased', 'This person is erased, for good: invite them anew.');
};

/** Refuses as `mustExist`, and `person-deactivated`. */
export const mustBeActive = (state: PersonState): void => {
  mustExist(state);
  if (!state.active) refuse('person-deactivated', 'This person is deactivated: reactivate them first.');
};

/** Refuses `not-to-oneself`, with the message that says who does it instead. */
export const mustBeAnother = ({ target, actor }: Context, message: string): void => {
  if (target.id === actor.id) refuse('not-to-oneself', message);
};

/**
 * Refuses `last-admin` where nobody would be left who may grant a role. An admin who acts on another one is left, and
 * their own stream is guarded. The operator is no admin: the target's part names another one, whose stream is read for
 * it and guarded likewise, so that of two who would leave the desk without an admin, in whatever process, one is refused.
 */
export const mustLeaveAnAdmin = (state: PersonState, context: Context): void => {
  const { target, capacity } = context;
  if (!state.roles.includes('admin') || capacity === 'admin') return;
  const other = target.part;
  if (other !== undefined && other !== target.id && context.state(personFold, other).roles.includes('admin')) return;
  refuse('last-admin', 'This is the last admin: make somebody else one first.');
};
