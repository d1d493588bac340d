import { request as rawRequest } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { networkOf } from '../src/access/network.js';
import { AddressLimits, SignInLimits, TooManyRequests, waitAfter } from '../src/access/limits.js';
import { Quotas } from '../src/access/quotas.js';
import { startApp, type TestApp } from './support/app.js';
import { withClient } from './support/database.js';

const MINUTE = 60;
/** All but the date, by which limits reckon. */
const DO_NOT_FAKE = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

let one: TestApp;
let two: TestApp;
beforeAll(async () => {
  const allowed = { reads: 40, writes: 2, 'stranger-reads': 100 };
  one = await startApp('four-eyes', undefined, { allowed });
  two = await startApp('four-eyes', one, { allowed });
});
afterEach(() => {
  jest.useRealTimers();
});
afterAll(async () => {
  await two.stop();
  await one.stop();
});

const limits = (app: TestApp) => app.app.get(SignInLimits);
/** @returns seconds to wait, 0 where the try was taken */
const tried = (app: TestApp, account: string, address: string): Promise<number> =>
  limits(app)
    .check({ account, address })
    .then(
      () => 0,
      (error: unknown) => {
        if (error instanceof TooManyRequests) return error.retryAfter;
        throw error;
      },
    );
let addresses = 0;
/** An address that nobody has used. */
const anAddress = () => `192.0.2.${++addresses}`;
const at = (date: number) => {
  jest.useFakeTimers({ now: date, doNotFake: [...DO_NOT_FAKE] });
};

describe('Wrong passwords for one account', () => {
  it('have to wait from the fifth on for 1, 2, 4, 8 … 60 minutes, and from the beginning once one was right', async () => {
    let now = Date.now();
    for (let i = 0; i < 5; i += 1) expect(await tried(one, 'edda@example.org', anAddress())).toBe(0);
    for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
      const wait = await tried(one, 'edda@example.org', anAddress());
      expect(wait).toBeGreaterThan((minutes - 1) * MINUTE);
      expect(wait).toBeLessThanOrEqual(minutes * MINUTE);
      now += (wait + 1) * 1000;
      at(now);
      expect(await tried(one, 'edda@example.org', anAddress())).toBe(0);
    }
    await limits(one).succeeded({ account: 'edda@example.org', address: anAddress() });
    for (let i = 0; i < 5; i += 1) expect(await tried(one, 'edda@example.org', anAddress())).toBe(0);
    expect(await tried(one, 'edda@example.org', anAddress())).toBeGreaterThan(0);
  });

  it('are five at once, however many come, in whichever process and however the name is written', async () => {
    const names = ['rio@example.org', ' RIO@example.org', 'Rio@Example.ORG '];
    const waits = await Promise.all(
      Array.from({ length: 40 }, (_, i) => tried(i % 2 ? one : two, names[i % 3] ?? '', anAddress())),
    );
    expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
    for (const app of [one, two]) expect(await tried(app, 'rio@example.org', anAddress())).toBeGreaterThan(0);
  });

  it('wait by a rule that ends at an hour', () => {
    expect([1, 4, 5, 6, 7, 11, 12, 1000].map(waitAfter)).toEqual([0, 0, 60, 120, 240, 3600, 3600, 3600]);
  });
});

describe('One address', () => {
  it('may try thirty passwords in fifteen minutes, of accounts that are there or not', async () => {
    const address = anAddress();
    for (let i = 0; i < 30; i += 1) expect(await tried(i % 2 ? one : two, `nobody${i}@example.org`, address)).toBe(0);
    const wait = await tried(one, 'another@example.org', address);
    expect(wait).toBeGreaterThan(14 * MINUTE);
    expect(wait).toBeLessThanOrEqual(15 * MINUTE);
    expect(await tried(one, 'another@example.org', anAddress())).toBe(0);
  });

  it('has its try back when the password was right', async () => {
    const address = anAddress();
    for (let i = 0; i < 40; i += 1) {
      expect(await tried(one, 'often@example.org', address)).toBe(0);
      await limits(one).succeeded({ account: 'often@example.org', address });
    }
  });

  it('may send five correction requests an hour, to all processes together', async () => {
    const address = anAddress();
    for (let i = 0; i < 5; i += 1) await (i % 2 ? one : two).app.get(AddressLimits).correctionRequest(address);
    for (const app of [one, two]) {
      const error = await app.app
        .get(AddressLimits)
        .correctionRequest(address)
        .catch((each: unknown) => each);
      expect(error).toBeInstanceOf(TooManyRequests);
      expect((error as TooManyRequests).retryAfter).toBeGreaterThan(55 * MINUTE);
    }
  });

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('%s counts as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('is stored as nobody reads it, like the name of an account, and goes when its time is over', async () => {
    await tried(one, 'secret-name@example.org', '198.51.100.7');
    await withClient(one.database.superuserUrl, async (client) => {
      const { rows } = await client.query<{ key: string; expire: string }>('select key, expire from access.limits');
      expect(rows.length).toBeGreaterThan(0);
      for (const { key, expire } of rows) {
        expect(key).toMatch(/^[a-z-]+:[A-Za-z0-9_-]{43}$/);
        expect(Number(expire)).toBeLessThanOrEqual(Date.now() + 48 * 3600 * 1000);
      }
    });
  });
});

