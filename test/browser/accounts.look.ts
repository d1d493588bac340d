import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as OTPAuth from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { lookAt, startChromium } from '../support/chromium.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const PASSWORD = 'correct horse battery';

let database: TestDatabase;
let folder: string;
let server: ChildProcess;
let setUp: string;
let chromium: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  folder = await mkdtemp(path.join(tmpdir(), 'claim-ledger-browser-'));
  server = spawn(process.execPath, ['dist/src/main.js'], {
    env: { PATH: process.env.PATH, DATABASE_URL: database.superuserUrl, DATA_FOLDER: folder, PORT: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  setUp = await new Promise((resolve, reject) => {
    let told = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      const found = /by (http\S+)/.exec(told)?.[1];
      if (found) resolve(found);
    });
    server.on('exit', () => reject(new Error(told)));
  });
  chromium = await startChromium();
  page = await (await chromium.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
});
afterAll(async () => {
  await chromium.close();
  server.removeAllListeners('exit');
  server.kill('SIGTERM');
  await once(server, 'exit');
  await database.drop();
  await rm(folder, { recursive: true });
});

const look = (name: string): Promise<void> => lookAt(page, name);

const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const fill = (label: string, value: string) => page.getByLabel(label, { exact: true }).fill(value);
const codeOf = (secret: string) => new OTPAuth.TOTP({ secret: OTPAuth.Secret.fromBase32(secret) }).generate();

it('takes the first admin from set-up to signing out everywhere', async () => {
  const { origin } = new URL(setUp);
  await page.goto(origin);
  await look('home');
  await page.goto(setUp);
  await look('set-up');
  await fill('Your name', 'Ada Admin');
  await fill('E-mail address', 'ada@example.org');
  await fill('New password', 'short');
  await fill('The same again', 'short');
  await press('Set up');
  await look('set-up-wrong');
  await page.getByRole('link', { name: /at least 12 characters/ }).click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('password');
  expect(await page.getByLabel('Your name').inputValue()).toBe('Ada Admin');
  await fill('New password', PASSWORD);
  await fill('The same again', PASSWORD);
  await press('Set up');
  await look('sign-in-after-set-up');

  await fill('E-mail address', 'ada@example.org');
  await fill('Password', 'not the password');
  await press('Sign in');
  await look('sign-in-wrong');
  await fill('Password', PASSWORD);
  await press('Sign in');
  await page.waitForURL('**/account');
  await look('account');

  await page.getByRole('link', { name: 'Turn on' }).click();
  await look('second-factor-off');
  await fill('Your password', PASSWORD);
  await press('Begin');
  await look('second-factor-begun');
  const secret = (await page.locator('code').innerText()).replaceAll(' ', '');
  await fill('Then type the six digits that it shows', codeOf(secret));
  await press('Turn on');
  await look('second-factor-codes');
  const recovery = await page.locator('.codes li').first().innerText();
  await page.getByRole('link', { name: 'Back to your account' }).click();
  await press('Sign out');

  await fill('E-mail address', 'ada@example.org');
  await fill('Password', PASSWORD);
  await press('Sign in');
  await look('second-step');
  await fill('Code', recovery);
  await press('Continue');
  await page.waitForURL('**/account');
  await page.goto(`${origin}/account/second-factor`);
  await look('second-factor-on');
  await page.goto(`${origin}/account`);
  await press('Sign out everywhere');
  expect(page.url()).toContain('/sign-in');
  await page.goto(`${origin}/account`);
  expect(page.url()).toContain('/sign-in?next=%2Faccount');
  await page.goto(setUp);
  await look('link-over');
  expect(complaints).toEqual([]);
});
