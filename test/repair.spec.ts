import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import { archiveOf } from '../src/audit/archive/write.js';
import { replayed } from '../src/audit/replay.js';
import { repairFrom } from '../src/audit/repair.js';
import { verifyLedger } from '../src/audit/verify-ledger.js';
import { createSchema } from '../src/projections/engine/schema.js';
import { searchTables } from '../src/projections/search/claim-search.reading.js';
import { Engine } from '../src/projections/engine/engine.js';
import { PROJECTIONS } from '../src/projections/index.js';
import { tableOf } from '../src/projections/engine/store.js';
import { ANYBODY, type Reader } from '../src/projections/engine/view.js';
import { claimProjection } from '../src/projections/claims/claim.projection.js';
import { sealedLedger, type Sealed } from './fixtures/sealed.js';
import { withClient } from './support/database.js';
import { refusalOf } from './support/toy.js';

let sealed: Sealed;
let folder: string;
let whole: string;
let erased: number;
const AUDITOR: Reader = { id: '00000000-0000-7000-8000-0000000000aa', roles: ['auditor'] };

const asSuperuser = (...statements: string[]) =>
  withClient(sealed.recording.database.superuserUrl, (client) => client.query(statements.join(';')));

/** Changes events behind the triggers' back, which stand again afterwards. */
const tamper = (...statements: string[]) =>
  asSuperuser(
    'begin',
    'alter table ledger.events disable trigger all',
    'alter table ledger.streams disable trigger all',
    ...statements,
    'alter table ledger.events enable trigger all',
    'alter table ledger.streams enable trigger all',
    ...['events_erasure_only', 'events_no_delete', 'events_no_truncate'].map(
      (name) => `alter table ledger.events enable always trigger ${name}`,
    ),
    ...['streams_insert_only', 'streams_no_truncate'].map(
      (name) => `alter table ledger.streams enable always trigger ${name}`,
    ),
    'commit',
  );

async function exported(reader: Reader, name: string): Promise<string> {
  const { pool } = sealed.recording;
  const { rows } = await pool.query<{ note: string }>('select note from audit.checkpoints where size = $1', [
    sealed.size,
  ]);
  const checkpoint = { size: sealed.size, note: rows[0]?.note ?? '' };
  const file = path.join(folder, name);
  const tar = archiveOf(pool, { origin: sealed.seal.origin, vkeys: [sealed.vkey], checkpoint, reader });
  await pipeline(tar, createWriteStream(file));
  return file;
}

const verified = async () => (await verifyLedger(sealed.recording.pool, {})).findings.map(({ code }) => code);
const repair = (file: string, url = sealed.recording.database.ownerUrl) => repairFrom(url, file, sealed.vkey);
const flip = (column: string) => `${column} = set_byte(${column}, 1, get_byte(${column}, 1) # 1)`;

beforeAll(async () => {
  sealed = await sealedLedger(300, 50);
  const { pool, ledger } = sealed.recording.another();
  const engine = new Engine(pool, ledger, PROJECTIONS, { stallMs: 0 });
  await engine.start();
  expect(await engine.waitForPosition(PROJECTIONS, sealed.size - 1, 20_000)).toBe(true);
  await engine.stop();
  folder = await mkdtemp(path.join(tmpdir(), 'claim-ledger-repair-'));
  whole = await exported(AUDITOR, 'whole.tar');
  const { rows } = await pool.query<{ position: string }>('select position from ledger.erasures');
  erased = Number(rows[0]?.position);
});
afterAll(async () => {
  await sealed.recording.end();
  await rm(folder, { recursive: true });
});

