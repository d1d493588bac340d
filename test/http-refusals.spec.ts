import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from './support/app.js';
import { wire, type Wire } from './support/wire.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.found();
});
afterAll(() => app.stop());

/** Every refusal says these, whoever makes it. */
const SECURE = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  vary: 'Authorization, Cookie',
};
const expectProblem = ({ status, headers, body }: Wire, expected: number, code: string): void => {
  expect([status, headers['content-type']]).toEqual([expected, expect.stringMatching(/^application\/problem\+json/)]);
  expect(headers).toMatchObject(SECURE);
  expect(headers['content-security-policy']).toMatch(/default-src 'none'/);
  expect(JSON.parse(body)).toMatchObject({ type: `/problems/${code}`, status: expected, code });
};
const asked = (lines: string, path = '/api/v1/claims', method = 'GET', version = '1.1'): Promise<Wire> =>
  wire(app.url, `${method} ${path} HTTP/${version}\r\n${lines}\r\n`);

describe('A request whose Host is not one name', () => {
  it.each([
    ['two', 'Host: a\r\nHost: b\r\n'],
    ['the same one twice', 'Host: a\r\nHost: a\r\n'],
    ['two, the second far behind', `Host: a\r\n${'X: y\r\n'.repeat(50)}host: b\r\n`],
    ['none', 'X: y\r\n'],
    ['an empty one', 'Host: \r\n'],
    ['a path', 'Host: a/b\r\n'],
    ['two words', 'Host: a b\r\n'],
    ['somebody before it', 'Host: a@b\r\n'],
    ['a list', 'Host: a, b\r\n'],
    ['a port that is none', 'Host: a:b\r\n'],
  ])('(%s) is refused with a problem, on every path', async (_, lines) => {
    for (const path of ['/api/v1/claims', '/', '/sign-in', '/checkpoint', '/nowhere', '/docs']) {
      expectProblem(await asked(lines, path), 400, 'bad-request');
    }
  });

  it.each([
    'a',
    'ledger.example.org',
    'ledger.example.org:8080',
    '127.0.0.1:3000',
    '[::1]',
    '[2001:db8::1]:3000',
    'xn--bcher-kva.example',
    'a_b.example',
  ])('%s is one', async (host) => {
    expect((await asked(`Host: ${host}\r\n`)).status).toBe(200);
  });

  it('may lack it where HTTP is older than it', async () => {
    expect((await asked('', '/api/v1/claims', 'GET', '1.0')).status).toBe(200);
    expectProblem(await asked('Host: a\r\nHost: b\r\n', '/api/v1/claims', 'GET', '1.0'), 400, 'bad-request');
  });
});

describe('What the server refuses by itself', () => {
  it.each([
    ['an expectation that nobody knows', 'Host: a\r\nExpect: 200-ok\r\n', 417, 'expectation-failed'],
    ['two lengths', 'Host: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n', 400, 'bad-request'],
    ['a length and chunks', 'Host: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n', 400, 'bad-request'],
    ['a folded header', 'Host: a\r\nX: a\r\n b\r\n', 400, 'bad-request'],
    ['a header without a name', 'Host: a\r\n: b\r\n', 400, 'bad-request'],
    ['U+0000 in a header', 'Host: a\r\nX: a\0b\r\n', 400, 'bad-request'],
    ['headers that are too long', `Host: a\r\nX: ${'x'.repeat(20_000)}\r\n`, 431, 'headers-too-large'],
    ['headers that are too many', `Host: a\r\n${'a:b\r\n'.repeat(2500)}`, 431, 'headers-too-large'],
  ])('(%s) is refused with a problem', async (_, lines, status, code) => {
    expectProblem(await asked(lines), status, code);
  });

  it.each([
    ['a method that nobody knows', 'FOO / HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a version that nobody knows', 'GET / HTTP/9.9\r\nHost: a\r\n\r\n', 400],
    ['the beginning of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['the beginning of TLS', Buffer.from('16030100a5010000a1', 'hex'), 400],
    ['an address without a slash', 'GET api HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['an address that is not decoded', 'GET /api/v1/%zz HTTP/1.1\r\nHost: a\r\n\r\n', 400],
  ])('(%s) is refused with a problem', async (_, bytes, status) => {
    expectProblem(await wire(app.url, bytes), status, 'bad-request');
  });

  it('(the wish to be a tunnel) is not answered at all', async () => {
    expect(await wire(app.url, 'CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n')).toMatchObject({ status: 0, closed: true });
  });

  it('(a body that is compressed as a transfer) is told how else', async () => {
    const token = await app.token('editor');
    const lines = `Host: a\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n`;
    const bytes = `POST /api/v1/claims HTTP/1.1\r\n${lines}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`;
    const answer = await wire(app.url, bytes);
    expectProblem(answer, 415, 'unsupported-media-type');
    expect(answer.body).toContain('Content-Encoding');
  });

  it('(another protocol) is answered in this one', async () => {
    const upgrade = await asked('Host: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\n');
    expect(upgrade.status).toBe(200);
  });
});

describe('A server that ends', () => {
  it('refuses what still comes with a problem', async () => {
    const other = await startApp('four-eyes', app);
    // As Nest does first when it is asked to close; connections that are open still bring requests.
    other.app.getHttpAdapter().beforeClose?.();
    for (const path of ['/api/v1/claims', '/sign-in', '/nowhere']) {
      const answer = await wire(other.url, `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
      expectProblem(answer, 503, 'unavailable');
      expect([answer.headers['retry-after'], answer.closed]).toEqual(['5', true]);
    }
    await other.stop();
  });
});
