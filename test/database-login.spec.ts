import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { repairDerived } from '../src/audit/repair-derived.js';
import { verifyLedger } from '../src/audit/verify-ledger.js';
import { foundLedger } from '../src/audit/log/founding.js';
import { Signer } from '../src/audit/log/signer.js';
import { RATINGS, SCALE } from '../src/claims/claim.events.js';
import { readAppendKeys, renewAppendKey, type AppendKeys } from '../src/database/append-keys.js';
import { prepareDatabase } from '../src/database/migrate.js';
import type { AppendKey } from '../src/kernel/append-key.js';
import { newId } from '../src/ledger/identifiers.js';
import { Ledger } from '../src/ledger/ledger.js';
import { sealedLedger, type Sealed } from './fixtures/sealed.js';
import { createTestDatabase, testAppendKeys, withClient } from './support/database.js';
import { appending, aStream, note, openLedger, refusalOf, type OpenLedger } from './support/toy.js';

const DENIED = '42501';
const IMPLAUSIBLE = '23514';
const APPEND_ONLY = '23001';
const BUSY = '55P03';

let open: OpenLedger;
let folder: string;
let keyFile: string;
let key: AppendKey;
beforeEach(async () => {
  [open, folder] = [await openLedger(), await mkdtemp(path.join(tmpdir(), 'claim-ledger-spec-'))];
  keyFile = path.join(folder, 'signing-key.pem');
  key = testAppendKeys().newest;
  const scales = [{ ...SCALE, ratings: RATINGS }] as const;
  await foundLedger(open.ledger, { origin: 'example.org/log', keyFile, scales, sample: undefined });
});
afterEach(async () => {
  await open.close();
  await rm(folder, { recursive: true });
});

const asLogin = <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  withClient(open.database.appUrl, async (client) => (await client.query<Row>(sql, values)).rows);

interface ByHand {
  readonly moment?: string;
  readonly leafAt?: string;
  readonly streams?: readonly string[];
  readonly released?: readonly string[];
  readonly reserved?: { readonly key: string; readonly id: string; readonly stream: string; readonly position: number };
  readonly pass?: (mac: Buffer) => Buffer;
}

/** Calls `append` as the application's login can, with one event that fits but for what is given, and keeps nothing. */
async function byHand(given: ByHand): Promise<unknown> {
  const { position } = await open.ledger.read.head();
  return withClient(open.database.appUrl, async (client) => {
    await client.query('begin');
    const { rows } = await client.query<{ now: Date }>('select * from ledger.lock_head()');
    const moment = given.moment ?? rows[0]?.now.toISOString() ?? '';
    const [stream = aStream()] = given.streams ?? [];
    const leaf = Buffer.from(`{"at":"${given.leafAt ?? moment}",`);
    const mac = key.mac([leaf]);
    const { reserved } = given;
    return refusalOf(
      client.query(
        `select ledger.append($1,$2,$3,$4,$5,$6,$7,$8,'{}','{}','{}','{}',$9,$10,$11,$12,$13,$14,$15,$16,$17,$18)`,
        [
          ...[position + 1, moment, [newId()], [stream], [1], Buffer.concat([leaf, Buffer.from('xxxx')])],
          ...[[0, 1, 2, 3, 4].map((n) => leaf.length + n), randomBytes(128), [stream], randomBytes(32)],
          ...[reserved ? [reserved.key] : [], reserved ? [reserved.id] : [], reserved ? [reserved.stream] : []],
          ...[reserved ? [reserved.position] : [], reserved ? [false] : [], given.released ?? []],
          ...[mac, (given.pass ?? ((digest: Buffer) => key.pass(digest)))(mac)],
        ],
      ),
    );
  });
}

/** Acts as somebody who can read all of the database, and so open its door, but has no append key. */
const asIntruder = async <T>(act: (ledger: Ledger) => Promise<T>): Promise<T> => {
  const forged = { newest: { mac: () => randomBytes(32), pass: (what: Buffer) => key.pass(what) } };
  const pool = new pg.Pool({ connectionString: open.database.appUrl });
  const ledger = new Ledger(pool, [{ Noted: 1 }], forged as unknown as AppendKeys);
  try {
    return await act(ledger);
  } finally {
    await ledger.close();
    await pool.end();
  }
};
const intrude = async (events = [note(aStream(), { text: 'forged' })]): Promise<number> =>
  (await asIntruder((ledger) => ledger.append(appending(events)))).position;

