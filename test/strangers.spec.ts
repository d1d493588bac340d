import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Quotas } from '../src/access/quotas.js';
import { StrangerLimits } from '../src/access/stranger-limits.js';
import { readSettings } from '../src/settings.js';
import { startApp, type TestApp } from './support/app.js';

const NAMED = { trustedProxies: ['127.0.0.1'] };
let app: TestApp;
let editor: string;

beforeAll(async () => {
  const allowed = {
    'stranger-reads': 5,
    'stranger-writes': 2,
    'stranger-pages': 10,
    'stranger-milliseconds': 60_000,
  };
  app = await startApp('four-eyes', undefined, { ...NAMED, allowed, strangersAtOnce: 2 });
  await app.found();
  editor = await app.token('editor');
});
afterAll(() => app.stop());

let addresses = 0;
/** Headers of somebody at an address that nobody has used. */
const somebody = () => ({ 'x-forwarded-for': `192.0.2.${++addresses}` });
const statusOf = async (response: Promise<Response>): Promise<number> => {
  const { status, body } = await response;
  await body?.cancel();
  return status;
};
const page = (path: string, headers: Readonly<Record<string, string>>, method = 'GET') =>
  statusOf(fetch(app.url + path, { headers, method, redirect: 'manual' }));
const times = async (many: number, ask: () => Promise<number>): Promise<number[]> => {
  const statuses = [];
  for (let i = 0; i < many; i += 1) statuses.push(await ask());
  return statuses;
};