describe('A repair', () => {
  it('finds nothing to do in a ledger that is whole', async () => {
    expect(await repair(whole)).toEqual([]);
  });

  it('puts everything back that was altered, moved away or deleted, as it was', async () => {
    const { pool } = sealed.recording;
    const rows = () => pool.query('select * from ledger.events where position between 250 and 260 order by position');
    const before = (await rows()).rows;
    await tamper(
      ...['leaf', 'head', 'who', 'facts', 'words', 'words_salt', 'facts_salt'].map(
        (column, i) => `update ledger.events set ${flip(column)} where position = ${250 + i}`,
      ),
      'update ledger.events set words = null, words_salt = null where position = 257',
      `update ledger.events set revision = 9999 where position = 258`,
      'delete from ledger.events where position = 259',
      `update ledger.streams set ${flip('salt')} where stream = 'ledger'`,
    );
    expect((await verified()).length).toBeGreaterThan(8);
    const done = await repair(whole);
    expect(done.filter(({ position }) => position >= 250).map(({ position, outcome }) => [position, outcome])).toEqual([
      ...Array.from({ length: 9 }, (_, i) => [250 + i, 'restored']),
      [259, 'inserted'],
    ]);
    expect((await rows()).rows).toEqual(before);
    expect(await verified()).toEqual([]);
  });

  it('leaves what was erased erased, and takes away what was planted there', async () => {
    await tamper(
      `update ledger.events set words = '{"text":"Planted."}', words_salt = head_salt where position = ${erased}`,
    );
    expect(await repair(whole)).toEqual([expect.objectContaining({ position: erased, outcome: 'restored' })]);
    const { rows } = await sealed.recording.pool.query<{ words: Buffer | null }>(
      'select words from ledger.events where position = $1',
      [erased],
    );
    expect(rows).toEqual([{ words: null }]);
  });

  it('restores of an event what its archive opens, and says what it does not', async () => {
    const open = await exported(ANYBODY, 'public.tar');
    await tamper(`update ledger.events set ${flip('words')}, ${flip('leaf')} where position = 250`);
    expect(await repair(open)).toEqual([{ position: 250, stream: sealed.noted, outcome: 'partly', columns: ['leaf'] }]);
    expect(await verified()).toEqual(['part-altered']);
    await repair(whole);
    expect(await verified()).toEqual([]);
  });

  it('leaves the triggers as they were, and is for the owner', async () => {
    expect(
      await refusalOf(
        withClient(sealed.recording.database.ownerUrl, (client) =>
          client.query(`update ledger.events set revision = 1`),
        ),
      ),
    ).toBe('23001');
    expect(await refusalOf(repair(whole, sealed.recording.database.appUrl))).toBe('not-the-owner');
  });

  it('takes nothing from an archive that is not whole under the key that was named', async () => {
    const { pool } = sealed.recording;
    expect(await refusalOf(repairFrom(sealed.recording.database.ownerUrl, '/nowhere.tar', sealed.vkey))).toBe(
      'archive-damaged',
    );
    await pool.query('select 1');
  });
});

describe('A replay', () => {
  it('goes page by page through more than is built on the spot, after a kill too, and compares texts', async () => {
    const { pool, ledger } = sealed.recording;
    const ids = Array.from({ length: 1010 }, () => v7());
    for (let i = 0; i < ids.length; i += 202) {
      const events = ids.slice(i, i + 202).map((id) => ({
        id: v7(),
        stream: `claim-${id}`,
        type: 'ClaimSubmitted',
        facts: { wordingId: id, kind: 'event', language: 'en', claimant: null, claimedOnBasis: 'unknown', topics: [] },
        words: { text: `The bridge was closed on day ${ids.indexOf(id)}.` },
      }));
      const expected = new Map(events.map(({ stream }) => [stream, 0]));
      await ledger.append({ events, expected, actor: sealed.staff.editor, role: 'editor', causation: v7() });
    }
    const engine = new Engine(pool, sealed.recording.another().ledger, PROJECTIONS);
    await engine.start();
    expect(await engine.waitForPosition(PROJECTIONS, (await ledger.read.head()).position, 30_000)).toBe(true);
    await engine.stop();
    const reached: number[] = [];
    expect(await replayed(pool, PROJECTIONS, (position) => reached.push(position))).toEqual([]);
    expect(new Set(reached).size).toBeGreaterThan(1);
    // What a replay that was killed leaves, of a version and with rows that are of no use any more.
    const half = PROJECTIONS.map((each) => ({ ...each, version: each.version + 1_000_000 }));
    await createSchema(pool, half, v7());
    await pool.query(`update views.projections set position = 700 where version > 1000000`);
    expect(await replayed(pool, PROJECTIONS)).toEqual([]);
    const renamed = (from: string, to: string) =>
      pool.query(`update ${searchTables(true).texts} set part = $1 where key = $2 and part = $3`, [to, ids[700], from]);
    await renamed('wording', 'forged');
    expect((await replayed(pool, PROJECTIONS)).map(({ code, at }) => [code, at])).toEqual([
      ['view-differs', 'claim_search texts'],
    ]);
    await renamed('forged', 'wording');
  }, 60_000);

  it('finds every row that is not what the events make of it, and leaves no table behind', async () => {
    const { pool } = sealed.recording;
    const tables = () => pool.query(`select tablename from pg_tables where schemaname = 'views' order by 1`);
    const before = (await tables()).rows;
    const claims = tableOf(claimProjection);
    const { rows } = await pool.query<{ key: string }>(`update ${claims} set public = not public
      where key = (select key from ${claims} order by key limit 1) returning key`);
    const { rows: gone } = await pool.query<{ key: string }>(`delete from ${claims}_past
      where (key, "from") = (select key, "from" from ${claims}_past order by "from" desc limit 1) returning key`);
    const found = await replayed(pool, PROJECTIONS);
    expect(found.map(({ code, at }) => [code, at])).toEqual(
      expect.arrayContaining([
        ['view-differs', `claim ${rows[0]?.key}`],
        ['view-differs', `claim ${gone[0]?.key}`],
      ]),
    );
    expect(found).toHaveLength(2);
    expect((await tables()).rows).toEqual(before);
  });
});