const signer = () => new Signer(open.pool, open.ledger, keyFile);
const sign = async () => {
  try {
    const { checkpoint, stop } = (await signer().sign(true)) ?? {};
    return { size: checkpoint?.size, stop: stop?.code, positions: stop && 'positions' in stop ? stop.positions : [] };
  } catch (error) {
    const { code, positions } = error as { code: string; positions?: readonly number[] };
    return { size: undefined, stop: code, positions };
  }
};
const accept = async (positions: readonly number[], ledger = open.ledger) => {
  const own = await ledger.read.streams(['ledger']);
  const facts = { positions };
  const event = {
    id: newId(),
    stream: 'ledger',
    type: 'UnauthorisedAppendAccepted',
    facts,
    words: { reason: 'Ours.' },
  };
  const expected = new Map([['ledger', own.length]]);
  return ledger.append({ events: [event], expected, accept: positions, actor: 'system', causation: randomUUID() });
};

describe("The application's login alone", () => {
  it('neither appends nor moves the head', async () => {
    expect(await byHand({ pass: () => randomBytes(32) })).toBe(DENIED);
    expect(await byHand({ pass: (mac) => mac })).toBe(DENIED);
    expect((await open.ledger.read.head()).position).toBe(1);
  });

  it('does not append as servers of the release before do, who answer that they are busy', async () => {
    const call = `select ledger.append(2, now(), '{}', '{}', '{}', '', '{}', '', '{}', '{}', '{}', '{}', '{}', '', '{}', '{}',
      '{}', '{}', '{}', '{}')`;
    expect(await refusalOf(asLogin(call))).toBe(BUSY);
  });

  it.each([
    'select * from ledger_private.door',
    `select ledger.must_open('\\x', '\\x')`,
    `insert into audit.checkpoints (size, root, note) values (1, sha256(''), 'x')`,
    `insert into audit.tiles values (0, 0, '\\x')`,
    `select audit.store_checkpoint(2, sha256(''), 'x', sha256(''))`,
    `select * from audit.store_tiles('{0}', '{0}', array[sha256('')], sha256(''))`,
  ])('may not: %s', async (statement) => {
    expect(await refusalOf(asLogin(statement))).toBe(DENIED);
  });
});

