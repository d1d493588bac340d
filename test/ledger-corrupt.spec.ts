import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CorruptEvent } from '../src/ledger/errors.js';
import { eraseWords } from './support/erasing.js';
import { newId } from '../src/ledger/identifiers.js';
import { LedgerReader } from '../src/ledger/reader.js';
import { ACTOR, appending, aStream, note, openLedger, refusalOf, type OpenLedger } from './support/toy.js';

let open: OpenLedger;
const [stream, other] = [aStream(), aStream()];
/** Positions 0, 2, 4 are the stream's, 1, 3 the other one's; 4 is erased by 6, as 5 proposes. */
beforeAll(async () => {
  open = await openLedger();
  const events = [stream, other, stream, other, stream].map((s, i) => note(s, { text: `words ${i}` }));
  await open.ledger.append(appending(events));
  await eraseWords(open.ledger, { positions: [4], basis: 'court-order', actor: ACTOR, causation: newId() });
});
afterAll(() => open.close());

/** Changes the tables behind the triggers' back, looks, and puts everything back. */
async function tampered<T>(statements: readonly string[], look: () => Promise<T>): Promise<T> {
  const tables = ['events', 'streams', 'erasures'];
  const triggers = (way: string) => tables.map((t) => `alter table ledger.${t} ${way}`).join(';');
  const always = tables
    .map(
      (t) => `do $$ declare n text; begin for n in select tgname from pg_trigger
        where tgrelid = 'ledger.${t}'::regclass and not tgisinternal
        loop execute format('alter table ledger.${t} enable always trigger %I', n); end loop; end $$`,
    )
    .join(';');
  await open.asSuperuser(
    [
      ...tables.map((t) => `create table public.saved_${t} as table ledger.${t}`),
      triggers('disable trigger all'),
      ...statements,
    ].join(';'),
  );
  try {
    return await look();
  } finally {
    await open.asSuperuser(
      [
        ...tables.toReversed().map((t) => `delete from ledger.${t}`),
        ...tables.map((t) => `insert into ledger.${t} table public.saved_${t}; drop table public.saved_${t}`),
        triggers('enable trigger all'),
        always,
      ].join(';'),
    );
  }
}

/** The position that a read names as corrupt; undefined where it is content. */
const corruptAt = async (read: Promise<unknown>): Promise<number | undefined> => {
  try {
    await read;
    return undefined;
  } catch (error) {
    if (error instanceof CorruptEvent && error.code === 'corrupt') return error.position;
    throw error;
  }
};

const look = async () => {
  const { ledger } = open;
  const page = await ledger.read.page(-1, 100);
  return {
    alone: await corruptAt(ledger.read.at([2])),
    stream: await corruptAt(ledger.read.streams([stream])),
    other: await corruptAt(ledger.read.streams([other])),
    prefix: page.events.map(({ position }) => position),
    named: page.corrupt?.position,
  };
};
const FOUND = { alone: 2, stream: 2, other: undefined, prefix: [0, 1], named: 2 };

const flip = (column: string) => `${column} = set_byte(${column}, 5, get_byte(${column}, 5) # 1)`;
const BYTES = ['leaf', 'head', 'who', 'facts', 'words', 'head_salt', 'who_salt', 'facts_salt', 'words_salt'];

describe('An untouched ledger', () => {
  it('is read whole, and tells the erased from the standing', async () => {
    const { events, corrupt } = await open.ledger.read.page(-1, 100);
    expect(corrupt).toBeUndefined();
    expect(events.map(({ words }) => words)).toEqual(
      [0, 1, 2, 3].map((i) => ({ text: `words ${i}` })).concat([null, { reason: 'A reason.' }, {}] as never),
    );
    expect(events[4]?.erasedBy).toBe(6);
  });
});

describe('A corrupt event is named by its position, and other streams are read on, when', () => {
  it.each(BYTES)('one bit of its %s is changed', async (column) => {
    const change = `update ledger.events set ${flip(column)} where position = 2`;
    expect(await tampered([change], look)).toEqual(FOUND);
  });

  it.each(BYTES)('its %s is cut short', async (column) => {
    const change = `update ledger.events set ${column} = substr(${column}, 1, length(${column}) - 1) where position = 2`;
    expect(await tampered([change], look)).toEqual(FOUND);
  });

  it('its identifier is changed', async () => {
    expect(await tampered([`update ledger.events set id = '${newId()}' where position = 2`], look)).toEqual(FOUND);
  });

  it('its revision is changed', async () => {
    expect(await tampered(['update ledger.events set revision = 9 where position = 2'], look)).toEqual(FOUND);
  });

  it('its words are taken away without an erasure', async () => {
    const change = 'update ledger.events set words = null, words_salt = null where position = 2';
    expect(await tampered([change], look)).toEqual(FOUND);
  });

  it('its words are taken away, and an erasure is noted that the event it names does not list', async () => {
    const change = 'update ledger.events set words = null, words_salt = null where position = 2';
    expect(await tampered([change, 'insert into ledger.erasures values (2, 5)'], look)).toEqual(FOUND);
    expect(await tampered([change, 'insert into ledger.erasures values (2, 0)'], look)).toEqual(FOUND);
  });

  it('an erasure is noted of words that stand', async () => {
    expect(await tampered(['insert into ledger.erasures values (2, 5)'], look)).toEqual(FOUND);
  });
});

describe('A corrupt ledger is not read past', () => {
  it('an event that was moved to another stream', async () => {
    const found = await tampered([`update ledger.events set stream = 'claim-x' where position = 2`], look);
    // The stream that lost it is corrupt at the next event that it has.
    expect(found).toEqual({ ...FOUND, stream: 4 });
  });

  it('an event that was deleted', async () => {
    const found = await tampered(['delete from ledger.events where position = 2'], look);
    expect(found).toEqual({ ...FOUND, alone: undefined, stream: 4 });
  });

  it('two events that changed places', async () => {
    const move = (from: number, to: number) => `update ledger.events set position = ${to} where position = ${from}`;
    const found = await tampered([move(2, -1), move(3, 2), move(-1, 3)], look);
    expect(found).toEqual({ alone: 2, stream: 3, other: 2, prefix: [0, 1], named: 2 });
  });

  it('a stream whose salt was changed', async () => {
    const change = `update ledger.streams set ${flip('salt')} where stream = '${stream}'`;
    expect(await tampered([change], look)).toEqual({ ...FOUND, stream: 0, prefix: [], named: 0 });
  });

  it('a stream whose salt is gone', async () => {
    const found = await tampered([`delete from ledger.streams where stream = '${stream}'`], look);
    expect(found).toEqual({ ...FOUND, stream: 0, prefix: [], named: 0 });
  });

  it('words that were planted where they had been erased', async () => {
    const plant = `update ledger.events set words = '{"text":"words 4"}', words_salt = head_salt where position = 4`;
    const found = await tampered([plant], look);
    expect(found).toEqual({ alone: undefined, stream: 4, other: undefined, prefix: [0, 1, 2, 3], named: 4 });
  });
});

describe('An event that a newer program wrote', () => {
  it('is neither decided on nor folded by a program that does not know it', async () => {
    const pool = open.pool;
    const older = new LedgerReader(pool, new Map([['PayloadErased', 1]]));
    expect(await refusalOf(older.streams([stream]))).toBe('unknown-event');
    expect(await refusalOf(older.page(-1, 10))).toBe('unknown-event');
    const newer = new LedgerReader(
      pool,
      new Map([
        ['Noted', 2],
        ['PayloadErased', 1],
      ]),
    );
    expect(await newer.streams([stream])).toHaveLength(3);
  });
});
