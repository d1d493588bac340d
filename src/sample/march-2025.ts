import { rate, type Cast } from './cast.js';
import type { Works } from './works.js';

/** Claims of a page on the summit in Paris of 27 March 2025, of which nobody knows who published it. */
export async function enterSummitOfMarch2025(cast: Cast, works: Works): Promise<void> {
  await northKoreaSentMore(cast, works);
  await macronAnnouncedAid(cast, works);
  await truceWasAnnounced(cast, works);
}

async function northKoreaSentMore({ editor, reviewer, reviewer2 }: Cast, works: Works): Promise<void> {
  const claim = await editor.submits('claim/2', {
    text: 'North Korea sent at least 3,000 more soldiers to Russia in January and February 2025, on top of some 11,000.',
    kind: 'quantity',
    language: 'en',
    claimant: { name: 'Joint Chiefs of Staff of South Korea' },
    claimedOn: '2025-03-27',
    topics: ['ukraine', 'north-korea'],
    foundHow: 'monitoring',
    selectionReason: 'A number that many outlets carried and that rests on one estimate.',
  });
  await editor.finds('claim/2/blog', claim, {
    workId: works.blog,
    mode: 'attributed',
    place: 'body',
    excerpt: 'an additional 3,000 soldiers',
  });
  const statement = await editor.attaches('claim/2/e3', claim, {
    title: 'JoongAng Daily on the statement of the Joint Chiefs of Staff, 27 March 2025',
    url: 'https://koreajoongangdaily.joins.com/news/2025-03-27/national/northKorea/North-Korea-presumed-to-send-at-least-3000-more-troops-to-Russia-South-says/2271569',
    stance: 'context',
    source: 'secondary',
    sourceKind: 'work',
    originName: 'Joint Chiefs of Staff of South Korea',
    publishedOn: '2025-03-27',
    interest: 'A party to the conflict on the Korean peninsula.',
  });
  const first = await reviewer.proposes('claim/2/verdict/1', claim, {
    rating: 'UNPROVEN',
    summary: "The number is an estimate of South Korea's military; nothing independent of it was found.",
    evidenceIds: [statement],
    assessedOn: '2025-03-27',
    unknowns: ['Whether a second group was sent', 'How many soldiers it had'],
    searched: ["Reports of the day, all of which rest on Seoul's own estimates"],
  });
  await reviewer2.publishes('claim/2/publication/1', claim, first);
  const confirmation = await editor.attaches('claim/2/e4', claim, {
    title: "NK News on Pyongyang's confirmation of a deployment, April 2025",
    url: 'https://www.nknews.org/2025/04/north-korea-confirms-heroic-troop-deployment-to-russia-praises-alliance/',
    stance: 'context',
    source: 'secondary',
    sourceKind: 'work',
    originName: 'Government of North Korea',
    publishedOn: '2025-04',
    note: 'Confirms a deployment and names no number.',
  });
  const second = await reviewer.supersedes('claim/2/verdict/2', claim, first, {
    rating: 'UNPROVEN',
    summary: 'Pyongyang has confirmed that it sent soldiers; neither a second group nor a number is confirmed.',
    evidenceIds: [statement, confirmation],
    assessedOn: '2025-04-28',
    unknowns: ['Whether a second group was sent', 'How many soldiers were sent in all'],
    searched: ["Pyongyang's confirmation, which names no number"],
    reason: 'North Korea has confirmed a deployment for the first time.',
  });
  await reviewer2.publishes('claim/2/publication/2', claim, second);
}

async function macronAnnouncedAid(cast: Cast, works: Works): Promise<void> {
  const { editor } = cast;
  const claim = await editor.submits('claim/17', {
    text: 'Emmanuel Macron announced 2 billion euros of additional military aid to Ukraine on 26 March 2025.',
    kind: 'event',
    language: 'en',
    claimant: null,
    subjectAct: true,
    topics: ['ukraine', 'military-aid'],
    foundHow: 'monitoring',
  });
  await editor.finds('claim/17/blog', claim, {
    workId: works.blog,
    mode: 'own-voice',
    place: 'body',
    excerpt: 'new French military aid of two billion euros',
  });
  const words = await editor.attaches('claim/17/e11', claim, {
    title: "Ukrainska Pravda with the President's words at the press conference, 26 March 2025",
    url: 'https://www.pravda.com.ua/eng/news/2025/03/26/7504708/',
    stance: 'supports',
    source: 'primary',
    sourceKind: 'person',
    originName: 'Emmanuel Macron',
    publishedOn: '2025-03-26',
  });
  const report = await editor.attaches('claim/17/e12', claim, {
    title: 'UPI on France, Ukraine and a ceasefire, 26 March 2025',
    url: 'https://www.upi.com/Top_News/World-News/2025/03/26/france-ukraine-cease-fire/2761743023936/',
    stance: 'context',
    source: 'secondary',
    sourceKind: 'work',
    publishedOn: '2025-03-26',
  });
  await rate(cast, 'claim/17', claim, {
    rating: 'TRUE',
    summary: 'The President announced it at the press conference of 26 March 2025.',
    evidenceIds: [words, report],
    assessedOn: '2025-03-27',
    singleSourceReason: 'Whether he announced it is shown by his own words at the press conference.',
  });
}

async function truceWasAnnounced(cast: Cast, works: Works): Promise<void> {
  const { editor } = cast;
  const claim = await editor.submits('claim/18', {
    text: 'An agreement on a Black Sea truce and on ending strikes on energy installations was announced on 25 March 2025, subject to conditions.',
    kind: 'event',
    language: 'en',
    claimant: null,
    topics: ['ukraine', 'ceasefire'],
    foundHow: 'monitoring',
  });
  await editor.finds('claim/18/blog', claim, {
    workId: works.blog,
    mode: 'own-voice',
    place: 'body',
    excerpt: 'an agreement was announced, subject to conditions',
  });
  const washington = await editor.attaches('claim/18/e13', claim, {
    title: "The Moscow Times, for the White House's statement, 25 March 2025",
    url: 'https://www.themoscowtimes.com/2025/03/25/russia-demands-sanctions-relief-for-black-sea-ceasefire-a88482',
    stance: 'supports',
    source: 'secondary',
    sourceKind: 'work',
    originName: 'White House',
    publishedOn: '2025-03-25',
  });
  const moscow = await editor.attaches('claim/18/e14', claim, {
    title: "bne IntelliNews, for the Kremlin's statement",
    url: 'https://intellinews.com/white-house-says-temporary-ukraine-conflict-ceasefire-deal-agreed-but-kremlin-demands-sanctions-relief-in-exchange-373451',
    stance: 'supports',
    source: 'secondary',
    sourceKind: 'work',
    originName: 'Kremlin',
  });
  await rate(cast, 'claim/18', claim, {
    rating: 'TRUE',
    summary: 'The White House and the Kremlin each made a statement of it; Moscow asked for relief from sanctions.',
    evidenceIds: [washington, moscow],
    assessedOn: '2025-03-27',
  });
}