describe('Whoever has the pass', () => {
  it('appends what is plausible', async () => {
    expect(await byHand({})).toBe('none');
  });

  it.each([
    ['far in the future', '9999-12-31T00:00:00.000Z'],
    ['a minute ahead', new Date(Date.now() + 60_000).toISOString()],
    ['an hour ago', new Date(Date.now() - 3_600_000).toISOString()],
  ])('does not append with a time %s', async (_, moment) => {
    // A head that is older than the moment, so that only the clock is in its way.
    await open.asSuperuser(`update ledger.head set at = to_timestamp(0)`);
    expect(await byHand({ moment })).toBe(IMPLAUSIBLE);
  });

  it('does not append a leaf of another time than it says', async () => {
    expect(await byHand({ leafAt: '9999-12-31T00:00:00.000Z' })).toBe(IMPLAUSIBLE);
  });

  it('frees no key that others hold, nor takes one for an event of others', async () => {
    const [mine, theirs] = [aStream(), aStream()];
    const id = newId();
    const reserve = [{ key: 'domain:x', id, ofWords: false }];
    const { position } = await open.ledger.append(appending([note(theirs, { reserve })]));
    expect(await byHand({ released: ['domain:x'] })).toBe(IMPLAUSIBLE);
    expect(await byHand({ released: ['domain:nobody'] })).toBe('none');
    expect(await byHand({ streams: [`claim-${id}`], released: ['domain:x'] })).toBe('none');
    const other = { key: 'domain:y', id, stream: theirs, position };
    expect(await byHand({ reserved: other })).toBe(IMPLAUSIBLE);
    expect(await byHand({ streams: [mine], reserved: { ...other, position: position + 1 } })).toBe(IMPLAUSIBLE);
    expect(await byHand({ streams: [mine], reserved: { ...other, stream: mine, position: position + 1 } })).toBe(
      'none',
    );
  });

  it('stores no checkpoint that does not follow ledger and predecessor', async () => {
    await sign();
    await open.ledger.append(appending([note(aStream()), note(aStream())]));
    const root = randomBytes(32);
    const text = (size: number, origin = 'example.org/log', said = root) =>
      `${origin}\n${size}\n${said.toString('base64')}\n\n— example.org/log AAAA\n`;
    const store = (size: number, said: string) =>
      withClient(open.database.appUrl, async (client) => {
        await client.query('begin');
        const digest = (await client.query<{ d: Buffer }>('select sha256(convert_to($1, $2)) as d', [said, 'UTF8']))
          .rows[0];
        const pass = key.pass(digest?.d ?? Buffer.alloc(0));
        return refusalOf(client.query('select audit.store_checkpoint($1, $2, $3, $4)', [size, root, said, pass]));
      });
    expect(await store(4, text(4))).toBe('none');
    expect(await store(5, text(5))).toBe(IMPLAUSIBLE);
    expect(await store(2, text(2))).toBe(IMPLAUSIBLE);
    expect(await store(1, text(1))).toBe(IMPLAUSIBLE);
    expect(await store(4, text(3))).toBe(IMPLAUSIBLE);
    expect(await store(4, text(4, 'example.org/other'))).toBe(IMPLAUSIBLE);
    expect(await store(4, text(4, 'example.org/log', randomBytes(32)))).toBe(IMPLAUSIBLE);
    expect(await store(4, 'garbage')).toBe(IMPLAUSIBLE);
  });
});

describe('Words', () => {
  let position: number;
  const erasureId = newId();
  const [one, two] = [newId(), newId()];
  beforeEach(async () => {
    ({ position } = await open.ledger.append(appending([note(aStream(), { text: 'first' })])));
  });
  const tell = async (type: string, actor: string, facts: object, erase?: readonly number[]) => {
    const own = await open.ledger.read.streams(['ledger']);
    const event = { id: newId(), stream: 'ledger', type, facts, words: {} };
    const expected = new Map([['ledger', own.length]]);
    const request = { events: [event], expected, actor, causation: randomUUID() };
    return refusalOf(open.ledger.append({ ...request, role: 'admin', ...(erase ? { erase } : {}) }));
  };
  const facts = () => ({ erasureId, positions: [position], basis: 'court-order' });
  const propose = (actor: string, positions = [position]) => tell('ErasureProposed', actor, { ...facts(), positions });
  const confirm = (actor: string) => tell('PayloadErased', actor, facts(), [position]);

  it('are erased as another person has proposed, once', async () => {
    await propose(one);
    expect(await confirm(two)).toBe('none');
    expect((await open.ledger.read.at([position]))[0]?.words).toBeNull();
    expect(await confirm(two)).toBe(APPEND_ONLY);
  });

  it.each([
    ['without a proposal', () => Promise.resolve('none')],
    ['as the same person has proposed', () => propose(two)],
    ['as the operator has proposed', () => propose('system')],
    ['as was proposed of another position', () => propose(one, [0])],
    [
      'as was proposed and taken back',
      async () => [await propose(one), await tell('ErasureProposalWithdrawn', one, { erasureId })].join(),
    ],
  ])('are not erased %s', async (_, before) => {
    expect(await before()).toMatch(/^none/);
    expect(await confirm(two)).toBe(APPEND_ONLY);
    expect((await open.ledger.read.at([position]))[0]?.words).toEqual({ text: 'first' });
  });
});

