import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { People } from '../src/access/people.js';
import { PersonErasure } from '../src/access/person-erasure.js';
import { TokenUses } from '../src/access/token-uses.js';
import type { Role } from '../src/kernel/roles.js';
import { found } from './fixtures/founded.js';
import { startApp, type TestApp } from './support/app.js';
import { withClient } from './support/database.js';

const OPERATOR = { actor: { id: 'system', roles: ['system'] } } as const;
type Json = Readonly<Record<string, unknown>>;
interface Answer {
  readonly status: number;
  readonly body: Json;
}

const NAME = 'Wilhelmina Quibble';
const BODY = { basis: 'data-protection', reason: 'They have asked for it.' };

let app: TestApp;
let admin: string;
let second: string;
let auditor: string;
beforeAll(async () => {
  app = await startApp();
  await found(app.ledger);
  [admin, second, auditor] = [await app.token('admin'), await app.token('admin'), await app.token('auditor')];
});
afterAll(() => app?.stop());

const post = async (path: string, body: Json, token: string, headers = {}): Promise<Answer> => {
  const response = await app.post(path, body, { token, headers });
  return { status: response.status, body: (await response.json()) as Json };
};
const get = async (path: string, token: string): Promise<Answer> => {
  const response = await app.get(path, { token });
  return { status: response.status, body: (await response.json()) as Json };
};
const query = (text: string, values: unknown[] = []): Promise<Json[]> =>
  withClient(app.database.superuserUrl, async (client) => (await client.query<Json>(text, values)).rows);

