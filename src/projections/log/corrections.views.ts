import type { Rating } from '../../claims/claim.events.js';
import type { CorrectionEntry } from './corrections.projection.js';
import { ErasureView } from '../erasure.views.js';
import { PageMetaView } from '../engine/answers.views.js';

/** A verdict by its rating. */
export class RatedVerdictView {
  /** The verdict. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a13' */
  readonly id: string;

  /** Its rating. @example 'MOSTLY_TRUE' */
  readonly rating: Rating;
}

/** Something that became of a published verdict. */
export class CorrectionView {
  /** The position of the event that records it. @example 42 */
  readonly position: number;

  /** When it was recorded, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly at: string;

  /**
   * What it is: an error of this desk in its words (minor), or in what it found (material), mended; new facts; withdrawn,
   * which another person confirms or overturns; who carried the claim, which another person confirmed.
   * @example 'supersession'
   */
  readonly kind: CorrectionEntry;

  /** The claim. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a01' */
  readonly claimId: string;

  /**
   * Its text; null once erased.
   * @example 'North Korea sent 3,000 more soldiers to Russia in January and February 2025.'
   */
  readonly text: string | null;

  /** The verdict that it is about. */
  readonly verdict: RatedVerdictView;

  /** The verdict that takes its place. */
  readonly by: RatedVerdictView | null;

  /** Which texts were mended, of a minor one. @example [] */
  readonly texts: string[];

  /**
   * Why; null where nobody wrote a reason, or once erased.
   * @example 'The Joint Chiefs of Staff have named another number since.'
   */
  readonly reason: string | null;

  /**
   * Whether a record that it shows is not what the ledger committed to; its words are not shown then.
   * @example false
   */
  readonly corrupt: boolean;
}

/** What became of published verdicts, newest first. */
export class CorrectionsView extends PageMetaView {
  /** Those of this page. */
  readonly items: CorrectionView[];

  /** What was erased of the words shown here; they are null then. @example [] */
  readonly erasures: ErasureView[];

  /**
   * The day of the world that was asked for: only of verdicts that were said to hold on it when they were published.
   * @example null
   */
  readonly validAt: string | null;
}
