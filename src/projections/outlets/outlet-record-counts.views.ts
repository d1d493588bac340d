import type { Rating } from '../../claims/claim.events.js';
import type { CorrectionKind } from '../../works/work.events.js';

/** How many of how many. */
export class RateView {
  /** How many. @example 9 */
  readonly count: number;

  /** Of how many. @example 12 */
  readonly of: number;

  /** The share, 0 to 1, four places; null where there are fewer than the minimum. @example 0.75 */
  readonly share: number | null;

  /** The lower end of its 95 % interval (Wilson 1927), within the claims this desk chose to check. @example 0.4677 */
  readonly low: number | null;

  /** The upper end. @example 0.9111 */
  readonly high: number | null;
}

/** How often a rating was given. */
export class RatingCountView {
  /** The rating that held on the day of publication. @example 'MOSTLY_TRUE' */
  readonly rating: Rating;

  /** How many counted appearances have it. @example 5 */
  readonly count: number;
}

/** Assertions by the verdict that held on their day. */
export class RatedGroupView {
  /** How many are counted: the denominator. @example 12 */
  readonly counted: number;

  /** Their ratings, in the order of the scale. */
  readonly ratings: RatingCountView[];

  /** Rated TRUE or MOSTLY_TRUE. */
  readonly borneOut: RateView;

  /** Rated FALSE or MOSTLY_FALSE. */
  readonly refuted: RateView;
}

/** What the outlet says that others said, by whether it renders them rightly. */
export class AttributionGroupView {
  /** How many are counted: those that somebody has checked. @example 8 */
  readonly counted: number;

  /** Rendered rightly. */
  readonly accurate: RateView;

  /** Rendered with another meaning. */
  readonly altered: RateView;

  /** Never said. */
  readonly false: RateView;

  /** How many of those counted came by way of another outlet or work. @example 3 */
  readonly relayed: number;
}

/** How often the outlet was seen to change what it had published. */
export class ObservedCorrectionView {
  /** What it did. @example 'correction' */
  readonly kind: CorrectionKind;

  /** How many times. @example 1 */
  readonly count: number;
}

/** A part of the record: what was published in a span of time, or claims on a topic. */
export class RecordPartView {
  /**
   * The month (`2025-03`), quarter (`2025-Q1`), year (`2025`) or topic. Null: the day is unknown, or there is no topic. A
   * claim on two topics is in both.
   * @example '2025-03'
   */
  readonly part: string | null;

  /** Places in its works in which published claims stand. @example 6 */
  readonly published: number;

  /** Those counted. @example 4 */
  readonly counted: number;

  /** What it asserted itself. */
  readonly ownVoice: RatedGroupView;

  /** What it passed on from elsewhere in its own voice. */
  readonly relaying: RatedGroupView;

  /** What it asserted or passed on that began as satire: counted here alone. */
  readonly satireTakenForReal: RatedGroupView;

  /** What it said that others said. */
  readonly attribution: AttributionGroupView;
}

/** How long corrections took. */
export class DelayView {
  /** How many works: those of which both days are known. @example 11 */
  readonly count: number;

  /** The median in days; null where there are fewer works than the minimum. @example 3 */
  readonly medianDays: number | null;
}

/** What became of the works, of this outlet, in which published claims stand. */
export class ObservedCorrectionsView {
  /** How many works. @example 14 */
  readonly works: number;

  /** Those that the outlet was seen to change. @example 1 */
  readonly changed: number;

  /** How it changed them. */
  readonly kinds: ObservedCorrectionView[];

  /** How many of those changes it told nobody of. @example 0 */
  readonly silent: number;

  /** How long it took from a work's publication to the first correction that the outlet owns up to. */
  readonly sincePublication: DelayView;

  /**
   * How long from this desk's first published verdict on a claim in the work; corrections before that do not count here.
   */
  readonly sinceVerdict: DelayView;

  /** Those in which somebody looked for a correction and saw none. @example 9 */
  readonly noneSeen: number;

  /** When that was last, `YYYY-MM-DD`; null where nobody looked. @example '2026-11-20' */
  readonly lastLookedOn: string | null;

  /** Those that nobody has looked at again. @example 4 */
  readonly neverLooked: number;

  /** The same in a sentence. @example 'In 9 works no correction seen, last looked on 2026-11-20.' */
  readonly statement: string;
}
