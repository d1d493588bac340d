import type { VNode } from 'preact';
import type { ClaimView } from '../../projections/claims/claim.views.js';
import { claimTitle } from '../claims/claim-title.js';
import { VerdictLine } from '../claims/verdict-body.js';
import { befellSince } from '../claims/verdict-changes.js';
import { useLocale, type Locale } from '../components/locale.js';
import { Foreign } from '../components/texts.js';
import { renderBare } from '../page.js';

interface EmbedPageParts {
  readonly locale: Locale;
  readonly sample: boolean;
  readonly claim: ClaimView;
  /** The desk's name, and the absolute address of the claim's page. */
  readonly desk: string;
  readonly url: string;
}

/** A card for other people's pages: what befell the verdict, the verdict, the claim, and who says so. */
export const embedPage = ({ locale, ...parts }: EmbedPageParts): string =>
  renderBare({ locale, title: claimTitle(parts.claim, locale.messages), children: <Card {...parts} /> });

function Card({ claim, desk, url, sample }: Omit<EmbedPageParts, 'locale'>): VNode {
  const { t, date } = useLocale();
  const { verdict } = claim;
  const ours = befellSince(claim, '').findLast(({ kind }) => kind === 'material-correction');
  const retraction = claim.verdicts.findLast((each) => each.retraction !== null)?.retraction;
  return (
    <main class="card-embed">
      {sample && <p class="meta">{t.frame.sample}</p>}
      {claim.status === 'retracted' && retraction && <p class="ours">{t.embed.retracted(date(retraction.at))}</p>}
      {claim.status !== 'retracted' && ours && <p class="ours">{t.embed.corrected(date(ours.at))}</p>}
      {claim.status !== 'retracted' && verdict && <VerdictLine verdict={verdict} marks={[]} />}
      <h1 class="claim-link">
        {claim.text === null ? t.claim.textErased : <Foreign language={claim.language}>{claim.text}</Foreign>}
      </h1>
      <p class="meta">
        {t.embed.by(desk)}.{' '}
        <a href={url} target="_blank" rel="noopener">
          {t.embed.read}
        </a>
      </p>
    </main>
  );
}
