import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commands } from '../src/api/commands.js';
import { Witness } from '../src/audit/witness/witness.js';
import { claimDecider } from '../src/claims/claim.decider.js';
import { type Role } from '../src/kernel/roles.js';
import { ledgerStream } from '../src/ledger/ledger-stream.js';
import { originDecider } from '../src/origins/origin.decider.js';
import { outletDecider } from '../src/outlets/outlet.decider.js';
import { personDecider } from '../src/people/person.decider.js';
import { workDecider } from '../src/works/work.decider.js';
import { startServer, type BuiltServer, type Operation } from './support/server.js';

type Json = Readonly<Record<string, unknown>>;
interface Route {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const API = '/api/v1';
/** Somebody for each role; a rule that wants another person finds one here. */
const DESK = {
  editor: ['editor'],
  reviewer: ['reviewer'],
  second: ['reviewer'],
  third: ['reviewer'],
  auditor: ['auditor'],
  admin: ['admin'],
  secondAdmin: ['admin'],
} as const satisfies Record<string, readonly Role[]>;
type Who = keyof typeof DESK;

let server: BuiltServer;
let folder: string;
let witness: Witness;
let routes: readonly Route[];
const people = {} as Record<Who, { readonly id: string; readonly token: string; readonly cookie: string }>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'claim-ledger-witness-'));
  witness = await Witness.open(folder, 'witness.example.org/w1');
  server = await startServer({ WITNESSES: witness.vkey });
  for (const [who, roles] of Object.entries(DESK)) people[who as Who] = await server.person(...roles);
  routes = Object.entries(server.document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method, path, operation })),
  );
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

/** By a token, or by the cookie of a session as a page of ours sends it. */
const send = ({ method }: { readonly method: string }, path: string, token?: string, body?: unknown) =>
  fetch(server.url + path, {
    method: method.toUpperCase(),
    headers: {
      ...(token === undefined
        ? {}
        : token.startsWith('clt_')
          ? { authorization: `Bearer ${token}` }
          : { cookie: token, 'sec-fetch-site': 'same-origin' }),
      ...(method === 'post' ? { 'content-type': 'application/json' } : {}),
    },
    ...(method === 'post' ? { body: JSON.stringify(body) } : {}),
  });

/** Reads the body too: one that nobody reads keeps its connection busy, for which the server waits at its end. */
const statusOf = async (path: string, token?: string): Promise<number> => {
  const response = await send({ method: 'get' }, path, token);
  await response.arrayBuffer();
  return response.status;
};

const bodyIn = (text: string): { readonly code?: string } | undefined =>
  text.startsWith('{') ? (JSON.parse(text) as { code?: string }) : undefined;

const exampleOf = ({ requestBody }: Operation): Json =>
  (requestBody?.content['application/json']?.example ?? {}) as Json;
const bodyOf = ({ requestBody }: Operation): string =>
  requestBody?.content['application/json']?.schema.$ref?.split('/').at(-1) ?? '';

