import { rate, type Cast } from './cast.js';
import type { Works } from './works.js';

/** Claims of the same two works on what went before: the summit and the agreement of February 2024. */
export async function enterSummitOf2024(cast: Cast, works: Works): Promise<void> {
  await leadersMet(cast, works);
  await francePledged(cast, works);
}

/** Two works give the same round number for different things: heads of Europe, and leaders of EU countries. */
async function leadersMet({ editor }: Cast, works: Works): Promise<void> {
  const heads = await editor.submits('claim/9', {
    text: '20 European heads met in Paris on 26 February 2024.',
    kind: 'quantity',
    language: 'en',
    claimant: null,
    topics: ['ukraine'],
    foundHow: 'monitoring',
  });
  await editor.finds('claim/9/kyiv-independent', heads, {
    workId: works.kyivIndependent,
    mode: 'own-voice',
    place: 'teaser',
    excerpt: 'a gathering of 20 European heads',
    note: 'A teaser of another work, which was not read, in the middle of this one.',
  });
  const leaders = await editor.submits('claim/8', {
    text: 'About 20 leaders of EU countries met in Paris on 26 February 2024.',
    kind: 'quantity',
    language: 'en',
    claimant: null,
    topics: ['ukraine'],
    foundHow: 'monitoring',
    selectionReason: 'It is close to another claim and says less: the two are not the same.',
  });
  await editor.finds('claim/8/rbc-ukraine', leaders, {
    workId: works.rbcUkraine,
    mode: 'own-voice',
    place: 'body',
    excerpt: 'about 20 leaders of EU countries',
  });
  await editor.relates('claim/8/narrows-9', leaders, { relation: 'narrows', claimId: heads });
}

async function francePledged(cast: Cast, works: Works): Promise<void> {
  const { editor } = cast;
  const claim = await editor.submits('claim/10', {
    text: 'France pledged 3 billion euros of military aid to Ukraine for 2024 in the agreement of 16 February 2024.',
    kind: 'quantity',
    language: 'en',
    claimant: null,
    topics: ['ukraine', 'military-aid'],
    foundHow: 'monitoring',
  });
  await editor.finds('claim/10/kyiv-independent', claim, {
    workId: works.kyivIndependent,
    mode: 'own-voice',
    place: 'body',
    excerpt: 'Paris pledged 3 billion euros',
  });
  const paris = await editor.attaches('claim/10/e7', claim, {
    title: 'Al Arabiya on what the Élysée said of the agreement, 16 February 2024',
    url: 'https://english.alarabiya.net/News/world/2024/02/16/France-signs-security-agreement-with-Ukraine-pledges-up-to-3-bln-eur-in-military-aid',
    stance: 'supports',
    source: 'secondary',
    sourceKind: 'work',
    originName: 'Élysée Palace',
    publishedOn: '2024-02-16',
  });
  const kyiv = await editor.attaches('claim/10/e8', claim, {
    title: "Ukrainska Pravda on what the Ukrainian President's office said of the agreement, 16 February 2024",
    url: 'https://www.pravda.com.ua/eng/news/2024/02/16/7442267/',
    stance: 'supports',
    source: 'secondary',
    sourceKind: 'work',
    originName: 'Ihor Zhovkva',
    publishedOn: '2024-02-16',
    note: "Of the President's office.",
  });
  await rate(cast, 'claim/10', claim, {
    rating: 'MOSTLY_TRUE',
    summary: 'France pledged up to 3 billion euros: Paris and Kyiv both say "up to", which the claim leaves out.',
    evidenceIds: [paris, kyiv],
    assessedOn: '2024-02-16',
  });
}
