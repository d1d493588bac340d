import type { VNode } from 'preact';
import type { CorrectionView } from '../../projections/log/corrections.views.js';
import { Entry } from '../components/entry.js';
import { useLocale } from '../components/locale.js';
import { Rating } from '../components/rating.js';
import { DateOf } from '../components/texts.js';

interface ListParts {
  readonly corrections: readonly CorrectionView[];
}

/** Our own errors stand out; what new facts changed does not. */
const OURS: readonly CorrectionView['kind'][] = ['minor-correction', 'material-correction', 'retraction'];

/** What happened to a verdict, and when. */
function Happened({ correction: { kind, at } }: { readonly correction: CorrectionView }): VNode {
  const { t } = useLocale();
  return (
    <>
      <span class={OURS.includes(kind) ? 'ours' : undefined}>{t.lists.correctionKind[kind]}</span>
      {', '}
      <DateOf at={at} />
    </>
  );
}

/** From one rating to another, in words and marks. */
const Ratings = ({ correction: { verdict, by } }: { readonly correction: CorrectionView }): VNode => (
  <>
    <Rating rating={verdict.rating} />
    {by !== null && (
      <>
        <span aria-hidden="true"> → </span>
        <Rating rating={by.rating} />
      </>
    )}
  </>
);

/** Corrections as entries: when and what kind, the claim, what it was and what it is. */
export function CorrectionList({ corrections }: ListParts): VNode {
  const { t } = useLocale();
  return (
    <div>
      {corrections.map((each) => (
        <Entry
          key={each.position}
          listed
          id={`event-${each.position}`}
          rail={
            <p id={`event-${each.position}-heading`}>
              <Happened correction={each} />
            </p>
          }
          side={<Ratings correction={each} />}
        >
          <p>
            <a class="claim-link" href={`/claims/${each.claimId}`}>
              {each.text ?? t.claim.textErased}
            </a>
          </p>
          {each.reason !== null && <p class="quiet">{t.claim.because(each.reason)}</p>}
        </Entry>
      ))}
    </div>
  );
}

/** The same in a narrow column. */
export function CorrectionLines({ corrections }: ListParts): VNode {
  const { t } = useLocale();
  return (
    <ul class="list">
      {corrections.map((each) => (
        <li key={each.position}>
          <p class="meta">
            <Happened correction={each} />
          </p>
          <p>
            <a href={`/claims/${each.claimId}`}>{each.text ?? t.claim.textErased}</a>
          </p>
          <p class="meta">
            <Ratings correction={each} />
          </p>
        </li>
      ))}
    </ul>
  );
}