describe('A desk that uses every route', () => {
  /** What stands for the names in a path: parts by their names, and things by the noun before `{id}`. */
  const known: Record<string, string> = {};
  const walked = new Set<string>();
  /** The newest revision that a command answered, by what it was given to. */
  const revisions = new Map<string, number>();

  const fill = (path: string): string =>
    path.replace(/([a-z]+)\/\{(\w+)\}/g, (_, noun: string, name: string) => {
      const value = known[name === 'id' ? noun : name];
      if (value === undefined) throw new Error(`the walk knows no ${name} for ${path}`);
      return `${noun}/${value}`;
    });

  /** Gives a command with its example, in which `changes` name what is there, and expects it done. */
  const give = async (
    path: string,
    who: Who | 'stranger',
    changes: Json = {},
  ): Promise<Readonly<Record<string, string>>> => {
    const operation = server.document.paths[API + path]?.post;
    if (!operation) throw new Error(`no route POST ${path}`);
    // The second of two people does it signed in.
    const by = /(?:erasure|withholding)\/confirmation$/.test(path) ? 'cookie' : 'token';
    const token = who === 'stranger' ? undefined : people[who][by];
    const response = await send({ method: 'post' }, fill(API + path), token, { ...exampleOf(operation), ...changes });
    const answer = (await response.json()) as Record<string, string>;
    const status = Object.keys(operation.responses).find((each) => each.startsWith('2'));
    expect([path, `${response.status}`, answer.code, answer.errors]).toEqual([path, status, undefined, undefined]);
    walked.add(`post ${API + path}`);
    const { id, ...parts } = answer;
    if (id !== undefined) revisions.set(id, Number(answer.revision));
    for (const [name, value] of Object.entries(parts)) if (name.endsWith('Id')) known[name] = value;
    // A new thing is what the next commands are given to.
    if (status === '201' && !path.includes('{')) known[path.slice(1)] = id ?? '';
    return answer;
  };

  it('registers outlets, says what they are known by, and finds two to be one', async () => {
    await give('/outlets', 'editor', {
      name: 'Another',
      aliases: [],
      account: undefined,
      domains: ['rbc.example.org'],
    });
    const other = known.outlets;
    await give('/outlets', 'editor');
    const ours = known.outlets;
    await give('/outlets/{id}/names', 'editor', { name: 'RBC', freedNames: undefined, freedAccount: undefined });
    await give('/outlets/{id}/description', 'editor', { country: 'PL' });
    await give('/outlets/{id}/domains', 'editor');
    known.domain = 'RBC.ua';
    await give('/outlets/{id}/domains/{domain}/removal', 'editor', { until: undefined });
    await give('/outlets/{id}/replies', 'editor');
    await give('/outlets/{id}/replies/{replyId}/withdrawal', 'editor');
    known.outlets = other ?? '';
    await give('/outlets/{id}/merge', 'admin', { intoId: ours });
    await give('/outlets/{id}/split', 'admin', { fromId: ours });
    known.outlets = ours ?? '';
  });

  it('records a work, keeps copies of it and looks at what became of it', async () => {
    const outletId = known.outlets;
    const stated = { outletId, outletBasis: undefined, outletInferredFrom: undefined };
    await give('/works', 'editor', stated);
    await give('/works/{id}/correction', 'editor', { ...stated, title: 'Corrected', freedUrl: undefined });
    await give('/works/{id}/snapshots', 'editor');
    await give('/works/{id}/snapshots', 'editor', {
      digest: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
    });
    await give('/works/{id}/corrections', 'editor');
    await give('/works/{id}/corrections/{correctionId}/withdrawal', 'editor');
    await give('/works/{id}/looks', 'editor');
  });

  it('submits claims, closes one and opens it again, and finds two to be one', async () => {
    await give('/claims', 'editor', { text: 'Another claim.' });
    const other = known.claims;
    await give('/claims/{id}/decline', 'reviewer');
    await give('/claims/{id}/reopening', 'reviewer');
    await give('/claims/{id}/withdrawal', 'editor');
    await give('/claims/{id}/reopening', 'editor');
    await give('/claims', 'editor');
    const ours = known.claims;
    await give('/claims/{id}/relations', 'editor', { claimId: other });
    await give('/claims/{id}/relations/{relationId}/withdrawal', 'editor');
    known.claims = other ?? '';
    await give('/claims/{id}/merge', 'editor', { intoId: ours });
    await give('/claims/{id}/split', 'editor', { fromId: ours });
    known.claims = ours ?? '';
    await give('/claims/{id}/wording', 'editor', { text: 'Another wording.' });
    await give('/claims/{id}/translations', 'editor');
    await give('/claims/{id}/claimant', 'editor');
    await give('/claims/{id}/claimants', 'editor');
    await give('/claims/{id}/claimants/{claimantId}/removal', 'editor');
    await give('/claims/{id}/own-corrections', 'editor');
    await give('/claims/{id}/subjects', 'editor');
    await give('/claims/{id}/subjects/{subjectId}/removal', 'editor');
    await give('/claims/{id}/topics', 'editor', { topics: ['other'] });
    await give('/claims/{id}/notes', 'editor');
    await give('/claims/{id}/reviewers', 'reviewer');
    known.personId = people.reviewer.id;
    await give('/claims/{id}/reviewers/{personId}/release', 'reviewer');
  });

  it('records where the claim appears and where that took it from', async () => {
    const workId = known.works;
    await give('/claims/{id}/appearances', 'editor', { workId, mode: 'own-voice', attribution: undefined });
    await give('/claims/{id}/appearances/{appearanceId}/withdrawal', 'editor');
    await give('/claims/{id}/appearances', 'editor', { workId, upstream: undefined });
    await give('/claims/{id}/appearances/{appearanceId}/correction', 'editor', { workId, place: 'caption' });
    await give('/claims/{id}/appearances/{appearanceId}/attribution', 'editor');
    await give('/claims/{id}/upstreams', 'editor', {
      of: { appearanceId: known.appearanceId },
      outletId: known.outlets,
    });
    await give('/claims/{id}/upstreams/{upstreamId}/withdrawal', 'editor');
  });

  const evidenceIds: string[] = [];
  let [filed, receipt] = ['', ''];

  it('attaches evidence, and asks those whom the claim is about', async () => {
    await give('/claims/{id}/evidence', 'editor');
    await give('/claims/{id}/evidence/{evidenceId}/correction', 'editor', { title: 'Another title' });
    await give('/claims/{id}/evidence/{evidenceId}/withdrawal', 'editor');
    for (const originName of ['Land register', 'Weather service']) {
      await give('/claims/{id}/evidence', 'editor', { originName, stance: 'supports', source: 'primary' });
      evidenceIds.push(known.evidenceId ?? '');
    }
    await give('/claims/{id}/reply-requests', 'editor');
    await give('/claims/{id}/replies', 'editor', { requestId: known.requestId, identityCheck: undefined });
    await give('/claims/{id}/replies/{replyId}/identity-check', 'editor');
    await give('/claims/{id}/outside-reviews', 'editor');
    await give('/claims/{id}/outside-reviews/{outsideReviewId}/change', 'editor', {
      title: 'Another title',
      freedUrl: undefined,
    });
    await give('/claims/{id}/outside-reviews/{outsideReviewId}/withdrawal', 'editor', { freedUrl: undefined });
  });

  it('says that two origins may be one, that they are not, that they are, and again that they are not', async () => {
    const [ours, route] = [known.outlets, { method: 'get' }];
    const found = await send(route, `${API}/origins?q=land%20reg`, people.editor.token);
    const { items } = (await found.json()) as { items: { id: string; name: string }[] };
    expect(items.map(({ name }) => name)).toEqual(['Land register']);
    known.origins = items[0]?.id ?? '';
    await give('/origins/{id}/duplicate-suspicion', 'editor', { ofId: ours });
    await give('/origins/{id}/duplicate-dismissal', 'reviewer', { ofId: ours });
    await give('/origins/{id}/join', 'editor', { intoId: ours });
    await give('/origins/{id}/split', 'editor', { fromId: ours });
  });

  it('proposes a verdict, and publishes what another has proposed', async () => {
    await give('/claims/{id}/verdicts', 'reviewer', { evidenceIds });
    await give('/claims/{id}/verdicts/{verdictId}/second-ratings', 'second');
    await give('/claims/{id}/verdicts/{verdictId}/withdrawal', 'reviewer');
    await give('/claims/{id}/verdicts', 'reviewer', { evidenceIds });
    await give('/claims/{id}/verdicts/{verdictId}/return', 'second');
    await give('/claims/{id}/verdicts', 'reviewer', { evidenceIds });
    await give('/claims/{id}/verdicts/{verdictId}/publication', 'second');
    await give('/claims/{id}/verdicts/{verdictId}/minor-correction', 'reviewer');
    const { position } = await give('/claims/{id}/verdicts/{verdictId}/translations', 'reviewer');
    await give('/claims/{id}/verdicts/{verdictId}/reaffirmation', 'third', { upTo: Number(position) });
  });

  it('says of a public claim who altered what, and lets another person stand by it, refuse it, or takes it back', async () => {
    const said = { workId: known.works, mode: 'attributed', upstream: undefined, attribution: 'altered' };
    const changes = async () => {
      await give('/claims/{id}/appearances', 'editor', said);
      return known.changeId ?? '';
    };
    await give('/claims/{id}/carrier-changes/confirmation', 'second', { changeIds: [await changes()] });
    await changes();
    await give('/claims/{id}/carrier-changes/{changeId}/refusal', 'reviewer');
    await changes();
    await give('/claims/{id}/carrier-changes/{changeId}/withdrawal', 'editor');
  });

  it('answers for a verdict that is objected to, corrects, follows and retracts it', async () => {
    ({ requestId: filed = '', receipt = '' } = await give('/claims/{id}/correction-requests', 'stranger'));
    await give('/claims/{id}/correction-requests/{requestId}/answer', 'editor');
    const party = { party: 'outlet', outletId: known.outlets };
    await give('/claims/{id}/verdicts/{verdictId}/disputes', 'editor', party);
    await give('/claims/{id}/disputes/{disputeId}/withdrawal', 'editor');
    await give('/claims/{id}/verdicts/{verdictId}/disputes', 'editor', party);
    await give('/claims/{id}/disputes/{disputeId}/decision', 'third');
    await give('/claims/{id}/verdicts/{verdictId}/correction', 'reviewer', { evidenceIds });
    await give('/claims/{id}/verdicts/{verdictId}/publication', 'second');
    await give('/claims/{id}/verdicts/{verdictId}/supersession', 'reviewer', { evidenceIds });
    await give('/claims/{id}/verdicts/{verdictId}/publication', 'second');
    await give('/claims/{id}/verdicts/{verdictId}/retraction', 'reviewer');
    await give('/claims/{id}/verdicts/{verdictId}/retraction/overturn', 'second');
    await give('/claims/{id}/verdicts/{verdictId}/retraction', 'reviewer');
    await give('/claims/{id}/verdicts/{verdictId}/retraction/confirmation', 'second');
  });

  it('keeps a claim from the public by order, gives it back, and erases words', async () => {
    await give('/claims/{id}/withholding', 'admin');
    await give('/claims/{id}/withholding/confirmation', 'reviewer');
    await give('/claims/{id}/withholding/lift', 'reviewer');
    known.position = `${(await give('/claims/{id}/notes', 'editor')).position}`;
    await give('/events/{position}/erasure', 'admin', { positions: undefined });
    await give('/events/{position}/erasure/withdrawal', 'secondAdmin');
    await give('/events/{position}/erasure', 'admin', { positions: undefined });
    await give('/events/{position}/erasure/confirmation', 'secondAdmin');
  });

  it('has all of it signed', async () => {
    await give('/ledger/checkpoints', 'auditor');
    const [note = '', keys = ''] = await Promise.all(
      ['/checkpoint', '/log.vkey'].map(async (at) => (await send({ method: 'get' }, at)).text()),
    );
    const [origin = '', size] = note.split('\n');
    await witness.trust(origin, keys.trimEnd().split('\n'));
    const signature = await witness.submit({ old: 0, proof: [], note });
    await give('/ledger/cosignatures', 'stranger', { size: Number(size), signature });
    await give('/ledger/verification', 'auditor');
    known.level = '0';
  });

  it('lets people in and out', async () => {
    await give('/people', 'admin');
    await give('/people/{id}/invitation', 'admin');
    await give('/people/{id}/reset', 'admin');
    await give('/people/{id}/roles', 'admin');
    known.role = 'reviewer';
    await give('/people/{id}/roles/{role}/removal', 'admin');
    const { secret } = await give('/people/{id}/tokens', 'admin');
    expect(await statusOf(`${API}/me`, secret)).toBe(200);
    await give('/people/{id}/tokens/{tokenId}/revocation', 'admin');
    expect(await statusOf(`${API}/me`, secret)).toBe(401);
    await give('/me/tokens', 'editor');
    await give('/me/tokens/{tokenId}/revocation', 'editor');
    await give('/people/{id}/deactivation', 'admin');
    await give('/people/{id}/reactivation', 'admin');
    await give('/people/{id}/erasure', 'admin');
    await give('/people/{id}/erasure/withdrawal', 'secondAdmin');
    await give('/people/{id}/erasure', 'admin');
    await give('/people/{id}/erasure/confirmation', 'secondAdmin');
  });

  it('has given every command that the document lists', () => {
    const commands = routes.filter(({ method }) => method !== 'get').map(({ method, path }) => `${method} ${path}`);
    expect([...walked].sort()).toEqual(commands.sort());
  });

  // A parameter without an example names a thing by its noun: `claim=` is one of the claims.
  it('reads every answer that the document lists', async () => {
    const wrong: unknown[] = [];
    for (const { path, operation } of routes.filter(({ method }) => method === 'get')) {
      const given = (name: string): string => {
        const parameter = operation.parameters?.find((each) => each.name === name);
        return String(parameter?.example ?? parameter?.schema?.example ?? known[`${name}s`]);
      };
      const query = (operation.parameters ?? []).filter((each) => each.in === 'query' && each.required);
      const asked = new URLSearchParams(query.map(({ name }): [string, string] => [name, given(name)]));
      const reader = Object.entries(DESK).find(([, [role]]) => operation['x-permit']?.includes(role))?.[0] ?? 'editor';
      if (path.includes('/receipts/')) {
        const opened = await fetch(`${server.url}${API}/receipts/${filed}`, {
          headers: { authorization: `Receipt ${receipt}` },
        });
        if (opened.status !== 200) wrong.push([path, opened.status]);
        continue;
      }
      const address = fill(path.replace('{path}', given('path')));
      const response = await send({ method: 'get' }, `${address}?${asked.toString()}`, people[reader as Who].token);
      const answer = await response.text();
      if (response.status !== 200) wrong.push([path, response.status, answer]);
      // A merge raises the other one's revision too, so what is read may be newer; older, `If-Match` would refuse it.
      const { id = '', revision = Infinity } = (bodyIn(answer) ?? {}) as { id?: string; revision?: number };
      if (revision < (revisions.get(id) ?? 0)) wrong.push([path, 'revision', revision, revisions.get(id)]);
    }
    expect(wrong).toEqual([]);
  });
});

