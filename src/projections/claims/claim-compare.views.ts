import { HistoryEventView } from './claim-history.views.js';
import { AnswerMetaView } from '../engine/answers.views.js';

/** Something that a claim's page shows differently at two moments. */
export class ClaimChangeView {
  /** The field of the page. @example 'verdicts' */
  readonly field: string;

  /** Of a list, the item: its identifier. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a13' */
  readonly id: string | null;

  /** What the page showed at the earlier moment; null: nothing. @example null */
  readonly before: unknown;

  /** What it shows at the later one; null: nothing. @example null */
  readonly after: unknown;
}

/** What changed of a claim between two moments. */
export class ClaimCompareView extends AnswerMetaView {
  /** The claim. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a01' */
  readonly id: string;

  /** The position of the earlier moment. @example 12 */
  readonly from: number;

  /** The position of the later one. @example 42 */
  readonly to: number;

  /** What the page shows differently, in the order of its fields. */
  readonly changes: ClaimChangeView[];

  /** What happened in between, oldest first. */
  readonly events: HistoryEventView[];
}
