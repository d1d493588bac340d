import type { Context } from '../../kernel/decider.js';
import { daysOf } from '../../kernel/edtf.js';
import type { Rating, VerdictProposed } from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import type { ClaimState } from '../claim.state.js';
import { withMergedOrigins } from '../appearances/merged-origins.js';
import { isPartyOf } from '../parties.js';
import { mustFitKind, mustSayWhatMediaAre } from './fitting-kind.js';
import { independentOrigins } from '../evidence/sufficiency.js';

type ProposalFacts = VerdictProposed['facts'];

/** Somewhere on earth it is this much later than UTC. */
const EASTERNMOST_MS = 14 * 3_600_000;

const mustBeAssessed = ({ assessedOn }: ProposalFacts, now: string): void => {
  const today = new Date(Date.parse(now) + EASTERNMOST_MS).toISOString().slice(0, 10);
  if (daysOf(assessedOn).first > today) refuse('assessed-in-the-future', 'assessedOn is a day that has not come yet.');
};

const mustCoverSomeDay = ({ assessedOn, validFrom = assessedOn, validUntil }: ProposalFacts): void => {
  if (validUntil !== undefined && daysOf(validFrom).first > daysOf(validUntil).last) {
    refuse('validity-reversed', 'validUntil lies before validFrom, or before assessedOn where that is absent.');
  }
};

/** Ratings that accuse somebody: of saying what is not so, or of not doing what they promised. */
const ACCUSING: readonly Rating[] = ['FALSE', 'MOSTLY_FALSE', 'MISLEADING', 'STALLED', 'COMPROMISE', 'BROKEN'];

/** Whoever is contradicted is heard, or had time to answer, or the reason for not asking is on the record. */
const mustHaveSoughtReply = (state: ClaimState, { rating, noReply }: ProposalFacts, now: string): void => {
  if (!ACCUSING.includes(rating) || noReply) return;
  if (state.replies.some((reply) => !reply.unchecked && isPartyOf(state, reply))) return;
  const requests = [...state.replyRequests].filter(([, { party }]) => isPartyOf(state, party));
  if (requests.some(([, { deadline }]) => deadline <= now)) return;
  const [awaited] = requests;
  if (awaited) refuse('reply-awaited', `A reply is awaited until ${awaited[1].deadline}.`, awaited[0]);
  refuse(
    'no-reply-reason-missing',
    `${rating} needs a reply, a request for one, or noReplyReason: why nobody was asked.`,
  );
};

/** The claim as it will be once this is published: a correction may bring its own wording and claimant. */
const asProposed = (state: ClaimState, { rewording, reassignment }: ProposalFacts): ClaimState => ({
  ...state,
  ...(rewording && {
    kind: rewording.kind,
    subjectAct: rewording.subjectAct ?? false,
    dueOn: rewording.dueOn,
    media: rewording.media,
  }),
  ...(reassignment && { claimantId: reassignment.claimantId }),
});

/**
 * What has to hold both when a verdict is proposed and when it is published; gives the origins it rests on. The rule
 * announces `streamsOfOrigins`.
 */
export const mustBePublishable = (before: ClaimState, proposed: ProposalFacts, context: Context): string[] => {
  const state = asProposed(before, proposed);
  mustFitKind(state, proposed);
  mustSayWhatMediaAre(state, proposed);
  mustBeAssessed(proposed, context.now);
  mustCoverSomeDay(proposed);
  mustHaveSoughtReply(state, proposed, context.now);
  return independentOrigins(withMergedOrigins(state, before, context), proposed);
};
