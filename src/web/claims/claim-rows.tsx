import type { VNode } from 'preact';
import type { ListedClaimView } from '../../projections/claims/claim-list.views.js';
import type { HighlightView } from '../../projections/search/claim-search.views.js';
import { Entry } from '../components/entry.js';
import { useLocale } from '../components/locale.js';
import { Rating } from '../components/rating.js';
import { Foreign, Name } from '../components/texts.js';

/** Claims as lists show them: the rating in the rail, the claim, and who said it. */
export const ClaimRows = ({
  claims,
  asOf,
}: {
  readonly claims: readonly ListedClaimView[];
  readonly asOf?: string;
}): VNode => (
  <div>
    {claims.map((claim) => (
      <ClaimRow key={claim.id} claim={claim} asOf={asOf} />
    ))}
  </div>
);

function ClaimRow({ claim, asOf }: { readonly claim: ListedClaimView; readonly asOf: string | undefined }): VNode {
  const { t, day } = useLocale();
  const { verdict, claimant, claimedOn } = claim;
  const query = asOf === undefined ? '' : `?asOf=${encodeURIComponent(asOf)}`;
  return (
    <Entry
      rail={
        <>
          {claim.status === 'retracted' ? (
            <span class="ours">{t.terms.status.retracted}</span>
          ) : verdict === null ? (
            t.claim.unrated
          ) : (
            <Rating rating={verdict.rating} />
          )}
          {verdict !== null && <p>{t.days.on(day(verdict.assessedOn))}</p>}
          {claim.disputed && <p>{t.claim.disputed}</p>}
          {claim.expired && <p>{t.claim.expired}</p>}
        </>
      }
      side={
        claimant === null ? (
          t.claim.outletItself(claimedOn === null ? null : day(claimedOn))
        ) : (
          <>
            <Name>{claimant.name}</Name>
            {claimant.role !== null && (
              <>
                {', '}
                <Name>{claimant.role}</Name>
              </>
            )}
            {claimedOn !== null && `, ${day(claimedOn)}`}
          </>
        )
      }
    >
      <a class="claim-link" href={`/claims/${claim.id}${query}`}>
        {claim.text === null ? t.claim.textErased : <Foreign language={claim.language}>{claim.text}</Foreign>}
      </a>
      {claim.highlights
        .filter(({ text }) => text !== claim.text)
        .slice(0, 2)
        .map((highlight) => (
          <p key={highlight.text} class="meta clamp">
            <Highlight highlight={highlight} />
          </p>
        ))}
    </Entry>
  );
}

/** A text with what was found in it marked. */
function Highlight({ highlight: { text, language, found } }: { readonly highlight: HighlightView }): VNode {
  const parts: (VNode | string)[] = [];
  let at = 0;
  for (const { start, end } of found) {
    parts.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  return <Foreign language={language}>{[...parts, text.slice(at)]}</Foreign>;
}
