import { rate, type Cast } from './cast.js';
import type { Outlets } from './outlets.js';
import type { Works } from './works.js';

/**
 * Claims of a translation of a report that itself goes back to an agency's: three relays, of which the page is the
 * last. The page names the report that it translates; the agency is inferred, by somebody else.
 */
export async function enterMeetingOfChiefs(cast: Cast, works: Works, outlets: Outlets): Promise<void> {
  const appears = relayed(cast, works, outlets);
  await countriesMet(cast, appears);
  await americansStayedAway(cast, appears);
  await ukraineBackedCeasefire(cast, appears);
}

/** Records that a claim appears at the end of the chain. */
type Relayed = (name: string, claim: string, excerpt: string) => Promise<void>;

const relayed =
  ({ editor, reviewer }: Cast, works: Works, { afp }: Outlets): Relayed =>
  async (name, claim, excerpt) => {
    const translated = await editor.finds(`${name}/vietnam-vn`, claim, {
      workId: works.vietnamVn,
      mode: 'own-voice',
      place: 'body',
      excerpt,
      upstream: {
        kind: 'work',
        workId: works.worldAndVietNam,
        relation: 'credited-rewrite',
        translated: true,
        basis: 'credited',
        shownBy: 'Source: https://baoquocte.vn/',
      },
    });
    await reviewer.traces(`${name}/afp`, claim, {
      of: { upstreamId: translated },
      kind: 'outlet',
      outletId: afp,
      relation: 'unknown',
      basis: 'inferred',
      shownBy: "Its paragraphs match those of the agency's report of 11 March 2025.",
    });
  };

async function countriesMet(cast: Cast, appears: Relayed): Promise<void> {
  const { editor } = cast;
  const claim = await editor.submits('claim/14', {
    text: 'Representatives of 34 countries met in Paris on 11 March 2025 on security guarantees for Ukraine.',
    kind: 'quantity',
    language: 'en',
    claimant: null,
    topics: ['ukraine', 'security-guarantees'],
    foundHow: 'monitoring',
  });
  await appears('claim/14', claim, 'representatives from 34 countries');
  const french = await editor.attaches('claim/14/e9', claim, {
    title: "Interfax-Ukraine on the French chief of staff's post: chiefs of 34",
    url: 'https://en.interfax.com.ua/news/general/1054799.html',
    stance: 'supports',
    source: 'secondary',
    sourceKind: 'work',
    originName: 'Chief of the Defence Staff of France',
  });
  const british = await editor.attaches('claim/14/e10', claim, {
    title: "EIR on the French and British chiefs' posts: 37 nations, 34 defence chiefs",
    url: 'https://eir.news/2025/03/news/macroleon-presides-us-less-military-gathering/',
    stance: 'supports',
    source: 'secondary',
    sourceKind: 'work',
    originName: 'Chief of the Defence Staff of the United Kingdom',
    publishedOn: '2025-03',
  });
  await rate(cast, 'claim/14', claim, {
    rating: 'MOSTLY_TRUE',
    summary: '34 chiefs of defence took part, of 37 nations, as both hosts wrote afterwards.',
    evidenceIds: [french, british],
    assessedOn: '2025-03-12',
  });
}

async function americansStayedAway({ editor }: Cast, appears: Relayed): Promise<void> {
  const claim = await editor.submits('claim/15', {
    text: 'The United States sent nobody to the meeting in Paris on 11 March 2025.',
    kind: 'event',
    language: 'en',
    claimant: null,
    topics: ['ukraine', 'security-guarantees'],
    foundHow: 'monitoring',
  });
  await appears('claim/15', claim, 'did not send a representative');
}

async function ukraineBackedCeasefire({ editor }: Cast, appears: Relayed): Promise<void> {
  const claim = await editor.submits('claim/16', {
    text: 'Ukraine backed a proposal by the United States for a month-long ceasefire.',
    kind: 'event',
    language: 'en',
    claimant: null,
    topics: ['ukraine', 'ceasefire'],
    foundHow: 'monitoring',
  });
  await appears('claim/16', claim, 'Ukraine backed a US proposal');
}
