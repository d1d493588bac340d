import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Access } from '../src/access/access.js';
import { People } from '../src/access/people.js';
import { Roster } from '../src/access/roster.js';
import { otherPolicy } from '../src/audit/review-policy.js';
import { Refused } from '../src/kernel/refusal.js';
import type { Role } from '../src/kernel/roles.js';
import { startApp, type TestApp } from './support/app.js';

const OPERATOR = { actor: { id: 'system', roles: ['system'] } } as const;
type Json = Readonly<Record<string, unknown>>;
interface Member {
  readonly id: string;
  readonly token: string;
}
interface Answer {
  readonly status: number;
  readonly body: Json;
}

/** Two that serve one database, as two processes do. */
let one: TestApp;
let two: TestApp;
const desk = {} as Record<'editor' | 'proposer' | 'first' | 'second' | 'admin' | 'otherAdmin', Member>;

beforeAll(async () => {
  one = await startApp();
  two = await startApp('four-eyes', one);
  const roles: Record<keyof typeof desk, Role[]> = {
    editor: ['editor'],
    proposer: ['reviewer'],
    first: ['reviewer'],
    second: ['reviewer'],
    admin: ['admin'],
    otherAdmin: ['admin'],
  };
  for (const [who, held] of Object.entries(roles)) desk[who as keyof typeof desk] = await enter(...held);
});
afterAll(async () => {
  await two?.stop();
  await one?.stop();
});

async function enter(...roles: Role[]): Promise<Member> {
  const people = one.app.get(People);
  const { id } = await people.invite(roles.join(), roles, OPERATOR);
  return { id, token: (await people.issueToken(id, {}, OPERATOR)).secret };
}

const post = async (at: TestApp, path: string, body: Json, { token }: Member): Promise<Answer> => {
  const response = await at.post(path, body, { token });
  return { status: response.status, body: (await response.json()) as Json };
};
const outcome = ({ status, body }: Answer): string => (status < 300 ? 'done' : String(body.code));

let claims = 0;
/** A claim with a proposed verdict. */
async function proposed(
  submitter = desk.editor,
  more: Json = {},
): Promise<{ readonly claim: string; readonly verdict: string }> {
  const text = `The bridge ${(claims += 1)} was closed.`;
  const submission = { text, kind: 'event', language: 'en', claimant: { name: 'Mayor' }, selectionReason: 'Carried.' };
  const claim = String((await post(one, '/claims', submission, submitter)).body.id);
  const evidence = {
    title: 'Order 17',
    stance: 'supports',
    source: 'primary',
    sourceKind: 'document',
    originName: 'A',
  };
  const { evidenceId } = (await post(one, `/claims/${claim}/evidence`, evidence, submitter)).body;
  const verdict = { rating: 'TRUE', summary: 'So it was.', evidenceIds: [evidenceId], assessedOn: '2025-03-05' };
  const reason = { singleSourceReason: 'Only it closes bridges.' };
  const answer = await post(one, `/claims/${claim}/verdicts`, { ...verdict, ...reason, ...more }, desk.proposer);
  return { claim, verdict: String(answer.body.verdictId) };
}

const publish = (at: TestApp, { claim, verdict }: { claim: string; verdict: string }, who: Member): Promise<Answer> =>
  post(at, `/claims/${claim}/verdicts/${verdict}/publication`, {}, who);

const typesOf = async (claim: string): Promise<string[]> =>
  (await one.ledger.read.streams([`claim-${claim}`])).map(({ type }) => type);

/** Lets something happen in the other process between the decision of somebody's next command and its append. */
async function meanwhile<T>(actor: Member, happens: () => Promise<unknown>, run: () => Promise<T>): Promise<T> {
  const { ledger } = one;
  const append = ledger.append.bind(ledger);
  let happened = false;
  ledger.append = async (request) => {
    if (!happened && request.actor === actor.id) {
      happened = true;
      await happens();
    }
    return append(request);
  };
  try {
    return await run();
  } finally {
    ledger.append = append;
    expect(happened).toBe(true);
  }
}

describe('Of two reviewers who publish at once', () => {
  it.each([1, 2, 3])('one does, and the other finds it done (%i)', async () => {
    const proposal = await proposed();
    const answers = await Promise.all([publish(one, proposal, desk.first), publish(two, proposal, desk.second)]);
    expect(answers.map(outcome).sort()).toEqual(['done', 'proposal-not-open']);
    expect((await typesOf(proposal.claim)).filter((type) => type === 'VerdictPublished')).toHaveLength(1);
  });

  it('and one who sends it back, one prevails', async () => {
    const proposal = await proposed();
    const path = `/claims/${proposal.claim}/verdicts/${proposal.verdict}/return`;
    const answers = await Promise.all([
      publish(one, proposal, desk.first),
      post(two, path, { reason: 'Too thin.' }, desk.second),
    ]);
    expect(answers.map(outcome).sort()).toEqual(['done', 'proposal-not-open']);
  });
});

