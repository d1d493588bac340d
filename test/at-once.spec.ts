import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { People } from '../src/access/people.js';
import type { Role } from '../src/kernel/roles.js';
import { startApp, type TestApp } from './support/app.js';

/** What requests look up in the same turn of the event loop is one statement: nobody may be given another's. */
const OPERATOR = { actor: { id: 'system', roles: ['system'] } } as const;
type Json = Readonly<Record<string, unknown>>;

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

const ask = async (path: string, token?: string) => {
  const response = await app.get(path, token === undefined ? {} : { token });
  return { status: response.status, body: (await response.json()) as Json };
};
const person = async (...roles: Role[]) => {
  const people = app.app.get(People);
  const { id } = await people.invite('A', roles, OPERATOR);
  const { secret, tokenId } = await people.issueToken(id, {}, OPERATOR);
  return { id, token: secret, revoke: () => people.revokeToken(id, tokenId as string, OPERATOR) };
};
const several = <T>(count: number, make: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => make(i)));
/** Everything once, then once more in the other order, all under way at the same time. */
const both = <T>(items: readonly T[]): readonly T[] => [...items, ...items.toReversed()];

describe('Requests that come at once', () => {
  it('are each known by their own token', async () => {
    const people = await several(6, () => person('editor'));
    const revoked = await person('editor');
    await revoked.revoke();
    const known = both(people).map(async ({ id, token }) =>
      (await ask('/me', token)).body.id === id ? 'own' : 'other',
    );
    const unknown = [revoked.token, `clt_${'A'.repeat(43)}`].map(async (token) => (await ask('/me', token)).status);
    expect(new Set(await Promise.all(known))).toEqual(new Set(['own']));
    expect(await Promise.all(unknown)).toEqual([401, 401]);
  });

  it('are each given their own claim, as who asks may see it', async () => {
    const { token } = await person('editor');
    const claims = await several(6, async (i) => {
      const body = { text: `Claim ${i}`, kind: 'event', language: 'en', selectionReason: 'A reason.' };
      return (await (await app.post('/claims', body, { token })).json()) as { id: string };
    });
    const wanted = both(claims);
    const [seen, hidden] = await Promise.all([
      Promise.all(wanted.map(({ id }) => ask(`/claims/${id}`, token))),
      Promise.all(wanted.map(({ id }) => ask(`/claims/${id}`))),
    ]);
    expect(seen.map(({ body }) => [body.id, body.text])).toEqual(
      wanted.map((one) => [one.id, `Claim ${claims.indexOf(one)}`]),
    );
    expect(hidden.map(({ status }) => status)).toEqual(wanted.map(() => 404));
  });
});
