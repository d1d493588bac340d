import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from './support/app.js';

interface Item {
  readonly claimId: string;
  readonly reason: string;
  readonly due: string | null;
}

let app: TestApp;
let editor: string;
let reviewer: string;
let reviewer2: string;

beforeAll(async () => {
  app = await startApp();
  await app.found();
  [editor, reviewer, reviewer2] = [await app.token('editor'), await app.token('reviewer'), await app.token('reviewer')];
});
afterAll(() => app.stop());

async function post<Answer = { id: string; position: number }>(path: string, body: object, token: string) {
  const response = await app.post(path, body, { token });
  const answer = (await response.json()) as Answer & { readonly code?: string };
  return { ...answer, http: response.status };
}
const get = async <Answer = Record<string, unknown>>(path: string, token = editor) => {
  const response = await app.get(path, { token });
  return { ...((await response.json()) as Answer), http: response.status };
};

/** The same, resting on all that was recorded. */
const fresh = async <Answer = Record<string, unknown>>(path: string, token = editor) =>
  get<Answer>(`${path}${path.includes('?') ? '&' : '?'}after=${await app.head()}`, token);

let count = 0;
const submitted = async (more: object = {}): Promise<string> =>
  (await post('/claims', { text: `The dam holds, ${++count}.`, kind: 'event', language: 'en', ...more }, editor)).id;

/** A claim with a verdict proposed and not yet published. */
async function proposed(more: object, claimId?: string) {
  const id = claimId ?? (await submitted());
  const evidence = { title: 'Report', stance: 'supports', source: 'primary', sourceKind: 'document' };
  const { evidenceId } = await post<{ evidenceId: string }>(
    `/claims/${id}/evidence`,
    { ...evidence, originName: `Office ${++count}` },
    editor,
  );
  const verdict = {
    rating: 'TRUE',
    summary: 'It does.',
    evidenceIds: [evidenceId],
    assessedOn: '2025-03-05',
    singleSourceReason: 'Only one office measures.',
    ...more,
  };
  const { http, verdictId, code } = await post<{ verdictId: string }>(`/claims/${id}/verdicts`, verdict, reviewer);
  return { id, http, verdictId, code };
}
async function published(more: object): Promise<string> {
  const { id, verdictId } = await proposed(more);
  expect((await post(`/claims/${id}/verdicts/${verdictId}/publication`, {}, reviewer2)).http).toBe(200);
  return id;
}

describe('A verdict that holds until the last day there is', () => {
  it.each(['9999-12-31', '9999-12', '9999', '9999-12-30', '9998'])('(%s) has not ended', async (validUntil) => {
    const id = await published({ validUntil });
    expect(await get(`/claims/${id}`)).toMatchObject({ http: 200, expired: false, reviewDue: false });
    const { items } = await fresh<{ items: Item[] }>('/queue', reviewer);
    expect(items.filter(({ claimId }) => claimId === id)).toEqual([]);
    // Not even soon.
    const soon = await fresh<{ items: Item[] }>('/queue?due=366', reviewer);
    expect(soon.items.filter(({ claimId }) => claimId === id)).toEqual([]);
    const late = await get<{ validAt: { verdictId: string | null } | null }>(`/claims/${id}?validAt=9998-01-01`);
    expect(JSON.stringify(late)).toContain('only-verdict-for-that-day');
  });

  it('holds on that day, too', async () => {
    const id = await published({ validUntil: '9999-12-31' });
    expect(JSON.stringify(await get(`/claims/${id}?validAt=9999-12-31`))).toContain('only-verdict-for-that-day');
  });

  it.each(['10000', '10000-01-01', '+10000-01-01', 'Y10000', 'Y17E7', '+010000-01-01', '99999-12-31', '-0001', '0000'])(
    'and not until %s, which is none',
    async (validUntil) => {
      const { http, code } = await proposed({ validUntil });
      expect([http, code]).toEqual([400, 'invalid']);
    },
  );
});

describe('A verdict about the first day there is', () => {
  it.each(['0001-01-01', '0001-01', '0001'])('(%s) holds from then on', async (validFrom) => {
    const id = await published({ validFrom });
    expect(JSON.stringify(await get(`/claims/${id}?validAt=0001-01-01`))).toContain('only-verdict-for-that-day');
  });

  it('that supersedes another leaves it no day', async () => {
    const id = await published({ validFrom: '0001-01-01' });
    const { verdict } = await get<{ verdict: { id: string } }>(`/claims/${id}`);
    const evidence = await get<{ evidence: { id: string }[] }>(`/claims/${id}`);
    const { verdictId } = await post<{ verdictId: string }>(
      `/claims/${id}/verdicts/${verdict.id}/supersession`,
      {
        rating: 'TRUE',
        summary: 'It still does.',
        evidenceIds: evidence.evidence.map(({ id: each }) => each),
        assessedOn: '2025-03-06',
        validFrom: '0001-01-01',
        singleSourceReason: 'Only one office measures.',
        reason: 'Measured anew.',
      },
      reviewer,
    );
    expect((await post(`/claims/${id}/verdicts/${verdictId}/publication`, {}, reviewer2)).http).toBe(200);
    expect(JSON.stringify(await get(`/claims/${id}?validAt=0001-01-01`))).toContain('only-verdict-for-that-day');
  });
});

