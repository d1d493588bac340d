import { claimReviewOf, type ReviewPublisher } from '../../exchange/claim-review.js';
import type { AttributionView } from '../../projections/claims/attribution.views.js';
import type { ClaimView } from '../../projections/claims/claim.views.js';
import type { Locale } from '../components/locale.js';
import { jsonForScript } from '../machines/json-ld.js';
import { render, type PageParts } from '../page.js';
import { Claim } from './claim-article.js';
import { claimTitle } from './claim-title.js';

/** What a claim's page depends on. */
interface ClaimPageParts extends Omit<PageParts, 'title' | 'children'> {
  readonly locale: Locale;
  readonly claim: ClaimView;
  /** Who has it from whom. */
  readonly graph: AttributionView;
  /** The absolute address of the claim as it stands now. */
  readonly canonical: string;
  readonly publisher: ReviewPublisher;
}

/** A claim: what befell its verdict, the wording, the verdict, why, the evidence, who carried it, and how to check it. */
export function claimPage({ claim, graph, publisher, ...parts }: ClaimPageParts): string {
  const { messages } = parts.locale;
  const title = claimTitle(claim, messages);
  // A sample is nobody's review, and a past page not the newest one.
  const review = parts.indexed ? claimReviewOf(claim, parts.canonical, publisher) : undefined;
  return render({
    ...parts,
    title,
    ...(review === undefined ? {} : { data: jsonForScript(review) }),
    preview: { title, description: claim.verdict?.summary ?? messages.home.lead, url: parts.canonical },
    alternates: [
      { type: 'application/atom+xml', href: `/claims/${claim.id}.atom`, title: messages.claim.history },
      { type: 'application/json', href: `/claims/${claim.id}.json`, title: 'JSON' },
      { type: 'application/json+oembed', href: `/oembed?url=${encodeURIComponent(parts.canonical)}`, title: 'oEmbed' },
    ],
    children: <Claim claim={claim} graph={graph} />,
  });
}
