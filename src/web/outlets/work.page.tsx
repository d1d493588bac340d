import type { VNode } from 'preact';
import type { NamedWorkView } from '../../projections/claims/appearance.views.js';
import type { ClaimView } from '../../projections/claims/claim.views.js';
import { Appearance } from '../claims/appearance.js';
import { Entry } from '../components/entry.js';
import { useLocale, type Locale } from '../components/locale.js';
import { Rating } from '../components/rating.js';
import { DayOfWork, ExternalLink, Foreign, Name, OutletOfWork } from '../components/texts.js';
import { render, type PageParts } from '../page.js';

interface WorkPageParts extends Omit<PageParts, 'title' | 'children'> {
  readonly locale: Locale;
  readonly work: NamedWorkView;
  readonly claims: readonly ClaimView[];
}

/** One page or post: what it said, as far as it stands in claims that have been published. */
export const workPage = ({ work, claims, ...parts }: WorkPageParts): string => {
  const { works } = parts.locale.messages;
  return render({
    ...parts,
    title: works.title(work.title ?? works.untitled),
    children: <Work work={work} claims={claims} />,
  });
};

function Work({ work, claims }: Pick<WorkPageParts, 'work' | 'claims'>): VNode {
  const { t, language } = useLocale();
  const names = new Intl.DisplayNames(language, { type: 'language' });
  return (
    <article>
      <h1>{work.title === null ? t.works.untitled : <Foreign language={work.language}>{work.title}</Foreign>}</h1>
      <p class="lead">{t.works.lead}</p>
      <Entry>
        <dl>
          <dt>{t.works.outlet}</dt>
          <dd>
            <OutletOfWork work={work} linked />
          </dd>
          <dt>{t.works.day}</dt>
          <dd>
            <DayOfWork work={work} />
          </dd>
          {work.author !== null && (
            <>
              <dt>{t.works.author}</dt>
              <dd>
                <Name>{work.author}</Name>
              </dd>
            </>
          )}
          {work.language !== null && (
            <>
              <dt>{t.works.language}</dt>
              <dd>{names.of(work.language) ?? work.language}</dd>
            </>
          )}
          {work.url !== null && (
            <>
              <dt>{t.works.address}</dt>
              <dd class="digest">
                <ExternalLink href={work.url}>{work.url}</ExternalLink>
              </dd>
            </>
          )}
        </dl>
      </Entry>
      <h2>{t.works.claims}</h2>
      {claims.map((claim) => (
        <Entry
          key={claim.id}
          listed
          id={`claim-${claim.id}`}
          rail={
            <p id={`claim-${claim.id}-heading`}>
              {claim.verdict === null ? t.claim.unrated : <Rating rating={claim.verdict.rating} />}
            </p>
          }
        >
          <p>
            <a class="claim-link" href={`/claims/${claim.id}`}>
              {claim.text === null ? t.claim.textErased : <Foreign language={claim.language}>{claim.text}</Foreign>}
            </a>
          </p>
          <ul class="list">
            {claim.appearances
              .filter(({ withdrawn, work: { id } }) => !withdrawn && id === work.id)
              .map((appearance) => (
                <Appearance key={appearance.id} appearance={appearance} />
              ))}
          </ul>
        </Entry>
      ))}
    </article>
  );
}
