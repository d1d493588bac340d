import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as OTPAuth from 'otpauth';
import { EmailAddresses } from '../src/access/email-addresses.js';
import { OneTimeLinks } from '../src/access/one-time-links.js';
import { Onboarding } from '../src/access/onboarding.js';
import { People } from '../src/access/people.js';
import type { Role } from '../src/kernel/roles.js';
import { localPath } from '../src/web/form-body.js';
import { startApp, type TestApp } from './support/app.js';
import { Browser } from './support/browser.js';
import { withClient } from './support/database.js';

const OPERATOR = { actor: { id: 'system', roles: ['system'] } } as const;
const PASSWORD = 'correct horse battery';
const OTHER = 'quite another password';

let server: TestApp;
beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server.stop());

const pathOf = ({ url }: { readonly url: string }): string => new URL(url).pathname;
const errorsOf = async (answer: Response): Promise<string[]> =>
  [...(await answer.text()).matchAll(/<a href="#([a-z]+)">/g)].map(([, field]) => field ?? '');

let count = 0;
/** A person with a password, in a browser that is signed in unless told otherwise. */
async function somebody(...roles: Role[]) {
  const { id } = await server.app.get(People).invite('Edda', roles, OPERATOR);
  const email = `edda${++count}@example.org`;
  const link = await server.app.get(OneTimeLinks).invitation(id);
  const browser = new Browser(server.url);
  await browser.post(pathOf(link), { email, password: PASSWORD, again: PASSWORD });
  return { id, email, browser };
}
const signIn = (browser: Browser, email: string, password = PASSWORD, next = '') =>
  browser.post('/sign-in', { email, password, next });
const meOf = async (browser: Browser): Promise<number> =>
  (await fetch(`${server.url}/api/v1/me`, { headers: { cookie: browser.cookie } })).status;

describe('The first admin', () => {
  it('is made once by the link of the newest start, whoever else tries at the same moment', async () => {
    const newcomers = server.app.get(Onboarding);
    const older = await newcomers.setUpLink();
    const link = await newcomers.setUpLink();
    if (!older || !link) throw new Error('nobody has an account, so there are links');
    const browser = new Browser(server.url);
    expect((await browser.get(pathOf(older))).status).toBe(410);
    expect((await browser.get(pathOf(link))).status).toBe(200);
    const wrong = await browser.post(pathOf(link), { name: ' ', email: 'ada', password: 'short', again: 'short' });
    expect(wrong.status).toBe(422);
    expect(await errorsOf(wrong)).toEqual(['name', 'email', 'password']);

    // A set-up that is cut short leaves the link good, and the next one finishes the person that it began.
    const { id } = await server.app.get(People).invite('Rio', [], OPERATOR);
    await server.app.get(EmailAddresses).vouch(id, 'first@example.org');
    const fields = { name: 'Adda', email: 'FIRST@example.org', password: PASSWORD, again: PASSWORD };
    const taken = await browser.post(pathOf(link), fields);
    expect([taken.status, await errorsOf(taken)]).toEqual([422, ['email']]);
    Object.assign(fields, { name: 'Ada', email: 'Ada@Example.org', reviewer: 'on' });

    // More at once than the database has connections for.
    const answers = await Promise.all(
      Array.from({ length: 24 }, () => new Browser(server.url).post(pathOf(link), fields)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array<number>(23).fill(410)]);
    expect((await signIn(browser, 'ada@example.org')).headers.get('location')).toBe('/account');
    const me = (await (await fetch(`${server.url}/api/v1/me`, { headers: { cookie: browser.cookie } })).json()) as {
      roles: string[];
    };
    expect(me.roles).toEqual(['admin', 'reviewer']);
    expect(await newcomers.setUpLink()).toBeUndefined();
    const { events } = await server.ledger.read.page(-1, 1000);
    // The first try, which was cut short, had ticked nothing; the second has its way.
    expect(events.filter(({ type }) => type === 'RoleGranted')).toHaveLength(2);
    const { rows } = await withClient(server.database.appUrl, (client) =>
      client.query<{ name: string }>('select name from access.people order by name'),
    );
    expect(rows.map(({ name }) => name)).toEqual(['Ada', 'Rio']);
  });
});

