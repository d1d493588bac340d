import type { DeskPerson } from './desk.js';

/** Who enters the sample: three people, because a verdict is not published by who proposed it or submitted the claim. */
export interface Cast {
  readonly editor: DeskPerson;
  readonly reviewer: DeskPerson;
  readonly reviewer2: DeskPerson;
}

/** What the claims of the sample appear in. */
interface Works {
  readonly cgtn: string;
  readonly kyivIndependent: string;
  readonly rbcUkraine: string;
  readonly blog: string;
  /** The agency behind two of them, an outlet. */
  readonly reuters: string;
}

/**
 * Enters the sample: claims about the meetings of Ukraine's allies in Paris, in the project's own words, with exactly
 * the sources that were found. It shows the software at work and is nobody's published fact-check.
 */
export async function loadSample(cast: Cast): Promise<void> {
  const works = await enterWorks(cast);
  await swedenDoesNotRuleOutTroops(cast, works);
  await northKoreaSentMore(cast, works);
  await ukraineStartedTheWar(cast, works);
  await franceInvited(cast, works);
}

async function enterWorks({ editor }: Cast): Promise<Works> {
  const cgtn = await editor.registers('outlet/cgtn', {
    name: 'CGTN',
    domains: ['cgtn.com'],
    country: 'CN',
    language: 'en',
    kind: 'broadcaster',
  });
  const kyivIndependent = await editor.registers('outlet/kyiv-independent', {
    name: 'The Kyiv Independent',
    domains: ['kyivindependent.com'],
    country: 'UA',
    language: 'en',
    kind: 'online',
  });
  const rbcUkraine = await editor.registers('outlet/rbc-ukraine', {
    name: 'RBC-Ukraine',
    domains: ['rbc.ua'],
    country: 'UA',
    language: 'uk',
    kind: 'online',
  });
  const reuters = await editor.registers('outlet/reuters', {
    name: 'Reuters',
    domains: ['reuters.com'],
    country: 'GB',
    language: 'en',
    kind: 'agency',
  });
  return {
    reuters,
    cgtn: await editor.records('work/cgtn', {
      outletId: cgtn,
      outletBasis: 'inferred',
      outletInferredFrom: 'The licence number and the hotline for disinformation in the header of the page.',
      publishedOn: '2025-02-19',
      publishedOnBasis: 'inferred',
      publishedOnInferredFrom:
        'The text calls the day of the second talks Wednesday; the address at CGTN has 20 February.',
      language: 'en',
      note: 'Report on the second round of talks in Paris. The copy at hand has neither title nor address.',
    }),
    kyivIndependent: await editor.records('work/kyiv-independent', {
      outletId: kyivIndependent,
      title: "Reuters: France invites Ukraine's allies, NATO head for video call on March 7",
      publishedOn: '2024-03-05/2024-03-06',
      publishedOnBasis: 'inferred',
      publishedOnInferredFrom:
        'The text names 5 March as the day of the report that it relays, and 7 March as to come.',
      language: 'en',
    }),
    rbcUkraine: await editor.records('work/rbc-ukraine', {
      outletId: rbcUkraine,
      title: 'France calls NATO chief and others to discuss aid to Ukraine, Reuters',
      author: 'Daria Shekina',
      publishedOn: '2024-03-05/2024-03-06',
      publishedOnBasis: 'inferred',
      publishedOnInferredFrom: 'It relays the report of 5 March and speaks of the conference of 7 March as to come.',
      language: 'en',
    }),
    blog: await editor.records('work/blog', {
      publishedOn: '2025-03-27',
      publishedOnBasis: 'inferred',
      publishedOnInferredFrom: 'It calls the day of the summit in Paris today.',
      language: 'en',
      note: 'A page with a form for comments, without name, author or address, on the summit of 27 March 2025.',
    }),
  };
}

async function swedenDoesNotRuleOutTroops({ editor, reviewer, reviewer2 }: Cast, works: Works): Promise<void> {
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
    outletId: works.reuters,
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
  const verdict = await reviewer.proposes('claim/1/verdict', claim, {
    rating: 'TRUE',
    summary: 'The foreign minister said so on Swedish Radio on the morning of 17 February 2025.',
    rationale: 'The claim is about what the government said on that day, and the minister said it in her own words.',
    evidenceIds: [interview, report, comments],
    assessedOn: '2025-02-17',
    confidence: 'high',
    singleSourceReason:
      "Whether a government said something is shown by its own record, here the minister's interview.",
  });
  await reviewer2.publishes('claim/1/publication', claim, verdict);
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

async function ukraineStartedTheWar({ editor, reviewer, reviewer2 }: Cast, works: Works): Promise<void> {
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
  const verdict = await reviewer.proposes('claim/3/verdict', claim, {
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
  await reviewer2.publishes('claim/3/publication', claim, verdict);
}

async function franceInvited({ editor, reviewer, reviewer2 }: Cast, works: Works): Promise<void> {
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
      upstream: { kind: 'outlet', outletId: works.reuters, relation: 'credited-rewrite', basis: 'credited', shownBy },
    });
  }
  const communique = await editor.attaches('claim/5/e6', claim, {
    title: 'French Foreign Ministry, communiqué of 7 March 2024 on the secure video conference',
    url: 'https://www.diplomatie.gouv.fr/en/country-files/ukraine/news/article/support-for-ukraine-communique-by-france-on-the-secure-video-conference-between',
    stance: 'supports',
    source: 'primary',
    sourceKind: 'document',
    originName: 'Ministry for Europe and Foreign Affairs of France',
    publishedOn: '2024-03-07',
  });
  const verdict = await reviewer.proposes('claim/5/verdict', claim, {
    rating: 'TRUE',
    summary: 'The French Foreign Ministry reported on the video conference to which it had invited.',
    evidenceIds: [communique],
    assessedOn: '2024-03-07',
    confidence: 'high',
    singleSourceReason: "Whether France invited is shown by its own ministry's communiqué.",
  });
  await reviewer2.publishes('claim/5/publication', claim, verdict);
}
