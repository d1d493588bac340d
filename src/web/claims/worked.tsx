import type { VNode } from 'preact';
import type { ClaimView } from '../../projections/claims/claim.views.js';
import { Entry, RailHeading } from '../components/entry.js';
import { useLocale } from '../components/locale.js';
import { DateOf, ExternalLink, Foreign, Name } from '../components/texts.js';

/** What claimant and outlets say to the verdict, or why nobody was asked. */
export function Replies({ claim }: { readonly claim: ClaimView }): VNode | null {
  const { t, day } = useLocale();
  const { replies, verdict, claimant } = claim;
  const noReplyReason = verdict?.noReplyReason ?? null;
  if (replies.length === 0 && noReplyReason === null) return null;
  return (
    <Entry id="replies" rail={<RailHeading of="replies">{t.claim.replies}</RailHeading>}>
      {replies.map((reply) => (
        <div key={reply.id}>
          <h3>
            <Name>
              {t.claim.replyOf(
                reply.outlet?.name ?? (reply.from === 'claimant' ? claimant?.name : null) ?? t.terms.party[reply.from],
                reply.receivedOn === null ? null : day(reply.receivedOn),
              )}
            </Name>
          </h3>
          {reply.text !== null && (
            <p>
              <Foreign language={reply.language}>{reply.text}</Foreign>
            </p>
          )}
        </div>
      ))}
      {noReplyReason !== null && (
        <>
          <h3>{t.claim.noReplyReason}</h3>
          <p>{noReplyReason}</p>
        </>
      )}
    </Entry>
  );
}

/** What others found of the same claim: their word, and no mark of ours. */
export function OutsideReviews({ claim: { outsideReviews } }: { readonly claim: ClaimView }): VNode | null {
  const { t, day } = useLocale();
  if (outsideReviews.length === 0) return null;
  return (
    <Entry id="outside" rail={<RailHeading of="outside">{t.claim.outside}</RailHeading>}>
      <ul class="list">
        {outsideReviews.map((review) => (
          <li key={review.id}>
            <ExternalLink href={review.url}>
              {t.claim.outsideSaid(review.publisher ?? '', review.nativeRating ?? '')}
            </ExternalLink>
            {review.reviewedOn !== null && <p class="meta">{day(review.reviewedOn)}</p>}
          </li>
        ))}
      </ul>
    </Entry>
  );
}

/** Why it was chosen, and who could decide. */
export function Worked({ claim }: { readonly claim: ClaimView }): VNode {
  const { t } = useLocale();
  const policy = claim.verdict?.policy as keyof typeof t.terms.policy | null | undefined;
  return (
    <Entry id="worked" rail={<RailHeading of="worked">{t.claim.worked}</RailHeading>}>
      <dl>
        {claim.selectionReason !== null && (
          <>
            <dt>{t.claim.chosenBecause}</dt>
            <dd>{claim.selectionReason}</dd>
          </>
        )}
        {policy && (
          <>
            <dt>{t.claim.decided}</dt>
            <dd>{t.terms.policy[policy]}</dd>
          </>
        )}
        <dt>{t.claim.claimKind}</dt>
        <dd>{t.terms.kind[claim.kind]}</dd>
        <dt>{t.claim.recordedOn}</dt>
        <dd>
          <DateOf at={claim.recordedAt} />
        </dd>
      </dl>
    </Entry>
  );
}

/** Other claims of this desk that this one has to do with. */
export function Related({ claim: { relations } }: { readonly claim: ClaimView }): VNode | null {
  const { t } = useLocale();
  if (relations.length === 0) return null;
  return (
    <Entry id="related" rail={<RailHeading of="related">{t.claim.related}</RailHeading>}>
      <ul class="list">
        {relations.map(({ relationId, relation, claimId, direction }) => (
          <li key={relationId}>
            {direction === 'to'
              ? t.related.toOther(t.terms.claimRelation[relation])
              : t.related.fromOther(t.terms.claimRelation[relation])}{' '}
            <a href={`/claims/${claimId}`}>{t.related.other}</a>
          </li>
        ))}
      </ul>
    </Entry>
  );
}
