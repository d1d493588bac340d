import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { eraseWords } from './support/erasing.js';
import { newId } from '../src/ledger/identifiers.js';
import type { NewEvent } from '../src/ledger/append-request.js';
import { testAppendKeys, withClient } from './support/database.js';
import { ACTOR, appending, aStream, note, openLedger, refusalOf, type OpenLedger } from './support/toy.js';

const DENIED = '42501';
const APPEND_ONLY = '23001';
const NOT_AT_HEAD = '40001';

let open: OpenLedger;
/** The position of an event whose words stand. */
let standing: number;
beforeAll(async () => {
  open = await openLedger();
  const { position } = await open.ledger.append(appending([note(aStream(), { text: 'first' })]));
  standing = (await open.ledger.append(appending([note(aStream(), { text: 'second' })]))).position;
  await eraseWords(open.ledger, { positions: [position], basis: 'court-order', actor: ACTOR, causation: newId() });
});
afterAll(() => open.close());

/** What becomes of statements in a transaction that is not kept. */
const attempt = (url: string, ...statements: readonly string[]): Promise<unknown> =>
  withClient(url, async (client) => {
    await client.query('begin');
    for (const statement of statements.slice(0, -1)) await client.query(statement);
    return refusalOf(client.query(statements.at(-1) ?? ''));
  });

const CHANGES = [
  `update ledger.events set words = '{}'`,
  `update ledger.events set facts = '{}'`,
  'update ledger.events set revision = revision',
  `update ledger.events set result = ''`,
  `update ledger.events set leaf = leaf || '\\x00'`,
  'delete from ledger.events',
  'truncate ledger.events cascade',
  `update ledger.streams set salt = ''`,
  'delete from ledger.streams',
  'truncate ledger.streams',
  'update ledger.erasures set erased_by = 0',
  'delete from ledger.erasures',
  'truncate ledger.erasures',
  'update audit.tiles set index = index',
  'delete from audit.tiles',
  'truncate audit.tiles',
  'update audit.checkpoints set signed_at = now()',
  'delete from audit.checkpoints',
  'truncate audit.checkpoints cascade',
  'update audit.cosignatures set line = line',
  'delete from audit.cosignatures',
  'truncate audit.cosignatures',
];

describe('What is recorded', () => {
  it.each(CHANGES)('is not changed by the application: %s', async (change) => {
    expect(await attempt(open.database.appUrl, change)).toBe(DENIED);
  });

  it.each(CHANGES)('is not changed by the owner, a superuser or a replica: %s', async (change) => {
    const { ownerUrl, superuserUrl } = open.database;
    expect(await attempt(ownerUrl, change)).toBe(APPEND_ONLY);
    expect(await attempt(superuserUrl, change)).toBe(APPEND_ONLY);
    expect(await attempt(superuserUrl, 'set local session_replication_role = replica', change)).toBe(APPEND_ONLY);
  });

  it.each(['events', 'streams', 'erasures', 'reservations', 'head'])(
    'is not added to by the application without the door: %s',
    async (table) => {
      expect(await attempt(open.database.appUrl, `insert into ledger.${table} default values`)).toBe(DENIED);
    },
  );

  it('is neither appended to nor erased by who only reads', async () => {
    const { readUrl } = open.database;
    expect(await attempt(readUrl, `select ledger.erase('{0}', 0)`)).toBe(DENIED);
    expect(await attempt(readUrl, 'select ledger.lock_head()')).toBe(DENIED);
    expect(await attempt(readUrl, 'select from ledger.reservations')).toBe(DENIED);
    for (const table of ['tiles', 'checkpoints', 'cosignatures'])
      expect(await attempt(readUrl, `insert into audit.${table} default values`)).toBe(DENIED);
  });
});

