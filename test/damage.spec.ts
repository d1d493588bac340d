import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { v7 } from 'uuid';
import { Signer } from '../src/audit/log/signer.js';
import { rowFindings } from '../src/audit/replay.js';
import { verifyLedger } from '../src/audit/verify-ledger.js';
import { MEANINGS, type Finding, type FindingCode } from '../src/audit/verify/findings.js';
import type { KnownWitness } from '../src/audit/witness/known-witnesses.js';
import { CATALOGUES } from '../src/catalogues.js';
import { cosign } from '../src/kernel/cosignature.js';
import { leafHash } from '../src/kernel/merkle.js';
import { splitNote } from '../src/kernel/signed-note.js';
import { Ledger } from '../src/ledger/ledger.js';
import { commitPart } from '../src/ledger/leaf.js';
import { claimProjection } from '../src/projections/claims/claim.projection.js';
import { Engine } from '../src/projections/engine/engine.js';
import { checkRows } from '../src/projections/engine/fold-check.js';
import { tableOf } from '../src/projections/engine/store.js';
import { PROJECTIONS } from '../src/projections/index.js';
import { searchTables } from '../src/projections/search/claim-search.reading.js';
import { sealedLedger, type Sealed } from './fixtures/sealed.js';
import { createTestDatabase, testAppendKeys, withClient, type TestDatabase } from './support/database.js';
import { freshSeal, noteOver, type Seal } from './support/sealing.js';
import { refusalOf } from './support/toy.js';

/** Two full tiles and a part of a third. */
const LENGTH = 600;
const EVERY = 10;
/** A position under a full tile, and one that no tile covers. */
const TILED = 300;
const LATE = 555;
const WITNESS = 'witness.example/w1';

let sealed: Sealed;
let folder: string;
let keyFile: string;
/** What the ledger's own server remembers. */
let memory: string;
let remembered: string;
let witnesses: readonly KnownWitness[];
let erased: number;
let eraser: number;

