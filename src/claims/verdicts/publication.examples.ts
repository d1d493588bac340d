import { by, someId } from '../../kernel/specification.js';
import {
  attached,
  attachedB,
  proposed,
  PROPOSER,
  published,
  PUBLISHER,
  submitted,
  SUBMITTER,
  VERDICT,
} from '../claim.examples.js';
import type {
  CorrectionRequestEvent,
  DisputeEvent,
  DisputeFacts,
  OutsideReviewEvent,
  OutsideReviewFacts,
  ReplyEvent,
  VerdictCorrected,
} from '../claim.events.js';

/** What befalls a published claim, for specifications; each takes the facts that matter to the case. */
export const [DISPUTE, REQUEST, REVIEW] = [someId(601), someId(602), someId(603)];
export const FIFTH = someId(5);
export const RECEIPT = 'c'.repeat(64);

/** A claim with an open proposal, and with a verdict that stands. */
export const open = [...by(SUBMITTER, submitted(), attached(), attachedB()), ...by(PROPOSER, proposed())];
export const standing = [...open, ...by(PUBLISHER, published(VERDICT))];

export const corrected = (verdictId: string, later: string): VerdictCorrected => ({
  type: 'VerdictCorrected',
  facts: { verdictId, grade: 'material', by: later },
  words: {},
});
export const expired = (verdictId: string, validUntil: string) =>
  ({ type: 'VerdictExpired', facts: { verdictId, validUntil }, words: {} }) as const;

export const withheld = () =>
  ({ type: 'PublicationWithheld', facts: { basis: 'court-order' }, words: { reason: 'An order.' } }) as const;
export const withholdingConfirmed = () => ({ type: 'WithholdingConfirmed', facts: {}, words: {} }) as const;
export const withholdingLifted = () =>
  ({ type: 'WithholdingLifted', facts: {}, words: { reason: 'It was quashed.' } }) as const;

type Review<Type extends string> = Extract<OutsideReviewEvent, { type: Type }>;
export const reviewFacts: OutsideReviewFacts = {
  outsideReviewId: REVIEW,
  publisherId: someId(605),
  reservationId: REVIEW,
};
export const reviewedElsewhere = (): Review<'OutsideReviewRecorded'> => ({
  type: 'OutsideReviewRecorded',
  facts: reviewFacts,
  words: { publisher: 'StopFake', url: 'https://stopfake.org/a', nativeRating: 'Fake' },
});
export const reviewWithdrawn = (): Review<'OutsideReviewWithdrawn'> => ({
  type: 'OutsideReviewWithdrawn',
  facts: { outsideReviewId: REVIEW },
  words: { reason: 'Another claim.' },
});

type Dispute<Type extends string> = Extract<DisputeEvent, { type: Type }>;
export const disputed = (facts: Partial<DisputeFacts> = {}): Dispute<'DisputeOpened'> => ({
  type: 'DisputeOpened',
  facts: { disputeId: DISPUTE, verdictId: VERDICT, party: 'reader', ...facts },
  words: { grounds: 'The order was lifted.' },
});
export const decided = (outcome: 'upheld' | 'rejected', disputeId = DISPUTE): Dispute<'DisputeDecided'> => ({
  type: 'DisputeDecided',
  facts: { disputeId, outcome },
  words: { reason: 'We have looked.' },
});
export const disputeWithdrawn = (): Dispute<'DisputeWithdrawn'> => ({
  type: 'DisputeWithdrawn',
  facts: { disputeId: DISPUTE },
  words: { reason: 'Settled.' },
});

type Reply<Type extends string> = Extract<ReplyEvent, { type: Type }>;
export const replyRequested = (facts: Partial<Reply<'ReplyRequested'>['facts']>): Reply<'ReplyRequested'> => ({
  type: 'ReplyRequested',
  facts: { requestId: REQUEST, to: 'claimant', deadline: '2025-05-01T12:00:00.000Z', ...facts },
  words: { question: 'On what does it rest?' },
});
export const replied = (facts: Partial<Reply<'ReplyReceived'>['facts']>): Reply<'ReplyReceived'> => ({
  type: 'ReplyReceived',
  facts: { replyId: someId(604), from: 'claimant', ...facts },
  words: { text: 'On our own count.' },
});

type Request<Type extends string> = Extract<CorrectionRequestEvent, { type: Type }>;
export const correctionRequested = (verdictId = VERDICT): Request<'CorrectionRequested'> => ({
  type: 'CorrectionRequested',
  facts: { requestId: REQUEST, verdictId, receiptDigest: RECEIPT },
  words: { text: 'It was the 4th.' },
});
export const requestAnswered = (): Request<'CorrectionRequestAnswered'> => ({
  type: 'CorrectionRequestAnswered',
  facts: { requestId: REQUEST, outcome: 'accepted' },
  words: { answer: 'You are right.' },
});
