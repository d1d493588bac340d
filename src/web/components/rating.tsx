import type { VNode } from 'preact';
import { MARKS } from '../assets.js';
import { useLocale } from './locale.js';

/** The shape of each rating in the sprite. */
export const SHAPES = {
  TRUE: 'true',
  MOSTLY_TRUE: 'mostly-true',
  MIXED: 'mixed',
  MOSTLY_FALSE: 'mostly-false',
  FALSE: 'false',
  MISLEADING: 'misleading',
  UNPROVEN: 'unproven',
  OUTDATED: 'outdated',
  SATIRE: 'satire',
  IN_THE_WORKS: 'in-the-works',
  STALLED: 'stalled',
  COMPROMISE: 'compromise',
  KEPT: 'kept',
  BROKEN: 'broken',
} as const;
export type ShownRating = keyof typeof SHAPES;

/** A rating's mark. It never stands without its word, which is what is read aloud. */
export const RatingMark = ({
  rating,
  size,
}: {
  readonly rating: ShownRating;
  readonly size: 16 | 20 | 32 | 48;
}): VNode => (
  <svg
    class={`mark mark-${SHAPES[rating]}`}
    width={size}
    height={size}
    viewBox="0 0 24 24"
    aria-hidden="true"
    focusable="false"
  >
    <use href={`${MARKS.path}#${SHAPES[rating]}`} />
  </svg>
);

/** A rating in words; of OUTDATED also the one that it overtook. */
export function useRatingWord(): (rating: ShownRating, overtook?: ShownRating | null) => string {
  const { t } = useLocale();
  return (rating, overtook) =>
    rating === 'OUTDATED' && overtook ? t.claim.outdatedWas(t.terms.rating[overtook]) : t.terms.rating[rating];
}

/** Mark and word, as lists show them. */
export function Rating({
  rating,
  overtook = null,
}: {
  readonly rating: ShownRating;
  readonly overtook?: ShownRating | null;
}): VNode {
  const word = useRatingWord();
  return (
    <span class="rating-small">
      <RatingMark rating={rating} size={20} />
      {word(rating, overtook)}
    </span>
  );
}