describe('An invitation', () => {
  it('gives a person their password once, and takes no address that another has', async () => {
    const { email } = await somebody('editor');
    const { id } = await server.app.get(People).invite('Rio', ['reviewer'], OPERATOR);
    const link = pathOf(await server.app.get(OneTimeLinks).invitation(id));
    const browser = new Browser(server.url);
    const fields = { password: PASSWORD, again: PASSWORD };
    const taken = await browser.post(link, { ...fields, email: email.toUpperCase() });
    expect([taken.status, await errorsOf(taken)]).toEqual([422, ['email']]);
    expect((await browser.post(link, { ...fields, email: 'rio@example.org', again: OTHER })).status).toBe(422);
    expect((await browser.post(link, { ...fields, email: 'rio@example.org' })).status).toBe(303);
    expect((await browser.post(link, { ...fields, email: 'rio@example.org' })).status).toBe(410);
    expect((await browser.get(link)).status).toBe(410);
    expect((await signIn(browser, 'RIO@example.org')).status).toBe(303);
    expect(await meOf(browser)).toBe(200);
  });

  it('is nothing with a link of another kind or of nobody', async () => {
    const { id } = await server.app.get(People).invite('Rio', [], OPERATOR);
    const token = pathOf(await server.app.get(OneTimeLinks).invitation(id))
      .split('/')
      .at(-1);
    const browser = new Browser(server.url);
    for (const path of ['/reset/', '/setup/', '/sign-in/link/']) {
      expect((await browser.get(path + token)).status).toBe(410);
      const fields = { name: 'Eve', email: 'eve@example.org', password: PASSWORD, again: PASSWORD };
      expect((await browser.post(path + token, fields)).status).toBe(410);
    }
    expect((await browser.get(`/invitation/${'a'.repeat(43)}`)).status).toBe(410);
  });

  it('ends with a deactivation, also once its person is back, as a reset does', async () => {
    for (const [purpose, make] of [
      ['invitation', (id: string) => server.app.get(OneTimeLinks).invitation(id)],
      ['reset', (id: string) => server.app.get(OneTimeLinks).reset(id)],
      ['sign-in', (id: string) => server.app.get(OneTimeLinks).make('sign-in', id)],
    ] as const) {
      const { id } = await server.app.get(People).invite('Rio', [], OPERATOR);
      const link = pathOf(await make(id));
      const browser = new Browser(server.url);
      expect([purpose, (await browser.get(link)).status]).toEqual([purpose, 200]);
      const fields = { email: `${purpose}@example.org`, password: PASSWORD, again: PASSWORD };
      await server.app.get(People).deactivate(id, OPERATOR);
      expect((await browser.get(link)).status).toBe(410);
      expect((await browser.post(link, fields)).status).toBe(410);
      await server.app.get(People).reactivate(id, OPERATOR);
      expect((await browser.post(link, fields)).status).toBe(410);
      expect((await browser.get(pathOf(await make(id)))).status).toBe(200);
    }
  });

  it('ends after its time', async () => {
    const { id } = await server.app.get(People).invite('Rio', [], OPERATOR);
    const link = pathOf(await server.app.get(OneTimeLinks).invitation(id));
    await withClient(server.database.appUrl, (client) =>
      client.query(`update access.links set expires_at = now() - interval '1 second' where person_id = $1`, [id]),
    );
    expect((await new Browser(server.url).get(link)).status).toBe(410);
  });
});

