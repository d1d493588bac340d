import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cosigning } from '../src/audit/witness/cosigning.js';
import { parseWitnesses } from '../src/audit/witness/known-witnesses.js';
import { PublishedLog } from '../src/audit/log/published-log.js';
import { readSigningKey } from '../src/audit/log/signing-key.js';
import { Signer } from '../src/audit/log/signer.js';
import { witnessServer } from '../src/audit/witness/http.js';
import { LogClient } from '../src/audit/witness/log-client.js';
import { Watch } from '../src/audit/witness/watch.js';
import { WitnessClient } from '../src/audit/witness/witness-client.js';
import { Witness } from '../src/audit/witness/witness.js';
import { poolOf } from '../src/database/data-source.js';
import { cosignaturesOf } from '../src/kernel/cosignature.js';
import { checkpointText, formatVkey, signNote } from '../src/kernel/signed-note.js';
import { DataSource } from 'typeorm';
import pg from 'pg';
import { startApp, type TestApp } from './support/app.js';
import { withClient } from './support/database.js';

interface Listed {
  readonly items: readonly { readonly size: number; readonly witnesses: readonly string[] }[];
  readonly nextCursor: string | null;
  readonly witnesses: readonly { readonly name: string; readonly size: number | null }[];
}

let folder: string;
let app: TestApp;
let coming: Witness;
let asked: Witness;
let server: ReturnType<typeof witnessServer>;
let askedAt: URL;
const ORIGIN = 'example.org/log';

const listed = async (query = ''): Promise<Listed> =>
  (await (await app.get(`/ledger/checkpoints${query}`)).json()) as Listed;
const give = (size: number, signature: string) => app.post('/ledger/cosignatures', { size, signature });
const codeOf = async (response: Response) => ((await response.json()) as { code?: string }).code;

/** Polls until what is awaited comes; the spec's own time limit ends what never comes. */
async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(50);
  }
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'witnessed-'));
  coming = await Witness.open(path.join(folder, 'coming'), 'witness.example/coming');
  asked = await Witness.open(path.join(folder, 'asked'), 'witness.example/asked');
  server = witnessServer(asked);
  askedAt = new URL(`${await server.listen({ port: 0, host: '127.0.0.1' })}/`);
  const witnesses = parseWitnesses(`${coming.vkey}, ${asked.vkey} ${askedAt.href}`);
  app = await startApp('four-eyes', undefined, { watching: { witnesses, intervalMs: 100 } });
  await app.found();
  const key = await readSigningKey(app.keyFile);
  if (!key) throw new Error('the ledger has no key');
  await asked.trust(ORIGIN, [formatVkey({ name: ORIGIN, publicKey: key.publicKey })]);
});
afterAll(async () => {
  await app.stop();
  await server.close();
  await rm(folder, { recursive: true });
});

