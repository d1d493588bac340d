import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../src/kernel/roles.js';
import { startApp, type TestApp } from './support/app.js';

type Json = Readonly<Record<string, unknown>>;
/** What is looked at of a claim, a verdict or what a command answers. */
interface Told {
  readonly [name: string]: unknown;
  readonly id: string;
  readonly code?: string;
  readonly verdictId: string;
  readonly replyId: string;
  readonly requestId: string;
  readonly receipt: string;
  readonly position: number;
  readonly claimant: { readonly id: string };
  readonly claimants: readonly { readonly id: string }[];
  readonly verdict: { readonly repliesSought: unknown; readonly reaffirmations: unknown };
  readonly repliesSought: readonly unknown[];
}
interface Answer {
  readonly status: number;
  readonly body: Told;
}

let app: TestApp;
const tokens = {} as Record<Role | 'second' | 'third', string>;

beforeAll(async () => {
  app = await startApp();
  for (const role of ['editor', 'reviewer', 'auditor'] as const) tokens[role] = await app.token(role);
  tokens.second = await app.token('reviewer');
  tokens.third = await app.token('reviewer');
});
afterAll(() => app.stop());

const answered = async (response: Response): Promise<Answer> => ({
  status: response.status,
  body: (await response.json()) as Answer['body'],
});
const done = async (path: string, body: Json, who: keyof typeof tokens = 'editor'): Promise<Answer['body']> => {
  const { status, body: answer } = await answered(await app.post(path, body, { token: tokens[who] }));
  expect([path, status, answer.code]).toEqual([path, expect.any(Number), undefined]);
  return answer;
};
const get = async (path: string, token?: string): Promise<Answer> =>
  answered(await app.get(path, token === undefined ? {} : { token }));
const receiptFor = async (requestId: string, authorization: string): Promise<Answer> =>
  answered(await app.get(`/receipts/${requestId}`, { headers: { authorization } }));

const submitted = async (more: Json = {}): Promise<string> => {
  const claim = { text: 'The bridge was closed.', kind: 'event', language: 'en', claimant: { name: 'Mayor' }, ...more };
  return (await done('/claims', claim)).id;
};
/** @returns the verdict, published */
const published = async (id: string, more: Json = {}): Promise<string> => {
  const item = { title: 'Order 17', stance: 'refutes', source: 'primary', sourceKind: 'document', originName: 'Roads' };
  const { evidenceId } = await done(`/claims/${id}/evidence`, item);
  const { verdictId } = await done(
    `/claims/${id}/verdicts`,
    {
      rating: 'FALSE',
      summary: 'It was not.',
      assessedOn: '2025-03-05',
      evidenceIds: [evidenceId],
      singleSourceReason: 'Only the authority closes bridges.',
      noReplyReason: 'The mayor had answered in public.',
      ...more,
    },
    'reviewer',
  );
  await done(`/claims/${id}/verdicts/${verdictId}/publication`, {}, 'second');
  return verdictId;
};

