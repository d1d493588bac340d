import { ErasureView } from '../erasure.views.js';
import type { ClaimKind } from '../../claims/claim.events.js';
import type { MissingPart } from '../../claims/review/missing.js';
import type { QueueReason } from '../../claims/review/queue-items.js';
import { PageMetaView } from '../engine/answers.views.js';

/** Who is to review a claim. */
export class AssigneeView {
  /** The person. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a40' */
  readonly id: string;

  /** By when, EDTF. @example '2026-11-30' */
  readonly dueOn: string | null;

  /** Whether to rate a proposal without having seen it. @example false */
  readonly blind: boolean;
}

/** How many items of a claim's evidence stand. */
export class StancesView {
  /** Those that support it. @example 1 */
  readonly supports: number;

  /** Those that refute it. @example 0 */
  readonly refutes: number;

  /** Those that only say what belongs to it. @example 0 */
  readonly context: number;
}

/** Something that a claim waits for. */
export class QueueItemView {
  /** The claim. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a01' */
  readonly claimId: string;

  /**
   * Its text; null once erased.
   * @example 'North Korea sent 3,000 more soldiers to Russia in January and February 2025.'
   */
  readonly text: string | null;

  /** What sort of assertion it is. @example 'quantity' */
  readonly kind: ClaimKind;

  /** Codes of its topics. @example ['ukraine'] */
  readonly topics: string[];

  /** Language of its text, BCP 47. @example 'en' */
  readonly language: string;

  /** In how many places it appears. @example 3 */
  readonly carriers: number;

  /** How much evidence there is so far. */
  readonly evidence: StancesView;

  /** What is missing before a verdict can be proposed. @example ['second-origin', 'proposal'] */
  readonly missing: MissingPart[];

  /** Who proposed the verdict that is open; null where none is, or it is to be rated unseen. @example null */
  readonly proposer: string | null;

  /**
   * What has to be done. On the way to a verdict: review it; rate the proposal as a second, without having seen it; publish
   * the proposal or send it back; go on, since nobody replied in time; rate a prediction or promise that has fallen due.
   * By request: confirm or overturn a retraction, or a withholding; answer a request for a correction; decide a dispute.
   *
   * And review a published verdict again, because: its validity is ending, or has; another claim was said to contradict,
   * update or negate this one; a reply came in; another fact-checker's rating differs in whether it is true; an outlet was
   * seen to correct a work in which it appears, or that is its evidence; evidence was withdrawn, or is a work that was
   * deleted and of which no copy is kept; fewer independent origins are left than it needs; a dispute was upheld.
   * All these hold since the verdict was published. Those of which one can only take note (a related claim, a reply, an
   * outside review, an outlet's correction) end when a reviewer who was assigned since lays the claim down themself; the
   * others with another verdict.
   * @example 'proposed'
   */
  readonly reason: QueueReason;

  /**
   * What it is about, where it is one part of the claim: the verdict, request, dispute, item of evidence, other
   * claim, reply, outside review or outlet's correction.
   * @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a13'
   */
  readonly part: string | null;

  /** Since when it waits, RFC 3339; null for a validity that has not ended yet. @example '2026-11-20T10:00:00.000Z' */
  readonly since: string | null;

  /** The position of the event from which that follows: of a validity the publication of its verdict. @example 42 */
  readonly sincePosition: number;

  /**
   * By when it was or is to be done, or ends, RFC 3339; null where no day is set.
   * @example '2026-11-22T10:00:00.000Z'
   */
  readonly due: string | null;

  /** Whether that has passed. @example true */
  readonly overdue: boolean;

  /** Who is to review the claim. */
  readonly assignees: AssigneeView[];

  /** Whether the claim's record is not what the ledger committed to; its words are not shown then. @example false */
  readonly corrupt: boolean;
}

/** What the desk has to do: what may harm readers first, then what has a day, then what has waited longest. */
export class QueueView extends PageMetaView {
  /** Those of this page. */
  readonly items: QueueItemView[];

  /** What was erased of the words shown here; they are null then. @example [] */
  readonly erasures: ErasureView[];
}
