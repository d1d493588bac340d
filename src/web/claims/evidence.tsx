import type { VNode } from 'preact';
import type { ClaimView } from '../../projections/claims/claim.views.js';
import type { EvidenceView } from '../../projections/claims/evidence.views.js';
import type { VerdictView } from '../../projections/claims/verdict.views.js';
import { Entry, RailHeading } from '../components/entry.js';
import { useLocale } from '../components/locale.js';
import { ExternalLink, Name } from '../components/texts.js';

const STANCES = ['supports', 'refutes', 'context'] as const;

/** What the verdict rests on: for, against, and what only helps to understand it. */
export const Evidence = ({ claim: { evidence, verdict } }: { readonly claim: ClaimView }): VNode | null => (
  <EvidenceList evidence={evidence} verdict={verdict} />
);

interface EvidenceListParts {
  readonly evidence: readonly EvidenceView[];
  readonly verdict: Pick<VerdictView, 'singleSourceReason'> | null;
}

/** Items of evidence by what they speak for. */
export function EvidenceList({ evidence, verdict }: EvidenceListParts): VNode | null {
  const { t } = useLocale();
  const standing = evidence.filter(({ withdrawn }) => !withdrawn);
  if (verdict === null && standing.length === 0) return null;
  const [supports, refutes, context] = STANCES.map(
    (stance) => standing.filter((item) => item.stance === stance).length,
  );
  return (
    <Entry
      id="evidence"
      rail={
        <>
          <RailHeading of="evidence">{t.claim.evidence}</RailHeading>
          {t.claim.evidenceCounts(supports ?? 0, refutes ?? 0, context ?? 0)}
        </>
      }
    >
      {standing.length === 0 && <p>{t.claim.noEvidence}</p>}
      {STANCES.map((stance) => {
        const items = standing.filter((item) => item.stance === stance);
        return (
          items.length > 0 && (
            <div key={stance} class="evidence">
              <h3>{t.terms.stance[stance]}</h3>
              <ul class="list">
                {items.map((item) => (
                  <Item key={item.id} item={item} />
                ))}
              </ul>
            </div>
          )
        );
      })}
      {verdict?.singleSourceReason && (
        <>
          <h3>{t.claim.singleSource}</h3>
          <p>{verdict.singleSourceReason}</p>
        </>
      )}
    </Entry>
  );
}

function Item({ item }: { readonly item: EvidenceView }): VNode {
  const { t, day } = useLocale();
  const about = [
    t.terms.source[item.source],
    t.terms.sourceKind[item.sourceKind],
    ...(item.publishedOn === null ? [] : [day(item.publishedOn)]),
  ].join(', ');
  return (
    <li>
      {item.confidential ? (
        <span>{t.claim.confidentialSource}</span>
      ) : (
        <ExternalLink href={item.url}>{item.title ?? item.work?.title ?? t.claim.untitled}</ExternalLink>
      )}
      <p class="meta">
        {about}.{' '}
        {!item.confidential &&
          (item.originName === null && item.outlet === null ? (
            t.claim.originUnknown
          ) : (
            <Name>{t.claim.origin(item.originName ?? item.outlet?.name ?? '')}</Name>
          ))}
        {item.interest !== null && ` ${t.claim.sourceInterest(item.interest)}`}
      </p>
    </li>
  );
}
