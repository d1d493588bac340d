import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from './support/app.js';

const HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(1)> {{7*7}} & the rest';

let app: TestApp;
let tokens: Readonly<Record<'editor' | 'reviewer' | 'publisher', string>>;
let published: string;
let draft: string;

type Made = Readonly<Record<string, string>>;
const post = async (at: string, body: object, token: string): Promise<Made> => {
  const response = await app.post(at, body, { token });
  const answer = (await response.json()) as Made;
  if (!response.ok) throw new Error(`${at}: ${JSON.stringify(answer)}`);
  return answer;
};
const page = async (at: string, headers: Readonly<Record<string, string>> = {}) => {
  const response = await fetch(`${app.url}${at}`, { headers, redirect: 'manual' });
  return { status: response.status, html: await response.text(), headers: response.headers };
};
/** What a reader sees: no tags, and entities as characters. */
const textOf = (html: string): string =>
  html
    .replace(/<(?:head|style)>?[\s\S]*?<\/(?:head|style)>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

async function publish(text: string): Promise<string> {
  const { editor, reviewer, publisher } = tokens;
  const claim = await post(
    '/claims',
    {
      text,
      kind: 'event',
      language: 'en',
      claimant: { name: HOSTILE },
      claimedOn: '2025-03-04',
      selectionReason: HOSTILE,
    },
    editor,
  );
  const id = claim.id ?? '';
  await post(
    '/works',
    {
      title: HOSTILE,
      publishedOn: '2025-03',
      claims: [{ claimId: id, mode: 'attributed', place: 'lead', excerpt: HOSTILE }],
    },
    editor,
  );
  const { evidenceId } = await post(
    `/claims/${id}/evidence`,
    {
      title: HOSTILE,
      stance: 'supports',
      source: 'primary',
      sourceKind: 'document',
      originName: `The authority ${HOSTILE}`,
    },
    editor,
  );
  const { verdictId } = await post(
    `/claims/${id}/verdicts`,
    {
      rating: 'MOSTLY_TRUE',
      summary: HOSTILE,
      evidenceIds: [evidenceId],
      assessedOn: '2025-03-05',
      singleSourceReason: 'Only one knows.',
    },
    reviewer,
  );
  await post(`/claims/${id}/verdicts/${verdictId}/publication`, {}, publisher);
  return id;
}

beforeAll(async () => {
  app = await startApp();
  await app.found();
  tokens = {
    editor: await app.token('editor'),
    reviewer: await app.token('reviewer'),
    publisher: await app.token('reviewer'),
  };
  published = await publish(`The bridge was closed. ${HOSTILE}`);
  draft =
    (await post('/claims', { text: 'A secret draft about zeppelins.', kind: 'event', language: 'en' }, tokens.editor))
      .id ?? '';
});
afterAll(() => app.stop());

const PUBLIC = () => [
  '/',
  '/claims',
  '/claims?q=bridge',
  '/corrections',
  `/claims/${published}`,
  `/claims/${published}/history`,
];

describe('the pages of the public record', () => {
  it('show a stranger nothing of a draft, and not that there is one', async () => {
    for (const at of PUBLIC()) {
      const { status, html } = await page(at);
      expect([at, status, html.includes('zeppelin')]).toEqual([at, 200, false]);
    }
    for (const at of [`/claims/${draft}`, `/claims/${draft}/history`, `/claims/${draft}.json`]) {
      expect([at, (await page(at)).status]).toEqual([at, 404]);
    }
    expect(textOf((await page('/claims?q=zeppelins')).html)).toContain('No claim matches “zeppelins”.');
  });

  it('set every text inert', async () => {
    for (const at of PUBLIC()) {
      const { html } = await page(at);
      expect([at, /<script(?! type="application.ld.json")|<img/.test(html)]).toEqual([at, false]);
    }
    expect(textOf((await page(`/claims/${published}`)).html)).toContain(HOSTILE);
    expect((await page(`/claims?q=${encodeURIComponent(HOSTILE)}`)).html).not.toContain('<script');
  });

  it('set no code and no identifier where a word belongs', async () => {
    for (const at of PUBLIC()) {
      const text = textOf((await page(at)).html);
      expect([at, text.match(/MOSTLY_TRUE|four-eyes|own-voice|[0-9a-f]{8}-[0-9a-f]{4}-|\d{4}-\d\d-\d\d/)]).toEqual([
        at,
        null,
      ]);
    }
  });

  it('say the rating first in the title', async () => {
    expect((await page(`/claims/${published}`)).html).toContain('<title>Mostly true: The bridge was closed.');
  });

  it('are in the language that is asked for, then in what the browser prefers', async () => {
    const spanish = await page('/claims?lang=es');
    expect(spanish.html).toContain('<html lang="es"');
    expect(spanish.headers.get('set-cookie')).toMatch(/^language=es;/);
    expect((await page('/claims', { 'accept-language': 'fr, es-MX;q=0.9, en;q=0.1' })).html).toContain(
      '<html lang="es"',
    );
    expect((await page('/claims', { 'accept-language': 'es', cookie: 'language=en' })).html).toContain(
      '<html lang="en"',
    );
    expect(textOf((await page(`/claims/${published}?lang=es`)).html)).toContain('Qué hallamos');
  });

  it('mark the past, and are the same as the interface’s answer', async () => {
    const json = await page(`/claims/${published}.json`);
    expect(JSON.parse(json.html)).toMatchObject({ id: published, verdict: { rating: 'MOSTLY_TRUE' } });
    const { position } = JSON.parse(json.html) as { position: number };
    const past = await page(`/claims/${published}?asOf=${position}`);
    expect(past.html).toContain('<body class="past">');
    expect(textOf(past.html)).toContain('You are reading the past');
    expect((await page(`/claims/${published}?asOf=1`)).status).toBe(404);
  });

  it('take the empty fields of a form, and refuse what is none of theirs', async () => {
    expect((await page('/claims?q=&rating=&topic=&from=&to=&sort=')).status).toBe(200);
    expect((await page('/claims?rating=PANTS_ON_FIRE')).status).toBe(400);
    expect((await page('/claims?from=yesterday')).status).toBe(400);
  });

  it('lead from a duplicate to the claim that it repeats', async () => {
    const other = await publish('The bridge was shut.');
    await post(`/claims/${other}/merge`, { intoId: published }, tokens.editor);
    const { status, headers } = await page(`/claims/${other}`);
    expect([status, headers.get('location')]).toEqual([301, `/claims/${published}`]);
  });
});
