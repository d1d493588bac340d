import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from './support/app.js';

type Json = Readonly<Record<string, unknown>>;
interface Claim {
  readonly appearances: readonly { readonly id: string; readonly mode: string; readonly attribution: string | null }[];
  readonly carrierChanges: readonly { readonly changeId: string; readonly pending: boolean }[];
  readonly carriersBeingCorrected: boolean;
  readonly reviewDue: boolean;
}

let app: TestApp;
let [editor, second, reviewer, publisher] = ['', '', '', ''];
let [claim, workId, appearanceId, position] = ['', '', '', 0];

const done = async (path: string, body: object, token = editor): Promise<Record<string, string>> => {
  const response = await app.post(path, body, { token });
  const answer = (await response.json()) as Record<string, string>;
  expect([path, response.status < 300, answer]).toEqual([path, true, answer]);
  position = Number(answer.position);
  return answer;
};
const refused = async (path: string, body: object, token: string): Promise<unknown> =>
  ((await (await app.post(path, body, { token })).json()) as Json).code;
const ask = async <T = Json>(path: string, token?: string): Promise<T> => {
  const after = `${path.includes('?') ? '&' : '?'}after=${position}`;
  return (await (await app.get(path + after, token === undefined ? {} : { token })).json()) as T;
};
const page = (token?: string) => ask<Claim>(`/claims/${claim}`, token);
/** All that a stranger can be told of it. */
const told = async (): Promise<string> => {
  const paths = [`/claims/${claim}`, `/claims/${claim}/history`, `/claims/${claim}/attribution`, `/works/${workId}`];
  const lists = ['/events?limit=200', '/claims?q=bribe', '/corrections', `/claims/${claim}/compare?from=0`];
  return (
    await Promise.all([...paths, ...lists].map((path) => ask(path).then((answer) => JSON.stringify(answer))))
  ).join();
};

beforeAll(async () => {
  app = await startApp();
  [editor, second] = [await app.token('editor'), await app.token('editor')];
  [reviewer, publisher] = [await app.token('reviewer'), await app.token('reviewer')];
  const claimant = { name: 'Mayor of Exampleton' };
  claim = (await done('/claims', { text: 'The bridge was sold.', kind: 'event', language: 'en', claimant })).id ?? '';
  const outletId = (await done('/outlets', { name: 'The Daily Example', kind: 'online' })).id;
  const work = { outletId, title: 'Sold', url: 'https://daily.example.org/sold' };
  const made = await done(`/claims/${claim}/appearances`, {
    work,
    mode: 'own-voice',
    place: 'body',
    excerpt: 'was sold',
  });
  [workId, appearanceId] = [made.workId ?? '', made.appearanceId ?? ''];
  const item = {
    stance: 'refutes',
    source: 'primary',
    sourceKind: 'document',
    originName: 'Land register',
    title: 'Entry',
  };
  const { evidenceId } = await done(`/claims/${claim}/evidence`, item);
  const verdict = { rating: 'FALSE', summary: 'It was not.', assessedOn: '2025-03-05', evidenceIds: [evidenceId] };
  const reasons = { singleSourceReason: 'Only one is kept.', noReplyReason: 'It is on record.' };
  const { verdictId } = await done(`/claims/${claim}/verdicts`, { ...verdict, ...reasons }, reviewer);
  await done(`/claims/${claim}/verdicts/${verdictId}/publication`, {}, publisher);
});
afterAll(() => app.stop());

describe('A change of who carried a public claim', () => {
  const said = {
    mode: 'attributed',
    place: 'lead',
    excerpt: 'took a bribe',
    attribution: 'false',
    reason: 'The lead.',
  };
  const correct = () => done(`/claims/${claim}/appearances/${appearanceId}/correction`, { ...said, workId });
  const confirmation = () => `/claims/${claim}/carrier-changes/confirmation`;

  it('does not hold, and is told to nobody outside, until another person has confirmed it', async () => {
    const before = await told();
    const { changeId = '' } = await correct();
    expect((await page(editor)).appearances).toMatchObject([{ mode: 'own-voice', attribution: null }]);
    expect((await page(editor)).carrierChanges).toMatchObject([{ changeId, pending: true }]);
    const waiting = await told();
    for (const text of [changeId, 'bribe', 'The lead.', 'AppearanceCorrected']) {
      expect([text, waiting.replaceAll('q=bribe', '').includes(text)]).toEqual([text, false]);
    }
    expect(before.includes('AppearanceCorrected')).toBe(false);
    expect(await refused(confirmation(), { changeIds: [changeId] }, editor)).toBe('proposer-may-not-confirm');
    const reasons = async (token: string) =>
      (await ask<{ items: { reason: string }[] }>('/queue', token)).items.map(({ reason }) => reason);
    expect([await reasons(second), await reasons(editor)].map((each) => each.includes('carrier-change'))).toEqual([
      true,
      false,
    ]);

    await done(confirmation(), { changeIds: [changeId] }, second);
    expect(await page()).toMatchObject({
      appearances: [{ mode: 'attributed', attribution: 'false', excerpt: 'took a bribe' }],
      carrierChanges: [],
      reviewDue: true,
    });
    expect((await ask<{ items: Json[] }>('/claims?q=bribe')).items).toHaveLength(1);
    expect((await ask<{ items: Json[] }>('/corrections')).items).toMatchObject([{ kind: 'carriers-corrected' }]);
    const history = await ask<{ items: { type: string }[] }>(`/claims/${claim}/history`);
    expect(history.items.slice(-2).map(({ type }) => type)).toEqual(['AppearanceCorrected', 'CarrierChangesConfirmed']);
  });

  it('that is refused or taken back never held', async () => {
    const path = (changeId = '') => `/claims/${claim}/carrier-changes/${changeId}`;
    const attribution = { attribution: 'altered' };
    const check = () => done(`/claims/${claim}/appearances/${appearanceId}/attribution`, attribution);
    const [one, two] = [await check(), await check()];
    await done(`${path(one.changeId)}/refusal`, { reason: 'He said so.' }, second);
    await done(`${path(two.changeId)}/withdrawal`, { reason: 'A slip.' });
    expect((await page(editor)).appearances).toMatchObject([{ attribution: 'false' }]);
    const answers = await told();
    for (const { changeId = '' } of [one, two]) expect(answers.includes(changeId)).toBe(false);
    expect(answers.includes('He said so.')).toBe(false);
    expect(await refused(`${path(one.changeId)}/refusal`, { reason: 'R' }, second)).toBe('change-settled');
  });

  it('that lets go holds at once, is marked, and comes back where it is refused', async () => {
    const gone = await done(`/claims/${claim}/appearances/${appearanceId}/withdrawal`, { reason: 'Another page.' });
    expect(await page()).toMatchObject({ appearances: [], carriersBeingCorrected: true });
    await done(`/claims/${claim}/carrier-changes/${gone.changeId}/refusal`, { reason: 'It is the page.' }, second);
    expect(await page()).toMatchObject({ appearances: [{ id: appearanceId }], carriersBeingCorrected: false });
    const history = await ask<{ items: { type: string }[] }>(`/claims/${claim}/history`);
    expect(history.items.slice(-2).map(({ type }) => type)).toEqual(['AppearanceWithdrawn', 'CarrierChangeRefused']);
  });
});
