import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { ledgerHistory } from '../src/audit/ledger-history.js';
import { decisiveFirst, type Finding, type FindingCode } from '../src/audit/verify/findings.js';
import type { KeptCheckpoint } from '../src/audit/verify/history.js';
import { LogKeys } from '../src/audit/verify/keys.js';
import { verifyHistory, type VerificationResult } from '../src/audit/verify/verify-history.js';
import { leafHash } from '../src/kernel/merkle.js';
import { checkpointText, signNote } from '../src/kernel/signed-note.js';
import { commitPart } from '../src/ledger/leaf.js';
import { sealedLedger, type Sealed } from './fixtures/sealed.js';
import { freshSeal, noteOver, type Seal } from './support/sealing.js';

const EVERY = 10;
/** Two full tiles and a part of a third. */
const LENGTH = 600;
let sealed: Sealed;
let client: pg.Client;
/** A position with words, a successor in its stream, and a full tile over it; and one that no tile covers. */
const TILED = 300;
const LATE = 555;
/** An erased one, and the event that erased it. */
let erased: number;
let eraser: number;

beforeAll(async () => {
  sealed = await sealedLedger(LENGTH, EVERY);
  client = new pg.Client({ connectionString: sealed.recording.database.superuserUrl });
  await client.connect();
  const { rows } = await client.query<{ position: string; erased_by: string }>('select * from ledger.erasures');
  erased = Number(rows[0]?.position);
  eraser = Number(rows[0]?.erased_by);
});
afterAll(async () => {
  await client.end();
  await sealed.recording.end();
});

type Mutation = string | ((client: pg.Client) => Promise<unknown>);

const TABLES = ['ledger.events', 'ledger.streams', 'ledger.erasures', 'audit.tiles', 'audit.checkpoints'];

/** Does to the database what only a superuser can, verifies it, and takes it back. */
async function after(
  mutations: readonly Mutation[],
  kept?: KeptCheckpoint,
  pinned?: string,
): Promise<VerificationResult> {
  await client.query('begin isolation level repeatable read');
  try {
    for (const table of TABLES) await client.query(`alter table ${table} disable trigger all`);
    for (const mutation of mutations) await (typeof mutation === 'string' ? client.query(mutation) : mutation(client));
    const { history, vkey } = await ledgerHistory(client);
    const keys = new LogKeys(sealed.seal.origin, [pinned ?? vkey ?? sealed.vkey]);
    return await verifyHistory(history, { keys, ...(kept ? { kept: [kept] } : {}) });
  } finally {
    await client.query('rollback');
  }
}

const flip = (column: string, byte = 5) => `${column} = set_byte(${column}, ${byte}, get_byte(${column}, ${byte}) # 1)`;
const event = (change: string, position: number) => `update ledger.events set ${change} where position = ${position}`;
const move = (from: number, to: number) => `update ledger.events set position = ${to} where position = ${from}`;

/** Moves an event and all after it to other positions. */
const shift = (from: number, by: number) => async (on: pg.Client) => {
  await on.query(`update ledger.events set position = position + 1000000 where position >= ${from}`);
  await on.query(`update ledger.events set position = position - 1000000 + ${by} where position >= 1000000`);
};

/** Puts an event in that says of itself that it stands there: the one before it once more, as far as it opens. */
const insertAt = (position: number) =>
  `insert into ledger.events (position, revision, id, stream, leaf, head, head_salt, who, who_salt, facts, facts_salt, words, words_salt)
    select ${position}, 9000 + ${position}, gen_random_uuid(), stream,
      convert_to(replace(convert_from(leaf, 'UTF8'), '"position":${position - 1},', '"position":${position},'), 'UTF8'),
      head, head_salt, who, who_salt, facts, facts_salt, words, words_salt
    from ledger.events where position = ${position - 1}`;

const leavesOf = async (on: pg.Client): Promise<Buffer[]> => {
  const { rows } = await on.query<{ leaf: Buffer }>('select leaf from ledger.events order by position');
  return rows.map(({ leaf }) => leaf);
};

