import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from './support/app.js';

type Json = Record<string, unknown>;
interface Ids {
  readonly id: string;
  readonly revision: number;
  readonly position: number;
}

const CLAIM = {
  text: 'North Korea sent 3,000 more soldiers to Russia.',
  kind: 'quantity',
  language: 'en',
  claimant: { name: 'Joint Chiefs of Staff', role: 'Military command' },
  claimedOn: '2025-03-27',
  topics: ['ukraine'],
};
const PROPOSAL = {
  rating: 'MOSTLY_TRUE',
  summary: 'Two sources that do not rely on each other agree.',
  assessedOn: '2025-04-28',
};
const NOBODY = '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6aff';

let app: TestApp;
let editor: string;
let reviewer: string;
let second: string;
let auditor: string;
let admin: string;

beforeAll(async () => {
  app = await startApp();
  editor = await app.token('editor');
  reviewer = await app.token('reviewer');
  second = await app.token('reviewer');
  auditor = await app.token('auditor');
  admin = await app.token('admin');
});
afterAll(() => app.stop());

/** Gives a command and expects it done. */
const done = async <T = Ids>(path: string, body: unknown, token: string): Promise<T & Ids> => {
  const response = await app.post(path, body, { token });
  const answer = (await response.json()) as T & Ids;
  if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
};
/** Gives a command and expects the refusal. */
const refused = async (path: string, body: unknown, token: string): Promise<string> => {
  const before = await app.head();
  const response = await app.post(path, body, { token });
  const { code } = (await response.json()) as { code: string };
  expect(await app.head()).toBe(before);
  return `${response.status} ${code}`;
};
const read = async <T = Json>(path: string, token?: string): Promise<T> => {
  const response = await app.get(path, token ? { token } : {});
  expect(response.status).toBe(200);
  return (await response.json()) as T;
};
const status = async (path: string, token?: string): Promise<number> =>
  (await app.get(path, token ? { token } : {})).status;

/** A claim with two items of evidence of different origins, and a proposal that rests on them. */
const proposed = async (extra: object = {}) => {
  const { id } = await done('/claims', { ...CLAIM, ...extra }, editor);
  const evidenceIds: string[] = [];
  for (const originName of ['National Intelligence Service', 'Security Service of Ukraine']) {
    const item = {
      title: `Statement of the ${originName}`,
      stance: 'supports',
      source: 'primary',
      sourceKind: 'document',
      originName,
    };
    evidenceIds.push((await done<{ evidenceId: string }>(`/claims/${id}/evidence`, item, editor)).evidenceId);
  }
  const { verdictId } = await done<{ verdictId: string }>(
    `/claims/${id}/verdicts`,
    { ...PROPOSAL, evidenceIds },
    reviewer,
  );
  return { id, evidenceIds, verdictId };
};
const published = async (extra: object = {}) => {
  const claim = await proposed(extra);
  const { position } = await done(`/claims/${claim.id}/verdicts/${claim.verdictId}/publication`, {}, second);
  return { ...claim, position };
};

