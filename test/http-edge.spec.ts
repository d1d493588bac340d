import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { httpAdapter } from '../src/api/http/server.js';
import { AppModule } from '../src/app.module.js';
import { startApp, type TestApp } from './support/app.js';
import { withClient } from './support/database.js';

/** The least body of a claim; every wrong body below is this one with something wrong in it. */
const CLAIM = { text: 'North Korea sent 3,000 more soldiers to Russia.', kind: 'quantity', language: 'en' };

interface ProblemBody {
  readonly status: number;
  readonly code: string;
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
  readonly about?: { readonly id: string };
}

let app: TestApp;
let editor: string;
let auditor: string;

beforeAll(async () => {
  app = await startApp();
  await app.found();
  [editor, auditor] = [await app.token('editor'), await app.token('auditor')];
});
afterAll(() => app.stop());

const problem = async (response: Response): Promise<ProblemBody> => {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const body = (await response.json()) as ProblemBody;
  expect(body.status).toBe(response.status);
  expect(body.type).toBe(`/problems/${body.code}`);
  return body;
};
const named = ({ errors }: ProblemBody) => errors.map(({ pointer, code }) => `${pointer} ${code}`).sort();

describe('A wrong body', () => {
  const text = (value: unknown) => ({ ...CLAIM, text: value });
  const cases: readonly [title: string, body: unknown, expected: readonly string[]][] = [
    ['without any field', {}, ['/kind required', '/language required', '/text required']],
    ['with a text that is too long', text('x'.repeat(2001)), ['/text too-long']],
    ['with a megabyte of text', text('x'.repeat(1024 * 1024)), ['/text too-long']],
    ['with a blank text', text(' \t\n'), ['/text blank']],
    ['with a number for a text', text(5), ['/text not-a-string']],
    ['with null for a text', text(null), ['/text not-a-string']],
    ['with a list for a text', text(['a']), ['/text not-a-string']],
    ['with U+0000 in a text', text('a\0b'), ['/text nul-character']],
    ['with half a surrogate pair in a text', text('a\ud800b'), ['/text lone-surrogate']],
    ['with the other half', text('\udc00'), ['/text lone-surrogate']],
    ['with a field that nobody knows', { ...CLAIM, colour: 'red' }, ['/colour unknown-field']],
    ['with a field that every object has', { ...CLAIM, hasOwnProperty: 1 }, ['/hasOwnProperty unknown-field']],
    ['with a constructor', { ...CLAIM, constructor: { prototype: { x: 1 } } }, ['/constructor unknown-field']],
    ['with half a surrogate pair in a name', { ...CLAIM, 'a\ud800': 1 }, ['/a\ufffd lone-surrogate']],
    ['with U+0000 in a name', { ...CLAIM, 'a\0': 1 }, ['/a\0 nul-character']],
    ['with a kind that does not exist', { ...CLAIM, kind: 'rumour' }, ['/kind not-one-of']],
    ['with a language that is none', { ...CLAIM, language: 'no language' }, ['/language not-a-language']],
    ['with a day that does not exist', { ...CLAIM, claimedOn: '2025-02-30' }, ['/claimedOn not-a-date']],
    ['with a day in words', { ...CLAIM, claimedOn: 'yesterday' }, ['/claimedOn not-a-date']],
    ['with topics that are no list', { ...CLAIM, topics: 'ukraine' }, ['/topics not-an-array']],
    [
      'with wrong topics among right ones',
      { ...CLAIM, topics: ['a', 'B', 'c', 5] },
      ['/topics/1 wrong-form', '/topics/3 not-a-string'],
    ],
    [
      'with several wrong ones of several kinds',
      { ...CLAIM, topics: ['a', 'a', '-', null] },
      ['/topics repeated', '/topics/2 wrong-form', '/topics/3 not-a-string'],
    ],
    ['with too many topics', { ...CLAIM, topics: Array.from({ length: 21 }, (_, i) => `t${i}`) }, ['/topics too-many']],
    [
      'with a claimant without a name',
      { ...CLAIM, claimant: { role: 7 } },
      ['/claimant/name required', '/claimant/role not-a-string'],
    ],
    ['with a list for a claimant', { ...CLAIM, claimant: [{ name: 'A' }] }, ['/claimant not-an-object']],
    ['with a text for a claimant', { ...CLAIM, claimant: 'A' }, ['/claimant not-an-object']],
    [
      'with an unknown field in the claimant',
      { ...CLAIM, claimant: { name: 'A', age: 4 } },
      ['/claimant/age unknown-field'],
    ],
    [
      'with several things wrong',
      { text: '', kind: 1, language: 'en', x: 1 },
      ['/kind not-one-of', '/text blank', '/x unknown-field'],
    ],
    ['that is a list', [CLAIM], [' not-an-object']],
    ['that is a text', 'claim', [' not-an-object']],
    ['that is null', null, [' not-an-object']],
  ];

  it.each(cases)('%s is refused with every wrong field named, and nothing is appended', async (_, body, expected) => {
    const before = await app.head();
    const response = await app.post('/claims', body, { token: editor });
    expect(response.status).toBe(400);
    const answer = await problem(response);
    expect(answer.code).toBe('invalid');
    expect(named(answer)).toEqual(expected);
    expect(await app.head()).toBe(before);
  });

  it('that sets a prototype is refused by its name', async () => {
    const raw = `{"__proto__":{"kind":"event"},"text":"a","language":"en","kind":"event"}`;
    const response = await app.post('/claims', raw, { token: editor, raw: true });
    expect(named(await problem(response))).toEqual(['/__proto__ unknown-field']);
  });

  it.each([
    ['{"text":"a","text":"b","language":"en","kind":"event"}', '/text'],
    ['{"text":"a","te\\u0078t":"b","language":"en","kind":"event"}', '/text'],
    ['{"text":"a","language":"en","kind":"event","claimant":{"name":"A","name":"B"}}', '/claimant/name'],
    ['{"text":"{\\"a\\",[","language":"en","topics":["a","a,{"],"kind":"event","kind":"event"}', '/kind'],
  ])('that says a field twice (%s) is refused, because readers differ in which counts', async (raw, pointer) => {
    const response = await app.post('/claims', raw, { token: editor, raw: true });
    expect(named(await problem(response))).toEqual([`${pointer} duplicate-key`]);
  });

  it('that says a name in two objects, or as a value, is none that says it twice', async () => {
    const raw = `{"text":"text","language":"en","kind":"event","claimant":{"name":"name","role":"name"},"topics":["kind","text"]}`;
    expect((await app.post('/claims', raw, { token: editor, raw: true })).status).toBe(201);
  });

  it('that is nested too deep is refused, however deep', async () => {
    for (const depth of [40, 400_000]) {
      const raw = `{"text":${'['.repeat(depth)}${']'.repeat(depth)}}`;
      const response = await app.post('/claims', raw, { token: editor, raw: true });
      expect((await problem(response)).errors[0]?.code).toBe('too-deep');
    }
  });

  it('with more in it than any command needs is refused before it is validated', async () => {
    const claims = Array.from({ length: 200_000 }, () => ({}));
    const response = await app.post('/works', { title: 'A', claims }, { token: editor });
    expect(named(await problem(response))).toEqual([' too-many']);
  });

  it('with a thousand wrong fields is told of a hundred', async () => {
    const response = await app.post(
      '/claims',
      { ...CLAIM, topics: Array.from({ length: 1000 }, () => '-') },
      { token: editor },
    );
    expect((await problem(response)).errors).toHaveLength(100);
  });

  it.each([['{"text":'], ['{"text":"a"} x'], ["{'text':1}"], ['\ufffe']])(
    'that is not JSON (%s) is refused',
    async (raw) => {
      const response = await app.post('/claims', raw, { token: editor, raw: true });
      expect(response.status).toBe(400);
      expect((await problem(response)).code).toBe('not-json');
    },
  );

  it('that is not UTF-8 is refused', async () => {
    const response = await app.post('/claims', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), {
      token: editor,
      raw: true,
    });
    expect((await problem(response)).code).toBe('not-json');
  });

  it('of more than 2 MiB is refused unread', async () => {
    const response = await app.post('/claims', { ...CLAIM, text: 'x'.repeat(2 * 1024 * 1024) }, { token: editor });
    expect(response.status).toBe(413);
    expect((await problem(response)).code).toBe('body-too-large');
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'nonsense'])(
    'of type %s is refused',
    async (type) => {
      const response = await app.post('/claims', 'text=a', {
        token: editor,
        raw: true,
        headers: { 'content-type': type },
      });
      expect(response.status).toBe(415);
      expect((await problem(response)).code).toBe('unsupported-media-type');
    },
  );

  it.each([
    ['ftp://example.org/a'],
    ['javascript:alert(1)'],
    ['example.org'],
    ['https://user:secret@example.org/'],
    [`https://example.org/${'a'.repeat(2048)}`],
  ])('with the address %s is refused', async (url) => {
    const response = await app.post('/works', { title: 'A', url }, { token: editor });
    expect(named(await problem(response))).toEqual(['/url not-a-url']);
  });
});

