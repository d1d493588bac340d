import { ErasureView } from './erasure.views.js';
import type { QueueReason } from './queue.waits.js';
import type { Answered } from './view.js';

/** Who is to review a claim. */
export class AssigneeView {
  /**
   * The person.
   * @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a40'
   */
  readonly id: string;

  /**
   * By when, EDTF.
   * @example '2026-11-30'
   */
  readonly dueOn: string | null;

  /**
   * Whether to rate a proposal without having seen it.
   * @example false
   */
  readonly blind: boolean;
}

/** Something that a claim waits for. */
export class QueueItemView {
  /**
   * The claim.
   * @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a01'
   */
  readonly claimId: string;

  /**
   * Its text; null once erased.
   * @example 'North Korea sent 3,000 more soldiers to Russia in January and February 2025.'
   */
  readonly text: string | null;

  /**
   * What has to be done: review it; rate the proposal as a second, without having seen it; publish the proposal or send it
   * back; go on, since nobody replied in time; confirm or overturn a retraction, or a withholding; answer a request for a
   * correction; decide a dispute; review again what rests on evidence that was withdrawn, or what has expired; rate a
   * prediction or promise that has fallen due.
   * @example 'proposed'
   */
  readonly reason: QueueReason;

  /**
   * What it is about, where it is one part of the claim: the verdict, request, dispute or item of evidence.
   * @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a13'
   */
  readonly part: string | null;

  /**
   * When it was or will be due, RFC 3339.
   * @example '2026-11-22T10:00:00.000Z'
   */
  readonly due: string;

  /**
   * Whether that has passed.
   * @example true
   */
  readonly overdue: boolean;

  /**
   * Who is to review the claim.
   */
  readonly assignees: AssigneeView[];

  /**
   * Whether the claim's record is not what the ledger committed to; its words are not shown then.
   * @example false
   */
  readonly corrupt: boolean;
}

/** What the desk has to do, what has been due longest first. */
export class QueueView implements Answered {
  /**
   * Those of this page.
   */
  readonly items: QueueItemView[];

  /**
   * Where to go on; null at the end.
   * @example null
   */
  readonly nextCursor: string | null;

  /**
   * What was erased of the words shown here; they are null then.
   * @example []
   */
  readonly erasures: ErasureView[];

  /**
   * The position that the answer rests on.
   * @example 42
   */
  readonly position: number;

  /**
   * The position that was asked for; null: the newest.
   * @example null
   */
  readonly asOf: number | null;

  /**
   * Whether the answer may lack what was recorded before it was asked.
   * @example false
   */
  readonly stale: boolean;
}
