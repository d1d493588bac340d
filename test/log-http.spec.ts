import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommandBus } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { adoptSuccessor, retirePredecessor } from '../src/audit/log/key-rotation.js';
import { verifyLedger } from '../src/audit/verify-ledger.js';
import { poolOf } from '../src/database/data-source.js';
import { cosign } from '../src/kernel/cosignature.js';
import { verifyConsistency, verifyInclusion } from '../src/kernel/merkle.js';
import { openNote, parseCheckpoint, parseVkey, splitNote } from '../src/kernel/signed-note.js';
import { startApp, type TestApp } from './support/app.js';
import { withClient } from './support/database.js';
import { refusalOf } from './support/toy.js';

const ORIGIN = 'example.org/log';
const CLAIM = { text: 'North Korea sent 3,000 more soldiers to Russia.', kind: 'quantity', language: 'en' };

interface Signed {
  readonly size: string;
  readonly root: string;
  readonly note: string;
}
type Answer = Readonly<Record<string, never>> & {
  readonly code?: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string }[];
};

const WITNESS = 'witness.example';
const witness = generateKeyPairSync('ed25519');
let app: TestApp;
let auditor: string;
let editor: string;
let before: Signed;
let signed: Signed;

const root = (at: string) => fetch(`${app.url}${at}`);
/** Reads the body too: the server waits at its end for one that nobody reads. */
const statusOf = async (asked: Promise<Response>): Promise<number> => {
  const response = await asked;
  await response.arrayBuffer();
  return response.status;
};
const sign = async (): Promise<Signed> =>
  (await (await app.post('/ledger/checkpoints', {}, { token: auditor })).json()) as Signed;
const submit = async (claims: number): Promise<void> => {
  for (let i = 0; i < claims; i += 1)
    await (await app.post('/claims', { ...CLAIM, text: `Claim ${i}.` }, { token: editor })).json();
};
const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
const vkeys = async (): Promise<string[]> => (await (await root('/log.vkey')).text()).trimEnd().split('\n');
const named = ({ errors = [] }: Answer) => errors.map(({ pointer, code }) => `${pointer} ${code}`);

beforeAll(async () => {
  const witnesses = [{ key: { name: WITNESS, publicKey: witness.publicKey } }];
  app = await startApp('four-eyes', undefined, { watching: { witnesses, intervalMs: 60_000 } });
  await app.found();
  [auditor, editor] = [await app.token('auditor'), await app.token('editor')];
  await submit(3);
  before = await sign();
  await submit(270);
  signed = await sign();
});
afterAll(() => app.stop());