describe('Every route', () => {
  it('of a command is declared, with all that the document says of it, and no other is', () => {
    const described = routes
      .filter(({ method, operation }) => method === 'post' && operation.requestBody)
      // A witness's signature makes no event.
      .filter(({ operation }) => bodyOf(operation) !== 'GiveCosignature')
      .map(({ path, operation }) => {
        const { operationId, tags, summary, 'x-permit': permit } = operation;
        const status = Object.keys(operation.responses).find((each) => each.startsWith('2'));
        return { operationId, path, body: bodyOf(operation), status, tags, summary, permit };
      });
    const declared = commands.map(({ operationId, path, body, status, tag, summary, roles }) => ({
      operationId,
      path: API + path.replace(/:(\w+)/g, '{$1}'),
      body: body.name,
      status: String(status),
      tags: [tag],
      summary,
      permit: roles.includes('public') ? ['anyone'] : [...roles],
    }));
    const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);
    expect(described.sort(byPath)).toEqual(declared.sort(byPath));
    expect(new Set(declared.map(({ operationId }) => operationId)).size).toBe(declared.length);
  });

  it('lets in who the rule of its command lets act, and nobody else', () => {
    const rules = [claimDecider, workDecider, outletDecider, originDecider, personDecider, ledgerStream].flatMap(
      (noun) => noun.rules.map((rule) => [rule.command.name, rule.roles as readonly string[]] as const),
    );
    /** Bodies that are more than one command, or less. */
    const composed: Readonly<Record<string, string>> = {
      RecordWorkWithClaims: 'RecordWork',
      RecordAppearanceInWork: 'RecordAppearance',
      InviteByName: 'InvitePerson',
      // Whoever may enter people hands them their links.
      MakeLink: 'InvitePerson',
      RemoveRole: 'RevokeRole',
    };
    const byName = new Map(rules);
    const wrong = routes
      // A POST without a body asks for work and makes no event, so that no rule judges it.
      // So does a witness's signature, which speaks for itself.
      .filter(({ method, operation }) => method === 'post' && operation.requestBody)
      .filter(({ operation }) => bodyOf(operation) !== 'GiveCosignature')
      .map(({ path, operation }) => {
        const roles = byName.get(composed[bodyOf(operation)] ?? bodyOf(operation)) ?? [];
        const permit = operation['x-permit'] ?? [];
        const expected = roles.includes('public') ? ['anyone'] : [...roles];
        return [path, [...permit].sort(), expected.sort()] as const;
      })
      .filter(([, permit, expected]) => JSON.stringify(permit) !== JSON.stringify(expected));
    expect(wrong).toEqual([]);
  });
});
