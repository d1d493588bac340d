import { generateKeyPairSync } from 'node:crypto';
import { readdir, readFile, rm, mkdtemp } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { witnessServer } from '../src/audit/witness/http.js';
import { LogClient } from '../src/audit/witness/log-client.js';
import { formatSubmission } from '../src/audit/witness/submission.js';
import { Watch } from '../src/audit/witness/watch.js';
import { originHash, Witness } from '../src/audit/witness/witness.js';
import { cosignaturesOf } from '../src/kernel/cosignature.js';
import { consistencyProof, leafHash, rootOf } from '../src/kernel/merkle.js';
import {
  checkpointText,
  formatVkey,
  parseVkey,
  signNote,
  type NoteSigner,
  type NoteVerifier,
} from '../src/kernel/signed-note.js';

type Key = NoteSigner & NoteVerifier;
const ORIGIN = 'ledger.example/log';
const newKey = (name = ORIGIN): Key => ({ name, ...generateKeyPairSync('ed25519') });
const leaves = (count: number, of = 'leaf') =>
  Array.from({ length: count }, (_, i) => leafHash(Buffer.from(`${of} ${i}`)));

/** A log that says whatever it is told to: what an honest server would never show. */
class ToyLog {
  keys: Key[] = [newKey()];
  signing: Key[] = this.keys;
  /** What it shows; undefined: nothing signed yet. */
  tree: Buffer[] | undefined;
  /** What its proofs are made from, where that is not what it shows. */
  proofs: Buffer[] | undefined;
  readonly taken: { size: number; signature: string }[] = [];
  #server: Server | undefined;

  note(tree = this.tree ?? []): string {
    const text = checkpointText({ origin: ORIGIN, size: tree.length, root: rootOf(tree) });
    const [first, ...more] = this.signing;
    const line = (key: Key) => signNote(text, key).slice(text.length + 1);
    return signNote(text, first as Key) + more.map(line).join('');
  }

