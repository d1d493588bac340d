import { fork, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Access } from '../src/access/access.js';
import { EmailAddresses } from '../src/access/email-addresses.js';
import type { OidcOptions } from '../src/access/oidc-options.js';
import { People } from '../src/access/people.js';
import type { Role } from '../src/kernel/roles.js';
import { startApp, type TestApp } from './support/app.js';
import { Browser } from './support/browser.js';
import { withClient } from './support/database.js';

const OPERATOR = { actor: { id: 'system', roles: ['system'] } } as const;
const ROLES = new Map<string, Role>([
  ['desk-editors', 'editor'],
  ['desk-heads', 'reviewer'],
  ['desk-admins', 'admin'],
]);

let provider: ChildProcess;
let invitedOnly: TestApp;
let mapped: TestApp;
/** What the browser was sent to the provider with, newest last. */
const asked: URLSearchParams[] = [];

beforeAll(async () => {
  provider = fork(new URL('support/provider.mjs', import.meta.url));
  const { url: issuer } = await answerOf<{ url: string }>();
  const oidc = (admit: OidcOptions['admit']): OidcOptions => ({
    issuer,
    clientId: 'claim-ledger',
    clientSecret: 'secret',
    groupsClaim: 'groups',
    roles: ROLES,
    admit,
  });
  // Where the provider sends people back is never looked up: the test takes the answer to the server by itself.
  const publicUrl = `http://127.0.0.1:${await freePort()}`;
  invitedOnly = await startApp('four-eyes', undefined, { publicUrl, oidc: oidc('invited') });
  mapped = await startApp('four-eyes', undefined, { publicUrl, oidc: oidc('mapped') });
});
afterAll(async () => {
  await mapped.stop();
  await invitedOnly.stop();
  provider.disconnect();
});

const answerOf = async <T>(): Promise<T> => ((await once(provider, 'message')) as [T])[0];