describe('Words are not taken away', () => {
  const erased = (positions: readonly number[]): NewEvent => ({
    id: newId(),
    stream: 'ledger',
    type: 'PayloadErased',
    facts: { positions, basis: 'court-order' },
    words: {},
  });
  const appendErased = async (positions: readonly number[], erase?: readonly number[]) => {
    const own = await open.ledger.read.streams(['ledger']);
    const expected = new Map([['ledger', own.length]]);
    return open.ledger.append(appending([erased(positions)], { expected, ...(erase ? { erase } : {}) }));
  };
  const takeAway = () =>
    `update ledger.events set words = null, words_salt = null, fingerprint = null where position = ${standing}`;

  it('without an erasure', async () => {
    expect(await attempt(open.database.ownerUrl, takeAway())).toBe(APPEND_ONLY);
  });

  it('with an erasure of another position that is long recorded', async () => {
    const { erased_by: by } =
      (await open.asSuperuser<{ erased_by: string }>('select erased_by from ledger.erasures'))[0] ?? {};
    const link = `insert into ledger.erasures values (${standing}, ${by})`;
    expect(await attempt(open.database.ownerUrl, link, takeAway())).toBe(APPEND_ONLY);
  });

  it('with an erasure that lists the position and was recorded in an earlier transaction', async () => {
    const { position } = await appendErased([standing]);
    const link = `insert into ledger.erasures values (${standing}, ${position})`;
    expect(await attempt(open.database.ownerUrl, link, takeAway())).toBe(APPEND_ONLY);
    expect(await attempt(open.database.appUrl, `select ledger.erase('{${standing}}', ${position})`)).toBe(APPEND_ONLY);
  });

  it('with an erasure in the same transaction that lists another position', async () => {
    expect(await refusalOf(appendErased([0], [standing]))).toBe(APPEND_ONLY);
  });

  it('with an event in the same transaction that is no erasure', async () => {
    expect(await refusalOf(open.ledger.append(appending([note(aStream())], { erase: [standing] })))).toBe(APPEND_ONLY);
  });

  it('and not put back once they are erased', async () => {
    const plant = `update ledger.events set words = '{}', words_salt = head_salt where position = 0`;
    expect(await attempt(open.database.ownerUrl, plant)).toBe(APPEND_ONLY);
  });

  it('and stand after all of this', async () => {
    const [event] = await open.ledger.read.at([standing]);
    expect(event?.words).toEqual({ text: 'second' });
  });
});

describe('An append by hand', () => {
  interface Call {
    first: number;
    moment: string;
    ids: string[];
    streams: string[];
    revisions: number[];
    newStreams: string[];
  }
  /** Calls the function as the application may, with one event that fits, but for what is given. */
  const byHand = (change: (fitting: Call) => Partial<Call>): Promise<unknown> =>
    withClient(open.database.appUrl, async (client: pg.Client) => {
      const { position, at } = await open.ledger.read.head();
      const stream = aStream();
      const fitting = {
        first: position + 1,
        moment: at,
        ids: [newId()],
        streams: [stream],
        revisions: [1],
        newStreams: [stream],
      };
      const call: Call = { ...fitting, ...change(fitting) };
      const leaf = Buffer.from(`{"at":"${call.moment}",`);
      const key = testAppendKeys().newest;
      const mac = key.mac(call.ids.map(() => leaf));
      const nulls = call.ids.map(() => null);
      await client.query('begin');
      await client.query('select ledger.lock_head()');
      return refusalOf(
        client.query(
          `select ledger.append($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,'{}','{}','{}','{}','{}','{}',$15,$16)`,
          [
            call.first,
            call.moment,
            call.ids,
            call.streams,
            call.revisions,
            Buffer.concat(call.ids.flatMap(() => [leaf, Buffer.from('xxxx')])),
            call.ids.flatMap((_, i) => [0, 1, 2, 3, 4].map((n) => (leaf.length + 4) * i + leaf.length + n)),
            randomBytes(128 * call.ids.length),
            nulls,
            nulls,
            nulls,
            nulls,
            call.newStreams,
            randomBytes(32 * call.newStreams.length),
            mac,
            key.pass(mac),
          ],
        ),
      );
    });

  it('is let in when it fits', async () => {
    expect(await byHand(() => ({}))).toBe('none');
    expect(
      await byHand(({ streams: [s = ''] }) => ({ ids: [newId(), newId()], streams: [s, s], revisions: [1, 2] })),
    ).toBe('none');
  });

  it('is refused with a gap in positions, or over what is there', async () => {
    expect(await byHand(({ first }) => ({ first: first + 1 }))).toBe(NOT_AT_HEAD);
    expect(await byHand(({ first }) => ({ first: first - 1 }))).toBe(NOT_AT_HEAD);
  });

  it('is refused with a gap in revisions, in a new stream and in an old one', async () => {
    expect(await byHand(() => ({ revisions: [2] }))).toBe(NOT_AT_HEAD);
    const [old] = await open.ledger.read.at([standing]);
    const toOld = (revision: number) =>
      byHand(() => ({ streams: [old?.stream ?? ''], revisions: [revision], newStreams: [] }));
    expect(await toOld(3)).toBe(NOT_AT_HEAD);
    expect(await toOld(2)).toBe('none');
  });

  it('is refused to a stream that has no salt', async () => {
    expect(await byHand(() => ({ newStreams: [] }))).toBe(NOT_AT_HEAD);
  });

  it('is refused with a time before the last event', async () => {
    const { at } = await open.ledger.read.head();
    expect(await byHand(() => ({ moment: new Date(Date.parse(at) - 1).toISOString() }))).toBe(NOT_AT_HEAD);
  });

  it('is refused without an event, which would only move the clock', async () => {
    expect(await byHand(() => ({ ids: [], streams: [], revisions: [], newStreams: [] }))).toBe(NOT_AT_HEAD);
  });
});
