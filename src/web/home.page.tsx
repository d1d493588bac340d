import type { VNode } from 'preact';
import type { ListedClaimView } from '../projections/claims/claim-list.views.js';
import type { CorrectionView } from '../projections/log/corrections.views.js';
import { ClaimRows } from './claims/claim-rows.js';
import { CorrectionLines } from './corrections/correction-list.js';
import { useLocale, type Locale } from './components/locale.js';
import { topicInWords } from './components/texts.js';
import { render, type PageParts } from './page.js';

interface HomeParts extends Omit<PageParts, 'title' | 'children'> {
  readonly locale: Locale;
  readonly published: readonly ListedClaimView[];
  readonly corrected: readonly CorrectionView[];
}

/** The front page: search, what was published lately, what was corrected lately. */
export const homePage = ({ published, corrected, ...parts }: HomeParts): string =>
  render({
    ...parts,
    title: parts.locale.messages.home.title,
    children: <Home published={published} corrected={corrected} />,
  });

function Home({ published, corrected }: Pick<HomeParts, 'published' | 'corrected'>): VNode {
  const { t } = useLocale();
  return (
    <>
      <h1 class="lead-line">{t.home.lead}</h1>
      <form class="search front" role="search" action="/claims" method="get" aria-label={t.frame.search}>
        <input type="search" name="q" aria-label={t.frame.search} />
        <button type="submit">{t.frame.searchButton}</button>
      </form>
      <Topics claims={published} />
      <div class="two">
        <section aria-labelledby="published">
          <h2 id="published">{t.home.publishedLately}</h2>
          {published.length === 0 ? <p>{t.home.nothingPublished}</p> : <ClaimRows claims={published} />}
          <p>
            <a href="/claims">{t.home.allPublished}</a>
          </p>
        </section>
        <section aria-labelledby="corrected">
          <h2 id="corrected">{t.home.correctedLately}</h2>
          {corrected.length === 0 ? <p>{t.lists.noneLately}</p> : <CorrectionLines corrections={corrected} />}
          <p>
            <a href="/corrections">{t.home.allCorrections}</a>
          </p>
        </section>
      </div>
      <ul class="ways">
        <li>
          <a href="/method">{t.home.howWeCheck}</a>
        </li>
        <li>
          <a href="/log">{t.home.checkRecord}</a>
        </li>
        <li>
          <a href="/sign-in">{t.home.workHere}</a>
        </li>
      </ul>
    </>
  );
}

/** Three searches that find something, taken from what was published last. */
function Topics({ claims }: { readonly claims: readonly ListedClaimView[] }): VNode | null {
  const { t } = useLocale();
  const topics = [...new Set(claims.flatMap((claim) => claim.topics))].slice(0, 3);
  if (topics.length === 0) return null;
  return (
    <div class="try">
      <p id="try">{t.home.tryThese}</p>
      <ul class="links" aria-labelledby="try">
        {topics.map((topic) => (
          <li key={topic}>
            <a href={`/topics/${encodeURIComponent(topic)}`}>{topicInWords(topic)}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
