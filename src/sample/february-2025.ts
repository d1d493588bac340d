import { rate, type Cast } from './cast.js';
import type { Outlets } from './outlets.js';
import type { Works } from './works.js';

/** Claims of a report on the talks in Paris in February 2025. */
export async function enterTalksOfFebruary2025(cast: Cast, works: Works, outlets: Outlets): Promise<void> {
  await swedenDoesNotRuleOutTroops(cast, works, outlets);
  await ukraineStartedTheWar(cast, works);
  await romaniaBordersUkraine(cast, works);
  await troopsTrainInRomania(cast, works);
  await noJointStatement(cast, works);
}

async function swedenDoesNotRuleOutTroops(cast: Cast, works: Works, { reuters }: Outlets): Promise<void> {
  const { editor } = cast;
  const claim = await editor.submits('claim/1', {
    text: "On 17 February 2025 Sweden's government said that it does not rule out sending soldiers to Ukraine for peacekeeping.",
    kind: 'position',
    language: 'en',
    claimant: { name: 'Maria Malmer Stenergard', role: 'Foreign Minister of Sweden' },
    claimedOn: '2025-02-17',
    topics: ['ukraine', 'peacekeeping'],
    foundHow: 'monitoring',
    selectionReason: 'A position that other capitals were asked about on the same day.',
  });
  await editor.finds('claim/1/cgtn', claim, {
    workId: works.cgtn,
    mode: 'attributed',
    place: 'body',
    excerpt: 'not ruling out the possibility',
  });
  const interview = await editor.attaches('claim/1/e0', claim, {
    title: "Interview with the minister, Swedish Radio's P1 Morgon, 17 February 2025",
    stance: 'supports',
    source: 'primary',
    sourceKind: 'person',
    originName: 'Maria Malmer Stenergard',
    publishedOn: '2025-02-17',
    note: 'Read through the report by Reuters.',
  });
  const report = await editor.attaches('claim/1/e1', claim, {
    title: 'Reuters in The Star on what the public broadcaster reported, 17 February 2025',
    url: 'https://www.thestar.com.my/news/world/2025/02/17/sweden-does-not-rule-out-sending-peacekeepers-to-ukraine-public-broadcaster-reports',
    stance: 'context',
    source: 'secondary',
    sourceKind: 'work',
    outletId: reuters,
    publishedOn: '2025-02-17',
  });
  const comments = await editor.attaches('claim/1/e2', claim, {
    title: "Ukrainska Pravda on the minister's comments to Swedish media, 17 February 2025",
    url: 'https://www.pravda.com.ua/eng/news/2025/02/17/7498701/',
    stance: 'context',
    source: 'secondary',
    sourceKind: 'work',
    originName: 'Maria Malmer Stenergard',
    publishedOn: '2025-02-17',
  });
  await rate(cast, 'claim/1', claim, {
    rating: 'TRUE',
    summary: 'The foreign minister said so on Swedish Radio on the morning of 17 February 2025.',
    rationale: 'The claim is about what the government said on that day, and the minister said it in her own words.',
    evidenceIds: [interview, report, comments],
    assessedOn: '2025-02-17',
    confidence: 'high',
    singleSourceReason:
      "Whether a government said something is shown by its own record, here the minister's interview.",
  });
}

async function ukraineStartedTheWar(cast: Cast, works: Works): Promise<void> {
  const { editor } = cast;
  const claim = await editor.submits('claim/3', {
    text: 'Ukraine started the war with Russia.',
    kind: 'event',
    language: 'en',
    claimant: { name: 'Donald Trump', role: 'President of the United States' },
    claimedOn: '2025-02-18',
    topics: ['ukraine'],
    foundHow: 'monitoring',
    selectionReason: 'Said by a head of state and reported around the world.',
  });
  await editor.finds('claim/3/cgtn', claim, {
    workId: works.cgtn,
    mode: 'attributed',
    place: 'body',
    excerpt: 'blamed Kyiv for starting the war',
    challenge: 'Russia launched its so-called',
    note: 'The next sentence of the work names the day on which Russia began its operation.',
  });
  const resolution = await editor.attaches('claim/3/e5', claim, {
    title: 'United Nations General Assembly, resolution ES-11/1 of 2 March 2022 (A/RES/ES-11/1)',
    stance: 'refutes',
    source: 'primary',
    sourceKind: 'document',
    originName: 'United Nations General Assembly',
    publishedOn: '2022-03-02',
    note: "Deplores Russia's aggression against Ukraine.",
  });
  await rate(cast, 'claim/3', claim, {
    rating: 'FALSE',
    summary: 'Russia began the war: with the seizure of Crimea in 2014 and with the invasion of 24 February 2022.',
    rationale:
      'Russian forces took Crimea in 2014 and invaded on 24 February 2022. The General Assembly deplored the aggression of 2022.',
    evidenceIds: [resolution],
    assessedOn: '2025-02-19',
    confidence: 'high',
    singleSourceReason:
      'The resolution states the finding of the body whose task it is, and the facts are undisputed by it.',
    noReplyReason: 'The statement was made in public, and what it is held against is a public record of many years.',
  });
}

async function romaniaBordersUkraine({ editor }: Cast, works: Works): Promise<void> {
  const claim = await editor.submits('claim/11', {
    text: 'Romania is one of four EU and NATO members that border Ukraine.',
    kind: 'other',
    language: 'en',
    claimant: null,
    topics: ['romania'],
    foundHow: 'monitoring',
  });
  await editor.finds('claim/11/cgtn', claim, {
    workId: works.cgtn,
    mode: 'own-voice',
    place: 'body',
    excerpt: 'one of the four countries',
  });
}

async function troopsTrainInRomania({ editor }: Cast, works: Works): Promise<void> {
  const claim = await editor.submits('claim/12', {
    text: 'France has more than 1,000 troops training in Romania as part of a NATO exercise.',
    kind: 'quantity',
    language: 'en',
    claimant: null,
    topics: ['romania', 'nato'],
    foundHow: 'monitoring',
  });
  await editor.finds('claim/12/cgtn', claim, {
    workId: works.cgtn,
    mode: 'own-voice',
    place: 'body',
    excerpt: 'more than 1,000 troops training in Romania',
  });
}

async function noJointStatement({ editor }: Cast, works: Works): Promise<void> {
  const claim = await editor.submits('claim/13', {
    text: 'The Paris meeting of 17 February 2025 ended without a joint statement on collective defence or troop deployments.',
    kind: 'event',
    language: 'en',
    claimant: null,
    topics: ['ukraine'],
    foundHow: 'monitoring',
  });
  await editor.finds('claim/13/cgtn', claim, {
    workId: works.cgtn,
    mode: 'own-voice',
    place: 'body',
    excerpt: 'broke up without a joint statement',
  });
}