describe('Events that somebody without the append key wrote', () => {
  it('are covered by no checkpoint, told by their positions, until an operator accepts them', async () => {
    await open.ledger.append(appending([note(aStream())]));
    const position = await intrude();
    await open.ledger.append(appending([note(aStream())]));
    expect(await sign()).toEqual({ size: 3, stop: 'unauthorised-append', positions: [position] });
    expect(await sign()).toEqual({ size: 3, stop: 'unauthorised-append', positions: [position] });
    const accepted = await accept([position]);
    expect(await sign()).toEqual({ size: accepted.position + 1, stop: undefined, positions: [] });
    const [event] = await open.ledger.read.at([position]);
    expect(event?.acceptedBy).toBe(accepted.position);
  });

  it('are told apart from those of the append before, behind which they were put', async () => {
    const { position } = await open.ledger.append(appending([note(aStream()), note(aStream())]));
    await open.asSuperuser(`set session_replication_role = replica; alter table ledger.events disable trigger all;
      insert into ledger.events select ${position + 1}, revision, gen_random_uuid(), 'claim-x',
        convert_to(replace(convert_from(leaf, 'UTF8'), '"position":${position},', '"position":${position + 1},'), 'UTF8'), head, head_salt, who,
        who_salt, facts, facts_salt, words, words_salt, null, null, null, null, null
      from ledger.events where position = ${position}; update ledger.head set size = size + 1`);
    expect(await sign()).toEqual({ size: position + 1, stop: 'unauthorised-append', positions: [position + 1] });
  });

  it('are not accepted by those who wrote them', async () => {
    const position = await intrude();
    await asIntruder((ledger) => accept([position], ledger));
    expect(await sign()).toMatchObject({ size: 2, stop: 'unauthorised-append', positions: [position] });
    const accepted = await accept([position, position + 1]).catch((error: { code: string }) => error.code);
    // The forged acceptance is noted in the table; only the one of the operator counts for the signer.
    expect(accepted).toBe('23505');
  });

  it('are not covered where many others come after them, nor by another process', async () => {
    const position = await intrude();
    for (let i = 0; i < 20; i += 1)
      await open.ledger.append(appending(Array.from({ length: 250 }, () => note(aStream()))));
    expect(await sign()).toMatchObject({ size: 2, positions: [position] });
    const { position: last } = await accept([position]);
    for (let signed = await signer().sign(true); signed?.behind;) signed = await signer().sign(true);
    expect((await sign()).size).toBe(last + 1);
  });

  it('from before there was a key are covered as they stand', async () => {
    const { position } = await open.ledger.append(appending([note(aStream())]));
    await open.asSuperuser(
      'alter table ledger.events disable trigger all; update ledger.events set mac = null where position <= 2',
    );
    const keys = { ...(JSON.parse(process.env.TEST_APPEND_KEYS ?? '{}') as object), from: position + 1 };
    const file = path.join(folder, 'from.append');
    await writeFile(file, JSON.stringify(keys));
    const before = new Ledger(open.pool, [{ Noted: 1 }], (await readAppendKeys(file)) as AppendKeys);
    const signed = await new Signer(open.pool, before, keyFile).sign(true);
    expect([signed?.checkpoint.size, signed?.stop]).toEqual([3, undefined]);
    expect(await sign()).toMatchObject({ stop: undefined });
  });
});