describe('Signing in', () => {
  it('gives a session that no script reads and no other site sends', async () => {
    const { email, browser } = await somebody('editor');
    const answer = await signIn(browser, email, PASSWORD, '/account/second-factor');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account/second-factor']);
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^claim-ledger\.session_token=/);
    expect(cookie.split('; ').slice(1).sort()).toEqual(['HttpOnly', 'Max-Age=604800', 'Path=/', 'SameSite=Lax']);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('answers a wrong password, an unknown account and one without a password in the same words', async () => {
    const { email, browser } = await somebody('editor');
    const { id } = await server.app.get(People).invite('Rio', [], OPERATOR);
    await withClient(server.database.appUrl, (client) =>
      client.query(`update access.people set email = 'no-password@example.org' where id = $1`, [id]),
    );
    const texts = [];
    for (const name of [email, 'nobody@example.org', 'no-password@example.org']) {
      const answer = await signIn(browser, name, OTHER);
      expect(answer.status).toBe(422);
      texts.push((await answer.text()).replaceAll(name, '…'));
    }
    expect(new Set(texts).size).toBe(1);
  });

  it('gives a new session each time, whatever session the browser had', async () => {
    const { email, browser } = await somebody('editor');
    await signIn(browser, email);
    const before = browser.clone();
    await signIn(browser, email);
    expect(browser.cookie).not.toBe(before.cookie);
    expect(await meOf(browser)).toBe(200);
  });

  it('believes no cookie that it did not sign', async () => {
    const { email, browser } = await somebody('editor');
    await signIn(browser, email);
    const [name = '', value = ''] = (/claim-ledger\.session_token=[^;]*/.exec(browser.cookie)?.[0] ?? '').split('=');
    const token = decodeURIComponent(value).split('.')[0];
    for (const forged of [`${token}.AAAA`, `${token}.`, `${token}`, '.', '%', '']) {
      const answer = await fetch(`${server.url}/api/v1/me`, { headers: { cookie: `${name}=${forged}` } });
      expect(answer.status).toBe(401);
    }
  });

  it('sends nobody on to another site', () => {
    for (const next of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '',
      'x',
      '/..//e',
    ]) {
      expect(localPath(next)).toBe('/account');
    }
    expect(localPath('/account?done=x')).toBe('/account?done=x');
  });

  it('is over for a person who is deactivated, in this session and in a new one, also once they are back', async () => {
    const { id, email, browser } = await somebody('editor');
    await signIn(browser, email);
    await server.app.get(People).deactivate(id, OPERATOR);
    expect(await meOf(browser)).toBe(401);
    expect((await browser.get('/account')).headers.get('location')).toBe('/sign-in?next=%2Faccount');
    expect((await signIn(new Browser(server.url), email)).status).toBe(422);
    await server.app.get(People).reactivate(id, OPERATOR);
    expect(await meOf(browser)).toBe(401);
    expect((await signIn(browser, email)).status).toBe(303);
  });

  it('makes whoever tries too often wait, whether or not there is such an account', async () => {
    const { email, browser } = await somebody('editor');
    const stranger = new Browser(server.url);
    for (const name of [email, 'nobody-at-all@example.org']) {
      const statuses = [];
      for (let i = 0; i < 7; i++) statuses.push((await signIn(stranger, name, OTHER)).status);
      expect(statuses.at(0)).toBe(422);
      expect(statuses.at(-1)).toBe(429);
    }
    const locked = await signIn(stranger, email);
    expect([locked.status, Number(locked.headers.get('retry-after')) > 0]).toEqual([429, true]);
    // Their own browser is none of the stranger's business, whoever forges its cookie or takes another account's.
    const rio = await somebody('editor');
    expect((await signIn(rio.browser, email)).status).toBe(429);
    expect((await signIn(browser, email)).status).toBe(303);
    // It has a count of its own.
    const own = [];
    for (let i = 0; i < 7; i++) own.push((await signIn(browser, email, OTHER)).status);
    expect([own[0], own.at(-1)]).toEqual([422, 429]);
  });

  it('passes the wait of a stranger by a reset link, in the browser that used it', async () => {
    const { id, email } = await somebody('editor');
    const stranger = new Browser(server.url);
    for (let i = 0; i < 6; i++) await signIn(stranger, email, OTHER);
    const fresh = new Browser(server.url);
    expect((await signIn(fresh, email)).status).toBe(429);
    await fresh.post(pathOf(await server.app.get(OneTimeLinks).reset(id)), { password: OTHER, again: OTHER });
    for (let i = 0; i < 6; i++) await signIn(stranger, email, PASSWORD);
    expect((await signIn(stranger, email, OTHER)).status).toBe(429);
    expect((await signIn(fresh, email, OTHER)).status).toBe(303);
    // Nor does the stranger keep them from changing their password.
    const changed = await fresh.post('/account/password', { current: OTHER, password: PASSWORD, again: PASSWORD });
    expect(changed.headers.get('location')).toBe('/account?done=password');
  });
});

