import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommandBus } from '@nestjs/cqrs';
import { v7 } from 'uuid';
import { People } from '../src/access/people.js';
import { Sessions } from '../src/access/sessions.js';
import { Routes } from '../src/api/http/routes.js';
import { claimDecider } from '../src/claims/claim.decider.js';
import type { Decider } from '../src/kernel/decider.js';
import { ROLES, type Capacity, type Role } from '../src/kernel/roles.js';
import type { Scope } from '../src/kernel/scopes.js';
import { Execute } from '../src/ledger/execute.js';
import { ledgerStream } from '../src/ledger/ledger-stream.js';
import { outletDecider } from '../src/outlets/outlet.decider.js';
import { personDecider } from '../src/people/person.decider.js';
import { workDecider } from '../src/works/work.decider.js';
import { startApp, type TestApp } from './support/app.js';

/* eslint-disable @typescript-eslint/no-explicit-any -- deciders of all nouns side by side */

/** Who may use a route, and by which scope a narrowed token lets them: one for all, or for each role its own. */
interface Row {
  readonly roles: readonly Role[] | 'anyone';
  readonly scope: Scope | Readonly<Partial<Record<Role, Scope>>>;
}
const row = (scope: Row['scope'], ...roles: Role[]): Row => ({ scope, roles });
const OPEN: Row = { roles: 'anyone', scope: 'read' };
const STAFF = row('read', ...ROLES);
const DESK = row('write', 'editor', 'reviewer');
const REVIEW = row('review', 'reviewer');
const ADMIN = row('admin', 'admin');

/**
 * Every route of the API, written down by what a desk agreed on and not by what the program says; of several that match
 * the first counts. A route that no line matches fails.
 */
const API: readonly (readonly [pattern: RegExp, row: Row])[] = [
  // How rare a word is tells of what is not published.
  [/^GET \/claims\/similar$/, STAFF],
  // What is published is anyone's, and so is what cannot be told from what is not.
  [/^GET \/claims(?:\/:id(?:\/(?:attribution|compare|history|proof|verdicts\/:verdictId))?)?$/, OPEN],
  [/^GET \/(?:corrections|events|outside-reviews)$/, OPEN],
  [/^GET \/outlets(?:\/:id\/(?:claims|record))?$/, OPEN],
  [/^GET \/works\/:id(?:\/claims)?$/, OPEN],
  // By a receipt and by nothing else: to everybody there is nothing here.
  [/^GET \/receipts\/:requestId$/, OPEN],
  // The log is everybody's, an export as far as its reader may see, and a witness is known by its signature.
  [/^GET \/(?:ledger\/(?:checkpoints|consistency|inclusion|verification)|events\/:position\/tlog-proof|export)$/, OPEN],
  [/^POST \/ledger\/cosignatures$/, { roles: 'anyone', scope: 'write' }],
  [/^POST \/ledger\/(?:checkpoints|verification)$/, row({ auditor: 'read', admin: 'admin' }, 'auditor', 'admin')],
  [/^GET \/projections$/, row('read', 'auditor', 'admin')],
  [/^POST \/claims\/:id\/correction-requests$/, { roles: 'anyone', scope: 'write' }],
  // What only the desk reads.
  [/^GET \/agreement$/, row('read', 'reviewer', 'auditor', 'admin')],
  [/^GET \/(?:me|me\/tokens|queue|works|outlets\/:id|origins|people\/:id\/activity)$/, STAFF],
  [/^GET \/people(?:\/:id(?:\/history)?)?$/, row('read', 'auditor', 'admin')],
  [/^POST \/me\/tokens/, row('write', ...ROLES)],
  // Two people of two kinds answer for an order.
  [/^POST \/claims\/:id\/withholding/, row({ reviewer: 'review', admin: 'admin' }, 'reviewer', 'admin')],
  // Verdicts and what leads to them are the reviewers'; admins have no say in them.
  [/^POST \/claims\/:id\/verdicts\/:verdictId\/disputes$/, DESK],
  [/^POST \/claims\/:id\/(?:verdicts|decline$|reviewers|disputes\/:disputeId\/decision$)/, REVIEW],
  // People, erasure and what two outlets have in common are the admins'.
  [/^POST \/(?:people|events\/:position\/erasure|outlets\/:id\/(?:merge|split)$)/, ADMIN],
  [/^POST \/(?:claims|works|outlets|origins)(?:\/|$)/, DESK],
];