describe('The public log over HTTP', () => {
  it('has no checkpoint, no tile and no proof before one is signed', async () => {
    const empty = await startApp();
    for (const at of ['/checkpoint', '/log.vkey', '/tile/0/000.p/1', '/tile/entries/000.p/1']) {
      expect([at, await statusOf(fetch(`${empty.url}${at}`))]).toEqual([at, 404]);
    }
    for (const at of ['/ledger/inclusion?position=0', '/ledger/consistency?from=1', '/events/0/tlog-proof']) {
      expect([at, await statusOf(empty.get(at))]).toEqual([at, 404]);
    }
    await empty.stop();
  });

  it('shows the newest checkpoint to anybody, under the key that it shows', async () => {
    const response = await root('/checkpoint');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const note = await response.text();
    const [vkey = ''] = await vkeys();
    const checkpoint = parseCheckpoint(openNote(note, [parseVkey(vkey)]).text, ORIGIN);
    expect(checkpoint.size).toBe(Number(signed.size));
    expect(checkpoint.root.toString('base64')).toBe(signed.root);
    expect(note).toBe(signed.note);
  });

  it('proves an event to be in the tree of any size that holds it', async () => {
    for (const [query, size] of [
      ['position=5', signed.size],
      [`position=2&size=${before.size}`, before.size],
      ['position=0&size=1', '1'],
      [`position=${Number(signed.size) - 1}`, signed.size],
    ] as const) {
      const proof = (await (await app.get(`/ledger/inclusion?${query}`)).json()) as {
        leafIndex: string;
        treeSize: string;
        leafHash: string;
        hashes: string[];
        checkpoint: string | null;
      };
      expect(proof.treeSize).toBe(size);
      const known = [signed, before].find((each) => each.size === size);
      expect(proof.checkpoint).toBe(known?.note ?? null);
      if (!known) continue;
      const { leafIndex, treeSize, leafHash, hashes } = proof;
      const holds = verifyInclusion({
        index: Number(leafIndex),
        size: Number(treeSize),
        leafHash: bytes(leafHash),
        proof: hashes.map(bytes),
        root: bytes(known.root),
      });
      expect([query, holds]).toEqual([query, true]);
    }
  });

  it('proves each checkpoint to begin the next', async () => {
    const proof = (await (await app.get(`/ledger/consistency?from=${before.size}`)).json()) as {
      from: string;
      to: string;
      hashes: string[];
    };
    expect([proof.from, proof.to]).toEqual([before.size, signed.size]);
    const [fromRoot, toRoot] = [bytes(before.root), bytes(signed.root)];
    const sizes = { from: Number(before.size), to: Number(signed.size) };
    expect(verifyConsistency({ ...sizes, fromRoot, toRoot, proof: proof.hashes.map(bytes) })).toBe(true);
    const same = (await (await app.get(`/ledger/consistency?from=${signed.size}`)).json()) as { hashes: string[] };
    expect(same.hashes).toEqual([]);
  });

  it.each([
    ['/ledger/inclusion', ['/query/position required']],
    ['/ledger/inclusion?position=-1', ['/query/position too-small']],
    ['/ledger/inclusion?position=99999', ['/query/position too-large']],
    ['/ledger/inclusion?position=3&size=3', ['/query/position too-large']],
    ['/ledger/inclusion?position=0&size=99999', ['/query/size too-large']],
    ['/ledger/inclusion?position=0&size=0', ['/query/size too-small']],
    ['/ledger/consistency?from=0', ['/query/from too-small']],
    ['/ledger/consistency?from=01', ['/query/from not-an-integer']],
    ['/ledger/consistency?from=1&to=99999', ['/query/to too-large']],
    ['/ledger/consistency?from=4&to=3', ['/query/from too-large']],
  ])('refuses %s and names the parameter', async (at, errors) => {
    const response = await app.get(at);
    expect([response.status, named((await response.json()) as Answer)]).toEqual([400, errors]);
  });

  it.each(['99999', '-1', '01', 'x', '1e1'])('has no proof of an event at %s', async (position) => {
    expect(await statusOf(app.get(`/events/${position}/tlog-proof`))).toBe(404);
  });

  it.each([
    '0/001',
    '0/000.p/0',
    '00/000',
    '64/000',
    '7/000',
    '1/000',
    '1/000.p/2',
    '0/001.p/255',
    'x/000',
    '0/x000/000',
  ])('has no tile at %s', async (at) => {
    expect(await statusOf(root(`/tile/${at}`))).toBe(404);
  });

  it('gives tiles and bundles for ever, full and partial', async () => {
    for (const at of ['0/000', '0/000.p/7', '1/000.p/1', 'entries/000', 'entries/000.p/7']) {
      const response = await root(`/tile/${at}`);
      await response.arrayBuffer();
      expect([at, response.status]).toEqual([at, 200]);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(response.headers.get('content-type')).toBe('application/octet-stream');
    }
  });

  it('does not show what no checkpoint covers yet', async () => {
    const size = Number((await sign()).size);
    const width = (size % 256) + 1;
    await submit(1);
    const covered = async () =>
      parseCheckpoint(
        openNote(await (await root('/checkpoint')).text(), [parseVkey((await vkeys())[0] ?? '')]).text,
        ORIGIN,
      ).size;
    for (const [at, status] of [
      [`/tile/entries/001.p/${width - 1}`, 200],
      [`/tile/entries/001.p/${width}`, 404],
      [`/tile/0/001.p/${width}`, 404],
      [`/api/v1/events/${size}/tlog-proof`, 404],
    ] as const) {
      const found = await statusOf(root(at));
      // The steady signer may come in between.
      if (found !== status) expect(await covered()).toBeGreaterThan(size);
    }
    await sign();
    expect(await statusOf(root(`/tile/entries/001.p/${width}`))).toBe(200);
  });

  it('is accepted by an implementation in another language', async () => {
    const [vkey = ''] = await vkeys();
    const entries = Buffer.from(await (await root('/tile/entries/000')).arrayBuffer());
    const leaves: string[] = [];
    for (let at = 0; at < entries.length; at += 2 + entries.readUInt16BE(at))
      leaves.push(entries.subarray(at + 2, at + 2 + entries.readUInt16BE(at)).toString('base64'));
    const proofOf = async (position: number) => {
      const response = await app.get(`/events/${position}/tlog-proof`);
      expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      return response.text();
    };
    const { hashes } = (await (await app.get(`/ledger/consistency?from=${before.size}&to=${signed.size}`)).json()) as {
      hashes: string[];
    };
    const proof = await proofOf(200);
    const checks = [
      { check: 'check-leaves' },
      { check: 'root', size: Number(before.size), root: before.root },
      { check: 'note', note: signed.note, vkey, origin: ORIGIN, size: Number(signed.size), root: signed.root },
      { check: 'tlog-proof', proof, leaf: leaves[200], vkey, origin: ORIGIN },
      { check: 'tlog-proof', proof: await proofOf(0), leaf: leaves[0], vkey },
      {
        check: 'consistency',
        from: Number(before.size),
        to: Number(signed.size),
        fromRoot: before.root,
        toRoot: signed.root,
        proof: hashes,
      },
    ];
    const wrong = [
      { check: 'tlog-proof', proof, leaf: leaves[201], vkey, origin: ORIGIN },
      { check: 'tlog-proof', proof: proof.replace('index 200', 'index 201'), leaf: leaves[200], vkey },
      { check: 'tlog-proof', proof, leaf: leaves[200], vkey, origin: 'example.org/other' },
    ];
    const run = spawnSync('python3', ['-X', 'utf8', path.resolve('test/support/second.py')], {
      input: JSON.stringify({ leaves, checks: [...checks, ...wrong] }),
      encoding: 'utf8',
    });
    const { results } = JSON.parse(run.stdout) as { results: { check: string; ok: boolean }[] };
    expect(results.map(({ ok }) => ok)).toEqual([...checks.map(() => true), ...wrong.map(() => false)]);
  });

  it('shows the cosignatures that have come in, and proofs carry them', async () => {
    const { size, note } = await sign();
    const line = cosign(splitNote(note).text, { name: WITNESS, privateKey: witness.privateKey }, 1_700_000_000);
    const stored = [
      [WITNESS, line],
      // What nobody whom this ledger knows has signed, whoever wrote it there.
      ['stranger.example', '— stranger.example AAAAAA=='],
    ];
    await withClient(app.database.appUrl, async (client) => {
      for (const each of stored)
        await client.query('insert into audit.cosignatures (size, witness, line) values ($1, $2, $3)', [size, ...each]);
    });
    expect(await (await root('/checkpoint')).text()).toBe(note + line);
    expect((await (await app.get('/events/0/tlog-proof')).text()).endsWith(`\n${line}`)).toBe(true);
  });
});