describe('The append key', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  beforeAll(async () => {
    database = await createTestDatabase({ empty: true });
  });
  afterAll(() => database.drop());
  const prepare = (file: string) => prepareDatabase({ ownerUrl: database.superuserUrl, appendKeyFile: file });
  it('is made once, beside the signing key, for its owner only, and asked for at every start', async () => {
    const file = path.join(folder, 'a.append');
    const [first, second] = await Promise.all([prepare(file), prepare(file)]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(first.appendKeys?.newest.door.equals(second.appendKeys?.newest.door ?? Buffer.alloc(0))).toBe(true);
    expect(await refusalOf(prepare(path.join(folder, 'none.append')))).toBe('append-key-missing');
    const other = path.join(folder, 'other.append');
    await writeFile(other, JSON.stringify({ from: 0, keys: [randomBytes(32).toString('base64url')] }));
    expect(await refusalOf(prepare(other))).toBe('append-key-other');
    await writeFile(other, '{"keys":[]}');
    expect(await refusalOf(prepare(other))).toBe('append-key-malformed');
    // Who only reads needs none.
    expect((await prepareDatabase({ ownerUrl: database.superuserUrl })).appendKeys).toBeUndefined();

    await renewAppendKey(database.superuserUrl, file);
    expect((await prepare(file)).appendKeys?.all).toHaveLength(2);
    // A server that has not been started again still has the key before.
    await renewAppendKey(database.superuserUrl, file);
    const third = await prepare(file);
    const key = third.appendKeys?.all[1]?.door.toString('hex');
    const doors = await withClient(database.superuserUrl, (client) =>
      client.query('select key from ledger_private.door'),
    );
    expect(doors.rows.map(({ key }: { key: Buffer }) => key.toString('hex'))).toContain(key);
    expect(doors.rows).toHaveLength(2);
    expect(doors.rows.some(({ key }: { key: Buffer }) => key.equals(first.appendKeys?.newest.door as Buffer))).toBe(
      false,
    );

    const lost = path.join(folder, 'lost.append');
    await renewAppendKey(database.superuserUrl, lost);
    expect((await prepare(lost)).appendKeys?.from).toBe(0);
    expect(await refusalOf(prepare(file))).toBe('append-key-other');
    expect(await readFile(lost, 'utf8')).not.toBe(await readFile(file, 'utf8'));
  });
});

describe('Who holds which key', () => {
  let sealed: Sealed;
  beforeAll(async () => {
    sealed = await sealedLedger(0, 50);
  });
  afterAll(() => sealed.recording.end());
  const found = async () =>
    (await verifyLedger(sealed.recording.pool, {})).findings
      .map(({ code, at }) => `${code}: ${at}`)
      .filter((line) => line.startsWith('reservation'));
  const asSuperuser = (sql: string) =>
    withClient(sealed.recording.database.superuserUrl, (client) => client.query(sql));
  const rows = async () =>
    // Of keys that no words are made of it does not matter which event of an append is noted.
    (
      await sealed.recording.pool.query(
        `select key, id, stream, erasable, case when erasable then position end as place
          from ledger.reservations order by key, id, place`,
      )
    ).rows as object[];

  it('is what the events make of it, of every event that there is', async () => {
    expect(await found()).toEqual([]);
    expect(await repairDerived(sealed.recording.database.ownerUrl)).toEqual([]);
    const kinds = new Set((await rows()).map((row) => (row as { key: string }).key.split(/[@:]/)[0]));
    expect(kinds).toEqual(new Set(['domain', 'handle', 'origin', 'review', 'url']));
  });

  it('is found where it was changed, and put right', async () => {
    const before = await rows();
    const { rows: others } = await sealed.recording.pool.query<{ stream: string }>(
      `select distinct stream from ledger.events where stream like 'person-%' limit 1`,
    );
    await asSuperuser(`delete from ledger.reservations where key like 'domain:%';
      update ledger.reservations set stream = '${others[0]?.stream}', id = gen_random_uuid() where key like 'url:%';
      insert into ledger.reservations values ('origin:nobody', gen_random_uuid(), 3, 'claim-x', true);
      update ledger.head set at = '9999-12-31', size = size + 1;
      insert into audit.checkpoints (size, root, note) values (9000, sha256('any'), 'garbage')`);
    const kindsOf = async () => new Set(await found());
    const expected = ['reservation-missing: reservation of a domain', 'reservation-unfounded: reservation of a origin'];
    for (const line of expected) expect(await kindsOf()).toContain(line);
    expect(await kindsOf()).toContain('reservation-unfounded: reservation of a url');
    const mended = await repairDerived(sealed.recording.database.ownerUrl);
    expect(mended.map(({ what, change }) => `${what.split(' ')[0]} ${change}`)).toEqual(
      expect.arrayContaining(['head set', 'checkpoint removed', 'reservation added', 'reservation removed']),
    );
    expect(await rows()).toEqual(before);
    expect((await verifyLedger(sealed.recording.pool, {})).whole).toBe(true);
    expect(await repairDerived(sealed.recording.database.ownerUrl)).toEqual([]);
  });
});
