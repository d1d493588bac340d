import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lookAt, startChromium } from '../support/chromium.js';
import { startDemo, type RunningDemo } from '../support/demo.js';

let demo: RunningDemo;
let chromium: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  [demo, chromium] = await Promise.all([startDemo(), startChromium()]);
  page = await (await chromium.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
});
afterAll(async () => {
  await chromium.close();
  await demo.stop();
});

const go = (address: string) => page.goto(`${demo.url}${address}`);
/** Does what leads to another page, and waits until that is there. */
const follow = async (act: Promise<void>) => {
  await Promise.all([page.waitForEvent('load'), act]);
};

it('lets a stranger find a claim by a misspelt word, read its verdicts, and see what happened to it', async () => {
  await go('/');
  await lookAt(page, 'home-filled');
  await page.getByRole('search').first().getByRole('searchbox').fill('soldeirs');
  await follow(page.keyboard.press('Enter'));
  await lookAt(page, 'claims-found');
  await follow(page.getByRole('link', { name: /North Korea sent at least 3,000/ }).click());
  await lookAt(page, 'claim');
  expect(await page.title()).toMatch(/^Unproven: North Korea/);
  // Two verdicts hold, each for its own days.
  expect(await page.getByRole('table').getByRole('row').count()).toBe(3);
  await follow(page.getByRole('link', { name: 'History' }).click());
  await lookAt(page, 'history');
  await follow(page.getByRole('button', { name: 'Compare' }).click());
  await lookAt(page, 'compare');
  await go('/corrections');
  await lookAt(page, 'corrections');
});

const claimsAbout = async (words: string): Promise<string> => {
  const found = await fetch(`${demo.url}/api/v1/claims?q=${encodeURIComponent(words)}`);
  return ((await found.json()) as { items: { id: string }[] }).items[0]?.id ?? '';
};

it('lets them see outlets, works and what the desk says of itself', async () => {
  for (const [path, name] of [
    ['/outlets', 'outlets'],
    ['/method', 'method'],
    ['/corrections-policy', 'corrections-policy'],
    ['/about', 'about'],
    ['/complain', 'complain-how'],
    ['/log', 'log'],
    ['/verify', 'verify'],
  ] as const) {
    await go(path);
    await lookAt(page, name);
  }
  // The sample only infers who published its works, which stands in no outlet's list: both are known by a claim.
  const claim = await fetch(`${demo.url}/api/v1/claims/${await claimsAbout('korea')}`);
  const { appearances } = (await claim.json()) as { appearances: { work: { id: string } }[] };
  await go(`/works/${appearances[0]?.work.id}`);
  await lookAt(page, 'work');
});

it('lets them check a claim in the browser, and see that a changed proof is told', async () => {
  const id = await claimsAbout('korea');
  await go(`/claims/${id}/check`);
  await page.getByRole('button', { name: 'Check it now' }).click();
  await page.getByRole('heading', { name: 'What it shows' }).waitFor();
  await lookAt(page, 'check');
  expect(await page.locator('.checked > .holds').count()).toBeGreaterThanOrEqual(4);
  expect(await page.locator('.checked > .fails').count()).toBe(0);
  const proof = await (await fetch(`${demo.url}/api/v1/claims/${id}/proof`)).text();
  const changed = proof.replace('UNPROVEN', 'DISPROVED');
  const file = { name: 'proof.json', mimeType: 'application/json', buffer: Buffer.from(changed) };
  await page.locator('#proof-file').setInputFiles(file);
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.locator('#result .ours').waitFor();
  expect(await page.locator('.checked > .fails').count()).toBeGreaterThanOrEqual(1);
});

it('works from disk with the network cut', async () => {
  const id = await claimsAbout('korea');
  const [checker, proof] = await Promise.all(
    ['/verify/checker.html', `/api/v1/claims/${id}/proof`].map(async (path) =>
      Buffer.from(await (await fetch(demo.url + path)).arrayBuffer()),
    ),
  );
  const folder = await mkdtemp(path.join(tmpdir(), 'claim-ledger-checker-'));
  await writeFile(path.join(folder, 'checker.html'), checker ?? '');
  const context = await chromium.newContext({ offline: true });
  const alone = await context.newPage();
  await alone.goto(`file://${folder}/checker.html`);
  await alone
    .locator('#proof-file')
    .setInputFiles({ name: 'proof.json', mimeType: 'application/json', buffer: proof ?? Buffer.alloc(0) });
  await alone.getByRole('button', { name: 'Check', exact: true }).click();
  await alone.getByRole('heading', { name: 'What it shows' }).waitFor();
  expect(await alone.locator('#result').textContent()).toContain('North Korea sent at least 3,000');
  await context.close();
  await rm(folder, { recursive: true });
});

it('takes a complaint and shows its receipt, then what became of it', async () => {
  const id = await claimsAbout('korea');
  await go(`/claims/${id}/complain`);
  await lookAt(page, 'complain');
  await follow(page.getByRole('button', { name: 'Send' }).click());
  await lookAt(page, 'complain-empty');
  await page.getByLabel('What is wrong').fill('It was Seoul that said so.');
  await follow(page.getByRole('button', { name: 'Send' }).click());
  await lookAt(page, 'complain-sent');
  const receipt = await page.locator('dd.digest').first().textContent();
  await follow(page.locator('dd.digest a').click());
  await lookAt(page, 'receipt');
  await page.getByLabel('Receipt').fill(receipt ?? '');
  await follow(page.getByRole('button', { name: 'Show' }).click());
  await lookAt(page, 'receipt-told');
  expect(await page.locator('main').textContent()).toContain('Nobody has decided yet.');
});

it('tells who follows a citation what became of it', async () => {
  const id = await claimsAbout('korea');
  const { items } = (await (await fetch(`${demo.url}/api/v1/claims/${id}/history`)).json()) as {
    items: { type: string; position: number }[];
  };
  const first = items.find(({ type }) => type === 'VerdictPublished');
  await go(`/cite/${first?.position}/claims/${id}`);
  await lookAt(page, 'citation');
  expect(await page.locator('main').textContent()).toContain('updated, new facts');
  await go(`/embed/claims/${id}`);
  await lookAt(page, 'embed');
});

it('shows the past as the past, and leads back', async () => {
  const at = `/claims/${await claimsAbout('korea')}`;
  const { items: events } = (await (await fetch(`${demo.url}/api/v1${at}/history`)).json()) as {
    items: { type: string; position: number }[];
  };
  const first = events.find(({ type }) => type === 'VerdictPublished');
  await go(`${at}?asOf=${first?.position}`);
  await lookAt(page, 'claim-past');
  expect(await page.title()).toMatch(/^As of /);
  await follow(page.getByRole('link', { name: 'Back to now' }).click());
  expect(new URL(page.url()).search).toBe('');
});

it('speaks Spanish, and goes on speaking it', async () => {
  await go('/claims?lang=es');
  await lookAt(page, 'claims-spanish');
  await go('/');
  expect(await page.locator('html').getAttribute('lang')).toBe('es');
  await go('/?lang=en');
});

it('says what to do where there is nothing', async () => {
  await go('/claims?q=xylophones');
  await lookAt(page, 'claims-none');
  await follow(page.getByRole('link', { name: 'Show all claims' }).click());
  await go('/claims/01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a17');
  await lookAt(page, 'claim-missing');
  expect(complaints).toEqual([]);
});
