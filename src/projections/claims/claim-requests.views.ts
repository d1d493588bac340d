import type { CorrectionOutcome, Replier, ReplyChannel } from '../../claims/claim.events.js';
import { NamedOutletView } from './appearance.views.js';

/** Somebody was asked what they say to the claim. */
export class ReplyRequestView {
  /** The request. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a48' */
  readonly id: string;

  /** Who was asked. @example 'outlet' */
  readonly to: Replier;

  /** The claimant, where it is that. @example null */
  readonly claimantId: string | null;

  /** The outlet, where it is one. */
  readonly outlet: NamedOutletView | null;

  /** Until when a reply is awaited, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly deadline: string;

  /** By which way. @example 'email' */
  readonly channel: ReplyChannel | null;

  /** Why they were given less than a day. @example null */
  readonly shortNoticeReason: string | null;

  /** How the claim concerns them. @example null */
  readonly concern: string | null;

  /** What was asked. @example null */
  readonly question: string | null;

  /** Where. @example null */
  readonly contact: string | null;

  /** Whether a reply was received. @example false */
  readonly answered: boolean;

  /** When, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly at: string;

  /** Who asked. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a30' */
  readonly by: string;
}

/** Somebody says that there is an error. */
export class CorrectionRequestView {
  /** The request. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a49' */
  readonly id: string;

  /** The verdict that it is about. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a13' */
  readonly verdictId: string;

  /** What it says; null once erased. @example 'The name is wrong.' */
  readonly text: string | null;

  /** How to reach them. @example null */
  readonly contact: string | null;

  /** When, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly at: string;

  /** What came of it; null while it is unanswered. @example null */
  readonly outcome: CorrectionOutcome | null;

  /** What they were told. @example null */
  readonly answer: string | null;

  /** When, RFC 3339. @example null */
  readonly answeredAt: string | null;

  /** By whom. @example null */
  readonly answeredBy: string | null;
}
