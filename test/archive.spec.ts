import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pack } from 'tar-stream';
import { membersOf, type Member } from '../src/audit/archive/members.js';
import { verifyArchive } from '../src/audit/archive/verify-archive.js';
import { archiveOf } from '../src/audit/archive/write.js';
import type { FindingCode } from '../src/audit/verify/findings.js';
import type { VerificationResult } from '../src/audit/verify/verify-history.js';
import { Engine } from '../src/projections/engine/engine.js';
import { PROJECTIONS } from '../src/projections/index.js';
import { ANYBODY, type Reader } from '../src/projections/engine/view.js';
import { sealedLedger, type Sealed } from './fixtures/sealed.js';
import { freshSeal, noteOver } from './support/sealing.js';

const LENGTH = 600;
let sealed: Sealed;
let engine: Engine;
let folder: string;
const AUDITOR: Reader = { id: '00000000-0000-7000-8000-0000000000aa', roles: ['auditor'] };

beforeAll(async () => {
  sealed = await sealedLedger(LENGTH, 50);
  const { pool, ledger } = sealed.recording.another();
  engine = new Engine(pool, ledger, PROJECTIONS, { stallMs: 0 });
  await engine.start();
  expect(await engine.waitForPosition(PROJECTIONS, sealed.size - 1, 20_000)).toBe(true);
  folder = await mkdtemp(path.join(tmpdir(), 'claim-ledger-archive-'));
});
afterAll(async () => {
  await engine.stop();
  await sealed.recording.end();
  await rm(folder, { recursive: true });
});

let files = 0;
const fresh = () => path.join(folder, `${(files += 1)}.tar`);

async function exported(reader: Reader, claim?: string): Promise<string> {
  const { rows } = await sealed.recording.pool.query<{ size: string; note: string }>(
    'select size, note from audit.checkpoints order by size desc limit 1',
  );
  const checkpoint = { size: Number(rows[0]?.size), note: rows[0]?.note ?? '' };
  const { origin } = sealed.seal;
  const file = fresh();
  const tar = archiveOf(sealed.recording.pool, {
    origin,
    vkeys: [sealed.vkey],
    checkpoint,
    reader,
    ...(claim ? { claim } : {}),
  });
  await pipeline(tar, createWriteStream(file));
  return file;
}

const check = (file: string, more: Parameters<typeof verifyArchive>[1] = {}) =>
  verifyArchive(file, { vkey: sealed.vkey, ...more });

async function members(file: string): Promise<Member[]> {
  const all: Member[] = [];
  for await (const member of membersOf(file)) all.push(member);
  return all;
}

/** The archive with its members changed. */
async function changed(file: string, change: (all: Member[]) => readonly Member[]): Promise<string> {
  const tar = pack();
  for (const { name, bytes } of change(await members(file))) tar.entry({ name }, bytes);
  tar.finalize();
  const copy = fresh();
  await pipeline(tar, createWriteStream(copy));
  return copy;
}

const rename = (name: string, to: string) => (all: Member[]) =>
  all.map((member) => (member.name === name ? { ...member, name: to } : member));
const without = (name: string) => (all: Member[]) => all.filter((member) => member.name !== name);
const edit = (name: string, change: (bytes: Buffer) => Buffer) => (all: Member[]) => {
  if (!all.some((member) => member.name === name)) throw new Error(`no member ${name}`);
  return all.map((member) => (member.name === name ? { name, bytes: change(Buffer.from(member.bytes)) } : member));
};
const editText = (name: string, change: (text: string) => string) =>
  edit(name, (bytes) => Buffer.from(change(bytes.toString())));
const flip = (at: number) => (bytes: Buffer) => {
  bytes[at] = (bytes[at] as number) ^ 1;
  return bytes;
};
interface Line {
  position: number;
  revision: number;
  salt: string;
  stream: string;
  head?: { salt: string; text: string };
  facts?: { salt: string; text: string };
  words?: { salt: string; text: string } | null;
}
const editLine = (position: number, change: (line: Line) => Line | undefined) =>
  editText(`parts/00${Math.floor(position / 256)}.ndjson`, (text) =>
    text
      .split('\n')
      .filter(Boolean)
      .flatMap((each) => {
        const line = JSON.parse(each) as Line;
        const made = line.position === position ? change(line) : line;
        return made ? `${JSON.stringify(made)}\n` : [];
      })
      .join(''),
  );

const codesOf = ({ findings }: VerificationResult): (readonly [FindingCode, number | undefined])[] =>
  findings.map(({ code, position }) => [code, position]);

