import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TokenUses } from '../src/access/token-uses.js';
import { People } from '../src/access/people.js';
import { Roster } from '../src/access/roster.js';
import type { Role } from '../src/kernel/roles.js';
import { SCOPES, type Scope } from '../src/kernel/scopes.js';
import { startApp, type TestApp } from './support/app.js';
import { withClient } from './support/database.js';

const OPERATOR = { actor: { id: 'system', roles: ['system'] } } as const;
type Json = Readonly<Record<string, unknown>>;

let app: TestApp;
/** Serves the same database. */
let other: TestApp;
beforeAll(async () => {
  app = await startApp();
  other = await startApp('four-eyes', app);
});
afterAll(async () => {
  await other?.stop();
  await app?.stop();
});

const person = async (...roles: Role[]): Promise<string> => (await app.app.get(People).invite('A', roles, OPERATOR)).id;
const tokenOf = async (id: string, scopes?: Scope[], more: { expiresAt?: string } = {}) =>
  app.app.get(People).issueToken(id, { ...more, ...(scopes ? { scopes } : {}) }, OPERATOR);
const codeOf = async (response: Response): Promise<unknown> => ((await response.json()) as Json).code;
const statusAt = async (at: TestApp, token: string, path = '/me'): Promise<number> => {
  const response = await at.get(path, { token });
  await response.arrayBuffer();
  return response.status;
};
const outlet = { name: 'A', kind: 'online' };