describe('Who submitted or worded a claim', () => {
  it('does not publish its verdict, whatever role they have come to hold', async () => {
    const submitter = await enter('editor');
    const proposal = await proposed(submitter);
    await one.app.get(People).grant(submitter.id, 'reviewer', OPERATOR);
    expect(outcome(await publish(one, proposal, submitter))).toBe('submitter-may-not-publish');
    expect(outcome(await publish(two, proposal, submitter))).toBe('submitter-may-not-publish');
  });

  it('does not publish by a race against their own rewording', async () => {
    const proposal = await proposed();
    const reworded = { text: 'Another wording.', kind: 'event', language: 'en', reason: 'Clearer.' };
    const answer = await meanwhile(
      desk.first,
      () => post(two, `/claims/${proposal.claim}/wording`, reworded, desk.first),
      () => publish(one, proposal, desk.first),
    );
    expect(outcome(answer)).toBe('submitter-may-not-publish');
    expect(outcome(await publish(two, proposal, desk.second))).toBe('claim-changed-since-proposal');
    expect(await typesOf(proposal.claim)).not.toContain('VerdictPublished');
  });

  it('nor does who proposed it, in whatever process', async () => {
    const proposal = await proposed();
    const answers = await Promise.all([one, two].map((at) => publish(at, proposal, desk.proposer)));
    expect(answers.map(outcome)).toEqual(['proposer-may-not-publish', 'proposer-may-not-publish']);
  });
});

describe('A conflict of interest', () => {
  it('is read by everybody beside the verdict, without the name, and with it by the desk', async () => {
    const proposal = await proposed(desk.editor, { conflictOfInterest: 'A cousin is the mayor.' });
    const path = `/claims/${proposal.claim}/verdicts/${proposal.verdict}`;
    const text = 'A relative keeps the bridge.';
    const published = await post(one, `${path}/publication`, { conflictOfInterest: text }, desk.first);
    expect(outcome(published)).toBe('done');
    const after = `?after=${String(published.body.position)}`;
    const read = async (route: string, who?: Member) =>
      (await two.get(route + after, who ? { token: who.token } : {})).text();
    type Declared = { conflicts: Json[] };
    for (const [reader, proposer, publisher] of [
      [desk.editor, desk.proposer.id, desk.first.id],
      [undefined, null, null],
    ] as const) {
      const expected = [
        { of: 'proposer', person: proposer, text: 'A cousin is the mayor.' },
        { of: 'publisher', person: publisher, text },
      ];
      const page = JSON.parse(await read(`/claims/${proposal.claim}`, reader)) as { verdict: Declared };
      const verdict = JSON.parse(await read(path, reader)) as Declared;
      expect(page.verdict.conflicts).toEqual(expected);
      expect(verdict.conflicts).toEqual(expected);
    }
    for (const route of [`/claims/${proposal.claim}`, path, `/claims/${proposal.claim}/history`]) {
      const told = await read(route);
      for (const { id } of [desk.proposer, desk.first]) expect(told).not.toContain(id);
      expect(told).toContain(text);
    }
  });
});

describe('The history of a claim', () => {
  it('calls people by their names in its sentences, for the desk alone', async () => {
    const { claim } = await proposed();
    const assigned = await post(one, `/claims/${claim}/reviewers`, { reviewer: desk.first.id }, desk.second);
    expect(outcome(assigned)).toBe('done');
    const answer = await one.get(`/claims/${claim}/history?after=${String(assigned.body.position)}`, desk.editor);
    const { items } = (await answer.json()) as { items: { type: string; summary: string }[] };
    const sentences = items.map(({ summary }) => summary).join('\n');
    for (const { id } of [desk.editor, desk.proposer, desk.first, desk.second]) expect(sentences).not.toContain(id);
    expect(items.find(({ type }) => type === 'ReviewAssigned')?.summary).toMatch(
      /^reviewer was assigned .* by reviewer/,
    );
  });
});

describe('The policy in force', () => {
  it.each([
    ['two-eyes', 'done', 'two-eyes'],
    ['six-eyes', 'proposer-may-not-publish', undefined],
  ] as const)('%s is judged by where it is published, and recorded', async (policy, expected, recorded) => {
    const third = await startApp(policy, one);
    try {
      const proposal = await proposed();
      expect(outcome(await publish(third, proposal, desk.proposer))).toBe(expected);
      const events = await one.ledger.read.streams([`claim-${proposal.claim}`]);
      const publication = events.find(({ type }) => type === 'VerdictPublished');
      expect((publication?.facts as { policy?: string } | undefined)?.policy).toBe(recorded);
      // Whoever starts under another one than the newest publication's is told so.
      const told = await otherPolicy(one.ledger.read, 'four-eyes');
      expect(told).toBe('two-eyes');
      expect(await otherPolicy(one.ledger.read, 'two-eyes')).toBeUndefined();
    } finally {
      await third.stop();
    }
  });
});