describe('An archive', () => {
  it('of everything is whole, and opens every event', async () => {
    const verdict = await check(await exported(AUDITOR));
    expect(verdict).toMatchObject({ findings: [], whole: true, events: LENGTH, covered: LENGTH, pinned: true });
    expect(verdict.opened).toBeGreaterThan(LENGTH - 10);
    expect(verdict.erased).toBeGreaterThan(0);
  });

  it('is the same bytes each time', async () => {
    const [one, two] = [await exported(AUDITOR), await exported(AUDITOR)];
    expect((await readFile(one)).equals(await readFile(two))).toBe(true);
  });

  it('for anybody is whole, says nothing of who did what, and opens only what is published', async () => {
    const file = await exported(ANYBODY);
    expect(await check(file)).toMatchObject({ findings: [], whole: true, events: LENGTH });
    const lines = (await members(file))
      .filter(({ name }) => name.startsWith('parts/'))
      .flatMap(({ bytes }) => bytes.toString().split('\n').filter(Boolean))
      .map((line) => JSON.parse(line) as Line);
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.filter((line) => 'who' in line)).toEqual([]);
    expect(lines.filter(({ stream }) => !/^(?:claim-.*|ledger)$/.test(stream))).toEqual([]);
    const types = lines.flatMap(({ head }) => (head ? (JSON.parse(head.text) as { type: string }).type : []));
    expect(types).toContain('VerdictPublished');
    for (const hidden of ['NoteAdded', 'ReviewAssigned', 'CorrectionRequested', 'VerdictSentBack'])
      expect(types).not.toContain(hidden);
  });

  it('of one claim shows its reader that none of its events is missing', async () => {
    const claim = sealed.noted.slice('claim-'.length);
    for (const reader of [AUDITOR, ANYBODY])
      expect(await check(await exported(reader, claim))).toMatchObject({ findings: [], whole: true });
  });

  it('says that its key is its own where none was pinned', async () => {
    const verdict = await verifyArchive(await exported(ANYBODY), {});
    expect(verdict).toMatchObject({ whole: true, pinned: false, keys: [sealed.vkey] });
  });
});

/** What one program would check and another read: the one is genuine, the other forged. */
const FORGED = Buffer.from('{"position":300,"words":{"salt":"","text":"{}"}}\n');
const member = (name: string, all: readonly Member[]): Member => {
  const found = all.find((each) => each.name === name);
  if (!found) throw new Error(`no member ${name}`);
  return found;
};
const DISPLACED: readonly (readonly [string, (all: Member[]) => readonly Member[]])[] = [
  ['its page stands twice', (all) => [{ name: 'README.md', bytes: Buffer.from('Trust me.') }, ...all]],
  ['its checkpoint stands twice', (all) => [{ name: 'checkpoint', bytes: Buffer.from('forged') }, ...all]],
  ['a member would be unpacked elsewhere', (all) => [{ name: '../checkpoint', bytes: Buffer.alloc(1) }, ...all]],
  [
    'parts stand twice, and the right ones last',
    (all) => all.flatMap((each) => (each.name === 'parts/001.ndjson' ? [{ ...each, bytes: FORGED }, each] : [each])),
  ],
  ['parts of an earlier piece follow', (all) => [...all, { name: 'parts/001.ndjson', bytes: FORGED }]],
  [
    'an earlier piece follows again',
    (all) => [...all, member('tile/entries/001', all), { name: 'parts/001.ndjson', bytes: FORGED }],
  ],
  ['a tile follows again', (all) => [...all, member('tile/0/001', all)]],
  ['a checkpoint follows again', (all) => [...all, member('checkpoints/50', all)]],
  ['parts stand under another name', rename('parts/001.ndjson', 'parts/777.ndjson')],
  ['a bundle says another width than it has', rename('tile/entries/002.p/88', 'tile/entries/002.p/87')],
  ['an event has two lines', editText('parts/001.ndjson', (text) => `${FORGED.toString()}${text}`)],
  [
    'a line says something twice',
    editText('parts/001.ndjson', (text) => text.replace('{', '{"words":{"salt":"","text":"{}"},')),
  ],
  [
    'it shows all, and calls itself a part',
    editText('archive.json', (text) => text.replace('"complete": true', '"complete": false')),
  ],
];