describe('The whole way of a claim', () => {
  it('goes from its outlet to a retraction that is overturned, and is read as of every step', async () => {
    const outlet = await done(
      '/outlets',
      { name: 'RBC-Ukraine', domains: ['rbc.ua'], country: 'UA', language: 'uk', kind: 'online' },
      editor,
    );
    const { id } = await done('/claims', CLAIM, editor);
    const work = {
      outletId: outlet.id,
      url: 'https://www.rbc.ua/ukr/news/1.html',
      title: 'North Korea sent more',
      publishedOn: '2025-03-27',
    };
    const upstream = { kind: 'outlet', name: 'Yonhap', relation: 'credited-rewrite', basis: 'credited' };
    const appearance = await done<{ workId: string }>(
      `/claims/${id}/appearances`,
      { work, mode: 'attributed', place: 'body', excerpt: 'ще 3000', upstream },
      editor,
    );
    const evidenceIds: string[] = [];
    for (const originName of ['National Intelligence Service', 'Security Service of Ukraine']) {
      const item = { title: originName, stance: 'supports', source: 'primary', sourceKind: 'document', originName };
      evidenceIds.push((await done<{ evidenceId: string }>(`/claims/${id}/evidence`, item, editor)).evidenceId);
    }
    const first = await done<{ verdictId: string }>(`/claims/${id}/verdicts`, { ...PROPOSAL, evidenceIds }, reviewer);
    const one = `/claims/${id}/verdicts/${first.verdictId}`;
    expect((await read(`/claims/${id}`, editor)).status).toBe('proposed');
    await done(`${one}/publication`, {}, second);

    const claim = await read<Json & { appearances: Json[]; verdict: Json; evidence: Json[] }>(`/claims/${id}`);
    expect(claim).toMatchObject({
      id,
      status: 'published',
      text: CLAIM.text,
      independentOrigins: 1,
      relations: [],
      disputes: [],
    });
    expect(claim.verdict).toMatchObject({
      id: first.verdictId,
      rating: 'MOSTLY_TRUE',
      scale: 'truth-5',
      scaleVersion: 1,
      state: 'published',
    });
    expect(claim.appearances[0]).toMatchObject({
      mode: 'attributed',
      work: { id: appearance.workId, url: work.url, outlet: { id: outlet.id, name: 'RBC-Ukraine' } },
      upstream: { name: 'Yonhap' },
    });
    expect(claim.evidence).toHaveLength(2);

    const next = await done<{ verdictId: string }>(
      `${one}/supersession`,
      { ...PROPOSAL, rating: 'TRUE', evidenceIds, reason: 'Confirmed since.' },
      second,
    );
    const two = `/claims/${id}/verdicts/${next.verdictId}`;
    const superseded = await done(`${two}/publication`, {}, reviewer);
    expect((await read<{ verdict: Json }>(`/claims/${id}`)).verdict).toMatchObject({
      id: next.verdictId,
      rating: 'TRUE',
    });
    expect(await read(one)).toMatchObject({ id: first.verdictId, state: 'superseded', rating: 'MOSTLY_TRUE' });

    await done(`${two}/retraction`, { reason: 'A document was forged.' }, reviewer);
    expect(await read(`/claims/${id}`)).toMatchObject({ status: 'retracted', verdict: null });
    expect(await refused(`${two}/retraction/overturn`, { reason: 'No.' }, reviewer)).toBe(
      '409 retractor-may-not-settle',
    );
    await done(`${two}/retraction/overturn`, { reason: 'It was not.' }, second);
    expect(await read(`/claims/${id}`)).toMatchObject({ status: 'published' });
    await done(`${two}/retraction`, { reason: 'It was, after all.' }, second);
    await done(`${two}/retraction/confirmation`, { note: 'Seen.' }, reviewer);

    expect(await read(`/claims/${id}?asOf=${superseded.position - 2}`)).toMatchObject({
      verdict: { id: first.verdictId },
      asOf: superseded.position - 2,
    });
    expect(await read(`/claims/${id}?asOf=${superseded.position}`)).toMatchObject({ verdict: { id: next.verdictId } });
    const { items } = await read<{ items: { type: string }[] }>(`/claims/${id}/history`, auditor);
    expect(items.map(({ type }) => type)).toEqual([
      'ClaimSubmitted',
      'AppearanceRecorded',
      'UpstreamAttributed',
      'EvidenceAttached',
      'EvidenceAttached',
      'VerdictProposed',
      'VerdictPublished',
      'VerdictProposed',
      'VerdictPublished',
      'VerdictSuperseded',
      'VerdictRetracted',
      'RetractionOverturned',
      'VerdictRetracted',
      'RetractionConfirmed',
    ]);
  });

  it('may lead through a proposal that is sent back, and one that is withdrawn', async () => {
    const { id, evidenceIds, verdictId } = await proposed();
    const path = `/claims/${id}/verdicts`;
    expect(await refused(path, { ...PROPOSAL, evidenceIds }, second)).toBe('409 proposal-open');
    expect(await refused(`${path}/${verdictId}/return`, { reason: 'Mine.' }, reviewer)).toBe(
      '409 proposer-may-not-send-back',
    );
    await done(`${path}/${verdictId}/return`, { reason: 'The second item is older.' }, second);
    expect(await read(`/claims/${id}`, editor)).toMatchObject({ status: 'in-review' });
    const again = await done<{ verdictId: string }>(path, { ...PROPOSAL, evidenceIds }, reviewer);
    await done(`${path}/${again.verdictId}/withdrawal`, { reason: 'Too early.' }, reviewer);
    const { verdicts } = await read<{ verdicts: { state: string }[] }>(`/claims/${id}`, auditor);
    expect(verdicts.map(({ state }) => state)).toEqual(['sent-back', 'withdrawn']);
  });

  it('takes an upstream that is found later', async () => {
    const { id } = await done('/claims', CLAIM, editor);
    const appearance = { work: { title: 'A leaflet' }, mode: 'own-voice', place: 'body' };
    const { appearanceId } = await done<{ appearanceId: string }>(`/claims/${id}/appearances`, appearance, editor);
    const upstream = { of: { appearanceId }, kind: 'unnamed', relation: 'unknown', basis: 'inferred' };
    const { upstreamId } = await done<{ upstreamId: string }>(`/claims/${id}/upstreams`, upstream, editor);
    const { appearances } = await read<{ appearances: { upstream: Json }[] }>(`/claims/${id}`, editor);
    expect(appearances[0]?.upstream).toMatchObject({ id: upstreamId, kind: 'unnamed' });
  });
});