describe('Signing out', () => {
  it('ends the session at once, also for who kept its cookie', async () => {
    const { email, browser } = await somebody('editor');
    await signIn(browser, email);
    const thief = browser.clone();
    expect(await meOf(thief)).toBe(200);
    expect((await browser.post('/sign-out')).status).toBe(303);
    expect(browser.cookie).not.toContain('session_token');
    expect(await meOf(thief)).toBe(401);
  });

  it('everywhere ends every session, and one ends only that one, and nobody else’s', async () => {
    const { id, email, browser } = await somebody('editor');
    const other = new Browser(server.url);
    await signIn(browser, email);
    await signIn(other, email);
    const page = await (await browser.get('/account')).text();
    const [, session = ''] = /\/account\/sessions\/([0-9a-f-]{36})\/end/.exec(page) ?? [];

    const stranger = await somebody('editor');
    await signIn(stranger.browser, stranger.email);
    await stranger.browser.post(`/account/sessions/${session}/end`);
    expect(await meOf(other)).toBe(200);

    await browser.post(`/account/sessions/${session}/end`);
    expect([await meOf(browser), await meOf(other)]).toEqual([200, 401]);
    await signIn(other, email);
    expect((await browser.post('/account/sessions/end')).status).toBe(303);
    expect([await meOf(browser), await meOf(other)]).toEqual([401, 401]);
    expect(id).not.toBe(stranger.id);
  });
});

