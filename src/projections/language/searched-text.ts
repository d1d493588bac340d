/** A text that is kept for search, and how much a word of it counts for: A most, D least. */
export interface SearchedText {
  /** What it is, among the texts of its event: `wording`, `claimant`. At most one of each. */
  readonly part: string;
  readonly text: string;
  /** BCP 47; null where nobody said. */
  readonly language: string | null;
  readonly weight: 'A' | 'B' | 'C' | 'D';
  /** It counts only once this verdict has been published, whose proposal it stands in. */
  readonly verdictId?: string;
  /** The origin identifier of the party that it names. */
  readonly names?: string;
}