describe('A request under way', () => {
  it('is refused once its role is revoked, which the positions prove', async () => {
    const reviewer = await enter('reviewer');
    const proposal = await proposed();
    const answer = await meanwhile(
      reviewer,
      () => two.app.get(People).revoke(reviewer.id, 'reviewer', OPERATOR),
      () => publish(one, proposal, reviewer),
    );
    expect([answer.status, outcome(answer)]).toEqual([403, 'role-required']);
    expect(await typesOf(proposal.claim)).not.toContain('VerdictPublished');
  });

  it('of somebody who is deactivated is refused, and their token with it', async () => {
    const reviewer = await enter('reviewer');
    const proposal = await proposed();
    const answer = await meanwhile(
      reviewer,
      () => two.app.get(People).deactivate(reviewer.id, OPERATOR),
      () => publish(one, proposal, reviewer),
    );
    expect([answer.status, outcome(answer)]).toEqual([403, 'role-required']);
    expect((await publish(one, proposal, reviewer)).status).toBe(401);
    expect((await publish(two, proposal, reviewer)).status).toBe(401);
  });

  it('stands where it was recorded before the role was revoked, and never after', async () => {
    for (let round = 0; round < 5; round += 1) {
      const reviewer = await enter('reviewer');
      const proposal = await proposed();
      await Promise.all([
        publish(one, proposal, reviewer),
        two.app.get(People).revoke(reviewer.id, 'reviewer', OPERATOR),
      ]);
      const events = await one.ledger.read.streams([`claim-${proposal.claim}`, `person-${reviewer.id}`]);
      const at = (type: string) => events.find((event) => event.type === type)?.position;
      expect(at('RoleRevoked')).toBeDefined();
      expect(at('VerdictPublished') ?? -1).toBeLessThan(at('RoleRevoked') ?? -1);
    }
  });
});

describe('The last admin', () => {
  const admins = async (members: readonly Member[]): Promise<Member[]> => {
    const standings = await Promise.all(members.map(({ id }) => one.app.get(Access).contextOf(id)));
    return members.filter((_, i) => standings[i]?.roles.includes('admin'));
  };
  /** Only these are admins from here on. */
  const only = async (count: number): Promise<Member[]> => {
    const members = await Promise.all(Array.from({ length: count }, (): Promise<Member> => enter('admin')));
    const kept = new Set(members.map(({ id }) => id));
    const before = (await one.app.get(Roster).all()).filter(
      ({ id, roles }) => roles.includes('admin') && !kept.has(id),
    );
    for (const { id } of before) {
      await one.app.get(People).revoke(id, 'admin', OPERATOR);
    }
    return members;
  };
  const codeOf = (change: Promise<unknown>): Promise<string> =>
    change.then(
      () => 'done',
      (error: unknown) => (error instanceof Refused ? String(error.code) : String(error)),
    );

  it('is not relieved by two operators at once, each in a process of their own', async () => {
    for (let round = 0; round < 3; round += 1) {
      const [a, b] = (await only(2)) as [Member, Member];
      const codes = await Promise.all([
        codeOf(one.app.get(People).revoke(a.id, 'admin', OPERATOR)),
        codeOf(two.app.get(People).deactivate(b.id, OPERATOR)),
      ]);
      expect([...codes].sort()).toEqual(['done', 'last-admin']);
      expect(await admins([a, b])).toHaveLength(1);
    }
  });

  it('is left when three relieve each other at once', async () => {
    const [a, b, c] = (await only(3)) as [Member, Member, Member];
    const relieve = (at: TestApp, by: Member, whom: Member) =>
      post(at, `/people/${whom.id}/roles/admin/removal`, {}, by);
    const answers = await Promise.all([relieve(one, a, b), relieve(two, b, c), relieve(one, c, a)]);
    expect(answers.filter(({ status }) => status < 300).length).toBeGreaterThan(0);
    expect((await admins([a, b, c])).length).toBeGreaterThan(0);
  });

  it('is left when an admin and the operator act at once', async () => {
    const [a, b] = (await only(2)) as [Member, Member];
    await Promise.all([
      post(one, `/people/${b.id}/deactivation`, {}, a),
      codeOf(two.app.get(People).revoke(a.id, 'admin', OPERATOR)),
    ]);
    expect(await admins([a, b])).toHaveLength(1);
  });

  it('is named anew where the admin who was to be left is relieved meanwhile', async () => {
    const [a, b, c] = (await only(3)) as [Member, Member, Member];
    const codes = await Promise.all([
      codeOf(one.app.get(People).revoke(a.id, 'admin', OPERATOR)),
      codeOf(two.app.get(People).revoke(b.id, 'admin', OPERATOR)),
    ]);
    expect(codes).toEqual(['done', 'done']);
    expect(await admins([a, b, c])).toEqual([c]);
    expect(await codeOf(one.app.get(People).revoke(c.id, 'admin', OPERATOR))).toBe('last-admin');
    expect(await codeOf(two.app.get(People).deactivate(c.id, OPERATOR))).toBe('last-admin');
  });
});