/** Rewrites an event so that nothing about it shows: facts, their commitment and the leaf. */
const rewrite =
  (position: number, text = '{"forged":1}') =>
  async (on: pg.Client) => {
    const { rows } = await on.query<{ leaf: Buffer; facts_salt: Buffer }>(
      'select leaf, facts_salt from ledger.events where position = $1',
      [position],
    );
    const facts = Buffer.from(text);
    const made = commitPart('facts', rows[0]?.facts_salt as Buffer, facts);
    const leaf = (rows[0]?.leaf.toString() ?? '').replace(/"facts":"[^"]+"/, `"facts":"${made}"`);
    await on.query('update ledger.events set facts = $2, leaf = $3 where position = $1', [position, facts, leaf]);
  };

/** Builds tiles and, with a key, checkpoints anew over what stands. */
const rebuild = (seal?: Seal) => async (on: pg.Client) => {
  const leaves = await leavesOf(on);
  const hashes = leaves.map(leafHash);
  for (let index = 0; index < 2; index += 1) {
    const tile = Buffer.concat(hashes.slice(index * 256, (index + 1) * 256));
    await on.query('update audit.tiles set hashes = $2 where level = 0 and index = $1', [index, tile]);
  }
  if (!seal) return;
  for (const size of sealed.sizes) {
    const { root, note } = noteOver(leaves.slice(0, size), seal);
    await on.query('update audit.checkpoints set root = $2, note = $3 where size = $1', [size, root, note]);
  }
};

/** A checkpoint as somebody kept it who saw the ledger whole. */
const remembered = async (size: number): Promise<KeptCheckpoint> => {
  const { note } = noteOver((await leavesOf(client)).slice(0, size), sealed.seal);
  return { size, note, from: 'a file' };
};

const setNote = (change: (note: string) => string) => async (on: pg.Client) => {
  const { rows } = await on.query<{ note: string }>('select note from audit.checkpoints where size = 200');
  await on.query('update audit.checkpoints set note = $1 where size = 200', [change(rows[0]?.note ?? '')]);
};

interface Expected {
  readonly code: FindingCode;
  readonly position?: number | (() => number);
  readonly through?: number;
  readonly at?: string;
}
type Case = readonly [name: string, mutations: () => readonly Mutation[], ...expected: Expected[]];

/** What is found, as far as a case names it. */
const expectFound = ({ findings, more }: VerificationResult, expected: readonly Expected[]) => {
  const named = expected.map(({ position, ...rest }) => ({
    ...rest,
    ...(position === undefined ? {} : { position: typeof position === 'function' ? position() : position }),
  }));
  const wanted = decisiveFirst(named as unknown as readonly Finding[]);
  expect(findings).toEqual(wanted.map((each) => expect.objectContaining(each)));
  expect(more).toEqual({});
};

