import { OutsideReviewView } from './claim-exchanges.views.js';
import { ErasureView } from '../erasure.views.js';
import type { AnswerMeta } from '../engine/view.js';

/** What other fact-checkers found of a claim. */
export class OutsideReviewsView implements AnswerMeta {
  /** All of them, in the order in which they were entered. */
  readonly items: OutsideReviewView[];

  /** Always null: a claim has few. @example null */
  readonly nextCursor: string | null;

  /** What was erased of the words shown here; they are null then. @example [] */
  readonly erasures: ErasureView[];

  /** The position that the answer rests on. @example 42 */
  readonly position: number;

  /** The position that was asked for; null: the newest. @example null */
  readonly asOf: number | null;

  /** Whether the answer may lack what was recorded before it was asked. @example false */
  readonly stale: boolean;
}
