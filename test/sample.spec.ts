import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startDemo, type RunningDemo } from './support/demo.js';

interface Named {
  readonly id: string;
  readonly name: string;
}
interface Upstream {
  readonly kind: string;
  readonly outlet: Named | null;
  readonly work: { readonly outlet: Named | null } | null;
  readonly relation: string;
  readonly translated: boolean;
  readonly basis: string;
  readonly upstream: Upstream | null;
}
interface Claim {
  readonly id: string;
  readonly text: string;
  readonly status: string;
  readonly kind: string;
  readonly claimant: Named | null;
  readonly appearances: readonly {
    readonly mode: string;
    readonly place: string;
    readonly excerpt: string | null;
    readonly challenge: string | null;
    readonly work: { readonly id: string; readonly publishedOn: string; readonly outlet: Named | null };
    readonly upstream: Upstream | null;
  }[];
  readonly independentOrigins: number;
  readonly evidence: readonly { readonly stance: string }[];
  readonly verdict: { readonly id: string; readonly rating: string; readonly assessedOn: string } | null;
  readonly validAtRule: string | null;
}
interface StoredEvent {
  readonly type: string;
  readonly subject: string;
  readonly position: string;
  readonly data: { readonly facts: Record<string, unknown>; readonly words: Record<string, unknown> | null };
}

/** How each claim of the sample begins, what it appears in (mode and outlet), and its rating with the day of it. */
const CLAIMS: readonly [n: number, begins: string, appears: readonly string[], rated: string | null][] = [
  [1, "On 17 February 2025 Sweden's government", ['attributed CGTN'], 'TRUE 2025-02-17'],
  [2, 'North Korea sent at least 3,000', ['attributed nobody'], 'UNPROVEN 2025-04-28'],
  [3, 'Ukraine started the war', ['attributed CGTN'], 'FALSE 2025-02-19'],
  [4, 'Sending Western troops', ['attributed The Kyiv Independent', 'attributed RBC-Ukraine'], null],
  [5, 'France invited', ['attributed The Kyiv Independent', 'attributed RBC-Ukraine'], 'TRUE 2024-03-07'],
  [6, 'A conference planned', ['attributed The Kyiv Independent', 'attributed RBC-Ukraine'], null],
  [7, 'The conference became', ['attributed RBC-Ukraine'], null],
  [8, 'About 20 leaders', ['own-voice RBC-Ukraine'], null],
  [9, '20 European heads', ['own-voice The Kyiv Independent'], null],
  [10, 'France pledged 3 billion', ['own-voice The Kyiv Independent'], 'MOSTLY_TRUE 2024-02-16'],
  [11, 'Romania is one of four', ['own-voice CGTN'], null],
  [12, 'France has more than 1,000', ['own-voice CGTN'], null],
  [13, 'The Paris meeting of 17 February', ['own-voice CGTN'], null],
  [14, 'Representatives of 34 countries', ['own-voice Vietnam.vn'], 'MOSTLY_TRUE 2025-03-12'],
  [15, 'The United States sent nobody', ['own-voice Vietnam.vn'], null],
  [16, 'Ukraine backed', ['own-voice Vietnam.vn'], null],
  [17, 'Emmanuel Macron announced 2 billion', ['own-voice nobody'], 'TRUE 2025-03-27'],
  [18, 'An agreement on a Black Sea truce', ['own-voice nobody'], 'TRUE 2025-03-27'],
  [19, 'Donald Trump asked', ['attributed The Kyiv Independent'], null],
];

let demo: RunningDemo;
const ids = new Map<number, string>();
let events: readonly StoredEvent[];

const ask = async <Answer>(path: string, token = demo.tokens.editor): Promise<Answer> => {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const answer = await fetch(`${demo.url}/api/v1${path}`, { headers });
  expect({ path, status: answer.status }).toEqual({ path, status: 200 });
  return (await answer.json()) as Answer;
};
const everyClaim = (query = '', token?: string) =>
  ask<{ items: { id: string; text: string }[] }>(`/claims?limit=200${query}`, token).then(({ items }) => items);
const claim = (n: number, query = '') => ask<Claim>(`/claims/${ids.get(n) ?? ''}${query}`);
const outlets = () => ask<{ items: Named[] }>('/outlets?limit=200').then(({ items }) => items);
const ofType = (type: string): readonly StoredEvent[] => events.filter((event) => event.type === type);