/** What stands at the root: the log, and pages with their forms. */
const ROOT: Readonly<Record<string, 'open' | 'insiders' | 'form'>> = {
  'GET /checkpoint': 'open',
  'GET /log.vkey': 'open',
  'GET /log.retired.vkey': 'open',
  'GET /tile/:level/*': 'open',
  'GET /tile/entries/*': 'open',
  'GET /': 'open',
  'GET /assets/:name': 'open',
  'GET /claims': 'open',
  'GET /claims.json': 'open',
  'GET /claims.csv': 'open',
  'GET /claims.atom': 'open',
  'GET /claims/:id': 'open',
  'GET /claims/:id.json': 'open',
  'GET /claims/:id.atom': 'open',
  'GET /claims/:id/history': 'open',
  'GET /claims/:id/timemap': 'open',
  'GET /claims/:id/compare': 'open',
  'GET /claims/:id/verdicts/:verdictId': 'open',
  'GET /claimants/:id': 'open',
  'GET /topics/:topic': 'open',
  'GET /outlets': 'open',
  'GET /outlets/:id': 'open',
  'GET /works/:id': 'open',
  'GET /log': 'open',
  'GET /verify': 'open',
  'GET /verify/checker.html': 'open',
  'GET /claims/:id/check': 'open',
  'GET /claims/:id/complain': 'open',
  'GET /claims/:id/requests/:requestId': 'open',
  'GET /cite/:position/claims/:id': 'open',
  'GET /method': 'open',
  'GET /corrections-policy': 'open',
  'GET /about': 'open',
  'GET /complain': 'open',
  'GET /robots.txt': 'open',
  'GET /sitemap.xml': 'open',
  'GET /.well-known/security.txt': 'open',
  'GET /.well-known/api-catalog': 'open',
  'GET /embed/claims/:id': 'open',
  'GET /oembed': 'open',
  'POST /claims/:id/complain': 'form',
  'POST /claims/:id/requests/:requestId': 'form',
  'GET /corrections': 'open',
  'GET /corrections.json': 'open',
  'GET /corrections.csv': 'open',
  'GET /corrections.atom': 'open',
  'GET /setup/:token': 'open',
  'GET /invitation/:token': 'open',
  'GET /reset/:token': 'open',
  'GET /sign-in': 'open',
  'GET /sign-in/link/:token': 'open',
  'GET /sign-in/second-factor': 'open',
  'GET /sign-in/oidc': 'open',
  'GET /sign-in/callback/oidc': 'open',
  'GET /account': 'insiders',
  'GET /account/second-factor': 'insiders',
  'GET /account/notices': 'insiders',
  'POST /setup/:token': 'form',
  'POST /invitation/:token': 'form',
  'POST /reset/:token': 'form',
  'POST /sign-in': 'form',
  'POST /sign-in/link/:token': 'form',
  'POST /sign-in/second-factor': 'form',
  'POST /sign-out': 'form',
  'POST /account/password': 'form',
  'POST /account/notices': 'form',
  'POST /account/sessions/end': 'form',
  'POST /account/sessions/:id/end': 'form',
  'POST /account/second-factor': 'form',
  'POST /account/second-factor/confirmation': 'form',
  'POST /account/second-factor/recovery-codes': 'form',
  'POST /account/second-factor/removal': 'form',
};

const PREFIX = '/api/v1';
const SYSTEM = { actor: { id: 'system', roles: ['system'] as const } };
const OURS = { 'sec-fetch-site': 'same-origin' };

