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
   * What it is: a wording that the claim has or had, a translation, its claimant, a topic, an excerpt from a work; the
   * title or address of a work that carried it, the name of that work's outlet; the title of evidence, what a verdict says.
   * @example 'wording'
   */
  readonly part:
    | 'wording'
    | 'translation'
    | 'claimant'
    | 'claimant-role'
    | 'topics'
    | 'excerpt'
    | 'excerpt-translation'
    | 'work-title'
    | 'work-address'
    | 'outlet-name'
    | 'evidence-title'
    | 'verdict-summary';

  /** The text. @example 'North Korea sent 3,000 more soldiers to Russia.' */
  readonly text: string;

  /** Its language, BCP 47; null where nobody said. @example 'en' */
  readonly language: string | null;

  /** What in it was found, in order. */
  readonly found: StretchView[];
}

/**
 * Why a search was not made just as it was typed.
 *
 * - `exclusion-ignored`: without what was to be left out nothing is found; these are the claims that have all the words.
 * - `nothing-to-look-for`: what was typed has no word, number or picture in it.
 * - `other-name`: a country or city is looked for under its other names, too.
 * - `near-words`: few claims have a word as it was typed, so that words near to it are looked for, too.
 * - `other-script`: few claims have a word, so that it is looked for as it sounds in other scripts, too.
 */
export type SearchNoticeCode =
  'exclusion-ignored' | 'nothing-to-look-for' | 'other-name' | 'near-words' | 'other-script';

/** What a search did beside what was typed, and why. */
export class SearchNoticeView {
  /** Which it is. @example 'near-words' */
  readonly code: SearchNoticeCode;

  /** The same for a reader. @example 'Few claims have “Zelenksy”: zelensky is looked for, too.' */
  readonly detail: string;

  /** The words of the query that it is about, as they are compared. @example ['zelenksy'] */
  readonly words: string[];

  /** What is looked for beside them. @example ['zelensky'] */
  readonly also: string[];
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