const PARTS = ['head', 'who', 'facts', 'words'] as const;
const CASES: readonly Case[] = [
  // Leaves: where a tile covers them, where none does, and where the form breaks.
  ['one bit of a leaf', () => [event(flip('leaf', 50), TILED)], { code: 'leaf-altered', position: TILED }],
  ['one bit of a leaf under no tile', () => [event(flip('leaf', 50), LATE)], { code: 'leaf-altered', position: LATE }],
  ['the form of a leaf', () => [event(flip('leaf', 0), TILED)], { code: 'leaf-altered', position: TILED }],
  ['the form of a leaf under no tile', () => [event(flip('leaf', 0), LATE)], { code: 'leaf-altered', position: LATE }],
  ['the end of a leaf', () => [event('leaf = substr(leaf, 1, 100)', TILED)], { code: 'leaf-altered', position: TILED }],
  [
    'the time in a leaf',
    () => [
      event(`leaf = convert_to(regexp_replace(convert_from(leaf, 'UTF8'), '"at":"20', '"at":"21'), 'UTF8')`, TILED),
    ],
    { code: 'leaf-altered', position: TILED },
  ],
  [
    'the time in a leaf under no tile, of which only the span between two checkpoints is known',
    () => [
      event(`leaf = convert_to(regexp_replace(convert_from(leaf, 'UTF8'), '"at":"20', '"at":"19'), 'UTF8')`, LATE),
    ],
    { code: 'at-backwards', position: LATE },
    { code: 'root-differs', position: 550, through: 559 },
  ],
  // Parts and salts.
  ...PARTS.map((part): Case => {
    const mutations = () => [event(flip(part, 1), TILED)];
    return [`one bit of ${part}`, mutations, { code: 'part-altered', position: TILED, at: part }];
  }),
  ...PARTS.map((part): Case => {
    const mutations = () => [event(flip(`${part}_salt`), LATE)];
    return [`one bit of the salt of ${part}`, mutations, { code: 'salt-altered', position: LATE, at: part }];
  }),
  [
    'the length of a salt',
    () => [event('facts_salt = substr(facts_salt, 1, 31)', TILED)],
    { code: 'salt-altered', position: TILED, at: 'facts' },
  ],
  [
    'facts for others',
    () => [event(`facts = '{"forged":1}'`, TILED)],
    { code: 'part-altered', position: TILED, at: 'facts' },
  ],
  [
    'several parts of one event',
    () => [event(`${flip('facts', 1)}, ${flip('who', 3)}`, TILED)],
    { code: 'part-altered', position: TILED, at: 'who' },
    { code: 'part-altered', position: TILED, at: 'facts' },
  ],
  // Rows.
  [
    'the revision beside an event',
    () => [event('revision = 9999', TILED)],
    { code: 'row-altered', position: TILED, at: 'revision' },
  ],
  [
    'the identifier beside an event',
    () => [event(`id = '00000000-0000-7000-8000-000000000001'`, TILED)],
    { code: 'row-altered', position: TILED, at: 'id' },
  ],
  [
    'the stream beside an event',
    () => [event(`stream = 'ledger', revision = 9999`, TILED)],
    { code: 'row-altered', position: TILED, at: 'stream' },
  ],
  // Order.
  [
    'two events for one another',
    () => [move(TILED, -1), move(TILED + 1, TILED), move(-1, TILED + 1)],
    { code: 'leaf-moved', position: TILED },
    { code: 'leaf-moved', position: TILED + 1 },
  ],
  [
    'two events for one another under no tile',
    () => [move(LATE, -1), move(LATE + 1, LATE), move(-1, LATE + 1)],
    { code: 'leaf-moved', position: LATE },
    { code: 'leaf-moved', position: LATE + 1 },
  ],
  [
    'an event away',
    () => [`delete from ledger.events where position = ${TILED}`],
    { code: 'leaf-missing', position: TILED },
  ],
  [
    'an event away under no tile',
    () => [`delete from ledger.events where position = ${LATE}`],
    { code: 'leaf-missing', position: LATE },
  ],
  [
    'three events away',
    () => [`delete from ledger.events where position between ${TILED} and ${TILED + 2}`],
    { code: 'leaf-missing', position: TILED },
    { code: 'leaf-missing', position: TILED + 1 },
    { code: 'leaf-missing', position: TILED + 2 },
  ],
  [
    'the last event away',
    () => [`delete from ledger.events where position = ${LENGTH - 1}`],
    { code: 'head-ahead', position: LENGTH - 1 },
    { code: 'checkpoint-not-covered', position: LENGTH - 1 },
  ],
  [
    'the last event away, and the size with it',
    () => [`delete from ledger.events where position = ${LENGTH - 1}`, `update ledger.head set size = ${LENGTH - 1}`],
    { code: 'checkpoint-not-covered', position: LENGTH - 1 },
  ],
  [
    'everything away',
    () => [
      'delete from ledger.events',
      'update ledger.head set size = 0',
      'delete from audit.tiles',
      'delete from audit.checkpoints where size < 600',
    ],
    { code: 'checkpoint-not-covered', position: 0 },
  ],
  [
    'a copy of an event to the end',
    () => [
      `insert into ledger.events (position, revision, id, stream, leaf, head, head_salt, who, who_salt, facts, facts_salt, words, words_salt)
       select ${LENGTH}, 9999, gen_random_uuid(), stream, leaf, head, head_salt, who, who_salt, facts, facts_salt, words, words_salt
       from ledger.events where position = ${TILED}`,
    ],
    { code: 'leaf-moved', position: LENGTH },
    { code: 'head-behind', position: LENGTH },
  ],
  [
    'one more in between, and all after it on',
    () => [shift(TILED, 1), insertAt(TILED), 'update ledger.head set size = size + 1'],
    { code: 'event-inserted', position: TILED },
    { code: 'leaf-altered', position: TILED },
  ],
  [
    'two more in between under no tile, and all after them on',
    () => [shift(LATE, 2), insertAt(LATE), insertAt(LATE + 1), 'update ledger.head set size = size + 2'],
    { code: 'event-inserted', position: LATE, through: LATE + 1 },
    { code: 'row-altered', position: LATE, at: 'revision' },
    { code: 'row-altered', position: LATE + 1, at: 'revision' },
  ],
  [
    'one out, and all after it up',
    () => [
      `delete from ledger.events where position = ${TILED}`,
      shift(TILED + 1, -1),
      'update ledger.head set size = size - 1',
    ],
    { code: 'checkpoint-not-covered', position: LENGTH - 1 },
    { code: 'leaf-missing', position: TILED },
  ],
  [
    'the time of the last event as it is noted',
    () => [`update ledger.head set at = at + interval '1 day'`],
    { code: 'head-altered', position: LENGTH - 1 },
  ],
  ['the size up', () => ['update ledger.head set size = size + 1'], { code: 'head-ahead', position: LENGTH }],
  ['the size down', () => ['update ledger.head set size = size - 1'], { code: 'head-behind', position: LENGTH - 1 }],
  // Streams.
  [
    'the salt of a stream',
    () => [`update ledger.streams set ${flip('salt')} where stream = 'ledger'`],
    { code: 'stream-salt-altered', position: 0 },
  ],
  [
    'the salt of a stream away',
    () => [`delete from ledger.streams where stream = 'ledger'`],
    { code: 'stream-salt-missing', position: 0 },
  ],
  // Erasures.
  [
    'words away without an erasure',
    () => [event('words = null, words_salt = null', TILED)],
    { code: 'words-missing', position: TILED },
  ],
  [
    'words away, with a note of an erasure that no event made',
    () => [
      event('words = null, words_salt = null', TILED),
      () => client.query('insert into ledger.erasures values ($1, $2)', [TILED, eraser]),
    ],
    { code: 'erasure-unlisted', position: TILED },
  ],
  [
    'a note of an erasure to words that stand',
    () => [() => client.query('insert into ledger.erasures values ($1, $2)', [TILED, eraser])],
    { code: 'erasure-unlisted', position: TILED },
  ],
  [
    'words to where they were erased',
    () => [event(`words = '{"text":"Planted."}', words_salt = head_salt`, erased)],
    { code: 'words-planted', position: () => erased },
    { code: 'part-altered', position: () => erased, at: 'words' },
  ],
  [
    'the note of an erasure away',
    () => [`delete from ledger.erasures where position = ${erased}`],
    { code: 'erasure-missing', position: () => erased },
  ],
  [
    'the note of an erasure to another event',
    () => [`update ledger.erasures set erased_by = 0 where position = ${erased}`],
    { code: 'erasure-unlisted', position: () => erased },
  ],
  // Tiles.
  [
    'one bit of a tile',
    () => [`update audit.tiles set ${flip('hashes', 44 * 32 + 1)} where level = 0 and index = 1`],
    { code: 'tile-altered', position: TILED, at: 'tile/0/001' },
  ],
  [
    'a tile away',
    () => ['delete from audit.tiles where level = 0 and index = 1'],
    { code: 'tile-missing', position: 256, at: 'tile/0/001' },
  ],
  [
    'a tile beyond the end',
    () => ['insert into audit.tiles select 0, 2, hashes from audit.tiles where index = 1'],
    { code: 'tile-planted', at: 'tile/0/002' },
  ],
  // Checkpoints.
  [
    'the root beside a checkpoint',
    () => [`update audit.checkpoints set ${flip('root')} where size = 200`],
    { code: 'checkpoint-altered', at: 'checkpoint of size 200' },
  ],
  [
    'the size beside a checkpoint',
    () => ['update audit.checkpoints set size = 201 where size = 200'],
    { code: 'checkpoint-altered', at: 'checkpoint of size 201' },
  ],
  [
    'the size in a checkpoint',
    () => [setNote((note) => note.replace('\n200\n', '\n201\n'))],
    { code: 'checkpoint-signature', at: 'checkpoint of size 200' },
  ],
  [
    'the key that a checkpoint names',
    () => [setNote((note) => note.replace('— example.org/log', '— example.org/gol'))],
    { code: 'checkpoint-unknown-key', at: 'checkpoint of size 200' },
  ],
  [
    'the form of a checkpoint',
    () => [setNote((note) => note.replace('\n\n', '\n'))],
    { code: 'checkpoint-malformed', at: 'checkpoint of size 200' },
  ],
  [
    'a checkpoint for one of another log',
    () => [
      setNote(() => {
        const text = checkpointText({ origin: 'example.net/other', size: 200, root: Buffer.alloc(32) });
        return signNote(text, { name: sealed.seal.origin, privateKey: sealed.seal.privateKey });
      }),
    ],
    { code: 'checkpoint-origin', at: 'checkpoint of size 200' },
  ],
  ['all checkpoints away', () => ['delete from audit.checkpoints'], { code: 'checkpoint-missing' }],
  // Rewriting.
  ...['null', '5', 'no JSON', '{"vkey":5}', '{}'].map((text): Case => [
    `the event that adopts the key, with its leaf, to ${text}`,
    () => [rewrite(0, text)],
    { code: 'leaf-altered', position: 0 },
  ]),
  ...['{"positions":5}', '{"positions":[null,"1",1.5]}'].map((text): Case => [
    `an erasure, with its leaf, to ${text}`,
    () => [(on) => rewrite(eraser, text)(on)],
    { code: 'erasure-unlisted', position: () => erased },
    { code: 'erasure-unlisted', position: () => erased + 1 },
    { code: 'leaf-altered', position: () => eraser },
  ]),
  ['an event, with its leaf', () => [rewrite(TILED)], { code: 'leaf-altered', position: TILED }],
  [
    'an event, with its leaf and the tiles',
    () => [rewrite(TILED), rebuild()],
    { code: 'root-differs', position: 300, through: 309 },
  ],
];