describe('A password', () => {
  it('is changed by who knows the old one, and every other session ends', async () => {
    const { email, browser } = await somebody('editor');
    const other = new Browser(server.url);
    await signIn(browser, email);
    await signIn(other, email);
    const wrong = await browser.post('/account/password', { current: OTHER, password: OTHER, again: OTHER });
    expect([wrong.status, await errorsOf(wrong)]).toEqual([422, ['current']]);
    const before = browser.clone();
    const done = await browser.post('/account/password', { current: PASSWORD, password: OTHER, again: OTHER });
    expect(done.headers.get('location')).toBe('/account?done=password');
    expect([await meOf(browser), await meOf(other), await meOf(before)]).toEqual([200, 401, 401]);
    expect((await signIn(other, email)).status).toBe(422);
    expect((await signIn(other, email, OTHER)).status).toBe(303);
  });

  it('is reset by a link that is good once and ends every session', async () => {
    const { id, email, browser } = await somebody('editor');
    await signIn(browser, email);
    const replaced = pathOf(await server.app.get(OneTimeLinks).reset(id));
    const link = pathOf(await server.app.get(OneTimeLinks).reset(id));
    expect((await browser.get(replaced)).status).toBe(410);
    const fields = { password: OTHER, again: OTHER };
    const answers = await Promise.all([1, 2].map(() => new Browser(server.url).post(link, fields)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410]);
    expect(await meOf(browser)).toBe(401);
    expect((await signIn(browser, email, OTHER)).status).toBe(303);
  });

  it('lies hashed with argon2id, and links and tokens lie nowhere in clear', async () => {
    const { id } = await somebody('editor');
    const link =
      pathOf(await server.app.get(OneTimeLinks).reset(id))
        .split('/')
        .at(-1) ?? '';
    await withClient(server.database.appUrl, async (client) => {
      const { rows } = await client.query<{ password: string }>(
        'select password from access.accounts where person_id = $1',
        [id],
      );
      expect(rows[0]?.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      const { rows: links } = await client.query<{ row: string }>('select l::text as row from access.links l');
      expect(links.some(({ row }) => row.includes(link))).toBe(false);
    });
  });
});

describe('A second factor', () => {
  const codeOf = (secret: string, shift = 0) =>
    new OTPAuth.TOTP({ secret: OTPAuth.Secret.fromBase32(secret) }).generate({
      timestamp: Date.now() + shift * 30_000,
    });

  async function withSecondFactor() {
    const person = await somebody('editor');
    const { browser } = person;
    await signIn(browser, person.email);
    expect((await browser.post('/account/second-factor', { password: OTHER })).status).toBe(422);
    expect((await browser.post('/account/second-factor', { password: PASSWORD })).status).toBe(303);
    const page = await (await browser.get('/account/second-factor')).text();
    const secret = (/<code>([A-Z2-7 ]+)<\/code>/.exec(page)?.[1] ?? '').replaceAll(' ', '');
    expect((await browser.post('/account/second-factor/confirmation', { code: '000000' })).status).toBe(422);
    const done = await browser.post('/account/second-factor/confirmation', { code: codeOf(secret, -1) });
    expect(done.status).toBe(200);
    const recovery = [...(await done.text()).matchAll(/<li>([A-Za-z0-9]{5}-[A-Za-z0-9]{5})<\/li>/g)].map(
      ([, code]) => code ?? '',
    );
    expect(recovery).toHaveLength(10);
    return { ...person, secret, recovery };
  }

  it('is asked for after the password, and each code is good once', async () => {
    const { email, secret } = await withSecondFactor();
    const code = codeOf(secret);
    const browser = new Browser(server.url);
    const first = await signIn(browser, email, PASSWORD, '/');
    expect(first.headers.get('location')).toBe('/sign-in/second-factor?next=%2F');
    expect(await meOf(browser)).toBe(401);
    expect((await browser.post('/sign-in/second-factor', { code: '000000' })).status).toBe(422);
    const second = await browser.post('/sign-in/second-factor', { code, next: '/' });
    expect([second.status, second.headers.get('location')]).toEqual([303, '/']);
    expect(await meOf(browser)).toBe(200);

    const shoulder = new Browser(server.url);
    await signIn(shoulder, email);
    expect((await shoulder.post('/sign-in/second-factor', { code })).status).toBe(422);
    expect(await meOf(shoulder)).toBe(401);
  });

  it('lets somebody in by a recovery code, once', async () => {
    const { email, recovery, secret } = await withSecondFactor();
    const [code = ''] = recovery;
    for (const status of [303, 422]) {
      const browser = new Browser(server.url);
      await signIn(browser, email);
      expect((await browser.post('/sign-in/second-factor', { code })).status).toBe(status);
    }
    // However it is typed, and a code of the app in whatever digits.
    const arabic = codeOf(secret).replace(/\d/g, (digit) => String.fromCodePoint(0x0660 + Number(digit)));
    const [, second = '', third = '', fourth = ''] = recovery;
    for (const typed of [
      second.replace('-', ''),
      third.replace('-', ' \u2013 '),
      ` ${[...fourth].join(' ')}`,
      arabic,
    ]) {
      const browser = new Browser(server.url);
      await signIn(browser, email);
      expect([typed, (await browser.post('/sign-in/second-factor', { code: typed })).status]).toEqual([typed, 303]);
    }
  });

  it('takes a recovery code however it is typed', async () => {
    const { email, recovery } = await withSecondFactor();
    const fullWidth = (code: string) =>
      code.replace(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0));
    const ways = [
      (code: string) => code.replace('-', ''),
      (code: string) => code.replace('-', ' '),
      (code: string) => code.replace('-', '\u2013'),
      (code: string) => code.replace('-', '\u2212'),
      (code: string) => ` ${code.split('').join(' ')} `,
      (code: string) => `\u200b${code}\ufeff`,
      fullWidth,
    ];
    for (const [i, way] of ways.entries()) {
      const browser = new Browser(server.url);
      await signIn(browser, email);
      const answer = await browser.post('/sign-in/second-factor', { code: way(recovery[i] ?? '') });
      expect([i, answer.status]).toEqual([i, 303]);
    }
    const browser = new Browser(server.url);
    await signIn(browser, email);
    // Another code than it was: the case of a letter is no way of typing it.
    const other = (recovery[8] ?? '').replace(/[A-Za-z]/g, (letter) =>
      /[a-z]/.test(letter) ? letter.toUpperCase() : letter.toLowerCase(),
    );
    expect((await browser.post('/sign-in/second-factor', { code: other })).status).toBe(422);
  });

  it('takes a code in the digits of another script', async () => {
    const { email, secret } = await withSecondFactor();
    const browser = new Browser(server.url);
    await signIn(browser, email);
    const code = codeOf(secret).replace(/\d/g, (digit) => String.fromCodePoint(0x0660 + Number(digit)));
    expect((await browser.post('/sign-in/second-factor', { code })).status).toBe(303);
  });

  it('is not got round by guessing, by a reset, or by a step that nobody began', async () => {
    const { id, email, secret } = await withSecondFactor();
    const browser = new Browser(server.url);
    await signIn(browser, email);
    const answers = [];
    for (let i = 0; i < 6; i++) answers.push(await browser.post('/sign-in/second-factor', { code: '000000' }));
    expect(answers.at(-1)?.headers.get('location')).toMatch(/^\/sign-in\?failed=step/);
    const late = await browser.post('/sign-in/second-factor', { code: codeOf(secret) });
    expect(late.headers.get('location')).toMatch(/^\/sign-in\?failed=step/);

    const link = pathOf(await server.app.get(OneTimeLinks).reset(id));
    await browser.post(link, { password: OTHER, again: OTHER });
    expect((await signIn(browser, email, OTHER)).headers.get('location')).toMatch(/^\/sign-in\/second-factor/);
    expect(await meOf(browser)).toBe(401);
    const nobody = await new Browser(server.url).post('/sign-in/second-factor', { code: codeOf(secret) });
    expect(nobody.headers.get('location')).toMatch(/^\/sign-in\?failed=step/);
  });

  it('tells its recovery codes to nobody who has a browser and a code, and not the password', async () => {
    const { email, browser, secret, recovery } = await withSecondFactor();
    for (const code of [codeOf(secret, -1), codeOf(secret)]) {
      const answer = await browser.post('/account/second-factor/confirmation', { code });
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account/second-factor']);
      // A code that was looked at there would be spent or found right: it is neither.
      expect((await browser.post('/sign-in/second-factor', { code })).headers.get('location')).toBe('/account');
    }
    expect((await browser.post('/account/second-factor', { password: PASSWORD })).status).toBe(303);
    const page = await (await browser.get('/account/second-factor')).text();
    for (const code of recovery) expect(page).not.toContain(code);
    const other = new Browser(server.url);
    await signIn(other, email);
    expect((await other.post('/sign-in/second-factor', { code: codeOf(secret) })).status).toBe(303);
  });

  it('ends with the password, and gets new recovery codes with it', async () => {
    const { email, browser, recovery } = await withSecondFactor();
    expect((await browser.post('/account/second-factor/recovery-codes', { password: OTHER })).status).toBe(422);
    const renewed = await browser.post('/account/second-factor/recovery-codes', { password: PASSWORD });
    expect(renewed.status).toBe(200);
    expect(await renewed.text()).not.toContain(recovery[0]);
    expect((await browser.post('/account/second-factor/removal', { current: OTHER })).status).toBe(422);
    expect((await browser.post('/account/second-factor/removal', { current: PASSWORD })).status).toBe(303);
    expect((await signIn(new Browser(server.url), email)).headers.get('location')).toBe('/account');
  });

  it('lies encrypted', async () => {
    const { id, secret, recovery } = await withSecondFactor();
    await withClient(server.database.appUrl, async (client) => {
      const { rows } = await client.query<{ row: string }>(
        'select f::text as row from access.second_factors f where person_id = $1',
        [id],
      );
      expect(rows).toHaveLength(1);
      for (const text of [secret, ...recovery]) expect(rows[0]?.row).not.toContain(text);
    });
  });
});

