import type { Cast } from './cast.js';
import type { Outlets } from './outlets.js';
import type { Works } from './works.js';

/** The claim of a teaser of July 2025 that stands on a page of March 2024. */
export async function enterNewsFeed({ editor }: Cast, works: Works, outlets: Outlets): Promise<void> {
  const claim = await editor.submits('claim/19', {
    text: 'Donald Trump asked whether Kyiv could strike Moscow or St Petersburg with long-range American weapons.',
    kind: 'event',
    language: 'en',
    claimant: { name: 'Undisclosed sources of the Financial Times' },
    claimedOn: '2025-07',
    claimedOnBasis: 'inferred',
    claimedOnInferredFrom: 'The teaser beside it tells of an interview published on 15 July.',
    topics: ['ukraine', 'long-range-weapons'],
    foundHow: 'monitoring',
  });
  await editor.finds('claim/19/news-feed', claim, {
    workId: works.newsFeed,
    mode: 'attributed',
    place: 'teaser',
    excerpt: 'whether Kyiv could strike Moscow',
    upstream: {
      kind: 'outlet',
      outletId: outlets.financialTimes,
      relation: 'credited-rewrite',
      basis: 'credited',
      shownBy: 'the Financial Times (FT) reported',
    },
  });
}
