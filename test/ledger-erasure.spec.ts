import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eraseWords } from './support/erasing.js';
import { newId } from '../src/ledger/identifiers.js';
import type { Ledger } from '../src/ledger/ledger.js';
import type { AppendRequest } from '../src/ledger/append-request.js';
import { withClient } from './support/database.js';
import { ACTOR, appending, aStream, note, openLedger, refusalOf, type OpenLedger } from './support/toy.js';

let open: OpenLedger;
beforeAll(async () => {
  open = await openLedger();
});
afterAll(() => open.close());

const SECRET = `secret-${randomUUID()}`;
const ofWords = `handle ${SECRET}`;
const kept = `domain ${randomUUID()}`;
const repeat = { scope: ACTOR, key: newId(), fingerprint: randomBytes(32) };
const erase = (positions: readonly number[]) =>
  eraseWords(open.ledger, {
    positions,
    basis: 'data-protection',
    reason: 'asked for',
    actor: ACTOR,
    role: 'admin',
    causation: newId(),
  });
const row = async (position: number) =>
  (await open.asSuperuser('select * from ledger.events where position = $1', [position]))[0] ?? {};

/** Everything that a login can read, rows and planner statistics, as one text. */
const everythingReadBy = (url: string): Promise<string> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'v', 'm', 'p', 'f') and n.nspname not in ('pg_catalog', 'information_schema')
         and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')`,
    );
    const texts: string[] = [];
    for (const name of [...rows.map((r) => r.name), 'pg_catalog.pg_stats']) {
      const { rows: found } = await client.query<{ text: string }>(`select t::text as text from ${name} t`);
      texts.push(...found.map(({ text }) => text));
    }
    return texts.join('\n');
  });
const traces = async (url: string): Promise<number> => {
  const all = await everythingReadBy(url);
  return [SECRET, Buffer.from(SECRET).toString('hex')].filter((form) => all.includes(form)).length;
};

describe('Erasing the words of an event', () => {
  let position: number;
  let before: Record<string, unknown>;
  beforeAll(async () => {
    const reserve = [
      { key: ofWords, id: newId(), ofWords: true },
      { key: kept, id: newId(), ofWords: false },
    ];
    const request = appending([note(aStream(), { text: SECRET, reserve })], {
      idempotencyKey: repeat,
      result: { id: 'x' },
    });
    position = (await open.ledger.append(request)).position;
    const other = [{ key: `other ${kept}`, id: newId(), ofWords: true }];
    for (let i = 0; i < 20; i += 1) await open.ledger.append(appending([note(aStream(), { text: `other ${i}` })]));
    await open.ledger.append(appending([note(aStream(), { reserve: other })]));
    before = await row(position);
    await open.asSuperuser('analyze');
  });

  it('finds them everywhere first', async () => {
    expect(await traces(open.database.appUrl)).toBeGreaterThan(0);
    expect(await traces(open.database.readUrl)).toBeGreaterThan(0);
  });

  it('takes words, salt and fingerprint, and nothing else', async () => {
    const { position: by } = await erase([position]);
    expect(await row(position)).toEqual({ ...before, words: null, words_salt: null, fingerprint: null });
    const [event] = await open.ledger.read.at([position]);
    expect(event).toMatchObject({ position, facts: { n: 1 }, words: null, erasedBy: by });
    const [erasure] = await open.ledger.read.at([by]);
    expect(erasure).toMatchObject({ type: 'PayloadErased', stream: 'ledger', facts: { positions: [position] } });
  });

  it('frees the keys that were made of them, and no other', async () => {
    const held = await open.ledger.read.held([ofWords, kept, `other ${kept}`]);
    expect([...held.keys()].sort()).toEqual([kept, `other ${kept}`].sort());
  });

  it('leaves a key that another event still names, until that one is erased too', async () => {
    const key = `origin ${randomUUID()}`;
    const id = newId();
    const naming = async () =>
      (await open.ledger.append(appending([note(aStream(), { reserve: [{ key, id, ofWords: true }] })]))).position;
    const first = await naming();
    const second = await naming();
    await erase([first]);
    expect(await open.ledger.read.held([key])).toEqual(new Map([[key, id]]));
    await erase([second]);
    expect(await open.ledger.read.held([key])).toEqual(new Map());
  });

  it('leaves no trace in anything that a role can read', async () => {
    await open.asSuperuser('analyze');
    expect(await traces(open.database.appUrl)).toBe(0);
    expect(await traces(open.database.readUrl)).toBe(0);
    expect(await traces(open.database.ownerUrl)).toBe(0);
  });

  it('leaves the key of its request, which then answers whatever the body', async () => {
    const again = { ...repeat, fingerprint: randomBytes(32) };
    expect(await open.ledger.earlier(again)).toMatchObject({ position, repeated: true });
    expect(await open.ledger.append(appending([note(aStream())], { idempotencyKey: again }))).toMatchObject({
      position,
    });
  });

  it('is refused a second time, and where there is no event', async () => {
    expect(await refusalOf(erase([position]))).toBe('already-erased');
    expect(await refusalOf(erase([1_000_000]))).toBe('not-found');
    expect(await refusalOf(erase([1, position]))).toBe('already-erased');
    expect((await open.ledger.read.at([1]))[0]?.words).toEqual({ text: 'other 0' });
  });

  it('happens once when two ask at the same time, and the other is told that it is done', async () => {
    const { ledger } = open;
    let faster: Promise<unknown> | undefined;
    const read = {
      streams: (names: readonly string[]) => ledger.read.streams(names),
      at: async (positions: readonly number[]) => {
        const events = await ledger.read.at(positions);
        await (faster ??= erase(positions));
        return events;
      },
    };
    const slower = { read, append: (request: AppendRequest) => ledger.append(request) } as unknown as Ledger;
    const asked = { positions: [2], basis: 'court-order', actor: ACTOR, causation: newId() } as const;
    expect(await refusalOf(eraseWords(slower, asked))).toBe('already-erased');
    expect((await ledger.read.at([2]))[0]?.words).toBeNull();
  });

  it('takes those of several events together', async () => {
    const { position: by } = await erase([4, 3, 4]);
    expect((await open.ledger.read.at([3, 4])).map(({ words, erasedBy }) => [words, erasedBy])).toEqual([
      [null, by],
      [null, by],
    ]);
  });
});