describe('What is due on the last day there is', () => {
  it.each(['9999-12-31', '9999'])('(a prediction, %s) is not yet', async (dueOn) => {
    const id = await submitted({ kind: 'prediction', dueOn });
    const { items } = await fresh<{ items: Item[] }>('/queue?limit=200', reviewer);
    expect(items.filter(({ claimId }) => claimId === id)).toEqual([]);
  });

  it('(a review, 9999-12-31) stands behind what is due on any other day', async () => {
    const me = await get<{ id: string }>('/me', reviewer);
    for (const dueOn of ['9999-12-31', '9999-12-30', '2030-01-01']) {
      const id = await submitted();
      const assigned = await post(`/claims/${id}/reviewers`, { dueOn }, reviewer);
      expect([dueOn, assigned.http]).toEqual([dueOn, 200]);
    }
    const { items } = await fresh<{ items: Item[] }>(`/queue?limit=200&assignee=${me.id}`, reviewer);
    const due = items.flatMap((item) => item.due ?? []);
    expect(due).toEqual([...due].sort());
    expect(due.at(-1)).toBe('9999-12-31T23:59:59.999Z');
    expect(due.every((each) => /^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/.test(each))).toBe(true);
  });
});

describe('A claim of the first or last day there is', () => {
  it('is found between them and sorted by them', async () => {
    const topic = 'ends-of-days';
    const days = ['9999-12-31', '0001-01-01', '9999', '0001', '2025-03-27'];
    for (const claimedOn of days) await submitted({ claimedOn, topics: [topic] });
    const list = await fresh<{ items: { claimedOn: string }[] }>(
      `/claims?topic=${topic}&sort=claimedOn&from=0001-01-01&to=9999-12-31`,
    );
    expect(list.items.map(({ claimedOn }) => claimedOn).sort()).toEqual([...days].sort());
    const last = await fresh<{ items: unknown[] }>(`/claims?topic=${topic}&from=9999-12-31`);
    expect(last.items).toHaveLength(2);
    for (const day of ['9999-12-31', '0001-01-01', '9999', '0001']) {
      expect((await get(`/claims/similar?text=The%20dam%20holds.&claimedOn=${day}`)).http).toBe(200);
    }
  });
});

describe('An instant that an offset moves out of the calendar', () => {
  it.each([
    '9999-12-31T23:59:59-01:00',
    '9999-12-31T12:00:00-14:00',
    '0001-01-01T00:00:00+00:01',
    '0000-06-01T00:00:00Z',
  ])('(%s) is refused wherever it is given', async (instant) => {
    const id = await submitted();
    const text = encodeURIComponent(instant);
    const admin = await app.token('admin');
    const workId = (await post('/works', { title: 'Work', url: `https://example.org/${++count}` }, editor)).id;
    const snapshot = { digest: 'a'.repeat(64), takenAt: instant };
    const answers = [
      await get(`/claims?asOf=${text}`),
      await get(`/claims/${id}/compare?from=${text}`),
      await get(`/claims/${id}/compare?from=0&to=${text}`),
      await post('/me/tokens', { expiresAt: instant }, admin),
      await post(`/works/${workId}/snapshots`, snapshot, editor),
    ];
    expect(answers.map(({ http }) => http)).toEqual([400, 400, 400, 400, 400]);
  });

  it('is taken up to the last second', async () => {
    const token = await post<{ secret: string }>('/me/tokens', { expiresAt: '9999-12-31T23:59:59Z' }, editor);
    expect(token.http).toBe(201);
    expect((await get('/me', token.secret)).http).toBe(200);
  });
});

describe('Before the first event', () => {
  it('is a moment like any other, and its position is taken where it was given', async () => {
    const paths = ['/claims', '/outlets', '/corrections', '/people'];
    const admin = await app.token('admin');
    for (const path of paths) {
      await fresh(path, admin);
      const before = await get(`${path}?asOf=1990-01-01T00:00:00Z`, admin);
      expect(before).toMatchObject({ http: 200, position: -1, asOf: -1, items: [] });
      expect(await get(`${path}?asOf=${String(before.position)}`, admin)).toEqual(before);
      expect((await get(`${path}?after=${String(before.position)}`, admin)).http).toBe(200);
    }
    const events = await get<{ items: { position: string }[] }>('/events?after=-1&limit=1', admin);
    expect(events).toMatchObject({ http: 200, items: [{}] });
  });

  it('a claim is not there, and is compared with', async () => {
    const id = await submitted();
    expect((await get(`/claims/${id}?asOf=-1`)).http).toBe(404);
    const [byInstant, byPosition] = [
      await get(`/claims/${id}/compare?from=1990-01-01T00:00:00Z`),
      await get(`/claims/${id}/compare?from=-1`),
    ];
    expect(byInstant).toMatchObject({ http: 200, from: -1 });
    expect(byPosition).toEqual(byInstant);
  });

  it.each(['-2', '-0', '-01', '--1', '-1.0', '−1', '+0', '1e3'])('there is no %s', async (asOf) => {
    expect((await get(`/claims?asOf=${encodeURIComponent(asOf)}`)).http).toBe(400);
  });
});
