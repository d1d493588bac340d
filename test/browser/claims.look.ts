import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
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

const go = (path: string) => page.goto(`${demo.url}${path}`);

it('lets a stranger find a claim by a misspelt word, read its verdicts, and see what happened to it', async () => {
  await go('/');
  await lookAt(page, 'home-filled');
  await page.getByRole('search').first().getByRole('searchbox').fill('soldeirs');
  await page.keyboard.press('Enter');
  await lookAt(page, 'claims-found');
  await page.getByRole('link', { name: /North Korea sent at least 3,000/ }).click();
  await lookAt(page, 'claim');
  expect(await page.title()).toMatch(/^Unproven: North Korea/);
  // Two verdicts hold, each for its own days.
  expect(await page.getByRole('table').getByRole('row').count()).toBe(3);
  await page.getByRole('link', { name: 'History' }).click();
  await lookAt(page, 'history');
  await go('/corrections');
  await lookAt(page, 'corrections');
});

it('shows the past as the past, and leads back', async () => {
  const { items } = (await (await fetch(`${demo.url}/api/v1/claims?q=korea`)).json()) as { items: { id: string }[] };
  const at = `/claims/${items[0]?.id}`;
  const { items: events } = (await (await fetch(`${demo.url}/api/v1${at}/history`)).json()) as {
    items: { type: string; position: number }[];
  };
  const first = events.find(({ type }) => type === 'VerdictPublished');
  await go(`${at}?asOf=${first?.position}`);
  await lookAt(page, 'claim-past');
  expect(await page.title()).toMatch(/^As of /);
  await page.getByRole('link', { name: 'Back to now' }).click();
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
  await page.getByRole('link', { name: 'Show all claims' }).click();
  await go('/claims/01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a17');
  await lookAt(page, 'claim-missing');
  expect(complaints).toEqual([]);
});
