import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { People } from '../src/access/people.js';
import type { Role } from '../src/kernel/roles.js';
import { found } from './fixtures/founded.js';
import { startApp, type TestApp } from './support/app.js';
import { Browser } from './support/browser.js';

const OPERATOR = { actor: { id: 'system', roles: ['system'] } } as const;
const PASSWORD = 'correct horse battery';
type Json = Readonly<Record<string, unknown>>;
interface Member {
  readonly id: string;
  readonly token: string;
}

let app: TestApp;
/** Another process on the same database, for which a tie is over at once. */
let lenient: TestApp;
beforeAll(async () => {
  app = await startApp();
  lenient = await startApp('four-eyes', app, { independenceDays: 0 });
  await found(app.ledger);
});
afterAll(async () => {
  await lenient?.stop();
  await app?.stop();
});

/** Somebody whom the operator entered, so that nobody stands behind them. */
async function member(...roles: Role[]): Promise<Member> {
  const people = app.app.get(People);
  const { id } = await people.invite(roles.join(), roles, OPERATOR);
  return { id, token: (await people.issueToken(id, {}, OPERATOR)).secret };
}
const post = async (path: string, body: Json, who: Member | Readonly<Record<string, string>>, at = app) => {
  const sent = 'token' in who ? { token: String(who.token) } : { headers: who };
  const response = await at.post(path, body, sent);
  return { status: response.status, body: (await response.json()) as Json };
};
const outcome = ({ status, body }: { readonly status: number; readonly body: Json }): string =>
  status < 300 ? 'done' : String(body.code);
const signedIn = ({ id }: Member) => app.signedIn(id);

/** What two people must do together: the first proposes it, and what the second then posts to. */
const ACTS: Readonly<Record<string, (first: Member) => Promise<string>>> = {
  'the erasure of words': async (first) => {
    const editor = await member('editor');
    const claim = String((await post('/claims', CLAIM, editor)).body.id);
    const { position } = (await post(`/claims/${claim}/notes`, { text: 'Too much.' }, editor)).body;
    expect(outcome(await post(`/events/${String(position)}/erasure`, ERASURE, first))).toBe('done');
    return `/events/${String(position)}/erasure/confirmation`;
  },
  'the erasure of a person': async (first) => {
    const { id } = await member('editor');
    expect(outcome(await post(`/people/${id}/erasure`, ERASURE, first))).toBe('done');
    return `/people/${id}/erasure/confirmation`;
  },
  withholding: async (first) => {
    const claim = await published();
    expect(outcome(await post(`/claims/${claim}/withholding`, ERASURE, first))).toBe('done');
    return `/claims/${claim}/withholding/confirmation`;
  },
};
const ERASURE = { basis: 'data-protection', reason: 'Asked for.' };
const CLAIM = {
  text: 'It rained.',
  kind: 'event',
  language: 'en',
  claimant: { name: 'M' },
  selectionReason: 'Carried.',
};

async function proposed(
  proposer: Member,
  rating = 'TRUE',
): Promise<{ claim: string; verdict: string; evidence: string }> {
  const editor = await member('editor');
  const claim = String((await post('/claims', CLAIM, editor)).body.id);
  const item = {
    title: 'T',
    source: 'primary',
    sourceKind: 'document',
    stance: rating === 'TRUE' ? 'supports' : 'refutes',
  };
  const evidence = String(
    (await post(`/claims/${claim}/evidence`, { ...item, originName: 'A' }, editor)).body.evidenceId,
  );
  const body = { rating, summary: 'S', evidenceIds: [evidence], assessedOn: '2025-03-05', noReplyReason: 'None.' };
  const answer = await post(`/claims/${claim}/verdicts`, { ...body, singleSourceReason: 'One.' }, proposer);
  expect(outcome(answer)).toBe('done');
  return { claim, evidence, verdict: String(answer.body.verdictId) };
}
const publish = ({ claim, verdict }: { claim: string; verdict: string }, who: Member) =>
  post(`/claims/${claim}/verdicts/${verdict}/publication`, {}, who);
async function published(rating = 'TRUE'): Promise<string> {
  const proposal = await proposed(await member('reviewer'), rating);
  expect(outcome(await publish(proposal, await member('reviewer')))).toBe('done');
  return proposal.claim;
}