describe('A ledger that is witnessed', () => {
  it('shows what each witness has seen: one that comes, and one that it asks', async () => {
    await until(async () => ((await fetch(`${app.url}/checkpoint`)).ok ? true : undefined));
    const url = new URL(`${app.url}/`);
    const watched = { url, folder: path.join(folder, 'coming'), pinned: [] };
    const watch = new Watch(watched, new LogClient(url), coming);
    expect(await watch.look()).toMatchObject({ outcome: 'cosigned', delivered: true, origin: ORIGIN });
    const first = await until(async () => {
      const { items, witnesses } = await listed('?witnessed=true');
      return witnesses.every(({ size }) => size !== null) ? items : undefined;
    });
    expect(first.flatMap(({ witnesses }) => witnesses).sort()).toEqual([
      'witness.example/asked',
      'witness.example/coming',
    ]);

    // Both go along as the ledger grows, each with a proof.
    await app.token('editor');
    const grown = await until(async () => {
      const look = await watch.look();
      return look.outcome === 'cosigned' ? look : undefined;
    });
    expect(grown.delivered).toBe(true);
    await until(async () => {
      const seen = (await listed()).witnesses.find(({ name }) => name === asked.name);
      return seen?.size !== undefined && (seen.size ?? 0) >= grown.size ? true : undefined;
    });
    const served = await (await fetch(`${app.url}/checkpoint`)).text();
    const keys = parseWitnesses(`${coming.vkey}, ${asked.vkey}`).map(({ key }) => key);
    expect(cosignaturesOf(served, keys).map(({ witness }) => witness.name)).toContain(coming.name);
  });

  it('takes a cosignature in from anybody who brings it, and nothing else', async () => {
    const { items } = await listed();
    const size = items[0]?.size ?? 0;
    const note = await (await fetch(`${app.url}/checkpoint`)).text();
    const stranger = await Witness.open(path.join(folder, 'stranger'), 'witness.example/stranger');
    await stranger.trust(ORIGIN, await asked.trusted(ORIGIN));
    const line = await stranger.submit({ old: 0, proof: [], note });
    const foreign = await give(size, line);
    expect([foreign.status, await codeOf(foreign)]).toEqual([409, 'no-cosignature-of-a-known-witness']);
    const forged = await give(size, line.replaceAll('stranger', 'coming'));
    expect([forged.status, await codeOf(forged)]).toEqual([409, 'no-cosignature-of-a-known-witness']);
    expect((await give(size, 'not a line')).status).toBe(409);
    const nowhere = await give(size + 1000, line);
    expect([nowhere.status, await codeOf(nowhere)]).toEqual([404, 'no-such-checkpoint']);
    const wrong = await app.post('/ledger/cosignatures', { size: -1, signature: '' });
    expect(wrong.status).toBe(400);
    expect((await listed()).witnesses.map(({ name }) => name)).not.toContain('witness.example/stranger');
  });

  it('lists its checkpoints page by page, each once', async () => {
    const all = (await listed('?limit=200')).items.map(({ size }) => size);
    const paged: number[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Listed = await listed(`?limit=1${cursor ? `&cursor=${cursor}` : ''}`);
      paged.push(...page.items.map(({ size }) => size));
      cursor = page.nextCursor;
    }
    expect(paged.slice(-all.length)).toEqual(all);
    expect(all).toEqual([...all].sort((a, b) => b - a));
    expect((await app.get('/ledger/checkpoints?cursor=x')).status).toBe(400);
    expect((await app.get('/ledger/checkpoints?limit=201')).status).toBe(400);
  });

  it('signs nothing any more once a witness remembers more than it has', async () => {
    const key = await readSigningKey(app.keyFile);
    if (!key) throw new Error('the ledger has no key');
    const ahead = await Witness.open(path.join(folder, 'ahead'), 'witness.example/ahead');
    await ahead.trust(ORIGIN, await asked.trusted(ORIGIN));
    const text = checkpointText({ origin: ORIGIN, size: 100_000, root: Buffer.alloc(32, 7) });
    await ahead.submit({ old: 0, proof: [], note: signNote(text, { name: ORIGIN, ...key }) });
    const remembering = witnessServer(ahead);
    const url = new URL(`${await remembering.listen({ port: 0, host: '127.0.0.1' })}/`);
    try {
      const client = new WitnessClient(url, () => Promise.resolve(ORIGIN));
      const signer = new Signer(poolOf(app.app.get(DataSource)), app.ledger, app.keyFile, [client]);
      await expect(signer.sign(true)).rejects.toMatchObject({ code: 'rolled-back' });
    } finally {
      await remembering.close();
    }
  });

  it('goes on signing where what answers for a witness is something else', async () => {
    const page = createServer((_request, response) => response.end('<html>Please sign in to this network.</html>'));
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    try {
      const url = new URL(`http://127.0.0.1:${(page.address() as AddressInfo).port}/`);
      const client = new WitnessClient(url, () => Promise.resolve(ORIGIN));
      const signer = new Signer(poolOf(app.app.get(DataSource)), app.ledger, app.keyFile, [client]);
      expect(await signer.sign(true)).toMatchObject({ behind: false });
    } finally {
      page.close();
    }
  });

  it('outlives a database that ends its connections while a witness is waited for', async () => {
    let asking: (() => void) | undefined;
    const begun = new Promise<void>((resolve) => (asking = resolve));
    const slow = createServer(() => asking?.());
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    const unanswered: unknown[] = [];
    const hear = (error: unknown) => unanswered.push(error);
    process.on('uncaughtException', hear);
    const url = new URL(`http://127.0.0.1:${(slow.address() as AddressInfo).port}/`);
    const witness = await Witness.open(path.join(folder, 'slow'), 'witness.example/slow');
    const [known] = parseWitnesses(`${witness.vkey} ${url.href}`);
    const pool = new pg.Pool({ connectionString: app.database.appUrl, application_name: 'asks' });
    pool.on('error', () => undefined);
    const client = new WitnessClient(url, () => Promise.resolve(ORIGIN));
    const cosigning = new Cosigning(pool, new PublishedLog(pool, app.ledger), [], [{ ...known!, client }], 1000);
    try {
      cosigning.onApplicationBootstrap();
      await begun;
      await withClient(app.database.superuserUrl, (on) =>
        on.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'asks'`),
      );
      await until(async () => {
        const { rows } = await withClient(app.database.superuserUrl, (on) =>
          on.query(`select from pg_stat_activity where application_name = 'asks'`),
        );
        return rows.length === 0 ? true : undefined;
      });
      await sleep(100);
      expect(unanswered).toEqual([]);
    } finally {
      slow.closeAllConnections();
      slow.close();
      await cosigning.onApplicationShutdown();
      await pool.end();
      process.off('uncaughtException', hear);
    }
  });
});
