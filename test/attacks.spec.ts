import { request as rawRequest, type IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { OneTimeLinks } from '../src/access/one-time-links.js';
import { passwords } from '../src/access/passwords.js';
import { People } from '../src/access/people.js';
import type { Role } from '../src/kernel/roles.js';
import { startApp, type TestApp } from './support/app.js';
import { Browser } from './support/browser.js';

const SYSTEM = { actor: { id: 'system', roles: ['system'] } } as const;
const PASSWORD = 'correct horse battery';
const CLAIM = { text: 'The bridge was closed.', kind: 'event', language: 'en' };

/** Two processes on one database, as far as either can tell: nothing in memory is shared. */
let one: TestApp;
let two: TestApp;
const work = { hash: 0, verify: 0 };

beforeAll(async () => {
  const { hash, verify } = passwords;
  jest.spyOn(passwords, 'hash').mockImplementation((...args) => {
    work.hash += 1;
    return hash(...args);
  });
  jest.spyOn(passwords, 'verify').mockImplementation((...args) => {
    work.verify += 1;
    return verify(...args);
  });
  one = await startApp();
  two = await startApp('four-eyes', one);
});
afterAll(async () => {
  jest.restoreAllMocks();
  await two.stop();
  await one.stop();
});

const pathOf = ({ url }: { readonly url: string }): string => new URL(url).pathname;
let count = 0;
/** A person with a password, and a browser in which nobody is signed in. */
async function somebody(...roles: Role[]) {
  const { id } = await one.app.get(People).invite('Edda', roles, SYSTEM);
  const email = `edda${++count}@example.org`;
  const link = await one.app.get(OneTimeLinks).invitation(id);
  await new Browser(one.url).post(pathOf(link), { email, password: PASSWORD, again: PASSWORD });
  return { id, email };
}
const signIn = (browser: Browser, email: string, next = '', password = PASSWORD) =>
  browser.post('/sign-in', { email, password, next });
/** Who a cookie stands for, by one process. */
const me = (app: TestApp, cookie: string): Promise<Response> => app.get('/me', { headers: { cookie } });
const codeOf = async (response: Response): Promise<string> => {
  const { code } = (await response.json()) as { code?: string };
  return `${response.status} ${code}`;
};
/** A request as no browser sends it. */
const raw = (path: string, headers: Record<string, string | string[]>, method = 'GET', body = '') =>
  new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const { hostname, port } = new URL(one.url);
    const sent = rawRequest({ hostname, port, path, method, headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });

describe('A session', () => {
  it('that an attacker has laid into a browser is not the one that its person signs in to', async () => {
    const [victim, attacker] = [await somebody('editor'), await somebody('auditor')];
    const laid = new Browser(one.url);
    await signIn(laid, attacker.email);
    const known = laid.cookie;
    const browser = laid.clone();
    await browser.post('/sign-out');
    await signIn(browser, victim.email);
    expect(browser.cookie).not.toBe(known);
    expect(((await (await me(one, browser.cookie)).json()) as { id: string }).id).toBe(victim.id);
    expect((await me(one, known)).status).toBe(401);
    // A cookie that nobody was given becomes nobody's by signing in with it.
    const [name = ''] = browser.cookie.split('=');
    const made = `${name}=${'a'.repeat(32)}.${'b'.repeat(43)}%3D`;
    const answer = await fetch(`${one.url}/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: made, 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ email: victim.email, password: PASSWORD, next: '' }),
    });
    expect(answer.headers.getSetCookie().join()).not.toContain('a'.repeat(32));
    expect((await me(one, made)).status).toBe(401);
  });

  it('is over in every process once it was signed out, alone or everywhere', async () => {
    const { email } = await somebody('editor');
    const browsers = [new Browser(one.url), new Browser(two.url), new Browser(two.url)];
    for (const browser of browsers) await signIn(browser, email);
    const cookies = browsers.map(({ cookie }) => cookie);
    for (const cookie of cookies) for (const app of [one, two]) expect((await me(app, cookie)).status).toBe(200);
    await browsers[0]?.post('/sign-out');
    for (const app of [one, two]) expect((await me(app, cookies[0] ?? '')).status).toBe(401);
    await browsers[1]?.post('/account/sessions/end');
    for (const cookie of cookies) for (const app of [one, two]) expect((await me(app, cookie)).status).toBe(401);
  });

  it('has a cookie that no script reads and no other site sends', async () => {
    const { email } = await somebody('editor');
    const lines = (await signIn(new Browser(one.url), email)).headers.getSetCookie();
    const line = lines.find((each) => /session_token=/.test(each)) ?? '';
    expect(line).toMatch(/; *HttpOnly/i);
    expect(line).toMatch(/; *SameSite=(?:Lax|Strict)/i);
  });

  it('sends nobody on to another site', async () => {
    const { email } = await somebody('editor');
    for (const next of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '/%09/evil.example',
      'javascript:alert(1)',
      '/\t/evil.example',
    ]) {
      const target = (await signIn(new Browser(one.url), email, next)).headers.get('location') ?? '';
      expect(new URL(target, one.url).origin).toBe(one.url);
      expect(new URL(`/sign-in?next=${encodeURIComponent(next)}`, one.url).origin).toBe(one.url);
    }
  });
});

describe('Two processes', () => {
  it('lock an account together, also for the right password, and tell nothing of whether there is one', async () => {
    const { email } = await somebody('editor');
    const answers: Record<string, string[]> = {};
    for (const account of [email, 'nobody@example.org']) {
      const told: string[] = [];
      for (let i = 0; i < 6; i += 1) {
        const app = i % 2 ? two : one;
        const response = await signIn(new Browser(app.url), account, '', i === 5 ? PASSWORD : 'wrong password 1');
        const text = (await response.text()).replaceAll(account, 'ACCOUNT');
        told.push(`${response.status} ${response.headers.has('retry-after')} ${text}`);
      }
      answers[account] = told;
    }
    expect(answers[email]).toEqual(answers['nobody@example.org']);
    expect(answers[email]?.map((each) => each.slice(0, 3))).toEqual(['422', '422', '422', '422', '422', '429']);
  });

  it('count a password that confirms an act, apart from those that sign in', async () => {
    const { email } = await somebody('editor');
    const browsers = [new Browser(one.url), new Browser(two.url)] as const;
    for (const browser of browsers) await signIn(browser, email);
    const wrong = 'wrong password 3';
    const prompts = [
      ['/account/password', { current: wrong, password: wrong, again: wrong }],
      ['/account/second-factor', { password: wrong }],
    ] as const;
    for (const browser of browsers) {
      for (const [path, fields] of prompts) expect((await browser.post(path, fields)).status).toBe(422);
    }
    for (let i = 0; i < 6; i += 1)
      expect((await signIn(new Browser(two.url), email, '', wrong)).status).toBe(i < 5 ? 422 : 429);
    // Who tries to sign in keeps nobody who is signed in from it, and the other way round.
    expect((await browsers[0].post(...prompts[1])).status).toBe(422);
    for (const browser of browsers)
      for (const [path, fields] of prompts) expect((await browser.post(path, fields)).status).toBe(429);
    expect((await browsers[1].post('/account/second-factor', { password: PASSWORD })).status).toBe(429);
    expect((await me(one, browsers[0].cookie)).status).toBe(200);
  });

  it('do the same work for an account that is not there', async () => {
    const { email } = await somebody('editor');
    const spent = async (account: string) => {
      const before = work.hash + work.verify;
      await signIn(new Browser(one.url), account, '', 'wrong password 2');
      return work.hash + work.verify - before;
    };
    expect(await spent(email)).toBe(1);
    expect(await spent('nobody-else@example.org')).toBe(1);
  });

  it('take a reset link once, and hold a revoked token for one at once', async () => {
    const { id, email } = await somebody('editor');
    const link = pathOf(await one.app.get(OneTimeLinks).reset(id));
    const fields = { password: 'another password', again: 'another password' };
    const statuses = await Promise.all(
      [one, two, one, two].map(async ({ url }) => (await new Browser(url).post(link, fields)).status),
    );
    expect(statuses.sort()).toEqual([303, 410, 410, 410]);
    expect((await new Browser(two.url).get(link)).status).toBe(410);
    expect((await signIn(new Browser(two.url), email, '', 'another password')).status).toBe(303);
    const { secret, tokenId } = await one.app.get(People).issueToken(id, {}, SYSTEM);
    for (const app of [one, two]) expect((await app.get('/me', { token: secret })).status).toBe(200);
    await one.app.get(People).revokeToken(id, tokenId as string, SYSTEM);
    for (const app of [one, two]) expect((await app.get('/me', { token: secret })).status).toBe(401);
  });
});

describe('Who somebody is', () => {
  it('is told by no header, field or parameter', async () => {
    const admin = await one.app.get(People).invite('Ada', ['admin'], SYSTEM);
    const claimed = {
      'x-forwarded-user': admin.id,
      'x-user': admin.id,
      'x-actor': admin.id,
      'x-role': 'admin',
      'x-claim-ledger-client': '1.2.3.4',
    };
    expect(await codeOf(await one.get('/people', { headers: claimed }))).toBe('401 token-required');
    const token = await one.token('editor');
    for (const field of [
      'actor',
      'role',
      'roles',
      'who',
      'standing',
      'id',
      'position',
      'at',
      'submitter',
      'causation',
    ]) {
      const response = await one.post('/claims', { ...CLAIM, [field]: admin.id }, { token });
      const { errors } = (await response.json()) as { errors: { pointer: string; code: string }[] };
      expect(errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([`/${field} unknown-field`]);
    }
    const asked = await one.post(`/claims?actor=${admin.id}&role=admin`, CLAIM, { token, headers: claimed });
    const { id } = (await asked.json()) as { id: string };
    const history = (await (await one.get(`/claims/${id}/history`, { token })).json()) as {
      items: { actor: string }[];
    };
    expect(JSON.stringify(history)).not.toContain(admin.id);
  });

  it('is changed by no prototype', async () => {
    const token = await one.token('editor');
    for (const body of [
      '{"__proto__":{"roles":["admin"]}}',
      '{"constructor":{"prototype":{"roles":["admin"]}}}',
      '{"claimant":{"__proto__":{"name":"x"}}}',
    ]) {
      expect((await one.post('/claims', body, { token, raw: true })).status).toBe(400);
    }
    expect(({} as { roles?: unknown }).roles).toBeUndefined();
  });

  it('decides whose idempotency key is whose', async () => {
    const headers = { 'idempotency-key': 'the-same-key' };
    const [first, second] = [await one.token('editor'), await one.token('editor')];
    const ids = [];
    for (const token of [first, second, first]) {
      ids.push(((await (await two.post('/claims', CLAIM, { token, headers })).json()) as { id: string }).id);
    }
    expect(ids[0]).toBe(ids[2]);
    expect(ids[0]).not.toBe(ids[1]);
  });
});

describe('Somebody who writes addresses by hand', () => {
  it('finds no file behind a tile', async () => {
    const token = await one.token('editor');
    await one.post('/claims', CLAIM, { token });
    for (const path of [
      '../../etc/passwd',
      '..%2f..%2fetc%2fpasswd',
      '%2e%2e/%2e%2e/etc/passwd',
      '000%00',
      '000.p/1%00',
      '000.p/1/../1',
      '000.p/1;',
      '000.p/%31%20',
      '-01',
      '000.p/1e1',
    ]) {
      const { status, text } = await raw(`/tile/entries/${path}`, {});
      expect([path, [400, 404].includes(status)]).toEqual([path, true]);
      expect(text).not.toContain('root:');
    }
  });

  it('forges no cursor', async () => {
    const token = await one.token('editor');
    for (let i = 0; i < 3; i += 1) await one.post('/claims', CLAIM, { token });
    const { nextCursor } = (await (await one.get('/claims?limit=1', { token })).json()) as { nextCursor: string };
    expect((await two.get(`/claims?limit=1&cursor=${nextCursor}`, { token })).status).toBe(200);
    const sealed = Buffer.from(nextCursor, 'base64url');
    const turned = (at: number): string =>
      Buffer.from(sealed.map((byte, i) => (i === at ? byte ^ 1 : byte))).toString('base64url');
    const forged = [
      ...[0, 12, sealed.length - 17, sealed.length - 1].map(turned),
      sealed.subarray(0, -1).toString('base64url'),
      sealed.subarray(0, 28).toString('base64url'),
      // What releases before wrote: JSON, its digest and a signature.
      `${Buffer.from('{"list":"claims"}').toString('base64url')}.eXhtAn8Hl2k.q0tBRLKvQqMAYTzY_gRuNA`,
      '0',
      'x',
    ];
    for (const cursor of forged)
      expect(await codeOf(await one.get(`/claims?limit=1&cursor=${cursor}`, { token }))).toBe('400 cursor-invalid');
  });

  it('reads nothing in a cursor, nor in how long it is', async () => {
    const token = await one.token('editor');
    const claim = { ...CLAIM, topics: ['cursors'] };
    let position = 0;
    for (const text of ['One.', 'One two.', 'One two three.']) {
      const answer = await one.post('/claims', { ...claim, text }, { token });
      ({ position } = (await answer.json()) as { position: number });
    }
    const lengths = new Set<number>();
    for (const query of ['limit=1', 'limit=1&sort=claimedOn', 'limit=2', 'limit=1&q=one', 'limit=2&q=one']) {
      const page = (await (await one.get(`/claims?topic=cursors&after=${position}&${query}`, { token })).json()) as {
        nextCursor: string;
      };
      expect(Buffer.from(page.nextCursor, 'base64url').toString('latin1')).not.toMatch(/list|filters|last|position/);
      lengths.add(page.nextCursor.length);
    }
    expect(lengths.size).toBe(1);
  });

  it('has no say in where links lead', async () => {
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
    const token = await one.token('admin');
    const body = JSON.stringify({ name: 'Ada', roles: ['editor'] });
    const json = {
      ...headers,
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': `${body.length}`,
    };
    const answers = [
      await raw('/', headers),
      await raw('/sign-in', headers),
      await raw('/account', headers),
      await raw('/api/v1/claims', headers),
      await raw('/nowhere', headers),
      await raw('/api/v1/people', json, 'POST', body),
    ];
    for (const answer of answers) expect(JSON.stringify(answer)).not.toContain('evil.example');
    expect(answers.at(-1)?.status).toBe(201);
  });

  it('is held to the same by an address that is written in another way', async () => {
    const { email } = await somebody('editor');
    const browser = new Browser(one.url);
    await signIn(browser, email);
    const ours = { cookie: browser.cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'text/plain' };
    for (const path of ['/api/v1/me/tokens', '/%61pi/v1/me/tokens', 'http://evil.example/api/v1/me/tokens']) {
      expect([path, (await raw(path, ours, 'POST', '{}')).status]).toEqual([path, 415]);
      const foreign = await raw(path, { ...ours, 'sec-fetch-site': 'cross-site' }, 'POST', '{}');
      expect([path, foreign.status]).toEqual([path, 403]);
      expect([path, (await raw(`${path}?token=x`, {})).status]).toEqual([path, 400]);
    }
  });

  it('gets a token nowhere in an address, on pages either', async () => {
    const token = await one.token('editor');
    for (const path of [`/account?access_token=${token}`, `/?q=${token}`, `/sign-in?next=${token}&access%5Ftoken=x`]) {
      const { status, text } = await raw(path, {});
      expect(status).toBe(400);
      expect(text).not.toContain(token);
    }
  });
});

describe('Every answer', () => {
  it.each([
    '/',
    '/sign-in',
    '/account',
    '/nowhere',
    '/api/v1/claims',
    '/api/v1/me',
    '/api/v1/nowhere',
    '/tile/entries/000.p/1',
    '/api/v1/claims/%ff',
    '/assets/none',
  ])('at %s keeps browsers from framing it, guessing its type, and running what is not ours', async (path) => {
    const { headers } = await raw(path, {});
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).toMatch(/frame-ancestors 'none'/);
    expect(policy).toMatch(/base-uri 'none'/);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      vary: `Authorization, Cookie${path === '/' ? ', Accept-Language' : ''}`,
    });
    expect(headers['permissions-policy']).toMatch(/camera=\(\)/);
    // What strangers are shown on pages may be kept for a moment, by who sends neither.
    expect(headers['cache-control']).toBe(path === '/' ? 'public, max-age=10' : 'no-store');
    // Over http a browser must not be told to come by https only.
    expect(headers['strict-transport-security']).toBeUndefined();
  });

  it('holds browsers to https where that is how people reach the server', async () => {
    const app = await startApp('four-eyes', one, { publicUrl: 'https://ledger.example.org' });
    const page = await fetch(`${app.url}/sign-in`);
    expect(page.headers.get('strict-transport-security')).toMatch(/^max-age=31536000/);
    expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    const { email } = await somebody('editor');
    const post = (origin: string) =>
      fetch(`${app.url}/sign-in`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin },
        body: new URLSearchParams({ email, password: PASSWORD, next: '' }),
      });
    // Where the operator has named the origin, the request's own host does not matter.
    expect((await post(app.url)).status).toBe(403);
    const taken = await post('https://ledger.example.org');
    expect(taken.status).toBe(303);
    const line = taken.headers.getSetCookie().find((each) => /session_token=/.test(each)) ?? '';
    // What a browser takes under this name comes from this host alone (RFC 6265bis section 4.1.3.2).
    expect(line).toMatch(/^__Host-claim-ledger\.session_token=/);
    expect(line).toMatch(/; *Secure/i);
    expect(line).toMatch(/; *Path=\/(?:;|$)/i);
    expect(line).not.toMatch(/Domain/i);
    const cookie = line.split(';')[0] ?? '';
    expect((await me(app, cookie)).status).toBe(200);
    expect((await me(app, cookie.replace('__Host-', '__Secure-'))).status).toBe(401);
    expect((await me(app, cookie.replace('__Host-', ''))).status).toBe(401);
    await app.stop();
  });
});