describe('Readers', () => {
  it('learn with a verdict whom the desk had asked, and not before; a late answer joins at once', async () => {
    const id = await submitted();
    await done(`/claims/${id}/own-corrections`, { text: 'It was closed on one side.' });
    const deadline = '2099-12-31T12:00:00.000Z';
    const question = { channel: 'telephone', contact: 'private@example.org', question: 'Was it?' };
    const { requestId } = await done(`/claims/${id}/reply-requests`, { to: 'claimant', deadline, ...question });
    await done(`/claims/${id}/reply-requests`, { to: 'source', concern: 'Told us first.', deadline });
    expect((await get(`/claims/${id}`)).status).toBe(404);
    const verdictId = await published(id);
    const { body: claim } = await get(`/claims/${id}`);
    expect(claim.verdict.repliesSought).toMatchObject([
      {
        requestId,
        to: 'claimant',
        claimantId: claim.claimant.id,
        deadline,
        channel: 'telephone',
        answeredBefore: false,
        replyId: null,
      },
      { to: 'source', claimantId: null, outlet: null, channel: null },
    ]);
    expect(claim).toMatchObject({
      replies: [],
      replyRequests: [],
      ownCorrections: [{ text: 'It was closed on one side.' }],
    });
    for (const secret of ['private@example.org', 'Was it?', 'Told us first.']) {
      expect(JSON.stringify([claim, (await get(`/claims/${id}/history`)).body])).not.toContain(secret);
    }
    const { replyId } = await done(`/claims/${id}/replies`, { requestId, text: 'It was I who closed it.' });
    const unseen = async () =>
      JSON.stringify([(await get(`/claims/${id}`)).body, (await get(`/claims/${id}/history`)).body]);
    expect(await unseen()).not.toContain('It was I who closed it.');
    await done(`/claims/${id}/replies/${replyId}/identity-check`, { identityCheck: 'Called back.' });
    const { body: later } = await get(`/claims/${id}/verdicts/${verdictId}`);
    expect(later.repliesSought[0]).toMatchObject({ answeredBefore: false, replyId });
    expect((await get(`/claims/${id}`)).body.replies).toMatchObject([
      { id: replyId, text: 'It was I who closed it.', identityChecked: true, identityCheck: null },
    ]);
    expect(await unseen()).not.toContain('Called back.');
  });

  it('are shown everybody who asserts a claim, and that nobody knows who does', async () => {
    const id = await submitted({ claimant: { name: 'Mayor', wikidataId: 'Q1' }, claimedOn: '2025-03-04' });
    await done(`/claims/${id}/claimants`, { claimant: { name: 'Council' }, claimedOn: '2025-03-05' });
    await done(`/claims/${id}/subjects`, { name: 'A passer-by', as: 'depicted' });
    await published(id);
    const { body } = await get(`/claims/${id}`);
    expect(body.claimant).toEqual({
      id: expect.any(String),
      name: 'Mayor',
      role: null,
      wikidataId: 'Q1',
      unknown: false,
    });
    expect(body.claimants).toMatchObject([
      { name: 'Mayor', claimedOn: '2025-03-04' },
      { name: 'Council', claimedOn: '2025-03-05', claimedOnBasis: 'stated' },
    ]);
    expect(body.subjects).toEqual([]);
    expect(JSON.stringify([body, (await get(`/claims/${id}/history`)).body])).not.toContain('passer-by');
    const desk = await get(`/claims/${id}`, tokens.auditor);
    expect(desk.body.subjects).toMatchObject([{ name: 'A passer-by', as: 'depicted' }]);
    const position = await app.head();
    const [, council] = body.claimants as { id: string }[];
    const listed = await get(`/claims?claimant=${council?.id}&after=${position}`);
    expect(listed.body.items).toMatchObject([{ id }]);
    const unknown = await submitted({ claimant: { unknown: true } });
    await published(unknown);
    expect((await get(`/claims/${unknown}`)).body.claimant).toMatchObject({ id: null, name: null, unknown: true });
    const outlets = await submitted({ claimant: null });
    await published(outlets);
    expect((await get(`/claims/${outlets}`)).body).toMatchObject({ claimant: null, claimants: [] });
  });

  it('are told what was found of a picture, and what became of a promise', async () => {
    const media = { kind: 'image', claimedOf: 'place', url: 'https://pictures.example.org/1.jpg' };
    const picture = await submitted({ media });
    await published(picture, {
      flags: ['fabricated'],
      media: {
        categories: ['TransformedContent'],
        technique: 'trainedAlgorithmicMedia',
        originalUrl: 'https://pictures.example.org/0.jpg',
      },
    });
    expect((await get(`/claims/${picture}`)).body).toMatchObject({
      media: { ...media, work: null, digest: null },
      verdict: {
        flags: ['fabricated'],
        media: {
          categories: ['TransformedContent'],
          technique: 'trainedAlgorithmicMedia',
          originalUrl: 'https://pictures.example.org/0.jpg',
        },
      },
    });
    const promise = await submitted({ kind: 'promise' });
    const term = { endsOn: '2025-01', basis: 'inferred', shownBy: 'The term of office.' };
    await published(promise, { rating: 'BROKEN', term });
    expect((await get(`/claims/${promise}`)).body.verdict).toMatchObject({
      rating: 'BROKEN',
      scale: 'promise-5',
      term,
    });
  });

  it('see that a verdict was looked at again, and up to where', async () => {
    const id = await submitted();
    const verdictId = await published(id);
    await done(`/claims/${id}/notes`, { text: 'The minutes are out.' });
    const look = { upTo: await app.head(), lookedAt: ['The minutes'], reason: 'They say the same.' };
    await done(`/claims/${id}/verdicts/${verdictId}/reaffirmation`, look, 'third');
    expect((await get(`/claims/${id}`)).body.verdict.reaffirmations).toEqual([
      { ...look, at: expect.any(String), by: null },
    ]);
  });
});

describe('A receipt', () => {
  it('opens what became of a correction request, phase by phase, to its holder alone', async () => {
    const id = await submitted();
    const verdictId = await published(id);
    const filed = await answered(await app.post(`/claims/${id}/correction-requests`, { text: 'It was the 4th.' }));
    const { requestId, receipt } = filed.body;
    await app.get(`/queue?after=${await app.head()}`, { token: tokens.auditor });
    const opened = await receiptFor(requestId, `Receipt ${receipt}`);
    expect(opened).toMatchObject({
      status: 200,
      body: { requestId, claimId: id, verdictId, open: true, phases: [{ phase: 'received', text: 'It was the 4th.' }] },
    });
    await done(
      `/claims/${id}/correction-requests/${requestId}/answer`,
      { outcome: 'accepted', answer: 'You are right.' },
      'third',
    );
    await done(
      `/claims/${id}/verdicts/${verdictId}/minor-correction`,
      { summary: 'It was on the 4th.', reason: 'The day.' },
      'reviewer',
    );
    const { position } = await done(`/claims/${id}/notes`, { text: 'Done.' });
    const later = await app.get(`/receipts/${requestId}?after=${position}`, {
      headers: { authorization: `Receipt ${receipt}` },
    });
    expect(await answered(later)).toMatchObject({
      status: 200,
      body: {
        open: false,
        phases: [
          { phase: 'received' },
          { phase: 'answered', outcome: 'accepted', text: 'You are right.' },
          { phase: 'minor-correction', by: null },
        ],
      },
    });
    const another = `Receipt clr_${'0'.repeat(43)}`;
    expect(await receiptFor(requestId, another)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await receiptFor(verdictId, `Receipt ${receipt}`)).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    });
    expect(await get(`/receipts/${requestId}`)).toMatchObject({ status: 404 });
    expect(await get(`/receipts/${requestId}`, tokens.auditor)).toMatchObject({ status: 404 });
  });

  it('is taken on no other route, and nothing else of its form on this one', async () => {
    const authorization = `Receipt clr_${'0'.repeat(43)}`;
    const elsewhere = await answered(await app.get('/claims', { headers: { authorization } }));
    expect(elsewhere).toMatchObject({ status: 401, body: { code: 'token-invalid' } });
    expect(await receiptFor('01935a2e-7b1c-7e22-9f3a-5d2c8e4b6aff', 'Receipt x')).toMatchObject({ status: 401 });
  });
});