describe('Who may come in', () => {
  it('is asked before anything else: no token, wrong token, wrong role, and only then a wrong body', async () => {
    const none = await app.post('/claims', '{', { raw: true });
    expect([none.status, (await problem(none)).code]).toEqual([401, 'token-required']);
    expect(none.headers.get('www-authenticate')).toMatch(/^Bearer /);
    const wrong = await app.post('/claims', '{', { raw: true, token: `clt_${'A'.repeat(43)}` });
    expect([wrong.status, (await problem(wrong)).code]).toEqual([401, 'token-invalid']);
    expect(wrong.headers.get('www-authenticate')).toContain('error="invalid_token"');
    const role = await app.post('/claims', '{', { raw: true, token: auditor });
    expect([role.status, (await problem(role)).code]).toEqual([403, 'role-required']);
    const body = await app.post('/claims', '{', { raw: true, token: editor });
    expect([body.status, (await problem(body)).code]).toEqual([400, 'not-json']);
  });

  it.each(['access_token', 'ACCESS_TOKEN', 'token', 'q'])('is refused in the address, as %s', async (name) => {
    const response = await app.get(`/claims?${name}=${editor}`);
    expect([response.status, (await problem(response)).code]).toEqual([400, 'token-in-address']);
  });

  it('is told who they are', async () => {
    const me = (await (await app.get('/me', { token: auditor })).json()) as { id: string; roles: string[] };
    expect(me.roles).toEqual(['auditor']);
  });

  it.each([['Basic abc'], ['Bearer'], ['Bearer a b'], ['clt_abc']])(
    'is not guessed from "%s"',
    async (authorization) => {
      const response = await app.get('/me', { headers: { authorization } });
      expect((await problem(response)).code).toBe('token-invalid');
    },
  );
});

