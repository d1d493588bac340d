/** A stretch of a text. */
export class StretchView {
  /** Where it begins, in UTF-16 units from 0. @example 0 */
  readonly start: number;

  /** Where it ends; what stands there is not in it. @example 5 */
  readonly end: number;
}

/** A text of a claim in which something that was looked for is found. */
export class HighlightView {
  /**
   * What it is: a wording that the claim has or had, a translation, its claimant, a topic, an excerpt from a work.
   * @example 'wording'
   */
  readonly part:
    'wording' | 'translation' | 'claimant' | 'claimant-role' | 'topics' | 'excerpt' | 'excerpt-translation';

  /** The text. @example 'North Korea sent 3,000 more soldiers to Russia.' */
  readonly text: string;

  /** Its language, BCP 47; null where nobody said. @example 'en' */
  readonly language: string | null;

  /** What in it was found, in order. */
  readonly found: StretchView[];
}

/** How many claims a search finds, up to 1,000. */
export class CountView {
  /** How many there are, up to 1,000. @example 12 */
  readonly count: number;

  /** Whether there are more than that. @example false */
  readonly more: boolean;
}

/** How many of the claims that a search finds have a value. */
export class ValueCountView extends CountView {
  /** The value, as the filter takes it. @example 'FALSE' */
  readonly value: string;
}

/** What a search finds, counted. Each filter's values are counted as if that filter were not set, most frequent first. */
export class CountsView {
  /** All that is found. */
  readonly total: CountView;

  /** By rating. */
  readonly rating: ValueCountView[];

  /** By status. */
  readonly status: ValueCountView[];

  /** By sort of assertion. */
  readonly kind: ValueCountView[];

  /** By language of the claim. */
  readonly language: ValueCountView[];

  /** By topic, the 20 most frequent. */
  readonly topic: ValueCountView[];

  /** By claimant, the 20 most frequent. */
  readonly claimant: ValueCountView[];

  /** By outlet in whose works they appear, the 20 most frequent. */
  readonly outlet: ValueCountView[];
}