describe('The signing key', () => {
  const bus = () => app.app.get(CommandBus);
  const verifies = (note: string, vkey: string) =>
    refusalOf(Promise.resolve().then(() => openNote(note, [parseVkey(vkey)])));

  it('is succeeded by another, and both sign until it retires', async () => {
    const [older = ''] = await vkeys();
    const newer = await adoptSuccessor(bus(), app.ledger, app.keyFile);
    expect(await vkeys()).toEqual([older, newer]);
    expect((await stat(`${app.keyFile}.next`)).mode & 0o777).toBe(0o600);
    const both = await sign();
    expect(openNote(both.note, [parseVkey(older), parseVkey(newer)]).signedBy).toHaveLength(2);
    expect(await refusalOf(adoptSuccessor(bus(), app.ledger, app.keyFile))).toBe('two-keys-in-force');

    const successor = await readFile(`${app.keyFile}.next`, 'utf8');
    expect(await retirePredecessor(bus(), app.ledger, app.keyFile)).toBe(older);
    expect(await readFile(app.keyFile, 'utf8')).toBe(successor);
    expect(await refusalOf(stat(`${app.keyFile}.next`))).toBe('ENOENT');
    expect(await vkeys()).toEqual([newer]);
    expect(await (await root('/log.retired.vkey')).text()).toBe(`${older}\n`);
    const { note } = await sign();
    expect([await verifies(note, newer), await verifies(note, older)]).toEqual(['none', 'no-known-signature']);
    // Whoever pins the key of today believes what its predecessor signed; and that of yesterday, what its successor did.
    const pool = poolOf(app.app.get(DataSource));
    for (const vkey of [older, newer]) {
      const { findings, covered } = await verifyLedger(pool, { vkey });
      expect({ findings, covered }).toEqual({ findings: [], covered: Number(note.split('\n')[1]) });
    }
    // A start with the new key finds its ledger; what the old one signed is still this log's.
    await app.found();
    expect(await refusalOf(retirePredecessor(bus(), app.ledger, app.keyFile))).toBe('only-key');
  });

  it('is not retired where its successor does not lie here', async () => {
    const [older = ''] = await vkeys();
    await adoptSuccessor(bus(), app.ledger, app.keyFile);
    const elsewhere = `${app.keyFile}.elsewhere`;
    await rename(`${app.keyFile}.next`, elsewhere);
    expect(await refusalOf(retirePredecessor(bus(), app.ledger, app.keyFile))).toBe('successor-missing');
    await rename(elsewhere, `${app.keyFile}.next`);
    expect(await retirePredecessor(bus(), app.ledger, app.keyFile)).toBe(older);
  });
});
