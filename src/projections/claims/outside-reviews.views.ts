import { OutsideReviewView } from './claim-exchanges.views.js';
import { ErasureView } from '../erasure.views.js';
import { AnswerMetaView } from '../engine/answers.views.js';

/** What other fact-checkers found of a claim. */
export class OutsideReviewsView extends AnswerMetaView {
  /** All of them, in the order in which they were entered. */
  readonly items: OutsideReviewView[];

  /** Always null: a claim has few. @example null */
  readonly nextCursor: string | null;

  /** What was erased of the words shown here; they are null then. @example [] */
  readonly erasures: ErasureView[];
}