/** Tables in which a text stands, and `words` or `facts` of events: of everything that the database holds. */
async function traces(text: string): Promise<string[]> {
  const tables = await query(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname !~ '^(pg_|information)'`,
  );
  const places = tables.map(({ name }) => [
    String(name),
    `select from ${String(name)} t where strpos(t::text, $1) > 0`,
  ]);
  for (const part of ['words', 'facts']) {
    places.push([part, `select from ledger.events where strpos(convert_from(${part}, 'UTF8'), $1) > 0`]);
  }
  const rows = await Promise.all(places.map(([, sql]) => query(sql ?? '', [text])));
  return places.flatMap(([place = ''], i) => (rows[i]?.length ? place : []));
}

async function member(name = NAME, roles: Role[] = ['editor']) {
  const id = String((await post('/people', { name, roles }, admin)).body.id);
  const people = app.app.get(People);
  const { secret, tokenId } = await people.issueToken(id, { label: `${name}’s laptop` }, OPERATOR);
  const old = await people.issueToken(id, { label: `${name}’s phone` }, OPERATOR);
  await people.revokeToken(id, old.tokenId as string, OPERATOR);
  return { id, secret, tokenId: tokenId as string };
}
const confirm = async (id: string): Promise<Answer> => {
  const headers = await app.signedIn(second);
  const response = await app.post(`/people/${id}/erasure/confirmation`, {}, { headers });
  return { status: response.status, body: (await response.json()) as Json };
};
async function erase(id: string): Promise<Answer> {
  expect((await post(`/people/${id}/erasure`, BODY, admin)).status).toBe(200);
  return confirm(id);
}

describe('A person who is erased', () => {
  it('leaves no trace of name and labels in the database, and a pseudonym wherever they acted', async () => {
    const { id, secret, tokenId } = await member();
    const outlet = String((await post('/outlets', { name: 'Daily', kind: 'online' }, secret)).body.id);
    await app.app.get(TokenUses).flush();
    expect(await traces('Quibble')).toEqual(['access.people', 'words']);
    const { status, body } = await erase(id);
    expect([status, body]).toEqual([
      200,
      { id, erasureId: expect.any(String), revision: expect.any(Number), position: expect.any(Number) },
    ]);
    expect(await traces('Quibble')).toEqual([]);
    expect(await query('select from access.token_uses where token_id = $1', [tokenId])).toEqual([]);
    expect(await query('select from access.people where id = $1', [id])).toEqual([]);

    const pseudonym = `person ${id.slice(-8)}`;
    const shown = (await get(`/people/${id}`, admin)).body;
    expect(shown).toMatchObject({ name: null, shownAs: pseudonym, roles: [], status: 'erased', tokens: [] });
    expect(shown.revision).toBe(body.revision);
    const [registered] = await app.ledger.read.streams([`outlet-${outlet}`]);
    expect(registered).toMatchObject({ actor: id, words: { name: 'Daily' } });
  });

  it('may do nothing any more, by no token, and is given nothing', async () => {
    const { id, secret } = await member();
    await erase(id);
    expect((await get('/me', secret)).status).toBe(401);
    for (const path of ['reactivation', 'deactivation', 'tokens', 'erasure/confirmation']) {
      const { status, body } = await post(`/people/${id}/${path}`, {}, second);
      expect([path, status, body.code]).toEqual([path, 409, 'person-erased']);
    }
    expect((await post(`/people/${id}/roles`, { role: 'editor' }, second)).body.code).toBe('person-erased');
  });

  it('keeps every leaf and every fact, and words that are of somebody else', async () => {
    const { id } = await member();
    const leaves = () => query('select position, leaf, facts, head, who from ledger.events order by position');
    const before = await leaves();
    await erase(id);
    expect((await leaves()).slice(0, before.length)).toEqual(before);
    const events = await app.ledger.read.streams([`person-${id}`]);
    const erasedBy = events.filter((event) => event.erasedBy !== undefined).map(({ type }) => type);
    expect(erasedBy).toEqual(['PersonInvited', 'TokenIssued', 'TokenIssued']);
    // The request for the erasure outlives it: it says why, and names nobody.
    expect(events.find(({ type }) => type === 'PersonErasureProposed')?.words).toEqual({ reason: BODY.reason });
  });

  it('is shown without the name for every moment, and with the roles of that moment', async () => {
    const { id } = await member();
    const { position } = (await get(`/people/${id}`, auditor)).body;
    await erase(id);
    const then = (await get(`/people/${id}?asOf=${String(position)}`, auditor)).body;
    expect(then).toMatchObject({ name: null, shownAs: `person ${id.slice(-8)}`, roles: ['editor'], status: 'active' });
    expect(then.tokens).toEqual([expect.objectContaining({ label: null })]);
    const { items } = (await get('/people', admin)).body as unknown as { items: Json[] };
    expect(items).toContainEqual({
      ...{ id, name: null, shownAs: `person ${id.slice(-8)}`, roles: [], status: 'erased' },
    });
  });

  it('is not named again by a repeat of the invitation', async () => {
    const key = { 'idempotency-key': 'invite-quibble' };
    const body = { name: NAME, roles: ['editor'] };
    const id = String((await post('/people', body, admin, key)).body.id);
    await erase(id);
    const again = await post('/people', body, admin, key);
    expect([again.status, again.body.id]).toEqual([201, id]);
    expect(await traces('Quibble')).toEqual([]);
  });
});

describe('A claim’s history', () => {
  it('names who acted to the desk, by a pseudonym once they are erased, and nobody to a stranger', async () => {
    const { id, secret } = await member('Agatha Brisk', ['editor']);
    const submission = { text: 'It rained.', kind: 'event', language: 'en', selectionReason: 'Carried.' };
    const claim = String((await post('/claims', submission, secret)).body.id);
    const first = async (token: string) =>
      ((await get(`/claims/${claim}/history?after=0`, token)).body.items as Json[] | undefined)?.[0];
    expect(await first(auditor)).toMatchObject({ type: 'ClaimSubmitted', actor: id, actorName: 'Agatha Brisk' });
    const compared = (await get(`/claims/${claim}/compare?from=0`, auditor)).body.events as Json[];
    expect(compared[0]).toMatchObject({ actor: id, actorName: 'Agatha Brisk' });
    await erase(id);
    expect(await first(auditor)).toMatchObject({
      actor: id,
      actorName: `person ${id.slice(-8)}`,
      words: { text: 'It rained.' },
    });
    expect((await app.get(`/claims/${claim}/history`)).status).toBe(404);
  });
});

describe('The erasure of a person', () => {
  it('waits for a second admin, who is not the person, and lets no token be issued meanwhile', async () => {
    const { id } = await member('Stays Here');
    await post(`/people/${id}/erasure`, BODY, admin);
    const own = await post(`/people/${id}/erasure/confirmation`, {}, admin);
    expect([own.status, own.body.code]).toEqual([409, 'proposer-may-not-confirm']);
    expect((await post(`/people/${id}/tokens`, {}, admin)).body.code).toBe('erasure-proposed');
    expect((await post(`/people/${id}/erasure`, BODY, second)).body.code).toBe('erasure-proposed');
    expect((await get(`/people/${id}`, admin)).body).toMatchObject({ name: 'Stays Here', status: 'active' });
    expect((await post(`/people/${id}/erasure/withdrawal`, { reason: 'They stay.' }, second)).status).toBe(200);
    expect((await confirm(id)).body.code).toBe('no-erasure-proposed');
  });

  it('is nobody else’s', async () => {
    const { id } = await member('Stays Too');
    for (const role of ['editor', 'reviewer', 'auditor'] as const) {
      const token = await app.token(role);
      expect((await post(`/people/${id}/erasure`, BODY, token)).status).toBe(403);
      expect((await post(`/people/${id}/erasure/confirmation`, {}, token)).status).toBe(403);
    }
  });

  it('goes around words that were erased before', async () => {
    const { id } = await member();
    const [, , issued] = await app.ledger.read.streams([`person-${id}`]);
    const path = `/events/${issued?.position}/erasure`;
    expect((await post(path, BODY, admin)).status).toBe(200);
    const headers = await app.signedIn(second);
    expect((await app.post(`${path}/confirmation`, {}, { headers })).status).toBe(200);
    expect((await erase(id)).status).toBe(200);
    expect(await traces('Quibble')).toEqual([]);
  });

  it('is finished at the next start by whoever comes after a process that was killed in it', async () => {
    const { id } = await member();
    await erase(id);
    const name = 'insert into access.people (id, name) values ($1, $2)';
    await query(name, [id, NAME]);
    // Until then the ledger’s word counts.
    expect((await get(`/people/${id}`, admin)).body).toMatchObject({ name: null, status: 'erased' });
    const { id: kept } = await member('Somebody Else');
    await app.app.get(PersonErasure).onApplicationBootstrap();
    expect(await query('select from access.people where id = $1', [id])).toEqual([]);
    expect((await get(`/people/${kept}`, admin)).body).toMatchObject({ name: 'Somebody Else' });
  });
});

describe('Who could do what', () => {
  it('is told as of any moment, to auditors and admins', async () => {
    const { id } = await member('Rota', ['editor']);
    const before = (await get(`/people/${id}`, auditor)).body.position;
    await post(`/people/${id}/roles`, { role: 'reviewer' }, admin);
    await post(`/people/${id}/roles/editor/removal`, {}, second);
    const rolesAt = async (asOf: unknown) => {
      const { items } = (await get(`/people?asOf=${String(asOf)}`, auditor)).body as unknown as { items: Json[] };
      return items.find((each) => each.id === id)?.roles;
    };
    expect(await rolesAt(before)).toEqual(['editor']);
    expect(await rolesAt(Number(before) + 1)).toEqual(['editor', 'reviewer']);
    expect(await rolesAt(Number(before) + 2)).toEqual(['reviewer']);
    expect(await rolesAt(0)).toBeUndefined();
    expect((await get(`/people/${id}?asOf=0`, auditor)).status).toBe(404);
    expect((await get('/people?asOf=99999999', auditor)).body.code).toBe('as-of-in-the-future');
    for (const role of ['editor', 'reviewer'] as const) {
      const token = await app.token(role);
      expect((await get('/people', token)).status).toBe(403);
      expect((await get(`/people/${id}/history`, token)).status).toBe(403);
    }
  });

  it('is told with who let them, by name where there is one', async () => {
    const { id } = await member('Hester', ['editor']);
    const { id: by } = (await get('/me', admin)).body;
    await post(`/people/${id}/roles`, { role: 'reviewer' }, admin);
    const { body } = await get(`/people/${id}/history`, auditor);
    expect(body).toMatchObject({ id, shownAs: 'Hester', asOf: null, stale: false });
    const items = body.items as Json[];
    expect(items[0]).toMatchObject({ type: 'PersonInvited', actor: by, actorName: 'admin', roles: [] });
    expect(items.at(-1)).toMatchObject({
      ...{ type: 'RoleGranted', facts: { role: 'reviewer' }, actor: by, roles: ['editor', 'reviewer'] },
    });
    const issued = items.find(({ type, actor }) => type === 'TokenIssued' && actor === 'system');
    expect(issued).toMatchObject({ actorName: null, words: { label: 'Hester’s laptop' } });
    expect(JSON.stringify(items)).not.toContain('digest');
  });
});
