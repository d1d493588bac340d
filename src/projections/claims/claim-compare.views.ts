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

/** A single value that a claim's page shows differently at two moments. */
export class ClaimDifferenceView {
  /**
   * Where it stands on the page: a JSON pointer (RFC 6901) in which an item of a list stands by its identifier.
   * @example '/verdicts/01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a13/state'
   */
  readonly path: string;

  /** What stood there at the earlier moment; null: nothing. @example 'proposed' */
  readonly from: string | number | boolean | null;

  /** What stands there at the later one; null: nothing. @example 'published' */
  readonly to: string | number | boolean | null;

  /**
   * Whether we put right an error of ours, or something was found out or done. Null where no event of the claim that the
   * reader may see did it: time passed, or something happened to a work, an outlet or another claim.
   * @example 'new-facts'
   */
  readonly because: 'error' | 'new-facts' | null;

  /** The position of the last event that did it. @example 42 */
  readonly position: number | null;

  /** Its type. @example 'VerdictPublished' */
  readonly type: string | null;
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

  /** The same value by value: what, from what, to what, why, and by which event. */
  readonly differences: ClaimDifferenceView[];

  /** What happened in between, oldest first. */
  readonly events: HistoryEventView[];
}
