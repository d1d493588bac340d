import { daysOf } from '../kernel/edtf.js';
import type { Rating, VerdictProposed } from './claim.events.js';
import { refuse } from './claim.refusal.js';
import type { ClaimState } from './claim.state.js';
import { independentOrigins } from './sufficiency.js';

type Facts = VerdictProposed['facts'];

/** Partial days are widened: what falls due in June is not due before its last day. */
const mustBeDue = ({ kind, dueOn }: ClaimState, now: string): void => {
  if (kind !== 'prediction' && kind !== 'promise') return;
  if (dueOn !== undefined && now.slice(0, 10) < daysOf(dueOn).last) {
    refuse('not-due-yet', `A ${kind} is not rated before it falls due (${dueOn}).`);
  }
};

const mustCoverSomeDay = ({ assessedOn, validFrom = assessedOn, validUntil }: Facts): void => {
  if (validUntil !== undefined && daysOf(validFrom).first > daysOf(validUntil).last) {
    refuse('validity-reversed', 'validUntil lies before validFrom, or before assessedOn where that is absent.');
  }
};

const ACCUSING: readonly Rating[] = ['FALSE', 'MOSTLY_FALSE', 'MISLEADING'];

/** Whoever is contradicted is heard, or the reason for not asking is on the record. */
const mustBeFair = ({ rating, noReply }: Facts): void => {
  if (ACCUSING.includes(rating) && !noReply) {
    refuse('no-reply-reason-missing', `${rating} needs noReplyReason: why nobody was asked for a reply.`);
  }
};

/** What has to hold both when a verdict is proposed and when it is published; gives the origins it rests on. */
export const mustBeSound = (state: ClaimState, proposed: Facts, now: string): string[] => {
  mustBeDue(state, now);
  mustCoverSomeDay(proposed);
  mustBeFair(proposed);
  return independentOrigins(state, proposed);
};
