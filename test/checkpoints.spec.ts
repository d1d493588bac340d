import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { foundLedger } from '../src/audit/log/founding.js';
import { PublishedLog } from '../src/audit/log/published-log.js';
import { Signer } from '../src/audit/log/signer.js';
import { RATINGS, SCALE } from '../src/claims/claim.events.js';
import { leafHash, rootOf } from '../src/kernel/merkle.js';
import { openNote, parseCheckpoint, parseVkey } from '../src/kernel/signed-note.js';
import { aStream, appending, note, openLedger, refusalOf, type OpenLedger } from './support/toy.js';

const ORIGIN = 'example.org/log';

let open: OpenLedger;
let folder: string;
let keyFile: string;
let vkey: string;

beforeEach(async () => {
  Logger.overrideLogger(false);
  [open, folder] = [await openLedger(), await mkdtemp(path.join(tmpdir(), 'claim-ledger-spec-'))];
  keyFile = path.join(folder, 'signing-key.pem');
  ({ vkey } = await foundLedger(open.ledger, foundation()));
});
afterEach(async () => {
  Logger.overrideLogger(false);
  await open.close();
  await rm(folder, { recursive: true });
});

const foundation = (file = keyFile) => ({
  origin: ORIGIN,
  keyFile: file,
  scales: [{ ...SCALE, ratings: RATINGS }] as const,
  sample: undefined,
});

/** Another process, as far as signing goes. */
const aSigner = (file = keyFile): Signer => new Signer(open.pool, open.ledger, file);
const append = async (events: number): Promise<void> => {
  const stream = aStream();
  await open.ledger.append(
    appending(
      Array.from({ length: events }, () => note(stream)),
      { expected: new Map([[stream, 0]]) },
    ),
  );
};
const stored = async (): Promise<{ size: number; root: string; note: string }[]> =>
  (
    await open.asSuperuser<{ size: string; root: Buffer; note: string }>(
      'select size, root, note from audit.checkpoints order by size',
    )
  ).map(({ size, root, note }) => ({ size: Number(size), root: root.toString('hex'), note }));
const kept = (): Promise<string> => readFile(`${keyFile}.checkpoint`, 'utf8');
/** Every checkpoint that is stored is of the events that stand, and so of every other. */
async function expectSound(): Promise<void> {
  const leaves = (await open.asSuperuser<{ leaf: Buffer }>('select leaf from ledger.events order by position')).map(
    ({ leaf }) => leafHash(leaf),
  );
  for (const { size, root, note } of await stored()) {
    const wanted = rootOf(leaves.slice(0, size));
    expect([size, root]).toEqual([size, wanted.toString('hex')]);
    expect(parseCheckpoint(openNote(note, [parseVkey(vkey)]).text, ORIGIN)).toEqual({
      origin: ORIGIN,
      size,
      root: wanted,
    });
  }
}
/** What a restored older copy of the database is: everything after its moment is gone. */
const rollBack = (size: number) =>
  open.asSuperuser(`
    set session_replication_role = replica;
    alter table ledger.events disable trigger all; alter table audit.checkpoints disable trigger all;
    alter table audit.tiles disable trigger all;
    delete from ledger.events where position >= ${size};
    delete from audit.checkpoints where size > ${size};
    delete from audit.tiles where (index + 1) * 256 ^ (level + 1) > ${size};
    update ledger.head set size = ${size}`);

describe('A checkpoint', () => {
  it('is signed of all that is recorded, none when nothing changed, and never a smaller one', async () => {
    const signer = aSigner();
    const first = await signer.sign(false);
    expect(first).toMatchObject({ behind: false, checkpoint: { size: 2 } });
    expect(await signer.sign(false)).toEqual(first);
    expect(await aSigner().sign(true)).toEqual(first);
    for (const events of [1, 254, 1]) {
      await append(events);
      await signer.sign(false);
    }
    expect((await stored()).map(({ size }) => size)).toEqual([2, 3, 257, 258]);
    await expectSound();
  });

  it('is none of a ledger that has not been founded', async () => {
    const empty = await openLedger();
    expect(await new Signer(empty.pool, empty.ledger, keyFile).sign(true)).toBeUndefined();
    await empty.close();
  });

  it('is made by one signer at a time, and all of them by any number are one history', async () => {
    const signers = Array.from({ length: 4 }, () => new Signer(open.pool, open.another(), keyFile));
    for (let i = 0; i < 8; i += 1) {
      await Promise.all([append(40), ...signers.map((signer, n) => signer.sign(n % 2 === 0)), append(30)]);
    }
    await signers[0]?.sign(true);
    const sizes = (await stored()).map(({ size }) => size);
    expect(sizes.at(-1)).toBe(2 + 8 * 70);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    await expectSound();
  });

  it('lies beside the key before it is served', async () => {
    await aSigner().sign(false);
    expect(await kept()).toBe((await stored()).at(-1)?.note);
    await append(1);
    await rm(folder, { recursive: true });
    // Where it cannot be remembered, it is not made.
    const signer = new Signer(open.pool, open.ledger, keyFile);
    expect(await refusalOf(signer.sign(false))).not.toBe('none');
    expect((await stored()).map(({ size }) => size)).toEqual([2]);
    await mkdir(folder);
  });

  it('stops before the append of a corrupt event, and says which', async () => {
    await append(9);
    await open.asSuperuser(`alter table ledger.events disable trigger all;
      update ledger.events set leaf = leaf || ' '::bytea where position = 7`);
    const signed = await aSigner().sign(false);
    expect(signed).toMatchObject({ checkpoint: { size: 2 }, stop: { position: 7 }, behind: false });
    await append(1);
    expect(await aSigner().sign(false)).toMatchObject({ checkpoint: { size: 2 } });
  });

  it('is not signed without a key in force', async () => {
    expect(await refusalOf(aSigner(path.join(folder, 'elsewhere.pem')).sign(false))).toBe('no-key');
    expect(await stored()).toEqual([]);
  });

  it('is taken up by the next process wherever the last one was', async () => {
    await append(256);
    await aSigner().sign(false);
    await append(256);
    await append(100);
    await aSigner().sign(false);
    expect((await stored()).map(({ size }) => size)).toEqual([258, 614]);
    await expectSound();
  });
});