describe('A stranger’s address', () => {
  it('has so many reads of the API a minute, whatever comes of them; others have theirs', async () => {
    const headers = somebody();
    const paths = ['/claims', '/me', '/claims/5', '/nothing-like-it?token=x', '/corrections', '/claims'];
    const statuses = [];
    for (const path of paths) statuses.push(await statusOf(app.get(path, { headers })));
    // An unknown path is a page.
    expect(statuses).toEqual([200, 401, 400, 404, 200, 200]);
    expect(await statusOf(app.get('/claims', { headers }))).toBe(429);
    expect(await statusOf(app.get('/claims', { headers: somebody() }))).toBe(200);
    expect(await statusOf(app.get('/claims', { headers, token: editor }))).toBe(200);
  });

  it('is told what is left, and when there is more', async () => {
    const headers = somebody();
    const first = await app.get('/claims', { headers });
    expect(first.headers.get('ratelimit-policy')).toBe('"reads";q=5;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"reads";r=4;t=\d+$/);
    await times(4, () => statusOf(app.get('/claims', { headers })));
    const refused = await app.get('/claims', { headers });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(((await refused.json()) as { code: string }).code).toBe('too-many-requests');
  });

  it('has so many writes, wrong tokens and forms of pages among them', async () => {
    const headers = somebody();
    const token = `clt_${'A'.repeat(43)}`;
    expect(await statusOf(app.post('/claims', {}, { headers, token }))).toBe(401);
    expect(await page('/sign-in', headers, 'POST')).toBe(403);
    expect(await statusOf(app.post('/claims', {}, { headers, token }))).toBe(429);
    expect(await page('/sign-in', headers, 'POST')).toBe(429);
    // What it writes is not what it reads.
    expect(await statusOf(app.get('/claims', { headers }))).toBe(200);
    expect(await statusOf(app.post('/claims', {}, { headers, token: editor }))).toBe(400);
  });

  it('has so many pages, assets, tiles and unknown paths', async () => {
    const headers = somebody();
    const paths = ['/', '/sign-in', '/assets/none', '/checkpoint', '/tile/entries/000.p/1', '/log.vkey', '/nowhere'];
    for (const path of [...paths, '/api/v1/nowhere', '/sign-in', '/sign-in'])
      expect(await page(path, headers)).not.toBe(429);
    for (const path of ['/sign-in', '/checkpoint', '/nowhere']) expect(await page(path, headers)).toBe(429);
    expect(await statusOf(app.get('/claims', { headers }))).toBe(200);
  });

  it('is one, whichever of its /64 it comes from', async () => {
    const from = (host: number) => ({ 'x-forwarded-for': `2001:db8:7:7::${host}` });
    for (let i = 1; i <= 5; i += 1) expect(await statusOf(app.get('/claims', { headers: from(i) }))).toBe(200);
    expect(await statusOf(app.get('/claims', { headers: from(6) }))).toBe(429);
  });

  it('has so much time a minute, counted by what its answers take', async () => {
    const limits = app.app.get(StrangerLimits);
    const headers = somebody();
    const network = headers['x-forwarded-for'];
    await statusOf(app.get('/claims', { headers }));
    const left = () => app.app.get(Quotas).remaining('stranger-milliseconds', network)?.left ?? 0;
    expect(left()).toBeLessThan(60_000);
    limits.charge(network, 60_000);
    expect(left()).toBeLessThan(0);
    expect(await statusOf(app.get('/claims', { headers }))).toBe(429);
    expect(await page('/sign-in', headers)).toBe(429);
    expect(await statusOf(app.get('/claims', { headers, token: editor }))).toBe(200);
    expect(await statusOf(app.get('/claims', { headers: somebody() }))).toBe(200);
  });

  it('has half of its time for what is long, the other half for what it reads meanwhile', async () => {
    const limits = app.app.get(StrangerLimits);
    const headers = somebody();
    const network = headers['x-forwarded-for'];
    await limits.pace(network, 29_000);
    let paced = false;
    const pacing = limits.pace(network, 2000).then(() => (paced = true));
    expect(await statusOf(app.get('/claims', { headers }))).toBe(200);
    expect(paced).toBe(false);
    // The next minute.
    app.app.get(Quotas).charge('stranger-milliseconds', network, -31_000);
    await pacing;
  });

  it('is counted in all processes together', async () => {
    const allowed = { 'stranger-reads': 5 };
    const other = await startApp('four-eyes', app, { ...NAMED, allowed });
    const headers = somebody();
    await times(5, () => statusOf(app.get('/claims', { headers })));
    await app.app.get(Quotas).flush();
    expect(await statusOf(other.get('/claims', { headers }))).toBe(200);
    await other.app.get(Quotas).flush();
    expect(await statusOf(other.get('/claims', { headers }))).toBe(429);
    await other.stop();
  });

  it('has two places, and one that is taken by an answer nobody reads is not a third', async () => {
    const limits = app.app.get(StrangerLimits);
    const headers = somebody();
    const here = new AbortController().signal;
    const leave = [
      await limits.enter(headers['x-forwarded-for'], here),
      await limits.enter(headers['x-forwarded-for'], here),
    ];
    let answered = false;
    const waiting = statusOf(app.get('/claims', { headers })).then((status) => {
      answered = true;
      return status;
    });
    expect(await statusOf(app.get('/claims', { headers: somebody() }))).toBe(200);
    expect(await statusOf(app.get('/claims', { headers, token: editor }))).toBe(200);
    expect(answered).toBe(false);
    leave[0]?.();
    expect(await waiting).toBe(200);
    leave[1]?.();
  });

  it('has one place for an archive', async () => {
    await app.post('/ledger/checkpoints', {}, { token: await app.token('auditor') });
    const headers = somebody();
    const first = await app.get('/export', { headers });
    expect(first.status).toBe(200);
    const second = await app.get('/export', { headers });
    const other = await app.get('/export', { headers: somebody() });
    // The first may have been written whole before anybody took it.
    expect([200, 503]).toContain(second.status);
    expect(other.status).toBe(200);
    for (const each of [first, second, other]) await each.arrayBuffer();
    expect(await statusOf(app.get('/export', { headers }))).toBe(200);
  });
});

describe('Connections of one address', () => {
  it('are so many at once, and another’s go on', async () => {
    const alone = await startApp('four-eyes', app);
    const { hostname, port } = new URL(alone.url);
    const sockets: Socket[] = [];
    let ended = 0;
    for (let i = 0; i < 300; i += 1) {
      const socket = connect({ port: Number(port), host: hostname, localAddress: '127.0.0.1' });
      // Who does not read does not hear of an end.
      socket.resume();
      socket.on('error', () => undefined).once('close', () => (ended += 1));
      sockets.push(socket);
      await once(socket, 'connect');
    }
    while (ended < 44) await new Promise((resolve) => setTimeout(resolve, 10));
    const another = connect({ port: Number(port), host: hostname, localAddress: '127.0.0.2' });
    another.write('GET /api/v1/claims HTTP/1.1\r\nHost: a\r\n\r\n');
    const [chunk] = (await once(another, 'data')) as [Buffer];
    expect(chunk.toString()).toMatch(/^HTTP\/1\.1 200/);
    expect(ended).toBe(44);
    for (const socket of [...sockets, another]) socket.destroy();
    await alone.stop();
  });

  it('are none once so many spoke no HTTP, and another’s go on', async () => {
    const alone = await startApp('four-eyes', app);
    const { hostname, port } = new URL(alone.url);
    const told = async (localAddress: string, bytes: string): Promise<string> => {
      const socket = connect({ port: Number(port), host: hostname, localAddress });
      let text = '';
      socket.on('data', (chunk: Buffer) => (text += chunk.toString())).on('error', () => undefined);
      socket.write(bytes);
      if (!socket.closed) await once(socket, 'close');
      return text.slice(9, 12);
    };
    const proper = 'GET /api/v1/claims?limit=1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
    for (let i = 0; i < 601; i += 1) expect(await told('127.0.0.3', 'FOO / HTTP/1.1\r\n\r\n')).toBe('400');
    expect(await told('127.0.0.3', proper)).toBe('');
    expect(await told('127.0.0.4', proper)).toBe('200');
    await alone.stop();
  });
});

describe('The settings', () => {
  it('bound strangers where nobody says otherwise, and people hardly', () => {
    expect(readSettings({})).toMatchObject({
      STRANGER_READS_PER_MINUTE: 600,
      STRANGER_WRITES_PER_MINUTE: 60,
      STRANGER_PAGES_PER_MINUTE: 6000,
      STRANGER_SECONDS_PER_MINUTE: 6,
      STRANGER_REQUESTS_AT_ONCE: 2,
      API_READS_PER_MINUTE: 600_000,
      API_WRITES_PER_MINUTE: 120_000,
    });
    expect(readSettings({ STRANGER_READS_PER_MINUTE: '0' }).STRANGER_READS_PER_MINUTE).toBe(0);
    for (const wrong of ['-1', '1.5', 'many', 'NaN', '1e400']) {
      expect(() => readSettings({ STRANGER_SECONDS_PER_MINUTE: wrong })).toThrow(/STRANGER_SECONDS_PER_MINUTE/);
    }
  });
});