beforeAll(async () => {
  Logger.overrideLogger(false);
  sealed = await sealedLedger(LENGTH, EVERY);
  const { pool, ledger, database } = sealed.recording;
  const engine = new Engine(pool, ledger, PROJECTIONS, { stallMs: 0 });
  await engine.start();
  expect(await engine.waitForPosition(PROJECTIONS, sealed.size - 1, 60_000)).toBe(true);
  await engine.stop();
  folder = await mkdtemp(path.join(tmpdir(), 'claim-ledger-damage-'));
  keyFile = path.join(folder, 'key.pem');
  memory = path.join(folder, 'remembered');
  await writeFile(keyFile, sealed.seal.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const witness = generateKeyPairSync('ed25519');
  witnesses = [{ key: { name: WITNESS, publicKey: witness.publicKey } }];
  await withClient(database.superuserUrl, async (client) => {
    const { rows } = await client.query<{ note: string }>(
      'select note from audit.checkpoints order by size desc limit 1',
    );
    remembered = rows[0]?.note ?? '';
    const line = cosign(splitNote(remembered).text, { name: WITNESS, privateKey: witness.privateKey }, 1_700_000_000);
    await client.query('insert into audit.cosignatures (size, witness, line) values ($1, $2, $3)', [
      LENGTH,
      WITNESS,
      line,
    ]);
    const erasures = await client.query<{ position: string; erased_by: string }>('select * from ledger.erasures');
    [erased, eraser] = [Number(erasures.rows[0]?.position), Number(erasures.rows[0]?.erased_by)];
  });
  // A copy is made of a database to which nobody is connected.
  await ledger.close();
  await pool.end();
}, 300_000);
afterAll(async () => {
  await sealed.recording.database.drop();
  await rm(folder, { recursive: true });
});

type Damage = string | ((client: pg.Client) => Promise<unknown>);

/** A copy of the ledger with some damage, opened as the application opens it. */
async function damaged<T>(
  damage: readonly Damage[],
  look: (opened: { pool: pg.Pool; ledger: Ledger; database: TestDatabase }) => Promise<T>,
): Promise<T> {
  const database = await createTestDatabase({ like: sealed.recording.database.name });
  const pool = new pg.Pool({ connectionString: database.appUrl, max: 4 });
  pool.on('error', () => undefined);
  const ledger = new Ledger(pool, CATALOGUES, testAppendKeys());
  try {
    await writeFile(memory, remembered);
    await withClient(database.superuserUrl, async (client) => {
      await client.query('set session_replication_role = replica');
      for (const table of ['ledger.events', 'ledger.streams', 'ledger.erasures', 'ledger.acceptances'])
        await client.query(`alter table ${table} disable trigger user`);
      for (const table of ['tiles', 'checkpoints', 'cosignatures'])
        await client.query(`alter table audit.${table} disable trigger user`);
      for (const each of damage) await (typeof each === 'string' ? client.query(each) : each(client));
      for (const table of ['ledger.events', 'ledger.streams', 'ledger.erasures', 'ledger.acceptances'])
        await enableTriggers(client, table);
      for (const table of ['tiles', 'checkpoints', 'cosignatures']) await enableTriggers(client, `audit.${table}`);
    });
    return await look({ pool, ledger, database });
  } finally {
    await ledger.close();
    await pool.end();
    await database.drop();
  }
}

/** As the migrations made them: always. */
async function enableTriggers(client: pg.Client, table: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select tgname as name from pg_trigger where tgrelid = '${table}'::regclass and not tgisinternal and tgname <> 'kept_off'`,
  );
  for (const { name } of rows) await client.query(`alter table ${table} enable always trigger ${name}`);
}

/** As the server does in the background: everything, and the rows that answers rest on. */
async function found({ pool, ledger }: { pool: pg.Pool; ledger: Ledger }): Promise<readonly Finding[]> {
  const memories = { files: [memory], witnesses };
  const { findings } = await verifyLedger(pool, { memories, appendKeys: testAppendKeys(), at: 'page by page' });
  const rows = await checkRows(pool, ledger.read, PROJECTIONS, () => Promise.resolve());
  return [...findings, ...rowFindings(rows)];
}

const flip = (column: string, byte = 5) => `${column} = set_byte(${column}, ${byte}, get_byte(${column}, ${byte}) # 1)`;
const event = (change: string, position = TILED) => `update ledger.events set ${change} where position = ${position}`;
const move = (from: number, to: number) => `update ledger.events set position = ${to} where position = ${from}`;
const headAt = (size: number) =>
  `update ledger.head set size = ${size}, at = (
    select convert_from(substr(leaf, 8, 24), 'UTF8')::timestamptz from ledger.events where position = ${size - 1})`;
const cut = (size: number) => [
  `delete from ledger.events where position >= ${size}`,
  `delete from audit.cosignatures where size > ${size}`,
  `delete from audit.checkpoints where size > ${size}`,
  `delete from audit.tiles where (index + 1) * 256 > ${size}`,
  headAt(size),
];

/** Moves an event and all after it to other positions. */
const shift = (from: number, by: number) => async (on: pg.Client) => {
  await on.query(`update ledger.events set position = position + 1000000 where position >= ${from}`);
  await on.query(`update ledger.events set position = position - 1000000 + ${by} where position >= 1000000`);
};
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

/** Rewrites an event so that nothing about it shows: words, their commitment and the leaf. */
const rewrite =
  (position = TILED) =>
  async (on: pg.Client) => {
    const { rows } = await on.query<{ leaf: Buffer; words_salt: Buffer }>(
      'select leaf, words_salt from ledger.events where position = $1',
      [position],
    );
    const words = Buffer.from('{"text":"Forged."}');
    const made = commitPart('words', rows[0]?.words_salt as Buffer, words);
    const leaf = (rows[0]?.leaf.toString() ?? '').replace(/"words":"[^"]+"/, `"words":"${made}"`);
    await on.query('update ledger.events set words = $2, leaf = $3 where position = $1', [position, words, leaf]);
  };

/** Builds tiles and, with a key, checkpoints anew over what stands. */
const rebuild = (seal?: () => Seal) => async (on: pg.Client) => {
  const leaves = await leavesOf(on);
  const hashes = leaves.map(leafHash);
  for (let index = 0; index < 2; index += 1)
    await on.query('update audit.tiles set hashes = $2 where level = 0 and index = $1', [
      index,
      Buffer.concat(hashes.slice(index * 256, (index + 1) * 256)),
    ]);
  if (!seal) return;
  const by = seal();
  for (const size of sealed.sizes) {
    const { root, note } = noteOver(leaves.slice(0, size), by);
    await on.query('update audit.checkpoints set root = $2, note = $3 where size = $1', [size, root, note]);
  }
};

const setNote = (size: number, change: (note: string) => string) => async (on: pg.Client) => {
  const { rows } = await on.query<{ note: string }>('select note from audit.checkpoints where size = $1', [size]);
  await on.query('update audit.checkpoints set note = $2 where size = $1', [size, change(rows[0]?.note ?? '')]);
};

/** An event more, which the append key authorises, or not. */
const appended =
  (authorised: boolean): Damage =>
  async (on) => {
    const { rows } = await on.query<{ name: string }>('select current_database() as name');
    const url = new URL(sealed.recording.database.appUrl);
    url.pathname = `/${rows[0]?.name}`;
    const pool = new pg.Pool({ connectionString: url.href });
    const ledger = new Ledger(pool, CATALOGUES, testAppendKeys());
    const stream = `claim-${v7()}`;
    const facts = {
      wordingId: v7(),
      kind: 'event',
      language: 'en',
      claimant: null,
      claimedOnBasis: 'unknown',
      topics: [],
    };
    await ledger.append({
      events: [{ id: v7(), stream, type: 'ClaimSubmitted', facts, words: { text: 'The bridge is open.' } }],
      expected: new Map([[stream, 0]]),
      actor: sealed.staff.editor,
      role: 'editor',
      causation: v7(),
    });
    await ledger.close();
    await pool.end();
    if (!authorised) await on.query(`update ledger.events set mac = null where position = ${LENGTH}`);
  };

const CLAIMS = tableOf(claimProjection);
const oneClaim = `key = (select key from ${CLAIMS} order by key limit 1)`;
const onePast = `(key, "from") = (select key, "from" from ${CLAIMS}_past order by "from" desc limit 1)`;
const texts = () => searchTables(true).texts;

interface Found {
  readonly code: FindingCode;
  readonly position?: number | (() => number);
  readonly through?: number;
  readonly at?: string | RegExp | (() => string);
}

interface Case {
  readonly damage: readonly Damage[];
  /** What is found among other things, with its place; nothing: it is whole. */
  readonly found?: Found;
  /** Whether a read of the event at a position refuses it as corrupt. */
  readonly reads?: { readonly position: number; readonly corrupt: boolean };
  /** Why the signer signs nothing. */
  readonly signs?: string;
}

const corrupt = (position = TILED) => ({ position, corrupt: true });
const sound = (position = TILED) => ({ position, corrupt: false });
const PARTS = ['head', 'who', 'facts', 'words'] as const;

const CASES: Readonly<Record<string, Case>> = {
  'nothing at all': { damage: [], reads: sound() },
  // Events.
  ...Object.fromEntries(
    PARTS.flatMap((part): [string, Case][] => [
      [
        `one bit of ${part}`,
        {
          damage: [event(flip(part, 1))],
          found: { code: 'part-altered', position: TILED, at: part },
          reads: corrupt(),
        },
      ],
      [
        `one bit of the salt of ${part}`,
        {
          damage: [event(flip(`${part}_salt`), LATE)],
          found: { code: 'salt-altered', position: LATE, at: part },
          reads: corrupt(LATE),
        },
      ],
    ]),
  ),
  'the length of a salt': {
    damage: [event('facts_salt = substr(facts_salt, 1, 31)')],
    found: { code: 'salt-altered', position: TILED, at: 'facts' },
    reads: corrupt(),
  },
  'one bit of a leaf behind full tiles': {
    damage: [event(flip('leaf', 50), LATE)],
    found: { code: 'leaf-altered', position: LATE },
    reads: corrupt(LATE),
  },
  'one bit of a leaf under a full tile': {
    damage: [event(flip('leaf', 50))],
    found: { code: 'leaf-altered', position: TILED },
    reads: corrupt(),
  },
  'the form of a leaf': {
    damage: [event('leaf = substr(leaf, 1, 100)')],
    found: { code: 'leaf-altered', position: TILED },
    reads: corrupt(),
  },
  'a time that falls, signed anew with the key': {
    damage: [
      event(`leaf = convert_to(regexp_replace(convert_from(leaf, 'UTF8'), '"at":"20', '"at":"19'), 'UTF8')`, LATE),
      rebuild(() => sealed.seal),
    ],
    found: { code: 'at-backwards', position: LATE },
  },
  'two events for one another': {
    damage: [move(TILED, -1), move(TILED + 1, TILED), move(-1, TILED + 1)],
    found: { code: 'leaf-moved', position: TILED },
    reads: corrupt(),
  },
  'an event away': {
    damage: [`delete from ledger.events where position = ${TILED}`],
    found: { code: 'leaf-missing', position: TILED },
  },
  'an event away, and all after it moved up': {
    damage: [
      `delete from ledger.events where position = ${TILED}`,
      shift(TILED + 1, -1),
      'update ledger.head set size = size - 1',
    ],
    found: { code: 'leaf-missing', position: TILED },
    reads: corrupt(),
  },
  'an event put in between, and all after it moved on': {
    damage: [shift(TILED, 1), insertAt(TILED), 'update ledger.head set size = size + 1'],
    found: { code: 'event-inserted', position: TILED },
    reads: corrupt(TILED + 5),
  },
  'the revision beside an event': {
    damage: [event('revision = 9999')],
    found: { code: 'row-altered', position: TILED, at: 'revision' },
    reads: corrupt(),
  },
  'the identifier beside an event': {
    damage: [event(`id = '00000000-0000-7000-8000-000000000001'`)],
    found: { code: 'row-altered', position: TILED, at: 'id' },
    reads: corrupt(),
  },
  'the stream beside an event': {
    damage: [event(`stream = 'ledger', revision = 9999`)],
    found: { code: 'row-altered', position: TILED, at: 'stream' },
    reads: corrupt(),
  },
  'the salt of a stream': {
    damage: [`update ledger.streams set ${flip('salt')} where stream = 'ledger'`],
    found: { code: 'stream-salt-altered', position: 0 },
    reads: corrupt(0),
  },
  'the salt of a stream away': {
    damage: [`delete from ledger.streams where stream = 'ledger'`],
    found: { code: 'stream-salt-missing', position: 0 },
    reads: corrupt(0),
  },
  'an event and its leaf together under a full tile': {
    damage: [rewrite()],
    found: { code: 'leaf-altered', position: TILED },
    reads: corrupt(),
  },
  'its neighbour there': {
    damage: [rewrite()],
    found: { code: 'leaf-altered', position: TILED },
    reads: sound(TILED + 1),
  },
  'an event and its leaf together, and another hash of the tile': {
    damage: [rewrite(), `update audit.tiles set ${flip('hashes', 60 * 32)} where level = 0 and index = 1`],
    found: { code: 'leaf-altered', position: TILED },
    reads: corrupt(),
  },
  'an event and its leaf together, with the tiles': {
    damage: [rewrite(), rebuild()],
    found: { code: 'root-differs', position: 300, through: 309 },
    signs: 'forked',
  },
  // Words and erasures.
  'words away without an erasure': {
    damage: [event('words = null, words_salt = null')],
    found: { code: 'words-missing', position: TILED },
    reads: corrupt(),
  },
  'words to where they were erased': {
    damage: [(on) => on.query(event(`words = '{"text":"Planted."}', words_salt = head_salt`, erased))],
    found: { code: 'words-planted', position: () => erased },
  },
  'the note of an erasure away': {
    damage: [(on) => on.query(`delete from ledger.erasures where position = ${erased}`)],
    found: { code: 'erasure-missing', position: () => erased },
  },
  'the note of an erasure to another event': {
    damage: [(on) => on.query(`update ledger.erasures set erased_by = 0 where position = ${erased}`)],
    found: { code: 'erasure-unlisted', position: () => erased },
  },
  'words away, with a note of an erasure that no event made': {
    damage: [
      event('words = null, words_salt = null'),
      (on) => on.query('insert into ledger.erasures values ($1, $2)', [TILED, eraser]),
    ],
    found: { code: 'erasure-unlisted', position: TILED },
    reads: corrupt(),
  },
  'a mark that an event was accepted': {
    damage: [`insert into ledger.acceptances values (${TILED}, 5)`],
    found: { code: 'acceptance-unlisted', position: TILED },
  },
  'the mark of an accepted event away': {
    damage: ['delete from ledger.acceptances'],
    found: { code: 'acceptance-missing', position: 0 },
  },
  // The head.
  'the time of the last event as it is noted': {
    damage: [`update ledger.head set at = at + interval '1 minute'`],
    found: { code: 'head-altered', position: LENGTH - 1 },
  },
  'the size up': {
    damage: ['update ledger.head set size = size + 1'],
    found: { code: 'head-ahead', position: LENGTH },
  },
  'the size down': {
    damage: ['update ledger.head set size = size - 1'],
    found: { code: 'head-behind', position: LENGTH - 1 },
  },
  // Rolled back, rewritten.
  'the last event away': {
    damage: [`delete from ledger.events where position = ${LENGTH - 1}`, headAt(LENGTH - 1)],
    found: { code: 'checkpoint-not-covered', position: LENGTH - 1 },
    signs: 'rolled-back',
  },
  'the last twenty away with their checkpoints': {
    damage: cut(LENGTH - 20),
    found: { code: 'checkpoint-not-covered', position: LENGTH - 20, at: () => memory },
    signs: 'rolled-back',
  },
  'all checkpoints away': {
    damage: ['delete from audit.cosignatures', 'delete from audit.checkpoints'],
    found: { code: 'checkpoint-missing' },
  },
  'the history made anew with the key': {
    damage: [rewrite(), rebuild(() => sealed.seal)],
    found: { code: 'split-history', position: 0, through: LENGTH - 1, at: () => memory },
    signs: 'forked',
  },
  'the history made anew under another key, and the memory of the old one': {
    damage: [
      rebuild(() => freshSeal(sealed.seal.origin)),
      () => writeFile(memory, noteOver([Buffer.alloc(1)], freshSeal('example.net/other')).note),
    ],
    found: { code: 'split-history', at: () => memory },
    signs: 'forked',
  },
  'a bit of what is remembered': {
    damage: [() => writeFile(memory, remembered.replace('\n600\n', '\n601\n'))],
    found: { code: 'checkpoint-signature', at: () => memory },
    signs: 'checkpoint-damaged',
  },
  'what is remembered, to nothing like a checkpoint': {
    damage: [() => writeFile(memory, 'garbage')],
    found: { code: 'checkpoint-malformed', at: () => memory },
    signs: 'checkpoint-damaged',
  },
  'an event past the append key': {
    damage: [appended(false)],
    found: { code: 'unauthorised-append', position: LENGTH },
  },
  // Tiles.
  'one bit of a tile': {
    damage: [`update audit.tiles set ${flip('hashes', 44 * 32 + 1)} where level = 0 and index = 1`],
    found: { code: 'tile-altered', position: TILED, at: 'tile/0/001' },
    reads: sound(),
  },
  'a tile away': {
    damage: ['delete from audit.tiles where level = 0 and index = 0'],
    found: { code: 'tile-missing', position: 0, at: 'tile/0/000' },
    reads: sound(100),
  },
  'a tile beyond the end': {
    damage: ['insert into audit.tiles select 0, 2, hashes from audit.tiles where index = 1'],
    found: { code: 'tile-planted', at: 'tile/0/002' },
  },
  // Checkpoints and what stands under them.
  'the text of the newest checkpoint': {
    damage: [setNote(LENGTH, (note) => note.replace('\n600\n', '\n599\n'))],
    found: { code: 'checkpoint-signature', at: 'checkpoint of size 600' },
  },
  'the key that a checkpoint names': {
    damage: [setNote(200, (note) => note.replace('— example.org/log', '— example.org/gol'))],
    found: { code: 'checkpoint-unknown-key', at: 'checkpoint of size 200' },
  },
  'a checkpoint to garbage': {
    damage: [setNote(200, () => 'garbage')],
    found: { code: 'checkpoint-malformed', at: 'checkpoint of size 200' },
  },
  'the root beside a checkpoint': {
    damage: [`update audit.checkpoints set ${flip('root')} where size = 200`],
    found: { code: 'checkpoint-altered', at: 'checkpoint of size 200' },
  },
  'the time at which a checkpoint was signed': {
    damage: [`update audit.checkpoints set signed_at = signed_at - interval '1 day' where size = 200`],
    found: { code: 'checkpoint-altered', at: 'signed_at of checkpoint of size 200' },
  },
  'a line of nobody under a checkpoint': {
    damage: [
      `insert into audit.cosignatures (size, witness, line) values (600, 'nobody.example', '— nobody.example AAAAAA==')`,
    ],
    found: { code: 'cosignature-unknown', at: 'checkpoint of size 600, nobody.example' },
  },
  'the line of a witness under a checkpoint': {
    damage: [`update audit.cosignatures set line = overlay(line placing 'AAAA' from 60 for 4)`],
    found: { code: 'cosignature-altered', at: `checkpoint of size 600, ${WITNESS}` },
  },
  'the line of a witness to another checkpoint': {
    damage: ['update audit.cosignatures set size = 590'],
    found: { code: 'cosignature-altered', at: `checkpoint of size 590, ${WITNESS}` },
  },
  // The database's own.
  'position_at() for one that lies': {
    damage: [
      `create or replace function ledger.position_at(instant timestamptz) returns bigint language plpgsql stable as $$
        begin return 5; end $$`,
    ],
    found: { code: 'schema-altered', at: /function ledger\.position_at/ },
  },
  'a trigger off': {
    damage: [
      'alter trigger events_no_delete on ledger.events rename to kept_off',
      'alter table ledger.events disable trigger kept_off',
    ],
    found: { code: 'schema-altered', at: /trigger events_no_delete on ledger\.events/ },
  },
  'row security': {
    damage: [
      'alter table ledger.events enable row level security',
      'create policy lies on ledger.events using (position <> 300)',
    ],
    found: { code: 'schema-altered', at: 'table ledger.events' },
  },
  'a right that nobody has': {
    damage: ['grant update on ledger.events to claim_ledger_app'],
    found: { code: 'schema-altered', at: 'table ledger.events' },
  },
  'a rule on a table': {
    damage: ['create rule lies as on delete to ledger.erasures do instead nothing'],
    found: { code: 'schema-altered', at: /rule lies/ },
  },
  'a function that runs as its caller': {
    damage: ['alter function ledger.accept security invoker'],
    found: { code: 'schema-altered', at: /function ledger\.accept/ },
  },
  'a constraint away': {
    damage: ['alter table ledger.events drop constraint events_stream_revision_key'],
    found: { code: 'schema-altered', at: /constraint events_stream_revision_key/ },
  },
  'a view that lies': {
    damage: [
      async (on) => {
        const { rows } = await on.query<{ sql: string }>(`select pg_get_viewdef('${CLAIMS}'::regclass) as sql`);
        await on.query(`create or replace view ${CLAIMS} as ${rows[0]?.sql.replace(';', '')} where not public`);
      },
    ],
    found: { code: 'schema-altered', at: `view ${CLAIMS}` },
  },
  // Who holds what.
  'a reservation to somebody else': {
    damage: [
      `update ledger.reservations set id = gen_random_uuid() where key = (select min(key) from ledger.reservations)`,
    ],
    found: { code: 'reservation-unfounded' },
  },
  'a reservation away': {
    damage: [`delete from ledger.reservations where key = (select min(key) from ledger.reservations)`],
    found: { code: 'reservation-missing' },
  },
  'a reservation made up': {
    damage: [
      `insert into ledger.reservations (key, id, position, stream, erasable)
        values ('domain:example.net', '${randomUUID()}', 3, 'outlet-x', false)`,
    ],
    found: { code: 'reservation-unfounded', position: 3 },
  },
  // Rows that answers rest on.
  'a current row': {
    damage: [`update ${CLAIMS}_b1 set public = not public where ${oneClaim}`],
    found: { code: 'view-differs', at: /^claim / },
  },
  'a past row': {
    damage: [`update ${CLAIMS}_past set public = not public where ${onePast}`],
    found: { code: 'view-differs', at: /^claim / },
  },
  'where a past row ends': {
    damage: [`update ${CLAIMS}_past set "to" = "to" + 1 where ${onePast}`],
    found: { code: 'view-differs', at: /^claim / },
  },
  'a row from beyond the head': {
    damage: [`update ${CLAIMS}_b1 set "from" = 1000000 where ${oneClaim}`],
    found: { code: 'view-differs', position: 1_000_000 },
  },
  'a past row to beyond the head': {
    damage: [`update ${CLAIMS}_past set "to" = 1000000 where ${onePast}`],
    found: { code: 'view-differs', at: /^claim / },
  },
  'a current row away': {
    damage: [`delete from ${CLAIMS}_b1 where ${oneClaim}`],
    found: { code: 'view-differs', at: /^claim / },
  },
  'a past row away': {
    damage: [`delete from ${CLAIMS}_past where ${onePast}`],
    found: { code: 'view-differs', at: /^claim / },
  },
  'a row made up': {
    damage: [
      `create temporary table made as select * from ${CLAIMS}_b1 where ${oneClaim}`,
      `update made set key = 'f0000000-0000-7000-8000-00000000000f'`,
      `insert into ${CLAIMS}_b1 select * from made`,
    ],
    found: { code: 'view-differs', at: 'claim f0000000-0000-7000-8000-00000000000f' },
  },
  'what a current row is folded on from': {
    damage: [`update ${CLAIMS}_b1 set folded = folded || '{"forged":1}' where ${oneClaim}`],
    found: { code: 'view-differs', at: /^claim / },
  },
  'a text for search': {
    damage: [
      (on) =>
        on.query(
          `update ${texts()} set vector = 'forged:1'::tsvector where position = (select min(position) from ${texts()})`,
        ),
    ],
    found: { code: 'view-differs', at: /^claim_search / },
  },
  'a text for search away': {
    damage: [(on) => on.query(`delete from ${texts()} where position = (select min(position) from ${texts()})`)],
    found: { code: 'view-differs', at: /^claim_search / },
  },
};

const placeOf = ({ code, position, through, at }: Found) => ({
  code,
  ...(position === undefined ? {} : { position: typeof position === 'function' ? position() : position }),
  ...(through === undefined ? {} : { through }),
  ...(at === undefined
    ? {}
    : { at: at instanceof RegExp ? expect.stringMatching(at) : typeof at === 'string' ? at : at() }),
});

describe('It is found when a superuser changes', () => {
  it.each(Object.entries(CASES))('%s', async (_, { damage, found: expected, reads, signs }) => {
    await damaged(damage, async (opened) => {
      const findings = await found(opened);
      if (expected) {
        expect(findings).toContainEqual(expect.objectContaining(placeOf(expected)));
        expect(MEANINGS[expected.code].length).toBeGreaterThan(20);
      } else expect(findings).toEqual([]);
      if (reads)
        expect(await refusalOf(opened.ledger.read.at([reads.position]))).toBe(reads.corrupt ? 'corrupt' : 'none');
      if (signs) {
        const signer = new Signer(opened.pool, opened.ledger, keyFile, [], memory);
        expect(await refusalOf(signer.sign(true))).toBe(signs);
      }
    });
  });
});
