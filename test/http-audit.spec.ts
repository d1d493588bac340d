import { createPublicKey } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyArchive } from '../src/audit/archive/verify-archive.js';
import { pinnedKeys } from '../src/audit/verify/keys.js';
import { verifyProof } from '../src/audit/verify/proof.js';
import { formatVkey } from '../src/kernel/signed-note.js';
import { claimProjection } from '../src/projections/claims/claim.projection.js';
import { tableOf } from '../src/projections/engine/store.js';
import { openDesk } from './fixtures/editorial-team.js';
import { everyEvent } from './fixtures/every-event.js';
import { startApp, type TestApp } from './support/app.js';
import { withClient } from './support/database.js';
import { freshSeal } from './support/sealing.js';

let app: TestApp;
let folder: string;
let auditor: string;
let vkey: string;

/** A published claim. */
let claim: string;

const atRoot = async (route: string) => (await fetch(app.url + route)).text();
const exported = async (route: string, token?: string): Promise<string> => {
  const response = await app.get(route, token === undefined ? {} : { token });
  expect(response.status).toBe(200);
  const file = path.join(folder, `${Math.random()}.tar`);
  await writeFile(file, Buffer.from(await response.arrayBuffer()));
  return file;
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'claim-ledger-http-audit-'));
  app = await startApp();
  await app.found();
  await everyEvent(openDesk(app.ledger));
  auditor = await app.token('auditor');
  await app.post('/ledger/checkpoints', {}, { token: auditor });
  vkey = (await atRoot('/log.vkey')).trim();
  const list = (await (await app.get(`/claims?limit=1&after=${await app.head()}`)).json()) as {
    items: { id: string }[];
  };
  claim = list.items[0]?.id ?? '';
});
afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true });
});

describe('An export', () => {
  it('is whole for an auditor, for anybody and for one claim', async () => {
    const [all, open, one] = [
      await exported('/export', auditor),
      await exported('/export'),
      await exported(`/export?claim=${claim}`),
    ];
    const verdicts = [];
    for (const file of [all, open, one]) verdicts.push(await verifyArchive(file, { vkey }));
    expect(verdicts.map(({ findings }) => findings)).toEqual([[], [], []]);
    const opened = verdicts.map((verdict) => verdict.opened);
    expect(opened[0]).toBeGreaterThan(opened[1] ?? 0);
    expect(opened[1]).toBeGreaterThanOrEqual(opened[2] ?? 0);
    expect(opened[2]).toBeGreaterThan(0);
  });

  it('of a claim that the reader may not see is refused as its page is', async () => {
    expect((await app.get('/export?claim=00000000-0000-7000-8000-000000000001')).status).toBe(404);
    expect((await app.get('/export?claim=x')).status).toBe(400);
  });
});

