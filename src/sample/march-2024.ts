import { rate, type Cast } from './cast.js';
import type { Outlets } from './outlets.js';
import type { Works } from './works.js';

/** Claims of two works that relay one report of March 2024 on a conference of ministers. */
export async function enterInvitationOf2024(cast: Cast, works: Works, outlets: Outlets): Promise<void> {
  await macronDoesNotRuleOutTroops(cast, works, outlets);
  await franceInvited(cast, works, outlets);
  const videoConference = await conferenceBecameVideo(cast, works, outlets);
  await becauseItWasRushed(cast, works, outlets, videoConference);
}

const FOREIGN_MINISTRY = 'Ministry for Europe and Foreign Affairs of France';
const COMMUNIQUE =
  'https://www.diplomatie.gouv.fr/en/country-files/ukraine/news/article/support-for-ukraine-communique-by-france-on-the-secure-video-conference-between';

/** The agency's report, as a work tells that it relays it. */
const via = ({ reuters }: Outlets, shownBy: string) =>
  ({ kind: 'outlet', outletId: reuters, relation: 'credited-rewrite', basis: 'credited', shownBy }) as const;

async function macronDoesNotRuleOutTroops({ editor }: Cast, works: Works, outlets: Outlets): Promise<void> {
  const claim = await editor.submits('claim/4', {
    text: 'Sending Western troops to Ukraine cannot be ruled out.',
    kind: 'position',
    language: 'en',
    claimant: { name: 'Emmanuel Macron', role: 'President of France' },
    claimedOn: '2024-02-26',
    topics: ['ukraine', 'troops'],
    foundHow: 'monitoring',
  });
  await editor.finds('claim/4/kyiv-independent', claim, {
    workId: works.kyivIndependent,
    mode: 'attributed',
    place: 'body',
    excerpt: 'can not be "ruled out"',
    note: 'The work credits nobody for this sentence.',
  });
  await editor.finds('claim/4/rbc-ukraine', claim, {
    workId: works.rbcUkraine,
    mode: 'attributed',
    place: 'body',
    excerpt: 'openly discussed the idea',
    upstream: { ...via(outlets, 'the material says'), relation: 'quote' },
  });
}

async function franceInvited(cast: Cast, works: Works, outlets: Outlets): Promise<void> {
  const { editor } = cast;
  const claim = await editor.submits('claim/5', {
    text: "France invited allied ministers and NATO's Secretary General to a video conference on support for Ukraine.",
    kind: 'event',
    language: 'en',
    claimant: { name: 'The invitation, as seen by Reuters' },
    claimedOn: '2024-03-05',
    subjectAct: true,
    topics: ['ukraine'],
    foundHow: 'monitoring',
    selectionReason: 'Two outlets carry it and both rest on one report.',
  });
  for (const [name, workId, shownBy] of [
    ['kyiv-independent', works.kyivIndependent, 'Reuters reported'],
    ['rbc-ukraine', works.rbcUkraine, 'reports Reuters'],
  ] as const) {
    await editor.finds(`claim/5/${name}`, claim, {
      workId,
      mode: 'attributed',
      place: 'lead',
      upstream: via(outlets, shownBy),
    });
  }
  const communique = await editor.attaches('claim/5/e6', claim, {
    title: 'French Foreign Ministry, communiqué of 7 March 2024 on the secure video conference',
    url: COMMUNIQUE,
    stance: 'supports',
    source: 'primary',
    sourceKind: 'document',
    originName: FOREIGN_MINISTRY,
    publishedOn: '2024-03-07',
  });
  await rate(cast, 'claim/5', claim, {
    rating: 'TRUE',
    summary: 'The French Foreign Ministry reported on the video conference to which it had invited.',
    evidenceIds: [communique],
    assessedOn: '2024-03-07',
    confidence: 'high',
    singleSourceReason: "Whether France invited is shown by its own ministry's communiqué.",
  });
}

const NOT_NAMED = { name: 'A source not named, as reported by Reuters on 5 March 2024' };

async function conferenceBecameVideo({ editor }: Cast, works: Works, outlets: Outlets): Promise<string> {
  const claim = await editor.submits('claim/6', {
    text: 'A conference planned in Paris for ministers of about 28 countries became a video conference.',
    kind: 'event',
    language: 'en',
    claimant: NOT_NAMED,
    claimedOn: '2024-03-05',
    topics: ['ukraine'],
    foundHow: 'monitoring',
    selectionReason: 'Two works relay one report and differ in how they tell it.',
  });
  await editor.finds('claim/6/kyiv-independent', claim, {
    workId: works.kyivIndependent,
    mode: 'attributed',
    place: 'body',
    excerpt: 'it was reduced to a video call',
    upstream: via(outlets, 'Reuters wrote'),
  });
  await editor.finds('claim/6/rbc-ukraine', claim, {
    workId: works.rbcUkraine,
    mode: 'attributed',
    place: 'body',
    excerpt: 'it was postponed to a video call',
    upstream: via(outlets, 'Reuters reports'),
  });
  await editor.attaches('claim/6/e6', claim, {
    title: 'French Foreign Ministry, communiqué of 7 March 2024 on the secure video conference',
    url: COMMUNIQUE,
    stance: 'context',
    source: 'primary',
    sourceKind: 'document',
    originName: FOREIGN_MINISTRY,
    publishedOn: '2024-03-07',
    note: 'Confirms the video conference of 28 countries, not that another one had been planned.',
  });
  return claim;
}

async function becauseItWasRushed({ editor }: Cast, works: Works, outlets: Outlets, whole: string): Promise<void> {
  const claim = await editor.submits('claim/7', {
    text: 'The conference became a video conference because the meeting was criticised as too rushed.',
    kind: 'event',
    language: 'en',
    claimant: NOT_NAMED,
    claimedOn: '2024-03-05',
    topics: ['ukraine'],
    foundHow: 'monitoring',
    selectionReason: 'Only one of two works that relay the same report gives this reason.',
  });
  await editor.finds('claim/7/rbc-ukraine', claim, {
    workId: works.rbcUkraine,
    mode: 'attributed',
    place: 'body',
    excerpt: 'due to criticism that the meeting was too rushed',
    upstream: via(outlets, 'Reuters reports'),
  });
  await editor.relates('claim/7/part-of-6', claim, { relation: 'part-of', claimId: whole });
}
