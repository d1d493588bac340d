import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkClaimProof } from '../src/checker/check-claim.js';
import type { ClaimProof } from '../src/checker/claim-proof.js';
import { statementOf } from '../src/checker/statement.js';
import { startApp, type TestApp } from './support/app.js';

const CHECKER = path.resolve('dist/checker/claim-ledger-checker.mjs');

let app: TestApp;
let tokens: Readonly<Record<'editor' | 'reviewer' | 'publisher' | 'auditor', string>>;
let folder: string;
let vkey: string;
let claim: string;

type Made = Readonly<Record<string, string>>;
const post = async (at: string, body: object, token: string): Promise<Made> => {
  const response = await app.post(at, body, { token });
  const answer = (await response.json()) as Made;
  if (!response.ok) throw new Error(`${at}: ${JSON.stringify(answer)}`);
  return answer;
};
const sign = () => post('/ledger/checkpoints', {}, tokens.auditor);
const proofOf = async (token?: string): Promise<ClaimProof> =>
  (await (await app.get(`/claims/${claim}/proof`, token === undefined ? {} : { token })).json()) as ClaimProof;
const check = (proof: ClaimProof) => checkClaimProof(JSON.stringify(proof), { keys: [vkey] });
const statesOf = ({ steps }: Awaited<ReturnType<typeof check>>) => steps.map(({ state }) => state);

/** The README's walk: a claim with a work, a primary source, a note, and a verdict that another person publishes. */
async function publishOne(): Promise<string> {
  const { editor, reviewer, publisher } = tokens;
  const outlet = await post(
    '/outlets',
    { name: 'The Daily Example', domains: ['daily.example.org'], kind: 'online' },
    editor,
  );
  const submitted = await post(
    '/claims',
    { text: 'The bridge was closed on 3 March 2025.', kind: 'event', language: 'en' },
    editor,
  );
  const id = submitted.id ?? '';
  await post(`/claims/${id}/notes`, { text: 'Ask the mayor.' }, editor);
  const place = { claimId: id, mode: 'own-voice', place: 'lead', excerpt: 'was closed' };
  await post(
    '/works',
    { outletId: outlet.id, title: 'Bridge closed', publishedOn: '2025-03-04', claims: [place] },
    editor,
  );
  const evidence = await post(
    `/claims/${id}/evidence`,
    { title: 'Order 17', stance: 'supports', source: 'primary', sourceKind: 'document', originName: 'Road authority' },
    editor,
  );
  const verdict = await post(
    `/claims/${id}/verdicts`,
    {
      rating: 'TRUE',
      summary: 'The order closes it.',
      evidenceIds: [evidence.evidenceId],
      assessedOn: '2025-03-05',
      singleSourceReason: 'Only the authority closes bridges.',
    },
    reviewer,
  );
  await post(`/claims/${id}/verdicts/${verdict.verdictId}/publication`, {}, publisher);
  return id;
}

beforeAll(async () => {
  app = await startApp();
  await app.found();
  tokens = {
    editor: await app.token('editor'),
    reviewer: await app.token('reviewer'),
    publisher: await app.token('reviewer'),
    auditor: await app.token('auditor'),
  };
  folder = await mkdtemp(path.join(tmpdir(), 'claim-ledger-proof-'));
  claim = await publishOne();
  for (let i = 0; i < 5; i += 1)
    await post('/claims', { text: `Another ${i}.`, kind: 'event', language: 'en' }, tokens.editor);
  await sign();
  vkey = (await (await fetch(`${app.url}/log.vkey`)).text()).trim();
});
afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true });
});

describe('the proof of a claim', () => {
  it('holds for anybody, with the claim, its verdict, its work and its outlet', async () => {
    const proof = await proofOf();
    const checked = await check(proof);
    expect(statesOf(checked)).toEqual(['holds', 'holds', 'holds', 'holds', 'holds', 'open']);
    const statement = statementOf(checked).join('\n');
    expect(statement).toContain('The bridge was closed on 3 March 2025.');
    expect(statement).toContain('Verdict: True, assessed on 2025-03-05');
    expect(proof.streams.map(({ stream }) => stream.split('-')[0])).toEqual(['claim', 'work', 'outlet']);
  });

  it('keeps shut what is the desk’s own, and says why', async () => {
    const proof = await proofOf();
    const text = JSON.stringify(proof);
    expect(text).not.toContain('Ask the mayor');
    const reasons = proof.streams[0].events.map(({ shut }) => shut);
    // The second event is the note: nobody outside is told even that it is one.
    expect(reasons[1]).toEqual({ head: 'unpublished', who: 'unpublished', facts: 'unpublished', words: 'unpublished' });
    expect(reasons.every((each) => each.who !== undefined)).toBe(true);
  });

  it('opens to an auditor who did what, and the note', async () => {
    const proof = await proofOf(tokens.auditor);
    expect(statesOf(await check(proof))).toEqual(['holds', 'holds', 'holds', 'holds', 'holds', 'open']);
    expect(JSON.stringify(proof)).toContain('Ask the mayor');
    expect(proof.streams[0].events.every(({ parts }) => parts.who !== undefined)).toBe(true);
  });

  it('is not there for a claim that the reader may not see', async () => {
    const draft = await post('/claims', { text: 'A draft.', kind: 'event', language: 'en' }, tokens.editor);
    await sign();
    expect((await app.get(`/claims/${draft.id}/proof`)).status).toBe(404);
    expect((await app.get(`/claims/${draft.id}/proof`, { token: tokens.editor })).status).toBe(200);
  });

  it('is checked by one file on Node alone, which says in words what was proven', async () => {
    const file = path.join(folder, 'proof.json');
    await writeFile(file, JSON.stringify(await proofOf()));
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [CHECKER, ...args], { encoding: 'utf8', cwd: folder });
    const whole = run(file, '--key', vkey);
    expect([whole.status, whole.stderr]).toEqual([0, '']);
    expect(whole.stdout).toContain('Claim: The bridge was closed on 3 March 2025.');
    await writeFile(file, JSON.stringify(await proofOf()).replace('was closed on 3', 'was closed on 4'));
    const broken = run(file, '--key', vkey);
    expect([broken.status, broken.stdout.includes('FAILS')]).toEqual([1, true]);
    expect(run().status).toBe(2);
    expect(run(path.join(folder, 'nothing.json')).status).toBe(2);
    expect(run(file, '--what').status).toBe(2);
  });

  it('holds after a correction, and shows it', async () => {
    const { items } = (await (await app.get('/claims')).json()) as { items: { id: string; verdict: { id: string } }[] };
    const verdict = items.find(({ id }) => id === claim)?.verdict.id ?? '';
    await post(`/claims/${claim}/verdicts/${verdict}/retraction`, { reason: 'The order was forged.' }, tokens.reviewer);
    const before = await proofOf();
    await sign();
    const after = await proofOf();
    expect(statementOf(await check(before)).join('\n')).toContain('It stands.');
    expect(statementOf(await check(after)).join('\n')).toContain('It was retracted.');
  });
});