describe('A rule says no', () => {
  it('with a code, and appends nothing', async () => {
    const { id, evidenceIds, verdictId } = await proposed();
    const path = `/claims/${id}/verdicts`;
    expect(await refused(`${path}/${verdictId}/publication`, {}, reviewer)).toBe('409 proposer-may-not-publish');
    await done(`/claims/${id}/evidence/${evidenceIds[0]}/withdrawal`, { reason: 'Forged.' }, editor);
    expect(await refused(`/claims/${id}/evidence/${evidenceIds[0]}/withdrawal`, { reason: 'Twice.' }, editor)).toBe(
      '409 nothing-changed',
    );
    expect(await refused(`${path}/${verdictId}/publication`, {}, second)).toBe('409 evidence-changed-since-proposal');
    expect(await refused(`${path}/${NOBODY}/publication`, {}, second)).toBe('404 not-found');
    expect(await refused(`/claims/${NOBODY}/verdicts`, PROPOSAL, second)).toBe('404 not-found');
  });

  it('to a rating without enough evidence, and to one that accuses unheard', async () => {
    const { id } = await done('/claims', CLAIM, editor);
    expect(await refused(`/claims/${id}/verdicts`, PROPOSAL, reviewer)).toBe('409 evidence-insufficient');
    expect(await refused(`/claims/${id}/verdicts`, { ...PROPOSAL, rating: 'FALSE' }, reviewer)).toBe(
      '409 no-reply-reason-missing',
    );
    expect(await refused(`/claims/${id}/verdicts`, { ...PROPOSAL, rating: 'UNPROVEN' }, reviewer)).toBe(
      '409 unknowns-missing',
    );
  });

  it('to a second proposal beside a standing verdict', async () => {
    const { id, evidenceIds } = await published();
    expect(await refused(`/claims/${id}/verdicts`, { ...PROPOSAL, evidenceIds }, reviewer)).toBe('409 verdict-stands');
  });

  it('to a domain that another outlet has', async () => {
    await done('/outlets', { name: 'One', domains: ['one.example.org'], kind: 'online' }, editor);
    expect(await refused('/outlets', { name: 'Two', domains: ['www.ONE.example.org'], kind: 'online' }, editor)).toBe(
      '409 domain-in-use',
    );
  });
});