let app: TestApp;
let routes: readonly string[];

/** Somebody with roles, by a token that may be narrowed, or by a session. */
const someone = async (...roles: Role[]) => {
  const people = app.app.get(People);
  const { id } = await people.invite(roles.join(' and '), roles, SYSTEM);
  return {
    id,
    token: async (options: { scopes?: Scope[]; expiresAt?: string } = {}) => people.issueToken(id, options, SYSTEM),
    cookie: async () => (await app.app.get(Sessions).begin(id, { address: '127.0.0.1' })).split(';')[0] ?? '',
  };
};
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

beforeAll(async () => {
  app = await startApp('four-eyes', undefined, { trustedProxies: ['127.0.0.1'] });
  // A GET is asked for by HEAD as well, which the server answers by the same handler.
  routes = app.app
    .get(Routes)
    .all()
    .filter((each) => !each.startsWith('HEAD '));
});
afterAll(() => app.stop());

let asked = 0;
/** Each request comes from an address of its own: what is limited by address is not what is tried here. */
async function ask(route: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern
    .replace(':position', '999999999')
    .replace('*', '999')
    .replace(':role', 'auditor')
    .replace(':domain', 'nobody.example.org')
    .replace(/:\w+/g, v7());
  asked += 1;
  const response = await fetch(app.url + path, {
    method,
    redirect: 'manual',
    headers: {
      'x-forwarded-for': `10.${asked >> 16}.${(asked >> 8) & 255}.${asked & 255}`,
      ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(method === 'POST' ? { body: '{"unknown":1}' } : {}),
  });
  const text = await response.text();
  const { code } = (text.startsWith('{') ? JSON.parse(text) : {}) as { code?: string };
  const kept = response.status === 401 || response.status === 403;
  return kept ? `${response.status} ${code ?? 'page'}` : response.status === 303 ? 'sent to sign in' : 'let in';
}

/** Asks for all of some routes, several at a time. @returns what went otherwise than expected */
async function otherwise(
  which: readonly string[],
  headers: Readonly<Record<string, string>>,
  expected: (route: string) => string,
): Promise<string[]> {
  const wrong: string[] = [];
  const left = [...which];
  const walk = async () => {
    for (let route = left.pop(); route !== undefined; route = left.pop()) {
      const answer = await ask(route, headers);
      if (answer !== expected(route)) wrong.push(`${route}: ${answer}, not ${expected(route)}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, walk));
  return wrong;
}

/** Every eighth: what does not depend on the route is tried on some, unless `EVERY_ROUTE` asks for all. */
const some = (all: readonly string[]) => all.filter((_, i) => process.env.EVERY_ROUTE === '1' || i % 8 === 0);
const ofApi = () => routes.filter((route) => route.includes(` ${PREFIX}`));
const rowOf = (route: string): Row => {
  const found = API.find(([pattern]) => pattern.test(route.replace(PREFIX, '')))?.[1];
  if (!found) throw new Error(`who may use ${route}? Write it down in this table`);
  return found;
};
const INCLUDED: Readonly<Record<Scope, readonly Scope[]>> = {
  read: ['read'],
  write: ['read', 'write'],
  review: ['read', 'write', 'review'],
  admin: ['read', 'admin'],
};

describe('Every route of the API', () => {
  it('stands in the table, and nothing in the table is no route', () => {
    expect(ofApi().length).toBeGreaterThan(90);
    const used = new Set(ofApi().map((route) => API.find(([, each]) => each === rowOf(route))));
    expect(used.size).toBeGreaterThan(5);
    const unused = API.filter(([pattern]) => !ofApi().some((route) => pattern.test(route.replace(PREFIX, ''))));
    expect(unused).toEqual([]);
  });

  it.each([...ROLES])('lets in %s, by token and by session, exactly where the table says so', async (role) => {
    const one = await someone(role);
    const expected = (route: string) => {
      const { roles } = rowOf(route);
      return roles === 'anyone' || roles.includes(role) ? 'let in' : '403 role-required';
    };
    expect(await otherwise(ofApi(), bearer((await one.token()).secret), expected)).toEqual([]);
    const bySession = role === 'reviewer' ? ofApi() : some(ofApi());
    expect(await otherwise(bySession, { cookie: await one.cookie(), ...OURS }, expected)).toEqual([]);
  });

  it('takes a stranger for one, and so a session that was signed out and one of somebody deactivated', async () => {
    const [out, gone] = [await someone('admin', 'reviewer'), await someone('admin', 'reviewer')];
    const cookies = [await out.cookie(), await gone.cookie()];
    await app.app.get(Sessions).endAll(out.id);
    await app.app.get(People).deactivate(gone.id, SYSTEM);
    const forged = `${cookies[0]?.slice(0, -4)}AAAA`;
    const expected = (route: string) => (rowOf(route).roles === 'anyone' ? 'let in' : '401 token-required');
    expect(await otherwise(ofApi(), {}, expected)).toEqual([]);
    for (const cookie of cookies) expect(await otherwise(ofApi(), { cookie, ...OURS }, expected)).toEqual([]);
    expect(await otherwise(some(ofApi()), { cookie: forged, ...OURS }, expected)).toEqual([]);
  });

  it('knows no token that is unknown, revoked, past its end, malformed, or of somebody deactivated', async () => {
    const [one, gone] = [await someone(...ROLES), await someone('admin', 'reviewer')];
    const [past, revoked, ended] = [
      await one.token({ expiresAt: new Date(Date.now() + 1000).toISOString() }),
      await one.token(),
      await gone.token(),
    ];
    await app.app.get(People).revokeToken(one.id, revoked.tokenId as string, SYSTEM);
    await app.app.get(People).deactivate(gone.id, SYSTEM);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    for (const { secret } of [past, revoked, ended]) {
      expect(await otherwise(ofApi(), bearer(secret), () => '401 token-invalid')).toEqual([]);
    }
    for (const secret of [`clt_${randomBytes(32).toString('base64url')}`, 'x']) {
      expect(await otherwise(some(ofApi()), bearer(secret), () => '401 token-invalid')).toEqual([]);
    }
  });

  const SCOPES = ['read', 'write', 'review', 'admin'] as const;
  /** What somebody is answered who holds some roles and comes by a token for one scope. */
  const answerFor = (held: readonly Role[], scope: Scope) => (route: string) => {
    const { roles, scope: needed } = rowOf(route);
    const as = roles === 'anyone' ? held : held.filter((role) => roles.includes(role));
    if (roles !== 'anyone' && as.length === 0) return '403 role-required';
    const suffice = as.map((role) => (typeof needed === 'string' ? needed : needed[role]));
    return suffice.some((each) => each && INCLUDED[scope].includes(each)) ? 'let in' : '403 scope-required';
  };

  it.each(SCOPES)('gives a token for %s no more than that', async (scope) => {
    const { secret } = await (await someone(...ROLES)).token({ scopes: [scope] });
    expect(await otherwise(ofApi(), bearer(secret), answerFor(ROLES, scope))).toEqual([]);
  });

  it.each(ROLES.flatMap((role) => SCOPES.map((scope) => [role, scope] as const)))(
    'gives %s by a token for %s no more than that, and no less',
    async (role, scope) => {
      const { secret } = await (await someone(role)).token({ scopes: [scope] });
      expect(await otherwise(ofApi(), bearer(secret), answerFor([role], scope))).toEqual([]);
    },
  );

  it('takes no command by a session from another site, or from where nobody can tell', async () => {
    const cookie = await (await someone(...ROLES)).cookie();
    const expected = (route: string) => (route.startsWith('GET') ? 'let in' : '403 cross-site');
    expect(await otherwise(ofApi(), { cookie, 'sec-fetch-site': 'cross-site' }, expected)).toEqual([]);
    for (const headers of [
      { 'sec-fetch-site': 'same-site', origin: app.url },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      {},
    ]) {
      expect(await otherwise(some(ofApi()), { cookie, ...headers }, expected)).toEqual([]);
    }
    // A browser without fetch metadata names the page's origin.
    expect(await otherwise(some(ofApi()), { cookie, origin: app.url }, () => 'let in')).toEqual([]);
  });
});

describe('Every route at the root', () => {
  const ofRoot = () => routes.filter((route) => !route.includes(` ${PREFIX}`));
  const of = (kind: string) => ofRoot().filter((route) => ROOT[route] === kind);

  it('stands in the table, and nothing in the table is no route', () => {
    expect([...ofRoot()].sort()).toEqual(Object.keys(ROOT).sort());
  });

  it('shows its page to anyone, or asks who is not signed in to do so', async () => {
    const one = await someone('editor');
    const gone = await someone('editor');
    const [cookie, dead] = [await one.cookie(), await gone.cookie()];
    await app.app.get(People).deactivate(gone.id, SYSTEM);
    // The provider's door sends everybody elsewhere.
    const pages = of('open').filter((route) => !route.includes('oidc'));
    expect(await otherwise(pages, {}, () => 'let in')).toEqual([]);
    for (const headers of [{}, { cookie: dead }, bearer((await one.token()).secret)]) {
      expect(await otherwise(of('insiders'), headers, () => 'sent to sign in')).toEqual([]);
    }
    expect(await otherwise(of('insiders'), { cookie }, () => 'let in')).toEqual([]);
  });

  it('takes its form only from a page of this server, signed in or not', async () => {
    const cookie = await (await someone('editor')).cookie();
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const headers of [{}, { origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      expect(await otherwise(of('form'), { ...form, ...headers }, () => '403 page')).toEqual([]);
      expect(await otherwise(of('form'), { ...form, ...headers, cookie }, () => '403 page')).toEqual([]);
    }
    const refused = await otherwise(of('form'), { ...form, ...OURS }, () => '403 page');
    expect(refused).toHaveLength(of('form').length);
  });
});

describe('Every command', () => {
  const nouns: readonly Decider<any, any>[] = [claimDecider, workDecider, outletDecider, personDecider, ledgerStream];
  const commands = nouns.flatMap((noun) =>
    noun.rules.map((rule) => ({
      noun,
      rule: rule as { command: { name: string; prototype: object }; roles: readonly Capacity[] },
    })),
  );
  const CAPACITIES: readonly Capacity[] = [...ROLES, 'system', 'public'];

  it.each(CAPACITIES)('is refused to %s by its rule, unless the rule names them', async (capacity) => {
    const bus = app.app.get(CommandBus);
    const wrong: string[] = [];
    for (const { noun, rule } of commands) {
      const target = { id: v7(), part: v7() };
      const command = Object.create(rule.command.prototype) as object;
      const step = { decider: noun, target, command } as never;
      const code = await bus
        .execute(new Execute([step], { actor: { id: v7(), roles: [capacity] }, causation: v7() }))
        .then(
          () => undefined,
          (error: { code?: string }) => error.code,
        );
      if ((code === 'role-required') === rule.roles.includes(capacity)) wrong.push(`${rule.command.name}: ${code}`);
    }
    expect(wrong).toEqual([]);
  });

  it('of verdicts is no admin’s, and none at all an auditor’s', () => {
    const may = (role: Role) =>
      commands.filter(({ rule }) => rule.roles.includes(role)).map(({ rule }) => rule.command.name);
    expect(may('admin').filter((name) => /Verdict|Retract|Dispute|Rating/.test(name))).toEqual([]);
    // Their own tokens are everybody's affair, and anyone may say that there is an error.
    expect(may('auditor').filter((name) => !/Token|^RequestCorrection$/.test(name))).toEqual([]);
  });
});