/** How one admin may come to act through another account. */
const TIES: Readonly<Record<string, (one: Member, other: Member) => Promise<unknown>>> = {
  'issues a token in the other’s name': (one, other) => post(`/people/${other.id}/tokens`, {}, one),
  'makes a reset of the other’s': (one, other) => post(`/people/${other.id}/reset`, {}, one),
  'makes an invitation for the other’s account': (one, other) => post(`/people/${other.id}/invitation`, {}, one),
  'gives the other a role': (one, other) => post(`/people/${other.id}/roles`, { role: 'auditor' }, one),
  'lets the other in again': async (one, other) => {
    await app.app.get(People).deactivate(other.id, OPERATOR);
    return post(`/people/${other.id}/reactivation`, {}, one);
  },
};

describe.each(Object.entries(ACTS))('Of %s the second person', (_, propose) => {
  it('acts signed in, and by no token of theirs', async () => {
    const [one, other] = [await member('admin'), await member('admin')];
    const path = await propose(one);
    expect(outcome(await post(path, {}, other))).toBe('session-required');
    expect((await post(path, {}, other)).status).toBe(403);
    expect(outcome(await post(path, {}, await signedIn(other)))).toBe('done');
  });

  it.each(Object.entries(TIES))('is nobody for whom, or by whom, the first one lately %s', async (__, tie) => {
    const [one, other] = [await member('admin'), await member('admin')];
    const path = await propose(one);
    const cookies = await signedIn(other);
    expect([200, 201]).toContain(((await tie(one, other)) as { status: number }).status);
    const again =
      cookies.cookie && (await app.get('/me', { headers: cookies })).status === 200 ? cookies : await signedIn(other);
    expect(outcome(await post(path, {}, again))).toBe('not-independent');
    const [first, second] = [await member('admin'), await member('admin')];
    const back = await propose(first);
    await tie(second, first);
    expect(outcome(await post(back, {}, await signedIn(second)))).toBe('not-independent');
  });

  it('is no puppet of the first, nor a puppet’s puppet, nor another of the same hand', async () => {
    const one = await member('admin');
    const puppet = async (maker: Readonly<Record<string, string>>): Promise<Member> => {
      const { id } = (await post('/people', { name: 'P', roles: ['admin'] }, maker)).body;
      return { id: String(id), token: '' };
    };
    const mine = await signedIn(one);
    const first = await puppet(mine);
    const path = await propose(one);
    expect(outcome(await post(path, {}, await signedIn(first)))).toBe('not-independent');
    const second = await puppet(await signedIn(first));
    const third = await puppet(await signedIn(second));
    expect(outcome(await post(path, {}, await signedIn(third)))).toBe('not-independent');
    const byPuppet = await propose({ ...first, token: await tokenOf(first) });
    expect(outcome(await post(byPuppet, {}, await signedIn(await puppet(mine))))).toBe('not-independent');
    // Somebody whom the operator entered stands apart from all of them.
    expect(outcome(await post(path, {}, await signedIn(await member('admin'))))).toBe('done');
  });
});

const tokenOf = async ({ id }: Member): Promise<string> =>
  (await app.app.get(People).issueToken(id, {}, OPERATOR)).secret;

describe('Independence', () => {
  it('is not lost to what the operator does', async () => {
    const [one, other] = [await member('admin'), await member('admin')];
    const people = app.app.get(People);
    await people.issueToken(other.id, {}, OPERATOR);
    await people.grant(other.id, 'auditor', OPERATOR);
    const path = await (ACTS['the erasure of words'] as (first: Member) => Promise<string>)(one);
    expect(outcome(await post(path, {}, await signedIn(other)))).toBe('done');
  });

  it('comes back after the days that the setting says', async () => {
    const [one, other] = [await member('admin'), await member('admin')];
    const path = await (ACTS['the erasure of words'] as (first: Member) => Promise<string>)(one);
    await post(`/people/${other.id}/reset`, {}, one);
    const cookies = await signedIn(other);
    expect(outcome(await post(path, {}, cookies))).toBe('not-independent');
    expect(outcome(await post(path, {}, cookies, lenient))).toBe('done');
  });

  it('is guarded by the append: a tie that comes between decision and append is seen', async () => {
    const [one, other] = [await member('admin'), await member('admin')];
    const path = await (ACTS['the erasure of words'] as (first: Member) => Promise<string>)(one);
    const cookies = await signedIn(other);
    const { ledger } = app;
    const append = ledger.append.bind(ledger);
    let tied = false;
    ledger.append = async (request) => {
      if (!tied && request.actor === other.id) {
        tied = true;
        expect(outcome(await post(`/people/${one.id}/roles`, { role: 'auditor' }, other, lenient))).toBe('done');
      }
      return append(request);
    };
    try {
      expect([outcome(await post(path, {}, cookies)), tied]).toEqual(['not-independent', true]);
    } finally {
      ledger.append = append;
    }
  });

  it('of proposer and publisher is on the record where it is missing, for who works here alone', async () => {
    const [proposer, publisher, admin, auditor] = [
      await member('reviewer'),
      await member('reviewer'),
      await member('admin'),
      await member('auditor'),
    ];
    const apart = await proposed(proposer);
    const before = await publish(apart, publisher);
    for (const each of [proposer, publisher]) await post(`/people/${each.id}/tokens`, {}, admin);
    const tied = await proposed(proposer);
    const after = await publish(tied, publisher);
    expect([outcome(before), outcome(after)]).toEqual(['done', 'done']);
    const factsOf = async (claim: string, sent: object) => {
      const path = `/claims/${claim}/history?after=${String(after.body.position)}`;
      const { items } = (await (await app.get(path, sent)).json()) as { items: { type: string; facts: Json }[] };
      return items.find(({ type }) => type === 'VerdictPublished')?.facts;
    };
    expect(await factsOf(apart.claim, { token: auditor.token })).not.toHaveProperty('tied');
    expect(await factsOf(tied.claim, { token: auditor.token })).toHaveProperty('tied', true);
    expect(await factsOf(tied.claim, {})).not.toHaveProperty('tied');
  });
});

