import { AnswerMetaView } from '../engine/answers.views.js';

/** How far ratings agree. */
export class AgreementRateView {
  /** Pairs of ratings: of a proposal, and of one who rated the same wording without having seen it. @example 41 */
  readonly pairs: number;

  /** Those that are the same. @example 31 */
  readonly agreed: number;

  /** Their share, 0 to 1, four places; null under the minimum, as all that follows. @example 0.7561 */
  readonly observed: number | null;

  /** The share that would be the same by chance, each rating given as often as it was. @example 0.2433 */
  readonly expected: number | null;

  /**
   * Cohen's kappa (1960), -1 to 1: 0 is chance, 1 is full agreement; null also where only one rating was ever given.
   * @example 0.6777
   */
  readonly kappa: number | null;

  /**
   * The lower end of its 95 % interval (Fleiss, Cohen and Everitt 1969), which is one for large samples.
   * @example 0.5101
   */
  readonly low: number | null;

  /** The upper end. @example 0.8453 */
  readonly high: number | null;
}

/** Two reviewers, whichever of them proposed. */
export class ReviewerPairView extends AgreementRateView {
  /**
   * Both people, in the order of their identifiers.
   * @example ['01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a40', '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a41']
   */
  readonly people: string[];
}

/** The ratings of one version of a scale: those of two versions are not comparable. */
export class ScaleAgreementView {
  /** The scale. @example 'truth-5' */
  readonly scale: string;

  /** Its version. @example 1 */
  readonly scaleVersion: number;

  /** Proposers and those who rated beside them, all together. */
  readonly overall: AgreementRateView;

  /** Each two reviewers, most pairs first. */
  readonly reviewers: ReviewerPairView[];
}

/** How far reviewers agree who did not know of each other's rating. */
export class AgreementView extends AnswerMetaView {
  /** Under so many pairs only their number is told. @example 30 */
  readonly minimum: number;

  /**
   * What is counted.
   * @example 'Ratings given blind beside a proposal, once that is published, sent back or withdrawn.'
   */
  readonly counts: string;

  /** By scale and version. */
  readonly scales: ScaleAgreementView[];
}