describe('Roles', () => {
  it('open what they are for and nothing else', async () => {
    const { id, verdictId } = await proposed();
    const publish = `/claims/${id}/verdicts/${verdictId}/publication`;
    for (const token of [editor, auditor, admin]) expect(await refused(publish, {}, token)).toBe('403 role-required');
    for (const token of [auditor, admin]) expect(await refused('/claims', CLAIM, token)).toBe('403 role-required');
    for (const token of [editor, reviewer, auditor, admin]) expect(await status(`/claims/${id}`, token)).toBe(200);
  });
});

describe('A stranger', () => {
  it('sees nothing of a claim before its first verdict is published, and as of then never', async () => {
    const { id, verdictId, position } = await published({ topics: ['hidden-before'] });
    const before = position - 1;
    for (const path of ['', '/history', `/verdicts/${verdictId}`]) {
      expect(await status(`/claims/${id}${path}`)).toBe(200);
      expect(await status(`/claims/${id}${path}?asOf=${before}`)).toBe(404);
      expect(await status(`/claims/${id}${path}?asOf=${before}`, auditor)).toBe(200);
    }
    const list = await read<{ items: Json[] }>(`/claims?topic=hidden-before&asOf=${before}`);
    expect(list.items).toEqual([]);
  });

  it('is told the same of what is not published and of what does not exist', async () => {
    const { id, verdictId } = await proposed();
    const answer = async (path: string) => {
      const response = await app.get(path);
      const { request: _, ...body } = (await response.json()) as Json;
      return [response.status, body];
    };
    expect(await answer(`/claims/${id}`)).toEqual(await answer(`/claims/${NOBODY}`));
    expect(await answer(`/claims/${id}/history`)).toEqual(await answer(`/claims/${NOBODY}/history`));
    expect(await answer(`/claims/${id}/verdicts/${verdictId}`)).toEqual(
      await answer(`/claims/${NOBODY}/verdicts/${NOBODY}`),
    );
    expect((await answer(`/claims/${id}`))[0]).toBe(404);
  });

  it('sees of a published claim neither who, nor notes, nor proposals, nor evidence that no verdict cites', async () => {
    const { id, evidenceIds } = await published();
    await done(
      `/claims/${id}/evidence`,
      { title: 'Uncited', stance: 'context', source: 'secondary', sourceKind: 'work' },
      editor,
    );
    const claim = await read<Json & { evidence: { id: string }[]; verdict: Json }>(`/claims/${id}`);
    expect(claim.evidence.map((item) => item.id).sort()).toEqual([...evidenceIds].sort());
    expect(claim).toMatchObject({ submittedBy: null, verdict: { proposedBy: null, publishedBy: null } });
    const { items } = await read<{ items: { type: string; actor: unknown }[] }>(`/claims/${id}/history`);
    expect(items.every(({ actor }) => actor === null)).toBe(true);
    expect(items.filter(({ type }) => type === 'EvidenceAttached')).toHaveLength(2);
  });

  it('reads events of published claims only, without who', async () => {
    const { id } = await published();
    const hidden = await proposed();
    const all = async (token?: string) => {
      const items: { subject: string; specversion: string; position: string; data: { who: unknown } }[] = [];
      let cursor: string | null = '0';
      while (cursor !== null) {
        const page: { items: typeof items; nextCursor: string | null } = await read(
          `/events?after=${cursor}&limit=100`,
          token,
        );
        items.push(...page.items);
        cursor = page.nextCursor;
      }
      return items;
    };
    await read(`/claims?after=${await app.head()}`);
    const seen = await all();
    expect(seen.some(({ subject }) => subject === `claim-${id}`)).toBe(true);
    expect(seen.every(({ subject, data }) => subject.startsWith('claim-') && data.who === null)).toBe(true);
    expect(seen.some(({ subject }) => subject === `claim-${hidden.id}`)).toBe(false);
    const known = await all(auditor);
    expect(known.some(({ subject }) => subject === `claim-${hidden.id}`)).toBe(true);
    expect(known.map(({ position }) => Number(position))).toEqual(known.map((_, i) => i + 1));
  });

  it.each(['/outlets/01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a10', '/works?url=https://example.org/', '/me'])(
    'needs a token for %s',
    async (path) => {
      expect(await status(path)).toBe(401);
    },
  );
});

