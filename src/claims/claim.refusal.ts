import { Refused, type CommonRefusal } from '../kernel/refusal.js';

/** Why a command about a claim is refused. */
export type ClaimRefusal =
  | Exclude<CommonRefusal, 'role-required'>
  // What a command names is not there.
  | 'outlet-unknown'
  | 'work-unknown'
  | 'claim-unknown'
  | 'person-unknown'
  | 'appearance-unknown'
  | 'upstream-unknown'
  | 'evidence-unknown'
  | 'evidence-withdrawn'
  // A rating needs what it does not have.
  | 'evidence-insufficient'
  | 'single-source-reason-missing'
  | 'unknowns-missing'
  | 'overtaken-by-missing'
  | 'no-reply-reason-missing'
  | 'not-due-yet'
  | 'validity-reversed'
  // The verdict is not in the state that the command needs.
  | 'proposal-open'
  | 'proposal-not-open'
  | 'verdict-stands'
  | 'verdict-not-standing'
  | 'no-unconfirmed-retraction'
  | 'claim-changed-since-proposal'
  | 'evidence-changed-since-proposal'
  // Somebody else must do it.
  | 'submitter-may-not-propose'
  | 'submitter-may-not-publish'
  | 'proposer-may-not-publish'
  | 'proposer-may-not-send-back'
  | 'proposer-only'
  | 'retractor-may-not-settle';

/** Refuses; `id` is what stands in the way, where it is one thing. */
export const refuse = (code: ClaimRefusal, message: string, id?: string): never => {
  throw new Refused<ClaimRefusal>(code, message, id === undefined ? undefined : { id });
};
