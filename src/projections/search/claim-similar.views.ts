import { ListedClaimView } from '../claims/claim-list.views.js';
import type { AnswerMeta } from '../engine/view.js';

/** Why a claim is thought to be like another; those that lower it come last. */
export type SimilarReason =
  | 'same-wording'
  | 'same-outside-review'
  | 'earlier-wording'
  | 'shared-words'
  | 'shared-number'
  | 'same-address'
  | 'same-upstream'
  | 'same-claimant'
  | 'differing-number'
  | 'negation'
  | 'differing-sign';

/** A number as a text means it. */
export class QuantityView {
  /** Its value, decimal, with what a word such as "million" makes of it. @example '3000' */
  readonly value: string;

  /** Its unit, the same in every language; null where none is known. @example 'soldiers' */
  readonly unit: string | null;
}

/** One reason. */
export class SimilarReasonView {
  /** Which it is. @example 'shared-words' */
  readonly kind: SimilarReason;

  /** Whether it speaks against them being the same. @example false */
  readonly lowers: boolean;

  /**
   * The words that it rests on: rare ones that both have, or those that turn one of them round; the signs that only one has.
   * @example ['korea', 'soldiers']
   */
  readonly words: string[];

  /** The numbers of the text that was given which it rests on. */
  readonly given: QuantityView[];

  /** The claim's. */
  readonly claimed: QuantityView[];

  /** Days between the two, where both are known and the reason is the claimant. @example null */
  readonly days: number | null;
}

/** A claim like the one that is being entered. */
export class SimilarClaimView {
  /** The claim. */
  readonly claim: ListedClaimView;

  /**
   * Whether it is the same: its wording in use, or a translation of it, says just that but for case, punctuation, spacing
   * and the grouping of digits; or the address is that of an outside review of it. Everything else is a suggestion.
   * @example false
   */
  readonly same: boolean;

  /** How much alike they are, 0 to 1; for sorting, no probability. @example 0.62 */
  readonly score: number;

  /**
   * The text of the claim that is most alike; null where none is and another reason speaks for it.
   * @example 'North Korea sent 11,000 soldiers to Russia.'
   */
  readonly text: string | null;

  /** Why, those that lower it last. */
  readonly reasons: SimilarReasonView[];
}

/** Claims like the one that is being entered. Nothing is merged or hidden by it. */
export class SimilarClaimsView implements AnswerMeta {
  /** Those most alike first; the same ones before all others. */
  readonly items: SimilarClaimView[];

  /** Always null: there is one page. @example null */
  readonly nextCursor: string | null;

  /** The position that the answer rests on. @example 42 */
  readonly position: number;

  /** Always null: what is entered is entered now. @example null */
  readonly asOf: number | null;

  /** Whether the answer may lack what was recorded before it was asked. @example false */
  readonly stale: boolean;
}