describe('A ledger that nobody has touched', () => {
  it('is whole: every event opens or is lawfully erased, under every checkpoint', async () => {
    const verdict = await after([]);
    expect(verdict).toMatchObject({
      findings: [],
      whole: true,
      events: LENGTH,
      opened: LENGTH,
      covered: LENGTH,
      more: {},
    });
    expect(verdict.checkpoints).toBe(sealed.sizes.length);
    expect(verdict.erased).toBeGreaterThan(0);
    expect(verdict.keys).toEqual([sealed.vkey]);
  });

  it('is consistent with every checkpoint that somebody kept', async () => {
    for (const size of [1, 7, 255, 256, 257, 512, LENGTH])
      expect((await after([], await remembered(size))).findings).toEqual([]);
  });
});

describe('It is found when a superuser changes', () => {
  it.each(CASES)('%s', async (_, mutations, ...expected) => {
    expectFound(await after(mutations()), expected);
  });

  it('two tiles for one another, of which the first twenty hashes are named and the others counted', async () => {
    const { findings, more } = await after([
      'update audit.tiles set index = 9 where index = 0',
      'update audit.tiles set index = 0 where index = 1',
      'update audit.tiles set index = 1 where index = 9',
    ]);
    expect(findings.map(({ code, position }) => [code, position])).toEqual(
      Array.from({ length: 20 }, (_, i) => ['tile-altered', i]),
    );
    expect(more).toEqual({ 'tile-altered': 492 });
  });
});

