import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { fastify } from 'fastify';
import { watchForProxies } from './proxy-watch.js';

afterEach(() => {
  jest.restoreAllMocks();
});

/** How often it was said that all come from one address. */
async function warnings(
  many: number,
  headers: Readonly<Record<string, string>> = {},
  from = (_: number) => '10.0.0.1',
) {
  const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  const server = fastify();
  watchForProxies(server);
  server.get('/', () => 'here');
  for (let i = 0; i < many; i += 1) await server.inject({ url: '/', headers, remoteAddress: from(i) });
  await server.close();
  return warn.mock.calls.length;
}

describe('A proxy that nobody named', () => {
  it.each([{ 'x-forwarded-for': '192.0.2.1' }, { forwarded: 'for=192.0.2.1' }, { 'x-real-ip': '192.0.2.1' }])(
    'is suspected, once, where all requests come from one address and say they were passed on (%j)',
    async (headers) => {
      expect(await warnings(19, headers)).toBe(0);
      expect(await warnings(60, headers)).toBe(1);
    },
  );

  it('is suspected, once, where very many come from one address', async () => {
    expect(await warnings(999)).toBe(0);
    expect(await warnings(2100)).toBe(1);
  });

  it('is none where one comes from elsewhere', async () => {
    const mostly = (i: number) => (i === 7 ? '10.0.0.2' : '10.0.0.1');
    expect(await warnings(60, { 'x-forwarded-for': '192.0.2.1' }, mostly)).toBe(0);
    expect(await warnings(1100, {}, mostly)).toBe(0);
  });

  it('is none yet where some do not say so', async () => {
    expect(await warnings(60, {}, () => '10.0.0.1')).toBe(0);
  });
});