const everyEvent = async (): Promise<StoredEvent[]> => {
  const found: StoredEvent[] = [];
  for (let after: string | null = ''; after !== null;) {
    const page: { items: StoredEvent[]; nextCursor: string | null } = await ask(
      `/events?limit=200${after && `&after=${after}`}`,
    );
    found.push(...page.items);
    after = page.nextCursor;
  }
  return found;
};

beforeAll(async () => {
  demo = await startDemo();
  events = await everyEvent();
  const items = await everyClaim(`&after=${events.length - 1}`);
  for (const [n, begins] of CLAIMS) {
    ids.set(n, items.find(({ text }) => text.startsWith(begins))?.id ?? `no claim begins: ${begins}`);
  }
});
afterAll(() => demo?.stop());

describe('The sample', () => {
  it('holds nineteen claims, each where it appears, rated only where its evidence is enough', async () => {
    expect(await everyClaim()).toHaveLength(CLAIMS.length);
    for (const [n, , appears, rated] of CLAIMS) {
      const { appearances, verdict, status } = await claim(n);
      expect({
        n,
        status,
        appears: appearances.map(({ mode, work }) => `${mode} ${work.outlet?.name ?? 'nobody'}`),
        rated: verdict && `${verdict.rating} ${verdict.assessedOn}`,
      }).toEqual({ n, status: rated ? 'published' : 'open', appears, rated });
    }
  });

  it('shows a stranger the claims that have a verdict, and no other', async () => {
    const rated = CLAIMS.flatMap(([n, , , rating]) => (rating ? (ids.get(n) ?? '') : []));
    expect((await everyClaim('', '')).map(({ id }) => id).sort()).toEqual(rated.sort());
  });

  it('says in every answer that it is a sample, and is not to be indexed', async () => {
    for (const path of ['/claims', '/claims/nobody', '/me']) {
      const { headers } = await fetch(`${demo.url}/api/v1${path}`);
      expect(headers.get('ledger-sample')).toBe('Claim Ledger sample, not a fact-check');
      expect(headers.get('x-robots-tag')).toBe('noindex');
    }
  });

  it('says at position 0 that it is a sample', () => {
    expect(events[0]).toMatchObject({ type: 'SigningKeyAdopted', data: { facts: { sample: true } } });
  });

  it('quotes of each work no more than short phrases', () => {
    const quoted = ofType('AppearanceRecorded').flatMap(({ data }) => [data.words?.excerpt, data.words?.challenge]);
    const excerpts = quoted.filter((words) => words !== undefined) as string[];
    expect(excerpts.length).toBeGreaterThan(15);
    expect(excerpts.filter((words) => words.split(' ').length > 10)).toEqual([]);
  });

  it('was entered by people of several roles, of whom nobody published what they had proposed', () => {
    const actors = (type: string) =>
      ofType(type).map((event) => (event as unknown as { data: { who: { actor: string } } }).data.who.actor);
    expect(
      new Set([...actors('ClaimSubmitted'), ...actors('VerdictProposed'), ...actors('VerdictPublished')]).size,
    ).toBe(3);
    expect(actors('VerdictPublished')).not.toEqual(expect.arrayContaining(actors('VerdictProposed')));
  });
});

describe('Relaying', () => {
  it('is no corroboration: two outlets that carry one report of an agency are one origin', async () => {
    for (const n of [5, 6]) {
      const { appearances, independentOrigins } = await claim(n);
      expect(new Set(appearances.map(({ work }) => work.outlet?.id)).size).toBe(2);
      expect(new Set(appearances.map(({ upstream }) => upstream?.outlet?.name))).toEqual(new Set(['Reuters']));
      expect(independentOrigins).toBe(1);
    }
  });

  // A relay is whoever passed the claim on: the page itself, and each upstream behind it up to the root of the chain.
  it('is three relays deep where a page translates a report that goes back to an agency', async () => {
    for (const n of [14, 15, 16]) {
      const { appearances, independentOrigins } = await claim(n);
      const [page] = appearances;
      const relays = [page?.work.outlet?.name];
      for (let each = page?.upstream; each; each = each.upstream) {
        relays.push((each.outlet ?? each.work?.outlet)?.name);
      }
      expect(relays).toEqual(['Vietnam.vn', 'The World and Viet Nam Report', 'Agence France-Presse']);
      expect(page?.upstream).toMatchObject({ translated: true, basis: 'credited', upstream: { basis: 'inferred' } });
      expect(independentOrigins).toBe(1);
    }
  });
});