describe('A link to an account', () => {
  const ask = async (path: string, token: string, body: object = {}, headers = {}) => {
    const response = await app.post(path, body, { token, headers });
    return { status: response.status, body: (await response.json()) as Json };
  };
  const pageOf = async (link: unknown): Promise<number> => {
    const { pathname } = new URL((link as { url: string }).url);
    return (await fetch(other.url + pathname)).status;
  };

  it('is made by no token that is narrowed or ends: it would give more than the token does', async () => {
    const id = await person('admin');
    const reviewer = await person('reviewer');
    const narrow = await tokenOf(id, ['admin']);
    const ending = await tokenOf(id, undefined, { expiresAt: '2098-01-01T00:00:00Z' });
    for (const { secret } of [narrow, ending]) {
      for (const [who, kind] of [
        [id, 'reset'],
        [reviewer, 'reset'],
        [reviewer, 'invitation'],
      ]) {
        const { status, body } = await ask(`/people/${who}/${kind}`, secret);
        expect([status, body.code]).toEqual([409, 'wider-than-own']);
      }
      const { status, body } = await ask('/people', secret, { name: 'B', roles: ['reviewer'] });
      expect([status, 'invitation' in body]).toEqual([201, false]);
    }
    expect((await ask(`/people/${reviewer}/reset`, (await tokenOf(id, [...SCOPES])).secret)).status).toBe(200);
  });

  it('comes with the answer that enters a person, and with no repeat of it', async () => {
    const token = await app.token('admin');
    const headers = { 'idempotency-key': 'invite-once' };
    const body = { name: 'B', roles: ['editor'] };
    const first = await ask('/people', token, body, headers);
    expect(first.status).toBe(201);
    expect(await pageOf(first.body.invitation)).toBe(200);
    const again = await ask('/people', token, body, headers);
    expect([again.body.id, 'invitation' in again.body]).toEqual([first.body.id, false]);
    expect(await pageOf(first.body.invitation)).toBe(200);
  });

  it('is over as soon as its maker is no admin any more, in every process', async () => {
    for (const end of [
      (id: string) => app.app.get(People).revoke(id, 'admin', OPERATOR),
      (id: string) => app.app.get(People).deactivate(id, OPERATOR),
    ]) {
      const [id, reviewer] = [await person('admin'), await person('reviewer')];
      await person('admin');
      const { body } = await ask(`/people/${reviewer}/invitation`, (await tokenOf(id)).secret);
      expect(await pageOf(body)).toBe(200);
      await end(id);
      expect(await pageOf(body)).toBe(410);
      const { pathname } = new URL(body.url as string);
      const fields = { email: 'kept@example.org', password: 'correct horse battery', again: 'correct horse battery' };
      const used = await fetch(other.url + pathname, {
        method: 'POST',
        headers: { 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams(fields),
      });
      expect(used.status).toBe(410);
    }
  });
});

describe('A token of one’s own', () => {
  it('is issued, listed and revoked by oneself, with its secret in one answer', async () => {
    const token = await app.token('auditor');
    const issued = (await (
      await app.post('/me/tokens', { label: 'Reader', scopes: ['read'] }, { token })
    ).json()) as Json;
    const secret = issued.secret as string;
    const listed = (await (await app.get('/me/tokens', { token })).json()) as { items: Json[] };
    expect(listed.items).toContainEqual({
      ...{ tokenId: issued.tokenId, label: 'Reader', scopes: ['read'], expiresAt: null, lastUsedAt: null },
    });
    expect(JSON.stringify(listed)).not.toContain(secret);
    expect(await statusAt(app, secret)).toBe(200);
    expect((await app.post(`/me/tokens/${String(issued.tokenId)}/revocation`, {}, { token })).status).toBe(200);
    expect(await statusAt(app, secret)).toBe(401);
  });

  it('is not somebody else’s to revoke', async () => {
    const id = await person('editor');
    const { tokenId, secret } = await tokenOf(id);
    const response = await app.post(
      `/me/tokens/${String(tokenId)}/revocation`,
      {},
      { token: await app.token('editor') },
    );
    expect([response.status, await codeOf(response)]).toEqual([404, 'not-found']);
    expect(await statusAt(app, secret)).toBe(200);
  });

  it('is never wider, nor longer, than the token that issues it', async () => {
    const id = await person('reviewer', 'admin');
    const { secret: narrow } = await tokenOf(id, ['write']);
    for (const scopes of [['review'], ['admin'], ['read', 'review'], undefined]) {
      const response = await app.post('/me/tokens', { ...(scopes && { scopes }) }, { token: narrow });
      expect([response.status, await codeOf(response)]).toEqual([409, 'wider-than-own']);
    }
    expect((await app.post('/me/tokens', { scopes: ['read'] }, { token: narrow })).status).toBe(201);
    const { secret: short } = await tokenOf(id, undefined, { expiresAt: '2098-01-01T00:00:00Z' });
    for (const body of [{}, { expiresAt: '2099-01-01T00:00:00Z' }]) {
      expect(await codeOf(await app.post('/me/tokens', body, { token: short }))).toBe('wider-than-own');
    }
    expect((await app.post('/me/tokens', { expiresAt: '2097-01-01T00:00:00Z' }, { token: short })).status).toBe(201);
  });

  it('takes no actor, role or person from its body', async () => {
    const token = await app.token('editor');
    for (const body of [
      { roles: ['admin'] },
      { actor: 'system' },
      { id: 'x' },
      { scopes: ['system'] },
      { tokenId: 'x' },
    ]) {
      expect((await app.post('/me/tokens', body, { token })).status).toBe(400);
    }
  });
});

describe('A token’s scopes', () => {
  it('never give more than its person’s roles', async () => {
    const { secret } = await tokenOf(await person('auditor'), [...SCOPES]);
    const response = await app.post('/outlets', outlet, { token: secret });
    expect([response.status, await codeOf(response)]).toEqual([403, 'role-required']);
  });

  it.each<[Scope, number, number]>([
    ['read', 403, 403],
    ['write', 201, 403],
    ['review', 201, 403],
    ['admin', 403, 201],
  ])('%s: editing is answered %i, inviting %i', async (scope, editing, inviting) => {
    const { secret: token } = await tokenOf(await person('editor', 'reviewer', 'admin'), [scope]);
    expect(await statusAt(app, token)).toBe(200);
    const edited = await app.post('/outlets', { ...outlet, name: scope }, { token });
    const invited = await app.post('/people', { name: scope }, { token });
    expect([edited.status, invited.status]).toEqual([editing, inviting]);
    for (const response of [edited, invited]) {
      const code = await codeOf(response);
      if (response.status === 403) expect(code).toBe('scope-required');
    }
  });
});

describe('A token that is revoked', () => {
  it('is over at once in every process, also where it was just used', async () => {
    const id = await person('editor');
    const { secret, tokenId } = await tokenOf(id);
    expect([await statusAt(app, secret), await statusAt(other, secret)]).toEqual([200, 200]);
    await other.app.get(People).revokeToken(id, tokenId as string, OPERATOR);
    expect([await statusAt(app, secret), await statusAt(other, secret)]).toEqual([401, 401]);
  });

  it('decides nothing any more that it had begun', async () => {
    const id = await person('editor');
    const { secret, tokenId } = await tokenOf(id);
    const { ledger } = app;
    const append = ledger.append.bind(ledger);
    let revoked = false;
    // Between the decision and its append, in the other process.
    ledger.append = async (request) => {
      if (!revoked && request.actor === id) {
        revoked = true;
        await other.app.get(People).revokeToken(id, tokenId as string, OPERATOR);
      }
      return append(request);
    };
    try {
      const response = await app.post('/outlets', { ...outlet, name: 'Late' }, { token: secret });
      expect([revoked, response.status, await codeOf(response)]).toEqual([true, 403, 'role-required']);
    } finally {
      ledger.append = append;
    }
  });
});

describe('When a token was last used', () => {
  const uses = () =>
    withClient(app.database.superuserUrl, async (client) => {
      const { rows } = await client.query<{ id: string; at: Date }>(
        'select token_id as id, last_used_at as at from access.token_uses',
      );
      return new Map(rows.map(({ id, at }) => [id, at]));
    });

  it('is written in a batch, to the minute, and never set back', async () => {
    const { secret, tokenId } = await tokenOf(await person('editor'));
    expect((await uses()).has(tokenId as string)).toBe(false);
    await statusAt(app, secret);
    await statusAt(other, secret);
    await app.app.get(TokenUses).flush();
    await other.app.get(TokenUses).flush();
    const at = (await uses()).get(tokenId as string);
    expect((at?.getTime() ?? 1) % 60_000).toBe(0);
    const later = new Date('2099-01-01T00:00:00Z');
    await withClient(app.database.superuserUrl, (client) =>
      client.query('update access.token_uses set last_used_at = $2 where token_id = $1', [tokenId, later]),
    );
    const third = await startApp('four-eyes', app);
    await statusAt(third, secret);
    // What is in memory is written at the end.
    await third.stop();
    expect((await uses()).get(tokenId as string)).toEqual(later);
  });

  it('is shown with the token, and kept in memory while the database refuses it', async () => {
    const id = await person('editor');
    const { secret, tokenId } = await tokenOf(id);
    const lock = 'alter table access.token_uses rename to';
    await withClient(app.database.superuserUrl, (client) => client.query(`${lock} hidden`));
    await statusAt(app, secret);
    await app.app.get(TokenUses).flush();
    await withClient(app.database.superuserUrl, (client) =>
      client.query('alter table access.hidden rename to token_uses'),
    );
    await app.app.get(TokenUses).flush();
    const [token] = await app.app.get(Roster).tokens(id);
    expect(token).toMatchObject({ tokenId, lastUsedAt: expect.stringMatching(/:00\.000Z$/) });
  });
});