describe('Who has kept a checkpoint finds', () => {
  it('nothing wrong in a history that was made anew with the same key, unless he holds it against what he kept', async () => {
    const kept = await remembered(400);
    const anew = [rewrite(TILED), rebuild(sealed.seal)];
    expect((await after(anew)).findings).toEqual([]);
    expectFound(await after(anew, kept), [{ code: 'split-history', position: 0, through: 399, at: 'a file' }]);
  });

  it('that a history was cut off and signed anew', async () => {
    const cut = [
      'delete from ledger.events where position >= 500',
      `update ledger.head set size = 500, at = (
        select convert_from(substr(leaf, 8, 24), 'UTF8')::timestamptz from ledger.events where position = 499)`,
      'delete from audit.checkpoints where size > 500',
      'delete from audit.tiles where index = 1',
    ];
    expect((await after(cut)).findings).toEqual([]);
    expectFound(await after(cut, await remembered(501)), [
      { code: 'checkpoint-not-covered', position: 500, at: 'a file' },
    ]);
  });

  it('that a history was signed by another key than the one he pinned', async () => {
    const { findings, more } = await after([rebuild(freshSeal(sealed.seal.origin))]);
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['checkpoint-unknown-key']));
    expect(more).toEqual({ 'checkpoint-unknown-key': sealed.sizes.length - 20 });
  });
});
