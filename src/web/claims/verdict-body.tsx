import type { VNode } from 'preact';
import type { VerdictView } from '../../projections/claims/verdict.views.js';
import { useLocale } from '../components/locale.js';
import { RatingMark, useRatingWord } from '../components/rating.js';

interface VerdictBodyParts {
  readonly verdict: VerdictView;
  /** What stands behind the rating, such as that it is disputed. */
  readonly marks: readonly string[];
}

/** The mark, the word, and the days for which it holds. */
export function VerdictLine({ verdict, marks }: VerdictBodyParts): VNode {
  const { span } = useLocale();
  const word = useRatingWord();
  return (
    <p class="rating">
      <RatingMark rating={verdict.rating} size={32} />
      <strong class="word">{[word(verdict.rating, verdict.overtaken?.rating), ...marks].join(' · ')}</strong>
      <span class="span">{span(verdict.validFrom ?? verdict.assessedOn, verdict.validUntil)}</span>
    </p>
  );
}

/** A verdict in words, with the days for which it holds, and why. */
export function VerdictBody({ verdict, marks }: VerdictBodyParts): VNode {
  const { t } = useLocale();
  return (
    <>
      <VerdictLine verdict={verdict} marks={marks} />
      {verdict.summary !== null && <p>{verdict.summary}</p>}
      {verdict.rationale !== null && <p>{verdict.rationale}</p>}
      {verdict.flags.length > 0 && (
        <ul>
          {verdict.flags.map((flag) => (
            <li key={flag}>{t.terms.flag[flag]}</li>
          ))}
        </ul>
      )}
    </>
  );
}
