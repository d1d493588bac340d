import type { VNode } from 'preact';
import type { ClaimVerdictView } from '../../projections/claims/verdict.views.js';
import { Entry, RailHeading } from '../components/entry.js';
import { useLocale, type Locale } from '../components/locale.js';
import { render, type PageParts } from '../page.js';
import { EvidenceList } from './evidence.js';
import { VerdictBody } from './verdict-body.js';

interface VerdictPageParts extends Omit<PageParts, 'title' | 'children'> {
  readonly locale: Locale;
  readonly verdict: ClaimVerdictView;
}

/** One verdict at its own address, whatever became of it: a retracted one says so before anything else. */
export const verdictPage = ({ verdict, ...parts }: VerdictPageParts): string => {
  const t = parts.locale.messages;
  const text = verdict.text ?? t.claim.textErased;
  return render({
    ...parts,
    title:
      verdict.retraction === null
        ? t.oldVerdict.title(t.terms.rating[verdict.rating], text)
        : t.claim.retractedTitle(text),
    children: <Verdict verdict={verdict} />,
  });
};

function Verdict({ verdict }: Pick<VerdictPageParts, 'verdict'>): VNode {
  const { t, day } = useLocale();
  const { retraction, claimId, supersededBy } = verdict;
  return (
    <article>
      <Became verdict={verdict} />
      <Entry side={<p>{`${t.oldVerdict.assessed} ${day(verdict.assessedOn)}`}</p>}>
        <h1 class="claim-text">{verdict.text ?? t.claim.textErased}</h1>
        <ul class="links">
          <li>
            <a href={`/claims/${claimId}`}>{t.oldVerdict.toClaim}</a>
          </li>
          {supersededBy !== null && (
            <li>
              <a href={`/claims/${claimId}/verdicts/${supersededBy}`}>{t.oldVerdict.toNext}</a>
            </li>
          )}
        </ul>
      </Entry>
      {retraction === null && (
        <Entry id="found" rail={<RailHeading of="found">{t.claim.found}</RailHeading>}>
          <div class={verdict.state === 'published' ? 'in-force' : 'replaced'}>
            <VerdictBody verdict={verdict} marks={verdict.expired ? [t.claim.expired] : []} />
          </div>
        </Entry>
      )}
      {retraction === null && <EvidenceList evidence={verdict.evidence} verdict={verdict} />}
    </article>
  );
}

/** What became of it: the tombstone of a retracted one, and that an older one no longer holds. */
function Became({ verdict }: Pick<VerdictPageParts, 'verdict'>): VNode {
  const { t, date } = useLocale();
  const { retraction, state } = verdict;
  if (retraction !== null)
    return (
      <div class="our-error">
        <p>
          <strong>{t.oldVerdict.retracted(date(retraction.at))}</strong>{' '}
          {retraction.reason !== null && t.claim.because(retraction.reason)}{' '}
          {!retraction.confirmed && t.claim.retractionUnconfirmed}
        </p>
      </div>
    );
  const isOurs = state === 'corrected';
  return (
    <div class={isOurs ? 'our-error' : 'befell quiet'}>
      <p>
        {state === 'published'
          ? t.oldVerdict.stands
          : isOurs
            ? t.terms.verdictState.corrected
            : t.terms.verdictState[state]}
      </p>
    </div>
  );
}