describe('A report of what somebody said', () => {
  it('asserts nothing: the broadcaster blames nobody for the war, and contradicts who does', async () => {
    const { appearances, claimant } = await claim(3);
    expect(claimant?.name).toBe('Donald Trump');
    expect(appearances).toHaveLength(1);
    expect(appearances[0]).toMatchObject({ mode: 'attributed', work: { outlet: { name: 'CGTN' } } });
    expect(appearances[0]?.challenge).toEqual(expect.stringContaining('Russia launched'));
  });

  it('is told from what an outlet says itself, for which the claim has no claimant', async () => {
    for (const [n, , appears] of CLAIMS) {
      const ownVoice = appears.every((each) => each.startsWith('own-voice'));
      expect({ n, ownVoice }).toEqual({ n, ownVoice: (await claim(n)).claimant === null });
    }
  });
});

describe('A claim is true as of a day', () => {
  it('so that each day keeps its verdict, and the answer names the rule', async () => {
    const [first, next] = [await claim(2, '?validAt=2025-03-27'), await claim(2, '?validAt=2025-04-28')];
    expect(first).toMatchObject({ verdict: { rating: 'UNPROVEN', assessedOn: '2025-03-27' } });
    expect(next).toMatchObject({ verdict: { rating: 'UNPROVEN', assessedOn: '2025-04-28' } });
    expect(first.verdict?.id).not.toBe(next.verdict?.id);
    expect([first.validAtRule, next.validAtRule]).toEqual(['only-verdict-for-that-day', 'only-verdict-for-that-day']);
  });

  it('and a day before the first verdict has none', async () => {
    const before = await claim(2, '?validAt=2025-03-26');
    expect([before.verdict, before.validAtRule]).toEqual([null, 'no-verdict-for-that-day']);
  });
});

describe('Sources that are incomplete', () => {
  it('count for nobody: a page without an outlet, or one that is only inferred, is in no outlet’s list', async () => {
    const known = await outlets();
    const listed = new Set<string>();
    for (const { id } of known) for (const each of await everyClaim(`&outlet=${id}`)) listed.add(each.id);
    const unlisted = CLAIMS.flatMap(([n]) => (listed.has(ids.get(n) ?? '') ? [] : [n]));
    expect(unlisted).toEqual([1, 2, 3, 11, 12, 13, 14, 15, 16, 17, 18]);
  });

  it('have outlets that are inferred, with what from', async () => {
    for (const [n, outlet] of [
      [1, 'CGTN'],
      [14, 'Vietnam.vn'],
    ] as const) {
      const [appearance] = (await claim(n)).appearances;
      expect(await ask(`/works/${appearance?.work.id}`)).toMatchObject({
        outlet: { name: outlet },
        outletBasis: 'inferred',
        outletInferredFrom: expect.any(String),
        url: null,
      });
    }
  });

  it('have days that are not known to the day, one of which was corrected and says why', async () => {
    const works = (await claim(5)).appearances.map(({ work }) => work);
    expect(works.map(({ publishedOn }) => publishedOn)).toEqual(['2024-03-05/2024-03-06', '2024-03-05/2024-03-06']);
    const [correction] = ofType('WorkCorrected');
    expect(correction?.subject).toBe(`work-${works[1]?.id}`);
    expect(correction?.data.words?.reason).toEqual(expect.any(String));
    const before = await ask(`/works/${works[1]?.id}?asOf=${Number(correction?.position) - 1}`);
    expect(before).toMatchObject({ publishedOn: '2024-03-05' });
  });
});

describe('One page carries several works', () => {
  it('of which each has its own day, and a teaser says that it is one', async () => {
    const [page, tail] = [(await claim(9)).appearances[0], (await claim(19)).appearances[0]];
    expect([page?.place, tail?.place]).toEqual(['teaser', 'teaser']);
    expect(page?.work.outlet).toEqual(tail?.work.outlet);
    expect([page?.work.publishedOn, tail?.work.publishedOn]).toEqual(['2024-03-05/2024-03-06', '2025-07']);
    expect(tail?.upstream?.outlet?.name).toBe('Financial Times');
  });
});

describe('Claims that are close', () => {
  it('stand apart and are related', () => {
    const related = ofType('ClaimRelated').map(({ subject, data: { facts } }) => [
      subject,
      facts.relation,
      facts.claimId,
    ]);
    expect(related).toEqual(
      expect.arrayContaining([
        [`claim-${ids.get(8)}`, 'narrows', ids.get(9)],
        [`claim-${ids.get(7)}`, 'part-of', ids.get(6)],
      ]),
    );
    expect(related).toHaveLength(2);
  });
});