describe('Nobody', () => {
  it('changes their own roles, makes a link to their own account, or gets one through a token of theirs', async () => {
    const admin = await member('admin', 'reviewer');
    for (const who of [admin, await signedIn(admin)]) {
      for (const role of ['editor', 'auditor']) {
        expect(outcome(await post(`/people/${admin.id}/roles`, { role }, who))).toBe('not-to-oneself');
      }
      expect(outcome(await post(`/people/${admin.id}/roles/reviewer/removal`, {}, who))).toBe('not-to-oneself');
      expect(outcome(await post(`/people/${admin.id}/reset`, {}, who))).toBe('not-to-oneself');
      expect(outcome(await post(`/people/${admin.id}/invitation`, {}, who))).toBe('not-to-oneself');
    }
  });
});

describe('Links and tokens that somebody else makes', () => {
  it('are events, in the person’s history for auditors and admins, without their secrets', async () => {
    const [admin, other, auditor] = [await member('admin'), await member('editor'), await member('auditor')];
    const reset = await post(`/people/${other.id}/reset`, {}, admin);
    expect(reset.body).toMatchObject({ linkId: expect.any(String), url: expect.any(String) });
    const { items } = (await (await app.get(`/people/${other.id}/history`, { token: auditor.token })).json()) as {
      items: Json[];
    };
    const issued = items.find(({ type }) => type === 'LinkIssued');
    const { linkId, expiresAt } = reset.body;
    expect(issued).toMatchObject({
      actor: admin.id,
      actorName: 'admin',
      facts: { linkId, purpose: 'reset', expiresAt },
    });
    const secret = new URL(String(reset.body.url)).pathname.split('/').at(-1) ?? 'none';
    expect(JSON.stringify(items)).not.toContain(secret);
  });

  it('are told once: a repeat of the request is answered without the address, and makes no second link', async () => {
    const [admin, other] = [await member('admin'), await member('editor')];
    const headers = { 'idempotency-key': 'reset-once' };
    const ask = async () =>
      (await (await app.post(`/people/${other.id}/reset`, {}, { token: admin.token, headers })).json()) as Json;
    const [first, again] = [await ask(), await ask()];
    expect(again).toEqual({ id: other.id, linkId: first.linkId, revision: first.revision, position: first.position });
    const { pathname } = new URL(String(first.url));
    expect((await fetch(app.url + pathname)).status).toBe(200);
  });

  it('are told to the person at the next sign-in, in each browser, whoever came in meanwhile', async () => {
    const admin = await member('admin');
    const { id, invitation } = (await post('/people', { name: 'Edda', roles: ['editor'] }, admin)).body as {
      id: string;
      invitation: { url: string };
    };
    const own = new Browser(app.url);
    const choose = { password: PASSWORD, again: PASSWORD };
    await own.post(new URL(invitation.url).pathname, { ...choose, email: 'edda@example.org' });
    const signIn = (browser: Browser, password = PASSWORD) =>
      browser.post('/sign-in', { email: 'edda@example.org', password, next: '/account/second-factor' });
    // The invitation by which they came in is no news.
    expect((await signIn(own)).headers.get('location')).toBe('/account/second-factor');
    await post(`/people/${id}/tokens`, {}, admin);
    const { url } = (await post(`/people/${id}/reset`, {}, admin)).body;
    // The admin uses the link, signs in, and says that it was read.
    const thief = new Browser(app.url);
    await thief.post(new URL(String(url)).pathname, { password: 'quite another one', again: 'quite another one' });
    expect((await signIn(thief, 'quite another one')).headers.get('location')).toMatch(/^\/account\/notices\?next=/);
    expect((await thief.post('/account/notices', { revision: '99', next: '/account' })).status).toBe(303);
    // Their own browser tells them all the same, until they have read it there.
    const told = (await signIn(own, 'quite another one')).headers.get('location') ?? '';
    expect(told).toBe('/account/notices?next=%2Faccount%2Fsecond-factor');
    const page = await (await own.get(told)).text();
    expect(page).toMatch(/admin<\/strong> made a link by which a new password/);
    expect(page).toMatch(/admin<\/strong> issued a token/);
    const revision = /name="revision" value="(\d+)"/.exec(page)?.[1] ?? '';
    const read = await own.post('/account/notices', { revision, next: '/account/second-factor' });
    expect(read.headers.get('location')).toBe('/account/second-factor');
    expect((await signIn(own, 'quite another one')).headers.get('location')).toBe('/account/second-factor');
    expect(await (await own.get('/account')).text()).toContain('What others did to your account');
  });
});

