import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../src/kernel/roles.js';
import { newId } from '../src/ledger/identifiers.js';
import { startApp, type Sent, type TestApp } from './support/app.js';
import { withClient } from './support/database.js';

type Json = Readonly<Record<string, unknown>>;
interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, string>> & { readonly code?: string };
}

const CLAIM = { text: 'The bridge was closed on 3 March 2025.', kind: 'event', language: 'en' };
const NOBODY = '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6aff';

let app: TestApp;
const tokens = {} as Record<Role | 'second' | 'secondAdmin', string>;

beforeAll(async () => {
  app = await startApp();
  for (const role of ['editor', 'reviewer', 'auditor', 'admin'] as const) tokens[role] = await app.token(role);
  tokens.second = await app.token('reviewer');
  tokens.secondAdmin = await app.token('admin');
  // A ledger that serves has been founded: there is nothing to erase in one that has not.
  const scale = { id: newId(), stream: 'ledger', type: 'ScaleAdopted', facts: {}, words: {} };
  const founding = {
    events: [scale],
    expected: new Map([['ledger', 0]]),
    actor: 'system',
    causation: newId(),
  } as const;
  await app.ledger.append(founding);
});
afterAll(() => app.stop());

const answered = async (response: Response): Promise<Answer> => ({
  status: response.status,
  headers: response.headers,
  body: (await response.json()) as Answer['body'],
});
const post = async (path: string, body: Json, token?: string, headers: Sent['headers'] = {}): Promise<Answer> =>
  answered(await app.post(path, body, { ...(token === undefined ? {} : { token }), headers }));
const get = async (path: string, token?: string): Promise<Answer> =>
  answered(await app.get(path, token === undefined ? {} : { token }));
const done = async (path: string, body: Json, token: string): Promise<Answer['body']> => {
  const { status, body: answer } = await post(path, body, token);
  expect([path, status, answer.code]).toEqual([path, expect.any(Number), undefined]);
  return answer;
};
/** All that the ledger holds of what was said, and all that it answers a repeated request with. */
const stored = async (): Promise<string> => {
  const { events } = await app.ledger.read.page(-1, 10_000);
  const { rows } = await withClient(app.database.superuserUrl, (client) =>
    client.query('select result from ledger.events'),
  );
  expect(rows).toHaveLength(events.length);
  return JSON.stringify([events.map(({ facts, words }) => [facts, words]), rows]);
};

const submitted = async (): Promise<string> => (await done('/claims', CLAIM, tokens.editor)).id ?? '';
const published = async (): Promise<string> => {
  const id = await submitted();
  const item = {
    title: 'Order 17',
    stance: 'supports',
    source: 'primary',
    sourceKind: 'document',
    originName: 'Roads',
  };
  const { evidenceId } = await done(`/claims/${id}/evidence`, item, tokens.editor);
  const verdict = {
    rating: 'TRUE',
    summary: 'It was.',
    assessedOn: '2025-03-05',
    evidenceIds: [evidenceId],
    singleSourceReason: 'Only the authority closes bridges.',
  };
  const { verdictId } = await done(`/claims/${id}/verdicts`, verdict, tokens.reviewer);
  await done(`/claims/${id}/verdicts/${verdictId}/publication`, {}, tokens.second);
  return id;
};

