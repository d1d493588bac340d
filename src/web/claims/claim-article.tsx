import type { VNode } from 'preact';
import type { AttributionView } from '../../projections/claims/attribution.views.js';
import type { ClaimView } from '../../projections/claims/claim.views.js';
import type { VerdictView } from '../../projections/claims/verdict.views.js';
import { Entry, RailHeading } from '../components/entry.js';
import { useLocale } from '../components/locale.js';
import { Foreign, Name, topicInWords } from '../components/texts.js';
import { Carried } from './carried.js';
import { Evidence } from './evidence.js';
import { VerdictBody } from './verdict-body.js';
import { Corrections, OurErrors, Updated, Verdicts } from './verdicts.js';
import { Replies, OutsideReviews, Related, Worked } from './worked.js';

interface ClaimParts {
  readonly claim: ClaimView;
  /** Who has it from whom. */
  readonly graph: AttributionView;
}

/** A claim as it stands, or stood. */
export function Claim({ claim, graph }: ClaimParts): VNode {
  return (
    <article>
      <OurErrors claim={claim} />
      <Wording claim={claim} />
      <Found claim={claim} />
      <Unknowns verdict={claim.verdict} />
      <Evidence claim={claim} />
      <Carried claim={claim} graph={graph} />
      <Replies claim={claim} />
      <OutsideReviews claim={claim} />
      <Verdicts claim={claim} />
      <Worked claim={claim} />
      <Corrections claim={claim} />
      <Related claim={claim} />
      <Ways claim={claim} />
    </article>
  );
}

/** Longer claims are set smaller, so that they stand on a screen. */
const lengthOf = (text: string): string => (text.length > 600 ? ' longest' : text.length > 280 ? ' long' : '');

function Wording({ claim }: { readonly claim: ClaimView }): VNode {
  const { t, day } = useLocale();
  const { text, language, claimant, claimedOn, topics } = claim;
  const said = claimedOn === null ? null : day(claimedOn);
  return (
    <Entry
      rail={<Updated claim={claim} />}
      side={
        <>
          <p>
            {claimant === null ? (
              t.claim.outletItself(said)
            ) : (
              <>
                {t.claim.saidBy(claimant.name ?? '', said)}
                {claimant.role && (
                  <>
                    {' · '}
                    <Name>{claimant.role}</Name>
                  </>
                )}
              </>
            )}
          </p>
          <p>{t.claim.ourWords}</p>
          {topics.length > 0 && (
            <ul class="links" aria-label={t.claim.topics}>
              {topics.map((topic) => (
                <li key={topic}>
                  <a href={`/topics/${encodeURIComponent(topic)}`}>{topicInWords(topic)}</a>
                </li>
              ))}
            </ul>
          )}
        </>
      }
    >
      <h1 class={`claim-text${lengthOf(text ?? '')}`}>
        {text === null ? t.claim.textErased : <Foreign language={language}>{text}</Foreign>}
      </h1>
    </Entry>
  );
}

function Found({ claim }: { readonly claim: ClaimView }): VNode {
  const { t, day } = useLocale();
  const { verdict, validAt } = claim;
  if (verdict === null) {
    return (
      <Entry id="found" rail={<RailHeading of="found">{t.claim.found}</RailHeading>}>
        <p>{validAt === null ? t.claim.noVerdict : t.claim.noVerdictForDay(day(validAt))}</p>
      </Entry>
    );
  }
  return (
    <Entry
      id="found"
      rail={<RailHeading of="found">{t.claim.found}</RailHeading>}
      side={
        <>
          <p>{ratedBy(verdict, t.claim.ratedBy)}</p>
          <p>{verdict.conflicts.length === 0 ? t.claim.noInterest : t.claim.interests(verdict.conflicts.length)}</p>
          {verdict.conflicts.map(({ text }) => text !== null && <p key={text}>{text}</p>)}
          <p>
            {t.claim.whatMeans(t.terms.rating[verdict.rating])}: {t.terms.ratingMeaning[verdict.rating]}
          </p>
        </>
      }
    >
      <div class={verdict.state === 'published' ? 'in-force' : 'replaced'}>
        <VerdictBody
          verdict={verdict}
          marks={[...(claim.disputed ? [t.claim.disputed] : []), ...(claim.expired ? [t.claim.expired] : [])]}
        />
      </div>
    </Entry>
  );
}

const ratedBy = (verdict: VerdictView, sentences: Readonly<Record<string, string>>): string =>
  sentences[verdict.policy ?? ''] ?? '';

function Unknowns({ verdict }: { readonly verdict: VerdictView | null }): VNode | null {
  const { t } = useLocale();
  const parts = [
    [t.claim.notKnown, verdict?.unknowns ?? []],
    [t.claim.searched, verdict?.searched ?? []],
    [t.claim.asked, verdict?.asked ?? []],
  ] as const;
  if (parts.every(([, items]) => items.length === 0)) return null;
  return (
    <Entry id="unknown" rail={<RailHeading of="unknown">{t.claim.notKnown}</RailHeading>}>
      {parts.map(
        ([title, items], index) =>
          items.length > 0 && (
            <div key={title}>
              {index > 0 && <h3>{title}</h3>}
              <ul>
                {items.map((item) => (
                  <li key={item}>{item}</li>
                ))}
              </ul>
            </div>
          ),
      )}
    </Entry>
  );
}

/** Where to go on from a claim. */
function Ways({ claim: { id, verdict, position } }: { readonly claim: ClaimView }): VNode {
  const { t } = useLocale();
  const at = `/claims/${id}`;
  return (
    <Entry>
      <ul class="links">
        <li>
          <a href={`${at}/history`}>{t.claim.history}</a>
        </li>
        <li>
          <a href={`/cite/${position}/claims/${id}`}>{t.claim.cite}</a>
        </li>
        <li>
          <a href={`${at}/check`}>{t.claim.check}</a>
        </li>
        <li>
          <a href={`${at}/complain`}>{t.claim.complain}</a>
        </li>
        {verdict !== null && (
          <li>
            <a href={`${at}/verdicts/${verdict.id}`}>{t.claim.thisVerdict}</a>
          </li>
        )}
        <li>
          <a href={`${at}.atom`}>{t.claim.feed}</a>
        </li>
        <li>
          <a href={`${at}.json`}>JSON</a>
        </li>
      </ul>
    </Entry>
  );
}