  async start(): Promise<URL> {
    this.#server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://log');
      if (url.pathname === '/log.vkey') return response.end(this.keys.map((key) => `${formatVkey(key)}\n`).join(''));
      if (url.pathname === '/checkpoint' && this.tree) return response.end(this.note());
      if (url.pathname === '/api/v1/ledger/consistency' && this.tree) {
        const [from, to] = ['from', 'to'].map((name) => Number(url.searchParams.get(name)));
        const hashes = consistencyProof(from ?? 0, (this.proofs ?? this.tree).slice(0, to));
        return response.end(JSON.stringify({ hashes: hashes.map((hash) => hash.toString('base64')) }));
      }
      if (url.pathname === '/api/v1/ledger/cosignatures') {
        const pieces: Buffer[] = [];
        request.on('data', (piece: Buffer) => pieces.push(piece));
        return request.on('end', () => {
          this.taken.push(JSON.parse(Buffer.concat(pieces).toString()) as (typeof this.taken)[number]);
          response.end('{}');
        });
      }
      return response.writeHead(404).end();
    });
    await new Promise<void>((done) => this.#server?.listen(0, '127.0.0.1', done));
    return new URL(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`);
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((done) => this.#server?.close(done));
  }
}

let log: ToyLog;
let url: URL;
let folder: string;
let witness: Witness;
const watch = (pinned: readonly string[] = []) => new Watch({ url, folder, pinned }, new LogClient(url), witness);
const codeOf = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'none',
    (error: { name: string; code?: string }) => error.code ?? error.name,
  );

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'witness-'));
  log = new ToyLog();
  url = await log.start();
  witness = await Witness.open(folder, 'witness.example/w1');
});
afterEach(async () => {
  await log.stop();
  await rm(folder, { recursive: true });
});

describe('A witness that follows a log', () => {
  it('cosigns what it first sees and what continues it, and hands each cosignature over once', async () => {
    expect(await watch().look()).toMatchObject({ outcome: 'empty' });
    log.tree = leaves(3);
    expect(await watch().look()).toMatchObject({ outcome: 'cosigned', size: 3, delivered: true });
    expect(await watch().look()).toMatchObject({ outcome: 'unchanged', size: 3 });
    log.tree = leaves(300);
    expect(await watch().look()).toMatchObject({ outcome: 'cosigned', size: 300, origin: ORIGIN });
    expect(log.taken.map(({ size }) => size)).toEqual([3, 300]);
    const known = parseVkey(witness.vkey, 'cosignature');
    expect(cosignaturesOf(log.note() + (log.taken[1]?.signature ?? ''), [known])).toHaveLength(1);
  });

  it.each([
    ['another tree of the same size', 'split', () => leaves(8, 'forged')],
    ['a larger tree that began otherwise', 'split', () => [...leaves(7), ...leaves(9, 'forged')]],
    ['a smaller tree', 'rolled-back', () => leaves(7)],
    ['nothing any more', 'rolled-back', () => undefined],
  ])('cries out at %s, again at every look, and keeps both checkpoints', async (_, code, tree) => {
    log.tree = leaves(8);
    await watch().look();
    log.tree = tree();
    const shown = log.tree && log.note();
    expect(await codeOf(watch().look())).toBe(code);
    // After a restart it still remembers.
    witness = await Witness.open(folder, 'witness.example/w1');
    expect(await codeOf(watch().look())).toBe(code);
    const kept = path.join(folder, originHash(ORIGIN));
    const evidence = (await readdir(kept)).find((name) => name.startsWith(code)) ?? '';
    const text = await readFile(path.join(kept, evidence), 'utf8');
    expect(text).toContain(log.note(leaves(8)));
    expect(text).toContain(shown ?? 'nothing is served');
  });

  it('is not taken in by proofs of another tree than the one that is signed', async () => {
    log.tree = leaves(8);
    await watch().look();
    log.tree = [...leaves(7), ...leaves(9, 'forged')];
    log.proofs = leaves(16);
    expect(await codeOf(watch().look())).toBe('split');
  });

  it('knows a log by a key that came another way, and refuses what that key did not sign', async () => {
    log.tree = leaves(3);
    expect(await codeOf(watch([formatVkey(newKey())]).look())).toBe('not-signed');
    expect(await codeOf(watch([formatVkey(newKey('other.example'))]).look())).toBe('LogUnreadable');
  });

  it('goes along with a change of keys that the old key signed, and with no other', async () => {
    const [old, successor, thief] = [log.keys[0] as Key, newKey(), newKey()];
    log.tree = leaves(3);
    await watch().look();
    log.keys = log.signing = [thief];
    log.tree = leaves(4);
    expect(await codeOf(watch().look())).toBe('not-signed');
    log.keys = log.signing = [old, successor];
    expect(await watch().look()).toMatchObject({ outcome: 'cosigned' });
    log.keys = log.signing = [successor];
    log.tree = leaves(5);
    expect(await watch().look()).toMatchObject({ outcome: 'cosigned' });
    log.keys = log.signing = [old];
    log.tree = leaves(6);
    expect(await codeOf(watch().look())).toBe('not-signed');
  });

  it('does not take another log for the one it follows there', async () => {
    log.tree = leaves(3);
    await watch().look();
    log.keys = log.signing = [newKey('other.example/log')];
    expect(await codeOf(watch().look())).toBe('LogUnreadable');
  });
});

describe('A witness that is asked', () => {
  const submit = (old: number, tree: Buffer[], proof: readonly Buffer[], note = log.note(tree)) =>
    server.inject({ method: 'POST', url: '/add-checkpoint', payload: formatSubmission({ old, proof, note }) });
  let server: ReturnType<typeof witnessServer>;

  beforeEach(async () => {
    server = witnessServer(witness);
    await witness.trust(
      ORIGIN,
      log.keys.map((key) => formatVkey(key)),
    );
  });
  afterEach(() => server.close());

  it('answers a cosignature, and serves the newest cosigned checkpoint', async () => {
    const known = [parseVkey(witness.vkey, 'cosignature')];
    const first = await submit(0, leaves(3), []);
    expect(first.statusCode).toBe(200);
    expect(cosignaturesOf(log.note(leaves(3)) + first.body, known)).toHaveLength(1);
    expect((await submit(3, leaves(3), [])).statusCode).toBe(200);
    expect((await submit(3, leaves(9), consistencyProof(3, leaves(9)))).statusCode).toBe(200);
    const served = await server.inject(`/${originHash(ORIGIN)}/checkpoint`);
    expect(cosignaturesOf(served.body, known)).toHaveLength(1);
    expect(served.body).toContain(log.note(leaves(9)));
    expect((await server.inject(`/${originHash('unknown')}/checkpoint`)).statusCode).toBe(404);
  });

  it('tells a log that has fallen behind which size it knows', async () => {
    await submit(0, leaves(9), []);
    const answer = await submit(0, leaves(12), []);
    expect(answer.statusCode).toBe(409);
    expect(answer.headers['content-type']).toBe('text/x.tlog.size');
    expect(answer.body).toBe('9\n');
  });

  it('cosigns one of two that rest on the same size', async () => {
    await submit(0, leaves(3), []);
    const both = await Promise.all([8, 9].map((size) => submit(3, leaves(size), consistencyProof(3, leaves(size)))));
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  });

  it('refuses each kind of wrong submission with its status', async () => {
    await submit(0, leaves(3), []);
    const nine = consistencyProof(3, leaves(9));
    const forged = newKey();
    const text = checkpointText({ origin: ORIGIN, size: 9, root: rootOf(leaves(9)) });
    const stranger = newKey('stranger.example');
    const raw = (payload: string) => server.inject({ method: 'POST', url: '/add-checkpoint', payload });
    expect((await raw('')).statusCode).toBe(400);
    expect((await raw(`old 03\n\n${log.note(leaves(9))}`)).statusCode).toBe(400);
    expect((await raw(`old 3\nAAAA\n\n${log.note(leaves(9))}`)).statusCode).toBe(400);
    expect(
      (await raw(`old 3\n${'A'.repeat(43)}=\n`.repeat(1) + `${`${'A'.repeat(43)}=\n`.repeat(63)}\n`)).statusCode,
    ).toBe(400);
    expect((await submit(12, leaves(9), nine)).statusCode).toBe(400);
    expect((await submit(3, leaves(9), nine, signNote(text, forged))).statusCode).toBe(403);
    expect((await submit(3, leaves(9), nine, log.note(leaves(9)).replace(/.{8}\n$/, 'AAAAAAA=\n'))).statusCode).toBe(
      403,
    );
    expect(
      (await submit(0, [], [], signNote(`stranger.example\n0\n${text.split('\n')[2]}\n`, stranger))).statusCode,
    ).toBe(404);
    expect((await submit(3, leaves(9), nine.slice(1))).statusCode).toBe(422);
    expect((await submit(3, leaves(3, 'forged'), [])).statusCode).toBe(422);
    expect((await submit(3, leaves(9), nine)).statusCode).toBe(200);
  });
});