describe('It is found in an archive of everything that', () => {
  const AT = 300;
  const CASES: readonly (readonly [string, (all: Member[]) => readonly Member[], FindingCode, number | undefined])[] = [
    ['a leaf was changed', edit('tile/entries/001', flip(60)), 'leaf-altered', 256],
    ['a leaf of the last piece was changed', edit('tile/entries/002.p/88', flip(60)), 'leaf-altered', 512],
    [
      'a bundle of entries was cut',
      edit('tile/entries/001', (bytes) => bytes.subarray(0, -5)),
      'archive-malformed',
      undefined,
    ],
    ['a hash of a tile was changed', edit('tile/0/001', flip(5)), 'tile-altered', 256],
    ['a hash of a partial tile was changed', edit('tile/0/002.p/88', flip(5)), 'tile-altered', 512],
    ['a hash of an upper tile was changed', edit('tile/1/000.p/2', flip(33)), 'tile-altered', 256],
    ['a tile is gone', without('tile/0/001'), 'tile-missing', 256],
    [
      'a tile was added',
      (all) => [...all, { name: 'tile/3/000', bytes: Buffer.alloc(8192) }],
      'tile-planted',
      undefined,
    ],
    [
      'facts were changed',
      editLine(AT, (line) => ({ ...line, facts: { ...line.facts!, text: '{"forged":1}' } })),
      'part-altered',
      AT,
    ],
    [
      'words were changed',
      editLine(AT, (line) => ({ ...line, words: { ...line.words!, text: '{"text":"Other."}' } })),
      'part-altered',
      AT,
    ],
    ['words were taken away', editLine(AT, (line) => ({ ...line, words: null })), 'words-missing', AT],
    ['words were left out', editLine(AT, ({ words: _, ...line }) => line), 'part-left-out', AT],
    [
      'its page was changed',
      editText('README.md', (text) => text.replace('## The check', '## Trust us')),
      'readme-altered',
      undefined,
    ],
    ['its page is gone', without('README.md'), 'readme-altered', undefined],
    [
      'a surplus member stands before what was changed',
      (all) =>
        edit(
          'tile/entries/001',
          flip(60),
        )([...all.slice(0, 8), { name: 'more.bin', bytes: Buffer.alloc(1) }, ...all.slice(8)]),
      'leaf-altered',
      256,
    ],
    [
      'a salt was cut',
      editLine(AT, (line) => ({ ...line, words: { ...line.words!, salt: 'AAAA' } })),
      'salt-altered',
      AT,
    ],
    [
      'an event is said to be of another place',
      editLine(AT, (line) => ({ ...line, revision: 999 })),
      'row-altered',
      AT,
    ],
    [
      'the salt of a stream was changed',
      editLine(AT, (line) => ({ ...line, salt: 'A'.repeat(43) })),
      'stream-salt-altered',
      AT,
    ],
    ['an event is not shown', editLine(AT, () => undefined), 'place-altered', AT],
    [
      'parts of an event that is none were added',
      editText('parts/002.ndjson', (text) => `${text}{"position":9999}\n`),
      'part-unknown',
      9999,
    ],
    [
      'an erasure is not noted',
      editText('erasures.ndjson', (text) => text.slice(text.indexOf('\n') + 1)),
      'words-missing',
      undefined,
    ],
    [
      'an erasure was made up',
      editText('erasures.ndjson', (text) => `${text}{"position":300,"erasedBy":1}\n`),
      'words-planted',
      300,
    ],
    [
      'a checkpoint was signed by somebody else',
      (all) => {
        const { note } = noteOver([Buffer.alloc(1)], freshSeal(sealed.seal.origin));
        return edit('checkpoints/50', () => Buffer.from(note))(all);
      },
      'checkpoint-unknown-key',
      undefined,
    ],
    [
      'a checkpoint was changed',
      editText('checkpoints/50', (text) => text.replace('\n50\n', '\n51\n')),
      'checkpoint-signature',
      undefined,
    ],
    [
      'a checkpoint stands for another size',
      rename('checkpoints/50', 'checkpoints/49'),
      'checkpoint-altered',
      undefined,
    ],
    [
      'its checkpoint is an older one',
      (all) => {
        const older = all.find(({ name }) => name === 'checkpoints/50')?.bytes ?? Buffer.alloc(0);
        return edit('checkpoint', () => older)(all);
      },
      'checkpoint-altered',
      undefined,
    ],
    [
      'it goes on after its checkpoints',
      (all) => {
        const older = all.find(({ name }) => name === 'checkpoints/550')?.bytes ?? Buffer.alloc(0);
        const about = editText('archive.json', (text) => text.replace('"size": 600', '"size": 550'));
        return about(without('checkpoints/600')(edit('checkpoint', () => older)(all)));
      },
      'leaf-not-covered',
      550,
    ],
    [
      'it ends early',
      (all) =>
        all.slice(
          0,
          all.findIndex(({ name }) => name === 'tile/0/002.p/88'),
        ),
      'head-ahead',
      512,
    ],
    [
      'members of another sort were added',
      (all) => [...all, { name: 'more.bin', bytes: Buffer.alloc(1) }],
      'archive-malformed',
      undefined,
    ],
    ...DISPLACED.map(
      ([name, change]) =>
        [name, change, 'archive-malformed', undefined] as const satisfies readonly [
          string,
          unknown,
          FindingCode,
          undefined,
        ],
    ),
    ['it does not say what it is', without('archive.json'), 'archive-malformed', undefined],
  ];
  let whole: string;
  beforeAll(async () => {
    whole = await exported(AUDITOR);
  });

  it.each(CASES)('%s', async (_, change, code, position) => {
    const found = codesOf(await check(await changed(whole, change)));
    expect(found).toContainEqual([
      code,
      position === undefined ? found.find(([each]) => each === code)?.[1] : position,
    ]);
  });

  it('it names another log than the key that was pinned', async () => {
    const other = await changed(
      whole,
      editText('archive.json', (text) => text.replace('example.org/log', 'example.org/x')),
    );
    expect(codesOf(await check(other))).toEqual([
      ['checkpoint-origin', undefined],
      ['readme-altered', undefined],
    ]);
  });

  it('a member is a link, and not a file', async () => {
    const tar = pack();
    tar.entry({ name: 'README.md', type: 'symlink', linkname: '/etc/passwd' });
    for (const { name, bytes } of await members(whole)) if (name !== 'README.md') tar.entry({ name }, bytes);
    tar.finalize();
    const linked = fresh();
    await pipeline(tar, createWriteStream(linked));
    expect(codesOf(await check(linked))).toEqual([['archive-malformed', undefined]]);
  });

  it('the file was cut, which drowns nothing else', async () => {
    const bytes = await readFile(whole);
    const cut = fresh();
    await writeFile(cut, bytes.subarray(0, Math.floor(bytes.length / 2)));
    const codes = new Set(codesOf(await check(cut)).map(([code]) => code));
    expect(codes).toContain('archive-malformed');
    expect(codes).not.toContain('place-altered');
  });

  it('it is no archive', async () => {
    const none = fresh();
    await writeFile(none, 'not a tar');
    expect(codesOf(await check(none))).toEqual([['archive-malformed', undefined]]);
  });

  it('it is older than a checkpoint that somebody kept, or contradicts it', async () => {
    const leaves = await sealed.recording.pool.query<{ leaf: Buffer }>(
      'select leaf from ledger.events order by position',
    );
    const later = noteOver([...leaves.rows.map(({ leaf }) => leaf), Buffer.from('x')], sealed.seal).note;
    const other = noteOver([...leaves.rows.slice(0, 99).map(({ leaf }) => leaf), Buffer.from('x')], sealed.seal).note;
    const kept = (note: string, size: number) => check(whole, { kept: { note, size, from: 'a file' } });
    expect(codesOf(await kept(later, LENGTH + 1))).toEqual([['checkpoint-not-covered', LENGTH]]);
    expect(codesOf(await kept(other, 100))).toEqual([['split-history', 0]]);
  });

  it('it is of another ledger than the key that was pinned', async () => {
    const { vkey } = await sealedKey();
    expect(new Set(codesOf(await verifyArchive(whole, { vkey })).map(([code]) => code))).toEqual(
      new Set(['checkpoint-unknown-key']),
    );
  });
});

/** The key of a log of the same name. */
async function sealedKey(): Promise<{ vkey: string }> {
  const { createPublicKey } = await import('node:crypto');
  const { formatVkey } = await import('../src/kernel/signed-note.js');
  const { origin, privateKey } = freshSeal(sealed.seal.origin);
  return { vkey: formatVkey({ name: origin, publicKey: createPublicKey(privateKey) }) };
}

describe('It is found in an archive of one claim that', () => {
  it('the last events of the claim are not shown, whatever it says of their number', async () => {
    const file = await exported(ANYBODY, sealed.noted.slice('claim-'.length));
    const last = LENGTH - 1;
    const hidden = editLine(last, () => undefined);
    expect(codesOf(await check(await changed(file, hidden)))).toEqual([['revision-gap', undefined]]);
    const counted = (all: Member[]) =>
      editText('streams/000.ndjson', (text) =>
        text.replace(
          /("stream":"claim-[^}]+"events":)(\d+)/,
          (_, before: string, n: string) => `${before}${Number(n) - 1}`,
        ),
      )(hidden(all));
    expect(codesOf(await check(await changed(file, counted)))).toEqual([['revision-hidden', last]]);
  });
});