describe('A merge of two claims', () => {
  it('writes to both at once, answers for the one it is given to, and is undone by a split', async () => {
    const [ours, other] = [await submitted(), await submitted()];
    const before = await app.head();
    const merged = await done(`/claims/${other}/merge`, { intoId: ours }, tokens.editor);
    expect(merged).toEqual({ id: other, revision: 2, position: before + 2 });
    const split = await done(`/claims/${other}/split`, { fromId: ours, reason: 'Another day.' }, tokens.editor);
    expect(split).toEqual({ id: other, revision: 3, position: before + 4 });
  });

  it('holds If-Match against the claim that it is given to', async () => {
    const [ours, other] = [await submitted(), await submitted()];
    await done(`/claims/${ours}/notes`, { text: 'A note.' }, tokens.editor);
    const stale = await post(`/claims/${other}/merge`, { intoId: ours }, tokens.editor, { 'if-match': '"2"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'revision-mismatch']);
    const right = await post(`/claims/${other}/merge`, { intoId: ours }, tokens.editor, { 'if-match': '"1"' });
    expect(right.status).toBe(200);
  });

  it.each([
    ['a claim that is not there', () => NOBODY, 'claim-unknown'],
    ['itself', (id: string) => id, 'to-itself'],
  ])('is refused into %s, and writes nothing', async (_, into, code) => {
    const id = await submitted();
    const before = await app.head();
    expect((await post(`/claims/${id}/merge`, { intoId: into(id) }, tokens.editor)).body.code).toBe(code);
    expect(await app.head()).toBe(before);
  });
});

describe('What is read of a merged claim', () => {
  const ask = (path: string) => fetch(`${app.url}/api/v1${path}`, { redirect: 'manual' });

  it.each(['', '/history', '/compare?from=0&to=2099-12-31T00:00:00Z'])(
    'stands where it goes on, to which strangers are sent with all of %s',
    async (rest) => {
      const [ours, other] = [await published(), await published()];
      const merged = await done(`/claims/${other}/merge`, { intoId: ours }, tokens.editor);
      // Whether the other one is public stands in the views, which may lag: a list that asks for the position waits for them.
      await get(`/claims?after=${String(merged.position)}`);
      const moved = await ask(`/claims/${other}${rest}`);
      expect([moved.status, moved.headers.get('location')]).toEqual([301, `/api/v1/claims/${ours}${rest}`]);
      expect(moved.headers.get('cache-control')).toBe('no-store');
      expect(await moved.json()).toMatchObject({ code: 'claim-merged', about: { id: ours } });
      expect((await get(`/claims/${other}${rest}`)).body.id).toBe(ours);
      expect((await get(`/claims/${other}${rest}`, tokens.editor)).body.id).toBe(other);
    },
  );

  it('is not made to lead where the public may not go', async () => {
    const [ours, other] = [await submitted(), await published()];
    const merged = await post(`/claims/${other}/merge`, { intoId: ours }, tokens.editor);
    expect([merged.status, merged.body.code]).toEqual([409, 'target-not-public']);
    expect((await get(`/claims/${other}`)).status).toBe(200);
  });
});

describe('A comparison', () => {
  it('tells what changed between two moments, however they are given', async () => {
    const id = await submitted();
    const { position } = await done(`/claims/${id}/topics`, { topics: ['traffic'] }, tokens.editor);
    const changes = expect.arrayContaining([expect.objectContaining({ field: 'topics', after: ['traffic'] })]);
    const { body } = await get(`/claims/${id}/compare?from=${Number(position) - 1}&to=${position}`, tokens.editor);
    expect(body).toMatchObject({ id, from: Number(position) - 1, to: position, changes });
    const since = await get(`/claims/${id}/compare?from=0001-01-01T00:00:00Z`, tokens.editor);
    expect([since.status, since.body.changes]).toEqual([200, changes]);
  });

  it.each([
    ['', '/query/from'],
    ['?from=yesterday', '/query/from'],
    ['?from=0&to=-2', '/query/to'],
    ['?from=0&to=2025-02-30T00:00:00Z', '/query/to'],
  ])('is refused for %s', async (query, pointer) => {
    const { status, body } = await get(`/claims/${NOBODY}/compare${query}`, tokens.editor);
    expect([status, body.errors]).toEqual([400, [expect.objectContaining({ pointer })]]);
  });
});

describe('A correction request', () => {
  const ERROR = { text: 'It was closed on 4 March.' };

  it('is filed by a stranger, whose receipt is shown once and stored nowhere', async () => {
    const id = await published();
    const before = await app.head();
    const key = { 'idempotency-key': 'a-reader-1' };
    const first = await post(`/claims/${id}/correction-requests`, ERROR, undefined, key);
    expect([first.status, first.body]).toEqual([
      200,
      {
        id,
        revision: expect.any(Number),
        position: before + 1,
        requestId: expect.any(String),
        receipt: expect.stringMatching(/^clr_[\w-]{43}$/),
      },
    ]);
    const again = await post(`/claims/${id}/correction-requests`, ERROR, undefined, key);
    const { receipt, ...rest } = first.body;
    expect([again.status, again.body]).toEqual([200, rest]);
    expect(await app.head()).toBe(before + 1);
    expect(await stored()).not.toContain(receipt);
  });

  it('is told the same of a claim that is not there, not published, or withheld', async () => {
    const withheld = await published();
    await done(`/claims/${withheld}/withholding`, { basis: 'court-order', reason: 'An order.' }, tokens.admin);
    const told = [];
    for (const id of [NOBODY, await submitted(), withheld]) {
      told.push((await post(`/claims/${id}/correction-requests`, ERROR)).body);
    }
    expect(told[0]?.code).toBe('not-found');
    expect(told).toEqual([told[0], told[0], told[0]]);
  });

  it('comes five times an hour from one address at most, but for who works here', async () => {
    const id = await published();
    // Earlier requests of this file have taken of the same allowance.
    const statuses = [];
    for (let i = 0; i < 6; i += 1) statuses.push(await post(`/claims/${id}/correction-requests`, ERROR));
    const last = statuses.at(-1);
    expect([last?.status, last?.body.code]).toEqual([429, 'too-many-requests']);
    const wait = Number(last?.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(3600);
    expect((await post(`/claims/${id}/correction-requests`, ERROR, tokens.auditor)).status).toBe(200);
  });
});

describe('An erasure', () => {
  it('waits for a second admin, and answers without the identifier that the ledger does not have', async () => {
    const id = await submitted();
    const { position } = await done(`/claims/${id}/notes`, { text: 'Somebody said too much.' }, tokens.editor);
    const path = `/events/${position}/erasure`;
    const proposed = await post(path, { basis: 'data-protection', reason: 'A request.' }, tokens.admin);
    expect([proposed.status, Object.keys(proposed.body).sort()]).toEqual([200, ['erasureId', 'position', 'revision']]);
    const own = await post(`${path}/confirmation`, {}, tokens.admin);
    expect([own.status, own.body.code]).toEqual([409, 'proposer-may-not-confirm']);
    expect(await stored()).toContain('Somebody said too much.');
    const byToken = await post(`${path}/confirmation`, {}, tokens.secondAdmin);
    expect([byToken.status, byToken.body.code]).toEqual([403, 'session-required']);
    const { status, body } = await post(`${path}/confirmation`, {}, undefined, await app.signedIn(tokens.secondAdmin));
    expect(status).toBe(200);
    const { erasureId } = body;
    expect(erasureId).toBe(proposed.body.erasureId);
    expect(await stored()).not.toContain('Somebody said too much.');
  });

  it.each(['999999999', 'x', '-1', '1e3', '01'])('is told that there is no position %s', async (position) => {
    const { status } = await post(
      `/events/${position}/erasure`,
      { basis: 'data-protection', reason: 'A request.' },
      tokens.admin,
    );
    expect(status).toBe(404);
  });
});

describe('A person', () => {
  const invited = async (name: string, roles: readonly Role[] = ['editor']): Promise<string> =>
    (await done('/people', { name, roles }, tokens.admin)).id ?? '';

  it('is entered with a name, which the ledger does not hold, and roles', async () => {
    const { status, headers, body } = await post('/people', { name: 'Zora Q.', roles: ['auditor'] }, tokens.admin);
    expect([status, headers.get('location')]).toEqual([201, `/api/v1/people/${body.id}`]);
    const shown = await get(`/people/${body.id}`, tokens.admin);
    expect(shown.headers.get('etag')).toBe(`"${body.revision}"`);
    expect(shown.body).toMatchObject({ id: body.id, name: 'Zora Q.', roles: ['auditor'], tokens: [] });
    const { items } = (await get('/people', tokens.admin)).body as unknown as { items: Json[] };
    const listed = { id: body.id, name: 'Zora Q.', shownAs: 'Zora Q.', roles: ['auditor'], status: 'active' };
    expect(items).toContainEqual(listed);
    expect(await stored()).not.toContain('Zora');
  });

  it('is entered once, however often the request comes', async () => {
    const key = { 'idempotency-key': 'invitation' };
    const [first, again] = [
      await post('/people', { name: 'Once' }, tokens.admin, key),
      await post('/people', { name: 'Once' }, tokens.admin, key),
    ];
    const { invitation, ...receipt } = first.body;
    expect(invitation).toBeDefined();
    expect(again.body).toEqual(receipt);
    const { items } = (await get('/people', tokens.admin)).body as unknown as { items: { name: string }[] };
    expect(items.filter(({ name }) => name === 'Once')).toHaveLength(1);
  });

  it('gets and loses roles, and nobody takes the admin role from themself', async () => {
    const id = await invited('Edda');
    await done(`/people/${id}/roles`, { role: 'reviewer' }, tokens.admin);
    await done(`/people/${id}/roles/editor/removal`, {}, tokens.admin);
    expect((await get(`/people/${id}`, tokens.admin)).body.roles).toEqual(['reviewer']);
    expect((await post(`/people/${id}/roles/emperor/removal`, {}, tokens.admin)).status).toBe(404);
    const { id: self } = (await get('/me', tokens.admin)).body;
    const own = await post(`/people/${self}/roles/admin/removal`, {}, tokens.admin);
    expect([own.status, own.body.code]).toEqual([409, 'not-to-oneself']);
  });

  it('acts by a token, whose secret is shown once and stored nowhere', async () => {
    const id = await invited('Programmer');
    const key = { 'idempotency-key': 'token' };
    const first = await post(`/people/${id}/tokens`, { label: 'Import' }, tokens.admin, key);
    const again = await post(`/people/${id}/tokens`, { label: 'Import' }, tokens.admin, key);
    const { secret = '', ...rest } = first.body;
    expect([first.status, again.status, again.body]).toEqual([201, 201, rest]);
    expect(await stored()).not.toContain(secret);
    const scopes = ['read', 'write', 'review', 'admin'];
    expect((await get('/me', secret)).body).toEqual({ id, roles: ['editor'], scopes });
    expect((await get(`/people/${id}`, tokens.admin)).body.tokens).toEqual([
      { tokenId: rest.tokenId, label: 'Import', scopes, expiresAt: null, lastUsedAt: null },
    ]);
    await done(`/people/${id}/tokens/${rest.tokenId}/revocation`, {}, tokens.admin);
    expect((await get('/me', secret)).status).toBe(401);
  });

  it('may do nothing while deactivated, and comes back without the tokens of before', async () => {
    const id = await invited('Gone');
    const { secret = '' } = await done(`/people/${id}/tokens`, {}, tokens.admin);
    await done(`/people/${id}/deactivation`, {}, tokens.admin);
    expect((await get('/me', secret)).status).toBe(401);
    expect((await get(`/people/${id}`, tokens.admin)).body).toMatchObject({ roles: [], tokens: [] });
    await done(`/people/${id}/reactivation`, {}, tokens.admin);
    expect((await get('/me', secret)).status).toBe(401);
    expect((await get(`/people/${id}`, tokens.admin)).body).toMatchObject({ roles: ['editor'], tokens: [] });
  });

  it('is not to be found where there is none', async () => {
    expect((await get(`/people/${NOBODY}`, tokens.admin)).status).toBe(404);
    expect((await post(`/people/${NOBODY}/tokens`, {}, tokens.admin)).status).toBe(404);
  });
});

describe('A domain in a path', () => {
  it('is the outlet’s domain however it is spelt', async () => {
    const { id } = await done(
      '/outlets',
      { name: 'Daily', domains: ['daily.example.org'], kind: 'online' },
      tokens.editor,
    );
    const removed = await post(
      `/outlets/${id}/domains/WWW.Daily.Example.org/removal`,
      { reason: 'Sold.' },
      tokens.editor,
    );
    expect(removed.status).toBe(200);
    const again = await post(`/outlets/${id}/domains/daily.example.org/removal`, { reason: 'Sold.' }, tokens.editor);
    expect([again.status, again.body.code]).toEqual([404, 'not-found']);
  });
});

describe('A day of the world', () => {
  const problem = async (path: string, token?: string) => {
    const { status, body } = await get(path, token);
    const { code, errors = [] } = body as { code?: string; errors?: { pointer: string; code: string }[] };
    return [status, code, ...errors.map((each) => `${each.pointer} ${each.code}`)];
  };

  /** A claim whose verdict, which held from 5 March 2025 on, was withdrawn. */
  const retracted = async () => {
    const id = await published();
    const { verdict } = (await get(`/claims/${id}`)).body as unknown as { verdict: { id: string } };
    return done(`/claims/${id}/verdicts/${verdict.id}/retraction`, { reason: 'No.' }, tokens.second);
  };

  it('leaves out the domains by which an outlet was certainly not known on it', async () => {
    const domains = ['weekly.example.org'];
    const { id } = await done('/outlets', { name: 'Weekly', domains, kind: 'online' }, tokens.editor);
    const old = { domain: 'old-weekly.example.org', until: '2019-12' };
    const { position } = await done(`/outlets/${id}/domains`, old, tokens.editor);
    const shown = async (query: string) => {
      const { body } = await get(`/outlets/${id}?${query}`, tokens.editor);
      const { body: list } = await get(`/outlets?limit=200&after=${position}&${query}`, tokens.editor);
      const { validAt, items } = list as unknown as {
        validAt: string | null;
        items: { id: string; domains: Json[] }[];
      };
      const one = body as unknown as { validAt: string | null; domains: Json[] };
      expect([validAt, items.find((each) => each.id === id)?.domains]).toEqual([one.validAt, one.domains]);
      return [one.validAt, ...one.domains.map(({ domain }) => domain)];
    };
    expect(await shown('')).toEqual([null, ...domains, old.domain]);
    expect(await shown('validAt=2019-12-31')).toEqual(['2019-12-31', ...domains, old.domain]);
    expect(await shown('validAt=2020-01-01')).toEqual(['2020-01-01', ...domains]);
  });

  it('leaves out of the log of corrections what is about verdicts for other days, for anybody', async () => {
    const { id, position } = await retracted();
    for (const token of [undefined, tokens.editor]) {
      for (const [day, there] of [
        ['2025-03-04', false],
        ['2025-03-05', true],
        ['2199-12-31', true],
      ] as const) {
        const { body } = await get(`/corrections?validAt=${day}&after=${position}`, token);
        const { validAt, items } = body as unknown as { validAt: string; items: { claimId: string; kind: string }[] };
        expect(validAt).toBe(day);
        const mine = items.filter(({ claimId }) => claimId === id).map(({ kind }) => kind);
        expect(mine).toEqual(there ? ['retraction'] : []);
      }
    }
  });

  it('is held by a cursor, which takes no other beside it', async () => {
    for (let i = 0; i < 2; i += 1) {
      await retracted();
      await done('/outlets', { name: `Held ${i}`, kind: 'online' }, tokens.editor);
    }
    for (const list of ['/corrections', '/outlets']) {
      const { body } = await get(`${list}?validAt=2025-06-01&limit=1&after=${await app.head()}`, tokens.editor);
      const next = `${list}?limit=1&cursor=${body.nextCursor}`;
      for (const beside of ['', '&validAt=2025-06-01']) {
        const { status, body: page } = await get(next + beside, tokens.editor);
        expect([list, status, page.validAt]).toEqual([list, 200, '2025-06-01']);
      }
      expect(await problem(`${next}&validAt=2025-06-02`, tokens.editor)).toEqual([
        400,
        'cursor-invalid',
        '/query/cursor cursor-invalid',
      ]);
    }
  });

  it.each(['2025-02-30', '2025-02', '2025-3-1', 'today', ''])(
    'is refused by name where it is none: %s',
    async (day) => {
      for (const path of ['/corrections', '/outlets', `/outlets/${NOBODY}`]) {
        const [status, , ...errors] = await problem(`${path}?validAt=${day}`, tokens.editor);
        expect([path, status, ...errors]).toEqual([path, 400, '/query/validAt not-a-date']);
      }
      expect((await problem(`/corrections?validAt=${day}`))[0]).toBe(400);
      expect((await problem(`/outlets/${NOBODY}?validAt=${day}`))[0]).toBe(401);
    },
  );
});