describe('A ledger that was rolled back', () => {
  beforeEach(async () => {
    const signer = aSigner();
    await append(10);
    await signer.sign(false);
    await append(250);
    await signer.sign(false);
    await rollBack(12);
  });

  it('signs nothing while the file beside the key remembers more, and goes on showing what is whole', async () => {
    expect(await refusalOf(aSigner().sign(false))).toBe('rolled-back');
    await append(20);
    expect(await refusalOf(aSigner().sign(true))).toBe('rolled-back');
    const published = new PublishedLog(open.pool, open.ledger);
    expect((await published.newest())?.size).toBe(12);
    expect(await published.tile(0, { index: 0, width: 12 })).toHaveLength(12 * 32);
    expect((await stored()).map(({ size }) => size)).toEqual([12]);
  });

  it('signs nothing either once it has grown beyond what is remembered: that is another history', async () => {
    for (let i = 0; i < 2; i += 1) await append(200);
    expect(await refusalOf(aSigner().sign(false))).toBe('forked');
    expect((await stored()).map(({ size }) => size)).toEqual([12]);
  });

  it('says at start that nobody could tell where nothing outside remembers', async () => {
    await rm(`${keyFile}.checkpoint`);
    const warned: string[] = [];
    Logger.overrideLogger({ log: () => undefined, error: () => undefined, warn: (said: string) => warned.push(said) });
    const signer = aSigner();
    await signer.sign(false);
    await signer.sign(false);
    expect(warned).toEqual([expect.stringContaining('nobody here could tell')]);
  });

  it('is told by somebody else who remembers', async () => {
    const remembered = await kept();
    await rm(`${keyFile}.checkpoint`);
    const witness = { newest: () => Promise.resolve(remembered) };
    expect(await refusalOf(new Signer(open.pool, open.ledger, keyFile, [witness]).sign(false))).toBe('rolled-back');
  });
});

describe('A checkpoint that was changed', () => {
  beforeEach(async () => {
    await append(10);
    await aSigner().sign(false);
    await append(1);
  });

  it.each([
    ['in its text', `note = replace(note, e'\\n12\\n', e'\\n11\\n')`],
    ['into nothing like one', `note = 'garbage'`],
    ['in its root', `root = sha256('other')`],
  ])('%s is passed over, told, and signed anew with what follows', async (_, change) => {
    await open.asSuperuser(`alter table audit.checkpoints disable trigger all; update audit.checkpoints set ${change}`);
    expect(await new PublishedLog(open.pool, open.ledger).newest()).toBeUndefined();
    expect(await aSigner().sign(false)).toMatchObject({ checkpoint: { size: 13 }, passedOver: [12] });
    expect((await new PublishedLog(open.pool, open.ledger).newest())?.size).toBe(13);
  });

  it.each([
    ['where the ledger ends', '13'],
    ['far beyond it', '9000000000000000000'],
  ])('into one that nobody signed, %s, does not stop the log', async (_, size) => {
    await open.asSuperuser(
      `insert into audit.checkpoints (size, root, note) values (${size}, sha256('any'), 'garbage')`,
    );
    const first = await aSigner().sign(false);
    expect(first?.passedOver).toEqual([Number(size)]);
    await append(1);
    expect(await aSigner().sign(false)).toMatchObject({ checkpoint: { size: 14 }, behind: false });
    expect((await new PublishedLog(open.pool, open.ledger).newest())?.size).toBe(14);
  });

  it('beside the key is not taken for none', async () => {
    await writeFile(`${keyFile}.checkpoint`, (await kept()).replace('\n12\n', '\n2\n'));
    expect(await refusalOf(aSigner().sign(false))).toBe('checkpoint-damaged');
  });

  it('by the events under it is neither signed again nor served', async () => {
    await open.asSuperuser(`alter table ledger.events disable trigger all;
      update ledger.events a set leaf = overlay(a.leaf placing substr(b.leaf, 42, 43) from 42 for 43)
        from ledger.events b where a.position = 5 and b.position = 6`);
    expect(await refusalOf(aSigner().sign(false))).toBe('forked');
    expect(await refusalOf(new PublishedLog(open.pool, open.ledger).newest())).toBe('forked');
  });

  it('by missing events under it is not served', async () => {
    await open.asSuperuser(`set session_replication_role = replica; alter table ledger.events disable trigger all;
      delete from ledger.events where position > 5; update ledger.head set size = 6`);
    expect(await refusalOf(aSigner().sign(false))).toBe('rolled-back');
    expect(await refusalOf(new PublishedLog(open.pool, open.ledger).newest())).toBe('rolled-back');
  });
});