describe('Wrong tokens from one address', () => {
  const wrong = () => one.get('/me', { token: `clt_${'A'.repeat(43)}` });

  it('are answered sixty a minute, whatever a client says of itself; right ones go on', async () => {
    const token = await one.token('editor');
    const statuses: number[] = [];
    for (let i = 0; i < 64; i += 1) {
      const headers = {
        'x-forwarded-for': `203.0.113.${i % 8}`,
        'x-real-ip': `203.0.113.${i}`,
        forwarded: `for=203.0.113.${i}`,
      };
      const response = await one.get('/me', { token: `clt_${'A'.repeat(43)}`, headers });
      await response.text();
      statuses.push(response.status);
    }
    expect(statuses.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => 401));
    expect(statuses.slice(60)).toEqual([429, 429, 429, 429]);
    const refused = await wrong();
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(((await refused.json()) as { code: string }).code).toBe('too-many-requests');
    expect((await one.get('/me', { token })).status).toBe(200);
  });
});

describe('A proxy', () => {
  it('is believed where it was named, and only there', async () => {
    const ipOf = async (trustedProxies: readonly string[]) => {
      const app = await startApp('four-eyes', one, { trustedProxies });
      const ips: string[] = [];
      app.app
        .getHttpAdapter()
        .getInstance()
        .server.prependListener('request', () => undefined);
      const limit = jest.spyOn(app.app.get(AddressLimits), 'badToken').mockImplementation((ip) => {
        ips.push(ip);
        return Promise.resolve();
      });
      await app.get('/me', { token: 'x', headers: { 'x-forwarded-for': '198.51.100.1, 198.51.100.2' } });
      limit.mockRestore();
      await app.stop();
      return ips[0];
    };
    expect(await ipOf([])).toBe('127.0.0.1');
    expect(await ipOf(['10.0.0.0/8'])).toBe('127.0.0.1');
    // The last address that no trusted proxy has: what stands before it, a client may have written.
    expect(await ipOf(['127.0.0.0/8'])).toBe('198.51.100.2');
    expect(await ipOf(['127.0.0.1', '198.51.100.2'])).toBe('198.51.100.1');
  });
});

describe('The API', () => {
  it('answers a token as often as is allowed in a minute, in all processes, and says what is left', async () => {
    const token = await one.token('editor');
    const post = (app: TestApp) => app.post('/claims', {}, { token });
    const first = await post(one);
    expect(first.status).toBe(400);
    expect(first.headers.get('ratelimit-policy')).toBe('"writes";q=2;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"writes";r=1;t=(?:[1-9]|[1-5]\d|60)$/);
    expect((await post(two)).status).toBe(400);
    for (const app of [one, two]) await app.app.get(Quotas).flush();
    await one.app.get(Quotas).flush();
    // What the other has counted since is heard with the next that is shared.
    const statuses = [(await post(one)).status, (await post(one)).status, (await post(two)).status];
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(2);
    const refused = await post(two);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await one.get('/me', { token })).status).toBe(200);
    expect((await one.post('/claims', {}, { token: await one.token('editor') })).status).toBe(400);
  });

  it('counts strangers by their address', async () => {
    const left = (response: Response) => Number(/r=(\d+)/.exec(response.headers.get('ratelimit') ?? '')?.[1]);
    const first = left(await one.get('/claims'));
    expect(left(await one.get('/claims', { headers: { 'x-forwarded-for': '203.0.113.99' } }))).toBe(first - 1);
  });
});

describe('Headers of more than the server reads', () => {
  it('are refused with a problem and all that every answer says', async () => {
    const response = await new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
      (resolve, reject) => {
        const sent = rawRequest(
          `${one.url}/api/v1/claims`,
          { headers: { cookie: 'a='.padEnd(40_000, 'a') } },
          (answer) => {
            let body = '';
            answer.on('data', (chunk: Buffer) => (body += chunk.toString()));
            answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
          },
        );
        sent.on('error', reject);
        sent.end();
      },
    );
    expect([response.status, (JSON.parse(response.body) as { code: string }).code]).toEqual([431, 'headers-too-large']);
    expect(response.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
  });
});
