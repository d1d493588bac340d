import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from './support/app.js';

interface Origin {
  readonly id: string;
  readonly name: string;
  readonly nearTo?: Origin;
}
interface Answer {
  readonly id: string;
  readonly evidenceId: string;
  readonly verdictId: string;
  readonly position: number;
  readonly nearOrigins?: readonly Origin[];
}

let app: TestApp;
let [editor, reviewer, second, claim] = ['', '', '', ''];

const done = async (path: string, body: object, token = editor): Promise<Answer> => {
  const response = await app.post(path, body, { token });
  const answer = (await response.json()) as Answer;
  expect([path, response.status < 300, answer]).toEqual([path, true, answer]);
  return answer;
};
const asked = async <T>(path: string, token?: string): Promise<T> =>
  (await (await app.get(path, token === undefined ? {} : { token })).json()) as T;
const found = async (q: string) => {
  const answer = await asked<{ items: readonly Origin[] }>(`/origins?q=${encodeURIComponent(q)}`, editor);
  expect(answer).toHaveProperty('items');
  return answer.items;
};
const attach = (originName: string) =>
  done(`/claims/${claim}/evidence`, {
    ...{ title: 'A statement', stance: 'supports', source: 'secondary', sourceKind: 'document', originName },
  });

beforeAll(async () => {
  app = await startApp();
  editor = await app.token('editor');
  [reviewer, second] = [await app.token('reviewer'), await app.token('reviewer')];
  claim = (await done('/claims', { text: 'The bridge was closed.', kind: 'event', language: 'en' })).id;
});
afterAll(() => app.stop());

describe('Origins', () => {
  it('whose names are near are named in the answer, until somebody joins them or tells them apart', async () => {
    expect((await attach('Reuters')).nearOrigins).toEqual([]);
    const [reuters] = await found('reuters');
    const near = (await attach('Reuters News Agency')).nearOrigins;
    expect(near).toMatchObject([{ id: reuters?.id, name: 'Reuters', nearTo: { name: 'Reuters News Agency' } }]);
    const upstream = { kind: 'outlet', name: 'Reutters', relation: 'quote', basis: 'credited' };
    const work = { title: 'A page' };
    const appeared = await done(`/claims/${claim}/appearances`, { work, mode: 'own-voice', place: 'body', upstream });
    expect(appeared.nearOrigins).toMatchObject([{ id: reuters?.id }]);

    const [agency] = await found('news agency');
    await done(`/origins/${agency?.id}/join`, { intoId: reuters?.id });
    expect((await attach('Reuters News Agency')).nearOrigins).toEqual([]);
    const [reutters] = await found('REUTTERS');
    await done(`/origins/${reutters?.id}/duplicate-dismissal`, { ofId: reuters?.id, reason: 'Another agency.' });
    expect((await attach('Reutters')).nearOrigins).toEqual([]);
    expect((await attach('Reuters')).nearOrigins).toEqual([]);
  });

  it('are found by a part of a name, however it is spelt, page by page, and by the desk only', async () => {
    await attach('100%_Sure');
    expect((await found('0%_s')).map(({ name }) => name)).toEqual(['100%_Sure']);
    expect(await found('0__s')).toEqual([]);
    const names: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const at: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: { items: readonly Origin[]; nextCursor: string | null } = await asked(
        `/origins?q=ers&limit=1${at}`,
        editor,
      );
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    expect(names).toEqual(['Reuters', 'Reuters News Agency', 'Reutters']);
    expect((await app.get('/origins?q=ers')).status).toBe(401);
  });

  it('that nobody named are not there to be joined', async () => {
    const [reuters] = await found('reuters');
    const nobody = '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6aff';
    const join = (id: string, intoId: string) => app.post(`/origins/${id}/join`, { intoId }, { token: editor });
    expect((await join(nobody, reuters?.id ?? '')).status).toBe(404);
    expect(await (await join(reuters?.id ?? '', nobody)).json()).toMatchObject({
      code: 'origin-unknown',
      about: { id: nobody },
    });
  });

  it('on which a verdict rests are shown to whoever publishes it, and with it to anybody', async () => {
    const items = [await attach('Road authority'), await attach('Police of Exampleton')];
    const { verdictId } = await done(
      `/claims/${claim}/verdicts`,
      {
        ...{ rating: 'TRUE', summary: 'It was.', assessedOn: '2025-03-05' },
        evidenceIds: items.map(({ evidenceId }) => evidenceId),
      },
      reviewer,
    );
    const verdict = (token?: string) =>
      asked<{ origins: readonly Origin[] }>(`/claims/${claim}/verdicts/${verdictId}`, token);
    const names = ['Police of Exampleton', 'Road authority'];
    expect((await verdict(second)).origins.map(({ name }) => name).sort()).toEqual(names);
    await done(`/claims/${claim}/verdicts/${verdictId}/publication`, {}, second);
    expect((await verdict()).origins.map(({ name }) => name).sort()).toEqual(names);
  });

  it('that do not count are named in the refusal, item by item', async () => {
    const [one, same] = [await attach('Mill owner'), await attach('MILL OWNER')];
    const body = { text: 'The mill is closed.', kind: 'event', language: 'en', claimant: { name: 'Mill owner' } };
    claim = (await done('/claims', body)).id;
    const own = await attach('Mill owner');
    const nobody = await attach('Anonymous');
    expect(nobody).not.toHaveProperty('nearOrigins.0');
    const refused = await app.post(
      `/claims/${claim}/verdicts`,
      {
        ...{ rating: 'TRUE', summary: 'It is.', assessedOn: '2025-03-05' },
        evidenceIds: [own.evidenceId, nobody.evidenceId],
      },
      { token: reviewer },
    );
    expect([one.evidenceId === same.evidenceId, refused.status]).toEqual([false, 409]);
    expect(await refused.json()).toMatchObject({
      code: 'evidence-insufficient',
      items: [
        { id: own.evidenceId, code: 'claimant' },
        { id: nobody.evidenceId, code: 'origin-unknown' },
      ],
    });
  });
});
