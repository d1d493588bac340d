import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { csvOf } from '../src/web/machines/table.js';
import { PROJECTIONS } from '../src/projections/index.js';
import { Projections } from '../src/projections/projections.js';
import { startApp, type TestApp } from './support/app.js';

const HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(1)> {{7*7}} & the rest';

let app: TestApp;
let tokens: Readonly<Record<'editor' | 'reviewer' | 'publisher', string>>;
let published: string;
let draft: string;
let outlet: string;
let work: string;
let verdict: string;
let cited: number;

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
  const recorded = await post(
    '/works',
    {
      outletId: outlet,
      title: HOSTILE,
      publishedOn: '2025-03',
      claims: [{ claimId: id, mode: 'attributed', place: 'lead', excerpt: HOSTILE }],
    },
    editor,
  );
  work = recorded.id ?? '';
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
  verdict = verdictId ?? '';
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
  outlet =
    (await post('/outlets', { name: HOSTILE, domains: ['daily.example.org'], kind: 'online' }, tokens.editor)).id ?? '';
  published = await publish(`The bridge was closed. ${HOSTILE}`);
  cited = await app.head();
  await app.app.get(Projections).engine.waitForPosition(PROJECTIONS, cited, 30_000);
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
  `/claims/${published}/compare?from=0`,
  `/claims/${published}/verdicts/${verdict}`,
  `/claims/${published}/check`,
  `/claims/${published}/complain`,
  `/cite/999/claims/${published}`.replace('999', String(cited)),
  '/outlets',
  `/outlets/${outlet}`,
  `/works/${work}`,
  ...['/log', '/verify', '/method', '/corrections-policy', '/about', '/complain'],
  `/embed/claims/${published}`,
];
/** The same as data, which other programs read. */
const DATA = () => [
  ...['/claims.json', '/claims.csv', '/claims.atom', '/corrections.json', '/corrections.csv', '/corrections.atom'],
  ...[`/claims/${published}.json`, `/claims/${published}.atom`, '/sitemap.xml', '/robots.txt'],
];

describe('the pages of the public record', () => {
  it('show a stranger nothing of a draft, and not that there is one', async () => {
    for (const at of [...PUBLIC(), ...DATA()]) {
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
      const ours = /<script type="(?:application\/ld\+json|module" src="\/assets\/[\w-]+verify\.js)">?/g;
      expect([at, /<script|<img/.test(html.replace(ours, ''))]).toEqual([at, false]);
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

  it('hold in a feed and a table nothing that runs, and in data of a claim nothing that ends it', async () => {
    const feed = await page('/claims.atom');
    expect(feed.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    expect(feed.html).toContain('&lt;script&gt;');
    expect(feed.html).not.toMatch(/<script|<img/);
    const data = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(
      (await page(`/claims/${published}`)).html,
    )?.[1];
    expect(JSON.parse(data ?? '')).toMatchObject({
      '@type': 'ClaimReview',
      claimReviewed: `The bridge was closed. ${HOSTILE}`,
      reviewRating: { ratingValue: 4, bestRating: 5, worstRating: 1, alternateName: 'Mostly true' },
    });
    const table = csvOf(['a'], [['=1+1'], ['-3.5%'], ['@SUM(A1)'], ['-cmd'], ['+1,000']]);
    expect(table).toBe("\ufeffa\r\n'=1+1\r\n-3.5%\r\n'@SUM(A1)\r\n'-cmd\r\n\"+1,000\"\r\n");
  });

  it('let only cards be framed', async () => {
    const policy = async (at: string) => (await page(at)).headers.get('content-security-policy');
    expect(await policy(`/embed/claims/${published}`)).toContain('frame-ancestors *');
    expect(await policy(`/claims/${published}`)).toContain("frame-ancestors 'none'");
    const missing = await page(`/embed/claims/${draft}`);
    expect([missing.status, missing.headers.get('x-frame-options')]).toEqual([404, 'DENY']);
    const own = /rel="canonical" href="([^"]+)"/.exec((await page(`/claims/${published}`)).html)?.[1] ?? '';
    const { html } = await page(`/oembed?url=${encodeURIComponent(own)}`);
    expect(JSON.parse(html)).toMatchObject({ version: '1.0', type: 'rich' });
    expect((await page('/oembed?url=https://elsewhere.example/claims/1')).status).toBe(404);
  });

  it('may be kept only by who asked for them as nobody in particular, and are not sent twice', async () => {
    const { headers } = await page('/method');
    expect(headers.get('cache-control')).toBe('public, max-age=10');
    expect(headers.get('vary')).toContain('Accept-Language');
    const again = await page('/method', { 'if-none-match': headers.get('etag') ?? '' });
    expect([again.status, again.html]).toEqual([304, '']);
    expect((await page('/method', { cookie: 'language=es' })).headers.get('cache-control')).toBe('no-store');
  });

  it('take a request for a correction, and tell whoever holds its receipt what became of it', async () => {
    const send = async (at: string, fields: Readonly<Record<string, string>>) => {
      const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
      const body = new URLSearchParams(fields).toString();
      const response = await fetch(`${app.url}${at}`, { method: 'POST', headers, body });
      return { status: response.status, html: await response.text() };
    };
    const form = `/claims/${published}/complain`;
    const empty = await send(form, { text: ' ', contact: HOSTILE });
    expect([empty.status, textOf(empty.html)]).toEqual([422, expect.stringContaining('Say what is wrong.')]);
    expect(empty.html).not.toContain('<img');
    const { status, html } = await send(form, { text: `It was the other bridge. ${HOSTILE}`, contact: '' });
    const receipt = /clr_[\w-]{43}/.exec(html)?.[0] ?? '';
    const path = /\/claims\/[0-9a-f-]+\/requests\/[0-9a-f-]+/.exec(html)?.[0] ?? '';
    expect([status, receipt === '', path === '']).toEqual([200, false, false]);
    expect((await page(path)).html).not.toContain('other bridge');
    expect((await send(path, { receipt: `clr_${'A'.repeat(43)}` })).status).toBe(422);
    const told = await send(path, { receipt: ` ${receipt} ` });
    expect(textOf(told.html)).toContain('Nobody has decided yet.');
    expect(told.html).not.toContain('<img');
  });

  it('lead a Memento client through the past of a claim', async () => {
    const at = `/claims/${published}`;
    const timemap = (await page(`${at}/timemap`)).html;
    const mementos = [...timemap.matchAll(/<([^>]+)>; rel="[a-z ]*memento"; datetime="([^"]+)"/g)];
    expect(mementos.length).toBeGreaterThan(0);
    for (const asked of ['Thu, 27 Mar 2025 10:00:00 GMT', mementos.at(-1)?.[2] ?? '']) {
      const gate = await page(at, { 'accept-datetime': asked });
      expect([gate.status, gate.headers.get('vary')]).toEqual([302, expect.stringContaining('Accept-Datetime')]);
      const { pathname, search } = new URL(gate.headers.get('location') ?? '');
      const memento = await page(pathname + search);
      expect([memento.status, memento.headers.get('link')]).toEqual([
        200,
        expect.stringContaining('rel="original timegate"'),
      ]);
      expect(Date.parse(memento.headers.get('memento-datetime') ?? '')).not.toBeNaN();
      expect(memento.html).toContain('<body class="past">');
    }
    expect((await page(at, { 'accept-datetime': 'yesterday' })).status).toBe(400);
    expect((await page('/corrections', { 'accept-datetime': 'Thu, 27 Mar 2025 10:00:00 GMT' })).status).toBe(302);
    expect((await page(`/outlets/${outlet}`)).headers.get('link')).toContain('timegate');
  });
});