describe('A published claim', () => {
  it('is merged only into one that the public knows under the same rating, and leads there', async () => {
    const editor = await member('editor');
    const [ours, same, other] = [await published(), await published(), await published('FALSE')];
    const draft = String((await post('/claims', CLAIM, editor)).body.id);
    const open = (await proposed(await member('reviewer'))).claim;
    const withheld = await published();
    await post(`/claims/${withheld}/withholding`, ERASURE, await member('admin'));
    const merge = (intoId: string) => post(`/claims/${ours}/merge`, { intoId }, editor);
    for (const intoId of [draft, open, withheld]) expect(outcome(await merge(intoId))).toBe('target-not-public');
    expect(outcome(await merge(other))).toBe('target-rated-otherwise');
    const before = (await (await app.get(`/claims/${ours}`)).json()) as { verdict: { id: string } };
    const merged = await merge(same);
    expect(outcome(merged)).toBe('done');
    const moved = await fetch(`${app.url}/api/v1/claims/${ours}?after=${String(merged.body.position)}`, {
      redirect: 'manual',
    });
    expect([moved.status, moved.headers.get('location')]).toEqual([301, expect.stringContaining(same)]);
    expect((await app.get(`/claims/${ours}/verdicts/${before.verdict.id}`)).status).toBe(200);
  });
});

describe('A blind rater', () => {
  it('learns nothing by trying to publish or to send back, whatever they change before', async () => {
    const [proposer, blind, chief] = [await member('reviewer'), await member('reviewer'), await member('reviewer')];
    const proposal = await proposed(proposer);
    const { claim, evidence, verdict } = proposal;
    expect(outcome(await post(`/claims/${claim}/reviewers`, { reviewer: blind.id, blind: true }, chief))).toBe('done');
    const codes = async () => [
      outcome(await publish(proposal, blind)),
      outcome(await post(`/claims/${claim}/verdicts/${verdict}/return`, { reason: 'R' }, blind)),
    ];
    const owed = ['blind-rating-owed', 'blind-rating-owed'];
    expect(await codes()).toEqual(owed);
    const item = { title: 'T2', stance: 'supports', source: 'primary', sourceKind: 'document', originName: 'B' };
    await post(`/claims/${claim}/evidence/${evidence}/correction`, { ...item, reason: 'R' }, blind);
    expect(await codes()).toEqual(owed);
    await post(`/claims/${claim}/wording`, { text: 'X', kind: 'event', language: 'en', reason: 'R' }, blind);
    expect(await codes()).toEqual(owed);
    // Whoever takes themself off sees it, and the record says that what they rate then is not blind.
    expect(outcome(await post(`/claims/${claim}/reviewers/${blind.id}/release`, {}, blind))).toBe('done');
    expect(outcome(await publish(proposal, blind))).toBe('submitter-may-not-publish');
  });

  it('may publish what they have rated', async () => {
    const [proposer, blind] = [await member('reviewer'), await member('reviewer')];
    const proposal = await proposed(proposer);
    const path = `/claims/${proposal.claim}`;
    await post(`${path}/reviewers`, { reviewer: blind.id, blind: true }, proposer);
    expect(outcome(await post(`${path}/verdicts/${proposal.verdict}/second-ratings`, { rating: 'TRUE' }, blind))).toBe(
      'done',
    );
    expect(outcome(await publish(proposal, blind))).toBe('done');
  });
});