/** Says what the provider signs from now on. */
async function vouch(claims: Record<string, unknown>): Promise<void> {
  const told = answerOf();
  provider.send(claims);
  await told;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Goes to the provider and back. @returns where the visitor is sent in the end. */
async function signIn(server: TestApp, who: Record<string, unknown>, change = (back: URL): URL => back) {
  const browser = new Browser(server.url);
  const begun = await browser.get('/sign-in/oidc?next=/account');
  const to = new URL(begun.headers.get('location') ?? '');
  asked.push(to.searchParams);
  const nonce = to.searchParams.get('nonce');
  await vouch({ aud: 'claim-ledger', email_verified: true, name: 'Edda', nonce, ...who });
  const answer = await fetch(to, { redirect: 'manual' });
  const back = change(new URL(answer.headers.get('location') ?? ''));
  const path = back.pathname + back.search;
  const done = await browser.get(path);
  return { location: done.headers.get('location'), browser, path };
}

const meOf = async ({ url, cookie }: Browser) => {
  const answer = await fetch(`${url}/api/v1/me`, { headers: { cookie } });
  return answer.status === 200 ? ((await answer.json()) as { id: string; roles: Role[] }) : undefined;
};

async function invited(server: TestApp, email: string, ...roles: Role[]): Promise<string> {
  const { id } = await server.app.get(People).invite('Edda', roles, OPERATOR);
  await server.app.get(EmailAddresses).vouch(id, email);
  return id;
}
const NOBODY = '/sign-in?failed=provider';

describe('Signing in by an OpenID provider', () => {
  it('asks with PKCE, state and nonce', async () => {
    await signIn(invitedOnly, { sub: 'x', email: 'x@example.org' });
    const query = asked.at(-1);
    expect(query?.get('code_challenge_method')).toBe('S256');
    for (const name of ['code_challenge', 'state', 'nonce']) expect(query?.get(name)).toMatch(/.{20,}/);
    expect(query?.get('response_type')).toBe('code');
    expect(query?.get('scope')?.split(' ')).toContain('openid');
  });

  it('finds the person who was invited by the address, and after that by the subject alone', async () => {
    const id = await invited(invitedOnly, 'edda@example.org', 'editor');
    const first = await signIn(invitedOnly, { sub: 'edda', email: 'Edda@Example.org', groups: ['desk-editors'] });
    expect(first.location).toBe('/account');
    expect(await meOf(first.browser)).toMatchObject({ id, roles: ['editor'] });
    const moved = await signIn(invitedOnly, { sub: 'edda', email: 'new@example.org', groups: ['desk-editors'] });
    expect(await meOf(moved.browser)).toMatchObject({ id });
    const other = await signIn(invitedOnly, { sub: 'thief', email: 'edda@example.org', groups: ['desk-admins'] });
    expect([other.location, await meOf(other.browser)]).toEqual([NOBODY, undefined]);
  });

  it('lets nobody in by an address that the provider did not verify, or that only its person gave', async () => {
    await invited(invitedOnly, 'rio@example.org');
    const { id } = await invitedOnly.app.get(People).invite('Ravi', [], OPERATOR);
    await withClient(invitedOnly.database.appUrl, (client) =>
      client.query(`update access.people set email = 'ravi@example.org' where id = $1`, [id]),
    );
    for (const who of [
      { sub: 'r1', email: 'rio@example.org', email_verified: false },
      { sub: 'r2', email: 'ravi@example.org' },
      { sub: 'r3', email: 'nobody@example.org', groups: ['desk-admins'] },
    ]) {
      expect((await signIn(invitedOnly, who)).location).toBe(NOBODY);
    }
  });

  it('believes no answer with another state, nonce or audience, and none twice', async () => {
    await invited(invitedOnly, 'ann@example.org', 'editor');
    const ann = { sub: 'ann', email: 'ann@example.org' };
    const forged = await signIn(invitedOnly, ann, (back) => {
      back.searchParams.set('state', 'a'.repeat(32));
      return back;
    });
    expect(await meOf(forged.browser)).toBeUndefined();
    for (const wrong of [{ nonce: 'other' }, { aud: 'another-client' }, { iss: 'http://evil.example' }]) {
      const { location, browser } = await signIn(invitedOnly, { ...ann, ...wrong });
      expect([location, await meOf(browser)]).toEqual([NOBODY, undefined]);
    }
    // An answer that somebody else was given signs nobody in as them: it belongs to the browser that asked.
    let foreign = '';
    await signIn(invitedOnly, ann, (back) => {
      foreign = back.pathname + back.search;
      return new URL('/sign-in/callback/oidc', back);
    });
    const victim = new Browser(invitedOnly.url);
    await victim.get('/sign-in/oidc');
    await victim.get(foreign);
    expect(await meOf(victim)).toBeUndefined();
    const good = await signIn(invitedOnly, ann);
    expect(good.location).toBe('/account');
    const again = new Browser(invitedOnly.url);
    await again.get(good.path);
    expect(await meOf(again)).toBeUndefined();
  });

  it('brings the roles of the groups into the ledger, and leaves those alone that no group gives', async () => {
    const id = await invited(invitedOnly, 'zoe@example.org', 'auditor', 'reviewer');
    const zoe = { sub: 'zoe', email: 'zoe@example.org' };
    const first = await signIn(invitedOnly, { ...zoe, groups: ['desk-editors', 'unknown'] });
    expect((await meOf(first.browser))?.roles.toSorted()).toEqual(['auditor', 'editor']);
    await signIn(invitedOnly, { ...zoe });
    expect((await invitedOnly.app.get(Access).contextOf(id)).roles).toEqual(['auditor']);
  });

  it('never takes the last admin’s role, and lets them in all the same', async () => {
    const id = await invited(mapped, 'ada@example.org', 'admin');
    const { browser } = await signIn(mapped, { sub: 'ada', email: 'ada@example.org', groups: [] });
    expect(await meOf(browser)).toMatchObject({ id, roles: ['admin'] });
  });

  it('lets in who has a mapped group where that suffices, as one person however often they come', async () => {
    const kim = { sub: 'kim', email: 'kim@example.org', name: 'Kim', groups: ['desk-heads'] };
    const both = await Promise.all([signIn(mapped, kim), signIn(mapped, kim)]);
    const seen = await Promise.all(both.map(({ browser }) => meOf(browser)));
    const third = await meOf((await signIn(mapped, kim)).browser);
    expect(third?.roles).toEqual(['reviewer']);
    expect(new Set(seen.flatMap((me) => (me ? [me.id] : [])))).toEqual(new Set([third?.id]));
    expect((await signIn(mapped, { sub: 'lee', email: 'lee@example.org', groups: ['other'] })).location).toBe(NOBODY);
  });

  it('is over for who is deactivated', async () => {
    const id = await invited(invitedOnly, 'tom@example.org', 'editor');
    const tom = { sub: 'tom', email: 'tom@example.org' };
    const { browser } = await signIn(invitedOnly, { ...tom, groups: ['desk-editors'] });
    await invitedOnly.app.get(People).deactivate(id, OPERATOR);
    expect(await meOf(browser)).toBeUndefined();
    const again = await signIn(invitedOnly, { ...tom, groups: ['desk-editors'] });
    expect(await meOf(again.browser)).toBeUndefined();
  });

  it('keeps none of the provider’s tokens', async () => {
    await withClient(invitedOnly.database.appUrl, async (client) => {
      const { rows } = await client.query(
        'select from access.accounts where access_token is not null or refresh_token is not null or id_token is not null',
      );
      expect(rows).toHaveLength(0);
    });
  });
});
