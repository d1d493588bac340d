/** A text that is kept for search, and how much a word of it counts for: A most, D least. */
export interface SearchedText {
  /** What it is, among the texts of its event: `wording`, `claimant`. At most one of each. */
  readonly part: string;
  readonly text: string;
  /** BCP 47; null where nobody said. */
  readonly language: string | null;
  readonly weight: 'A' | 'B' | 'C' | 'D';
  /** It counts only once this verdict, or an item that one rests on, has been published. */
  readonly verdictId?: string;
  /** What it names: the origin identifier of a party, a work, an outlet. */
  readonly names?: string;
  /** It is the address of a page (`addressTerms`). */
  readonly address?: true;
}