describe('Reading', () => {
  it('gives a revision that a command can be meant for', async () => {
    const { id } = await done('/claims', CLAIM, editor);
    const response = await app.get(`/claims/${id}`, { token: editor });
    expect(response.headers.get('etag')).toBe('"1"');
    expect(response.headers.get('ledger-position')).toBe(`${await app.head()}`);
  });

  it('pages through a list that holds still, and takes no cursor of another list', async () => {
    for (let i = 0; i < 5; i += 1) await done('/claims', { ...CLAIM, topics: ['paged'] }, editor);
    const path = '/claims?topic=paged&limit=2';
    type List = { items: { id: string }[]; nextCursor: string | null; position: number };
    const first = await read<List>(`${path}&after=${await app.head()}`, editor);
    await done('/claims', { ...CLAIM, topics: ['paged'] }, editor);
    const ids = first.items.map(({ id }) => id);
    let page = first;
    while (page.nextCursor !== null) {
      page = await read<List>(`${path}&cursor=${page.nextCursor}`, editor);
      expect(page.position).toBe(first.position);
      ids.push(...page.items.map(({ id }) => id));
    }
    expect([ids.length, new Set(ids).size]).toEqual([5, 5]);
    for (const wrong of [`/claims?topic=other&cursor=${first.nextCursor}`, '/claims?cursor=abc']) {
      const response = await app.get(wrong, { token: editor });
      expect([response.status, ((await response.json()) as Json).code]).toEqual([400, 'cursor-invalid']);
    }
  });

  it('finds a work by any spelling of its address, and an outlet in the list', async () => {
    const url = 'https://example.org/found?b=1&a=2';
    const outlet = await done('/outlets', { name: 'Found', kind: 'agency' }, editor);
    const work = await done('/works', { url, outletId: outlet.id }, editor);
    const spelt = encodeURIComponent('http://www.example.org/found/?a=2&b=1#part');
    expect(await read(`/works?url=${spelt}`, auditor)).toMatchObject({ items: [{ id: work.id, url }] });
    expect(await read(`/works/${work.id}`, auditor)).toMatchObject({ outlet: { id: outlet.id, name: 'Found' } });
    expect(await read(`/outlets/${outlet.id}`, auditor)).toMatchObject({ name: 'Found', kind: 'agency' });
    const { items } = await read<{ items: { id: string }[] }>(`/outlets?limit=200&after=${await app.head()}`, auditor);
    expect(items.map(({ id }) => id)).toContain(outlet.id);
  });

  it.each([
    ['/claims?limit=0', '/query/limit too-small'],
    ['/claims?limit=201', '/query/limit too-large'],
    ['/claims?limit=ten', '/query/limit not-an-integer'],
    ['/claims?limit=1&limit=2', '/query/limit not-an-integer'],
    ['/claims?asOf=yesterday', '/query/asOf not-an-instant'],
    ['/claims?asOf=1&asOf=2', '/query/asOf not-an-instant'],
    ['/claims?asOf=99999999', '/query/asOf as-of-in-the-future'],
    ['/claims?after=-2', '/query/after not-an-integer'],
    ['/claims?validAt=2025-02-30', '/query/validAt not-a-date'],
    ['/claims?from=2025', '/query/from not-a-date'],
    ['/claims?rating=HALF', '/query/rating not-one-of'],
    ['/claims?outlet=5', '/query/outlet not-a-uuid'],
    ['/claims?colour=red', '/query/colour unknown-field'],
    ['/claims?toString=1', '/query/toString unknown-field'],
    ['/claims/x', '/path/id not-a-uuid'],
    ['/events?after=x', '/query/after not-an-integer'],
  ])('refuses %s by the name of what is wrong', async (path, expected) => {
    const response = await app.get(path);
    const { errors } = (await response.json()) as { errors: { pointer: string; code: string }[] };
    expect([response.status, errors.map(({ pointer, code }) => `${pointer} ${code}`)]).toEqual([400, [expected]]);
  });
});