describe('A verification over HTTP', () => {
  const ended = async (token?: string) => {
    for (;;) {
      const answer = await app.get('/ledger/verification', token === undefined ? {} : { token });
      const run = (await answer.json()) as { state: string; findings: readonly { code: string; meaning: string }[] };
      if (run.state !== 'running') return { ...run, header: answer.headers.get('ledger-damage') };
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  it('is started by auditors and admins', async () => {
    expect((await app.post('/ledger/verification', {})).status).toBe(401);
    expect((await app.post('/ledger/verification', {}, { token: await app.token('editor') })).status).toBe(403);
  });

  it('runs once, and tells what it found', async () => {
    expect((await app.post('/ledger/verification', {}, { token: auditor })).status).toBe(202);
    const whole = { state: 'done', whole: true, codes: [], findings: [], header: null };
    expect(await ended(auditor)).toMatchObject(whole);
    expect(await ended()).toMatchObject(whole);
  });

  it('tells strangers that something is wrong, and only who answers for it where; every answer is marked then', async () => {
    const forge = (sign: string) =>
      withClient(app.database.superuserUrl, (client) =>
        client.query(`update ${tableOf(claimProjection)} set "from" = "from" ${sign} 1000000 where key = '${claim}'`),
      );
    await forge('+');
    expect((await app.post('/ledger/verification', {}, { token: auditor })).status).toBe(202);
    const seen = await ended(auditor);
    expect(seen).toMatchObject({ whole: false, codes: ['view-differs'], header: 'view-differs' });
    expect(seen.findings[0]).toMatchObject({ code: 'view-differs', at: `claim ${claim}` });
    expect(seen.findings[0]?.meaning).toContain('rebuild');
    expect(await ended()).toMatchObject({ whole: false, codes: ['view-differs'], findings: [] });
    expect((await app.get('/claims')).headers.get('ledger-damage')).toBe('view-differs');
    await forge('-');
    await app.post('/ledger/verification', {}, { token: auditor });
    expect(await ended()).toMatchObject({ whole: true, header: null });
  });
});

describe("An event's proof", () => {
  let proof: string;
  let leaf: Buffer;
  const AT = 7;
  const lines = (change: (all: string[]) => string[]) => change(proof.split('\n')).join('\n');
  beforeAll(async () => {
    proof = await (await app.get(`/events/${AT}/tlog-proof`)).text();
    const { rows } = await withClient(app.database.superuserUrl, (client) =>
      client.query<{ leaf: Buffer }>('select leaf from ledger.events where position = $1', [AT]),
    );
    leaf = rows[0]?.leaf ?? Buffer.alloc(0);
  });
  const check = (text: string, bytes = leaf, key = vkey) => {
    const { findings, position, whole } = verifyProof(text, bytes, pinnedKeys(key));
    return { code: findings[0]?.code, position, whole };
  };

  it('shows with its leaf that the event stands in the log', () => {
    expect(check(proof)).toEqual({ code: undefined, position: AT, whole: true });
  });

  it('is refused when anything about it is changed, with a code for each', () => {
    // Still a leaf: of another millisecond.
    const flipped = Buffer.from(leaf.toString().replace(/\.\d/, (digits) => `.${(Number(digits[1]) + 1) % 10}`));
    const other = formatVkey({
      name: pinnedKeys(vkey).origin,
      publicKey: createPublicKey(freshSeal('x').privateKey),
    });
    const elsewhere = other.replace(/^[^+]+/, 'example.net/log');
    const swap = (all: string[]) => [...all.slice(0, 2), all[3] ?? '', all[2] ?? '', ...all.slice(4)];
    const codes = [
      check(lines(swap)),
      check(lines((all) => [...all.slice(0, 2), ...all.slice(3)])),
      check(proof.replace(`index ${AT}`, 'index 8')),
      check(proof.replace(`index ${AT}`, `index 0${AT}`)),
      check(proof.replace('tlog-proof@v1', 'tlog-proof@v2')),
      check(proof.replace(/\n(\d+)\n/, (_, of: string) => `\n${Number(of) + 1}\n`)),
      check(proof, flipped),
      check(proof, Buffer.from('no leaf')),
      check(proof, leaf, other),
    ].map(({ code }) => code);
    expect(codes).toEqual([
      'proof-broken',
      'proof-broken',
      'proof-index',
      'proof-malformed',
      'proof-malformed',
      'checkpoint-signature',
      'proof-broken',
      'leaf-altered',
      'checkpoint-unknown-key',
    ]);
    expect(() => pinnedKeys(elsewhere)).toThrow();
  });
});

describe('The list of events', () => {
  const codeOf = async (route: string, token?: string) =>
    ((await (await app.get(route, token === undefined ? {} : { token })).json()) as { code?: string }).code;

  it('says that an event is missing, in the middle and at the end', async () => {
    const last = await app.head();
    const remove = (position: number) =>
      withClient(app.database.superuserUrl, (client) =>
        client.query(`alter table ledger.events disable trigger all;
          delete from ledger.events where position = ${position};
          alter table ledger.events enable trigger all`),
      );
    await remove(last);
    expect(await codeOf(`/events?after=${last - 1}`, auditor)).toBe('corrupt');
    expect(await codeOf(`/events?after=${last - 3}&limit=1`, auditor)).toBe(undefined);
    await remove(20);
    expect(await codeOf('/events?after=19', auditor)).toBe('corrupt');
    const before = (await (await app.get('/events?limit=200', { token: auditor })).json()) as {
      items: unknown[];
      nextCursor: string;
    };
    expect([before.items.length, before.nextCursor]).toEqual([20, '19']);
  });
});