describe('Pages', () => {
  it('ask who is not signed in to sign in, and bring them back', async () => {
    const stranger = new Browser(server.url);
    for (const path of ['/account', '/account/second-factor']) {
      expect((await stranger.get(path)).headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
    }
    for (const path of ['/account/password', '/account/sessions/end', '/account/second-factor/removal']) {
      expect((await stranger.post(path)).headers.get('location')).toBe('/sign-in?next=%2Faccount');
    }
  });

  it('escape whatever they show', async () => {
    const answer = await signIn(new Browser(server.url), '"><script>alert(1)</script>@example.org');
    expect(await answer.text()).not.toContain('<script');
    const page = await (
      await new Browser(server.url).get('/sign-in?next=/%22%3E%3Cscript%3E&done=%3Cscript%3E')
    ).text();
    expect(page).not.toContain('<script');
  });

  it('wear a style sheet that browsers may keep for ever', async () => {
    const page = await (await fetch(server.url)).text();
    const [, path = ''] = /href="(\/assets\/[0-9a-f]{16}-style\.css)"/.exec(page) ?? [];
    const style = await fetch(server.url + path);
    expect([style.status, style.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect((await fetch(`${server.url}/assets/0000000000000000-style.css`)).status).toBe(404);
  });

  it('take no form from another site', async () => {
    const answer = await fetch(`${server.url}/sign-in`, {
      method: 'POST',
      body: new URLSearchParams({ email: 'a@example.org', password: PASSWORD }),
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'text/html; charset=utf-8']);
  });
});