describe('An answer', () => {
  it.each([
    ['GET', '/api/v1/nothing', 404, 'not-found'],
    ['GET', '/nothing', 404, 'not-found'],
    ['DELETE', '/api/v1/claims', 405, 'method-not-allowed'],
    ['PUT', '/api/v1/me', 405, 'method-not-allowed'],
    ['GET', '/api/v1/%zz', 400, 'bad-request'],
  ])('to %s %s is a problem document', async (method, path, status, code) => {
    const response = await fetch(app.url + path, { method });
    expect([response.status, (await problem(response)).code]).toEqual([status, code]);
  });

  it('tells the position, is not kept, and differs by who asks, whatever its status', async () => {
    const created = await app.post('/claims', CLAIM, { token: editor });
    const { id, position } = (await created.json()) as { id: string; position: number };
    expect(created.status).toBe(201);
    expect(created.headers.get('location')).toBe(`/api/v1/claims/${id}`);
    for (const response of [created, await app.get('/nothing'), await app.get('/me', { token: editor })]) {
      expect(response.headers.get('ledger-position')).toBe(`${position}`);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('vary')).toBe('Authorization, Cookie');
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('names a part of the path that is no identifier', async () => {
    const response = await app.post('/claims/5/evidence/6/withdrawal', { reason: 'x' }, { token: editor });
    expect(named(await problem(response))).toEqual([expect.stringMatching(/^\/path\/(id|evidenceId) not-a-uuid$/)]);
  });

  it('takes an identifier in any case', async () => {
    const { id } = (await (await app.post('/claims', CLAIM, { token: editor })).json()) as { id: string };
    const evidence = { title: 'A', stance: 'supports', source: 'primary', sourceKind: 'document' };
    expect((await app.post(`/claims/${id.toUpperCase()}/evidence`, evidence, { token: editor })).status).toBe(200);
  });
});

describe('A request that is sent twice', () => {
  const twice = (path: string, body: unknown, key: string) =>
    app.post(path, body, { token: editor, headers: { 'idempotency-key': key } });

  it('under one key is done once and answered the same', async () => {
    const first = await twice('/claims', CLAIM, 'once');
    const after = await app.head();
    const second = await twice('/claims', { language: 'en', kind: 'quantity', text: CLAIM.text }, 'once');
    expect([second.status, second.headers.get('location')]).toEqual([201, first.headers.get('location')]);
    expect(await second.text()).toBe(await first.text());
    expect(await app.head()).toBe(after);
  });

  it('with another body under the same key is refused', async () => {
    await twice('/claims', CLAIM, 'other');
    const second = await twice('/claims', { ...CLAIM, kind: 'event' }, 'other');
    expect([second.status, (await problem(second)).code]).toEqual([422, 'key-reused']);
  });

  it('at another address under the same key is refused', async () => {
    await twice('/outlets', { name: 'A', kind: 'online' }, 'elsewhere');
    expect((await twice('/claims', CLAIM, 'elsewhere')).status).toBe(422);
  });

  it('by two people under one key is done twice', async () => {
    const other = await app.token('editor');
    const headers = { 'idempotency-key': 'shared' };
    const first = await app.post('/claims', CLAIM, { token: editor, headers });
    const second = await app.post('/claims', CLAIM, { token: other, headers });
    expect(first.headers.get('location')).not.toBe(second.headers.get('location'));
  });

  it('at the same moment is done once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => twice('/claims', CLAIM, 'race')));
    expect(new Set(answers.map((answer) => answer.headers.get('location'))).size).toBe(1);
    expect(answers.every(({ status }) => status === 201)).toBe(true);
  });

  it.each([['a b'], ['x'.repeat(256)], ['ümlaut']])('needs a key of its form, not "%s"', async (key) => {
    expect(named(await problem(await twice('/claims', CLAIM, key)))).toEqual(['/header/idempotency-key malformed']);
  });
});

describe('A command for a revision', () => {
  const evidence = { title: 'A', stance: 'supports', source: 'primary', sourceKind: 'document' };
  const given = async () => (await (await app.post('/claims', CLAIM, { token: editor })).json()) as { id: string };
  const attach = (id: string, ifMatch: string) =>
    app.post(`/claims/${id}/evidence`, evidence, { token: editor, headers: { 'if-match': ifMatch } });

  it('is done while it is the newest and refused afterwards', async () => {
    const { id } = await given();
    const done = await attach(id, '"1"');
    expect([done.status, ((await done.json()) as { revision: number }).revision]).toEqual([200, 2]);
    const late = await attach(id, '"1"');
    expect([late.status, (await problem(late)).code]).toEqual([412, 'revision-mismatch']);
    expect((await attach(id, '*')).status).toBe(200);
  });

  it.each([['1'], ['W/"1"'], ['"1", "2"'], ['"one"'], ['""']])('is refused when it is given as %s', async (ifMatch) => {
    const { id } = await given();
    expect(named(await problem(await attach(id, ifMatch)))).toEqual(['/header/if-match malformed']);
  });
});

describe('Several things at once', () => {
  it('are recorded together: a work with a known claim and a new one', async () => {
    const { id: claimId } = (await (await app.post('/claims', CLAIM, { token: editor })).json()) as { id: string };
    const appearance = { mode: 'own-voice', place: 'body' };
    const response = await app.post(
      '/works',
      {
        title: 'A work',
        claims: [
          { claimId, ...appearance },
          { claim: { ...CLAIM, kind: 'event' }, ...appearance },
        ],
      },
      { token: editor },
    );
    expect(response.status).toBe(201);
    const answer = (await response.json()) as { id: string; revision: number; appearances: Record<string, string>[] };
    expect(answer.revision).toBe(1);
    expect(response.headers.get('location')).toBe(`/api/v1/works/${answer.id}`);
    expect(answer.appearances.map((made) => Object.keys(made).sort())).toEqual([
      ['appearanceId', 'claimId'],
      ['appearanceId', 'claimId'],
    ]);
    expect(answer.appearances[0]?.claimId).toBe(claimId);
  });

  it('are recorded not at all where one of them is refused', async () => {
    const before = await app.head();
    const claimId = '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a17';
    const response = await app.post(
      '/works',
      { title: 'A work', claims: [{ claimId, mode: 'own-voice', place: 'body' }] },
      { token: editor },
    );
    expect([response.status, (await problem(response)).code]).toEqual([404, 'not-found']);
    expect(await app.head()).toBe(before);
  });

  it('are answered with the revision of what the command was given to', async () => {
    const { id } = (await (await app.post('/claims', CLAIM, { token: editor })).json()) as { id: string };
    const response = await app.post(
      `/claims/${id}/appearances`,
      { work: { title: 'Another' }, mode: 'own-voice', place: 'lead' },
      { token: editor, headers: { 'if-match': '"1"' } },
    );
    const answer = (await response.json()) as { id: string; revision: number; workId: string; appearanceId: string };
    expect([answer.id, answer.revision]).toEqual([id, 2]);
    expect(Object.keys(answer).sort()).toEqual(['appearanceId', 'id', 'position', 'revision', 'workId']);
  });

  it('name the work that has the address already', async () => {
    const url = 'https://example.org/one';
    const { id: workId } = (await (await app.post('/works', { url }, { token: editor })).json()) as { id: string };
    const { id } = (await (await app.post('/claims', CLAIM, { token: editor })).json()) as { id: string };
    const response = await app.post(
      `/claims/${id}/appearances`,
      { work: { url: 'http://www.example.org/one/?utm_source=a#top' }, mode: 'own-voice', place: 'lead' },
      { token: editor },
    );
    const answer = await problem(response);
    expect([answer.status, answer.code, answer.about]).toEqual([409, 'work-address-known', { id: workId }]);
  });

  it('name wrong fields however deep', async () => {
    const response = await app.post(
      '/works',
      {
        title: 'A',
        claims: [{ claimId: 'x', mode: 'own-voice', place: 'body' }, { claim: {}, mode: 'a', place: 'b' }, 5],
      },
      { token: editor },
    );
    expect(named(await problem(response))).toEqual([
      '/claims/0/claimId not-a-uuid',
      '/claims/1/claim/kind required',
      '/claims/1/claim/language required',
      '/claims/1/claim/text required',
      '/claims/1/mode not-one-of',
      '/claims/1/place not-one-of',
      '/claims/2 not-an-object',
    ]);
  });
});

describe('The public log', () => {
  const bundle = async (path: string) => {
    const response = await fetch(`${app.url}/tile/entries/${path}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    const leaves: { position: number }[] = [];
    for (let at = 0; response.ok && at < bytes.length;) {
      const length = bytes.readUInt16BE(at);
      leaves.push(JSON.parse(bytes.subarray(at + 2, at + 2 + length).toString()) as { position: number });
      at += 2 + length;
    }
    return { response, leaves };
  };

  it('gives anybody what a checkpoint covers, for ever, and nothing before that', async () => {
    while ((await app.head()) < 260) await app.post('/claims', CLAIM, { token: editor });
    const signed = await app.post('/ledger/checkpoints', {}, { token: auditor });
    expect(signed.status).toBe(200);
    expect(((await signed.json()) as { size: string }).size).toBe(String((await app.head()) + 1));
    const full = await bundle('000');
    expect(full.leaves.map(({ position }) => position)).toEqual(Array.from({ length: 256 }, (_, i) => i));
    expect(full.response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(full.response.headers.get('content-type')).toBe('application/octet-stream');
    const partial = await bundle('001.p/5');
    expect(partial.leaves.map(({ position }) => position)).toEqual([256, 257, 258, 259, 260]);
    expect(partial.response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it.each(['001', '001.p/255', '001.p/0', '001.p/256', '1', '0000', 'x000/000', 'x001', '000.p/05', '000/', 'abc'])(
    'has nothing at %s',
    async (path) => {
      expect((await bundle(path)).response.status).toBe(404);
    },
  );
});

describe('A route of which nobody has said who may use it', () => {
  it('keeps the application from starting, by its name', async () => {
    @Controller('forgotten')
    class ForgottenController {
      @Get()
      read(): string {
        return 'anything';
      }
    }
    @Module({
      imports: [
        AppModule.with(
          { dataSource: app.app.get(DataSource), appendKeys: app.ledger.appendKeys },
          { reviewPolicy: 'four-eyes', independenceDays: 7 },
          { signing: { keyFile: app.keyFile, intervalMs: 1000 } },
        ),
      ],
      controllers: [ForgottenController],
    })
    class Careless {}
    const careless = await NestFactory.create<NestFastifyApplication>(Careless, httpAdapter(), {
      logger: false,
      bodyParser: false,
    });
    await expect(careless.init()).rejects.toThrow('ForgottenController.read');
    await careless.close();
  });
});

describe('A claim whose record was changed behind the ledger', () => {
  it('is answered as corrupt, and no other is', async () => {
    const given = async () =>
      ((await (await app.post('/claims', CLAIM, { token: editor })).json()) as { id: string }).id;
    const [changed, sound] = [await given(), await given()];
    await withClient(app.database.superuserUrl, async (client) => {
      await client.query('alter table ledger.events disable trigger all');
      await client.query(
        `update ledger.events set words = convert_to('{"text":"Something else."}', 'UTF8') where stream = $1`,
        [`claim-${changed}`],
      );
    });
    const answer = await problem(await app.get(`/claims/${changed}`, { token: editor }));
    expect([answer.status, answer.code]).toEqual([500, 'corrupt']);
    const evidence = { title: 'A', stance: 'supports', source: 'primary', sourceKind: 'document' };
    const command = await app.post(`/claims/${changed}/evidence`, evidence, { token: editor });
    expect((await problem(command)).code).toBe('corrupt');
    expect((await app.get(`/claims/${sound}`, { token: editor })).status).toBe(200);
  });
});
