import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { v7 } from 'uuid';
import { Routes } from '../src/api/http/routes.js';
import { PROJECTIONS } from '../src/projections/index.js';
import { Projections } from '../src/projections/projections.js';
import { twoLedgers, type Told } from './fixtures/told-and-untold.js';
import { startApp, type TestApp } from './support/app.js';
import { SOMEBODY } from './support/recording.js';

/** One of the two ledgers, as strangers reach it. */
interface Side {
  readonly app: TestApp;
  /** Of each position, how many events that are told stand up to there: what both ledgers have in common. */
  readonly common: readonly number[];
  /** The positions of events that are told, in order. */
  readonly told: readonly number[];
}

const { ledgers } = twoLedgers();
let sides: readonly [Side, Side];
/** Every address at every moment, which takes minutes. */
const ALL = process.env.EVERY_ROUTE === '1';

async function startSide(entries: readonly Told[]): Promise<Side> {
  // Behind a proxy, so that each request may come from another address: none is refused for the number of them.
  const app = await startApp('four-eyes', undefined, { trustedProxies: ['127.0.0.1'] });
  const revisions = new Map<string, number>();
  const common: number[] = [];
  const told: number[] = [];
  for (const { id, entry, told: isTold } of entries) {
    const { stream, type, facts, words = {} } = entry;
    const revision = revisions.get(stream) ?? 0;
    const { position } = await app.ledger.append({
      events: [{ id, stream, type, facts, words }],
      expected: new Map([[stream, revision]]),
      actor: SOMEBODY,
      role: 'editor',
      causation: v7(),
    });
    revisions.set(stream, revision + 1);
    if (isTold) told.push(position);
    common[position] = told.length;
  }
  await app.app.get(Projections).engine.waitForPosition(PROJECTIONS, await app.head(), 60_000);
  // What the planner knows must not depend on when the server last looked by itself.
  const client = new pg.Client({ connectionString: app.database.superuserUrl });
  await client.connect();
  await client.query('analyze');
  await client.end();
  return { app, common, told };
}

beforeAll(async () => {
  sides = [await startSide(ledgers[0]), await startSide(ledgers[1])];
}, 180_000);
afterAll(() => Promise.all(sides.map(({ app }) => app.stop())));

/** Members that hold positions of the log, and others that tell how long it or a claim's stream is. */
const POSITIONS = /^(?:position|sincePosition|asOf|recorded|from|to)$/;
const LENGTHS = /^(?:revision|size|streamSalt)$/;

/** As JSON, pages, addresses and headers have them. */
const TIMES =
  /\d{4}-\d\d-\d\dT\d\d(?::|%3A)[\d:.%A]{5,14}Z|\d{4}-\d\d-\d\d at \d\d:\d\d UTC|\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT/g;

/** An answer with what both ledgers have in common for every position, and without times, lengths and cursors. */
function alike({ common }: Side, value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => alike({ common } as Side, each, name));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, alike({ common } as Side, each, key)]));
  if (value === null) return null;
  if (LENGTHS.test(name)) return `a ${name}`;
  if (name === 'nextCursor') return 'a cursor';
  if (POSITIONS.test(name) && (typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))))
    return `after ${common[Number(value)]} told`;
  if (typeof value !== 'string') return value;
  if (/^<!doctype html|^<\?xml/.test(value)) return alikePage({ common } as Side, value);
  return value.replace(TIMES, 'a time');
}

/** A page or feed in the same way: how far the record is, positions in addresses and fields, times in words. */
const alikePage = ({ common }: Side, page: string): string =>
  page
    .replace(/<p class="record">.*?<\/p>/g, '')
    .replace(TIMES, 'a time')
    .replace(/(asOf(?:=|%3D)|event-|value="|from=|to=|\/cite\/)(\d+)\b/g, (_, name: string, position: string) => {
      return `${name}after ${common[Number(position)]} told`;
    })
    .replace(/cursor=[\w-]+/g, 'cursor=…')
    .replace(/\d{1,2} \w+ \d{4}(?:(?:,| at) \d\d:\d\d UTC)/g, 'a time')
    .replace(/\w+ \d{1,2}, \d{4}(?:(?:,| at) \d\d:\d\d UTC)/g, 'a time');

let asked = 0;
const anAddress = (): string => {
  asked += 1;
  return `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`;
};

/** What strangers may be told alike by both: status, headers but those of the log, body. */
async function answerOf(side: Side, address: string, method = 'GET', body?: string) {
  const response = await fetch(side.app.url + address, {
    method,
    redirect: 'manual',
    headers: { 'x-forwarded-for': anAddress(), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  const json: unknown = isJson ? JSON.parse(text) : text;
  const {
    date: _,
    etag: __,
    'content-length': ___,
    'ledger-position': ____,
    ...headers
  } = Object.fromEntries([...response.headers].filter(([name]) => !/^(?:ratelimit|x-request-id)/.test(name)));
  return {
    status: response.status,
    headers,
    json,
    // An address that was asked for may be said again.
    told: JSON.stringify([response.status, headers, alike(side, json)])
      .replaceAll(/asOf%3D\d+/g, 'asOf')
      .replaceAll(TIMES, 'a time'),
  };
}

/** Where two texts part, with what stands around it. */
function parting(one = '', other = ''): string {
  const from = [...one].findIndex((character, i) => character !== other[i]);
  return [one, other].map((text) => `  …${text.slice(Math.max(0, from - 160), from + 120)}`).join('\n');
}

const at = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

/** An address for each of the two: positions of the same events that are told. */
type Address = (side: Side) => string;

const QUERIES: readonly string[] = [
  ...'florins|bridge|Wirecard|Wirecart|Wirecar|wirecard outdated|outdated|outdatad OR Wirecar|outdatad|Wirecrad|Wirecardt|florinz|florin'.split(
    '|',
  ),
  ...'soldier|soldiers harnwick|"soldiers of"|-florins|-bridge|nothing|Nothin|alike|Something else|anew|Somethin|counted anew'.split(
    '|',
  ),
  ...'Untold|Oslund|Osslund|Claimant|money|untold|war|Міст|мост|tusen|kostade|kostar|costs|cost|coster|costing|1000|3,000|0'.split(
    '|',
  ),
  ..."l'florin|it's|\\'|a b c d e f|generator|generatoren|Wirecarts|excerpt|de|the|der|den|och".split('|'),
];
const FILTERS = [
  ...['TRUE', 'FALSE', 'MIXED', 'UNPROVEN', 'MISLEADING'].map((rating) => `rating=${rating}`),
  ...['open', 'in-review', 'proposed', 'published', 'retracted', 'declined', 'withdrawn', 'merged'].map(
    (status) => `status=${status}`,
  ),
  ...['money', 'war', 'untold-17', 'nothing'].map((topic) => `topic=${topic}`),
  ...['en', 'de', 'sv', 'uk', 'fr'].map((language) => `language=${language}`),
  ...['event', 'quantity', 'position', 'promise'].map((kind) => `kind=${kind}`),
  'from=2025-02-01&to=2025-03-01',
  'validAt=2025-03-01',
  'validAt=2025-03-01&rating=FALSE',
];
const ORDERS = ['', 'sort=recorded', 'sort=claimedOn', 'limit=3', 'limit=1&sort=claimedOn'];

/** Everything that one of the ledgers has a name for, told or not, by how it is named in a path. */
const names = (() => {
  const found = new Map<string, Set<string>>();
  const add = (name: string, value: string) => found.set(name, (found.get(name) ?? new Set()).add(value));
  for (const { entry } of ledgers.flat()) {
    const [, noun = '', id = ''] = /^([a-z]+)-(.+)$/.exec(entry.stream) ?? [];
    add(`${noun}s`, id);
    for (const [name, value] of Object.entries(entry.facts))
      if (/Id$/.test(name) && typeof value === 'string') add(name, value);
  }
  return found;
})();

/** Paths of a route with names of all kinds in it; at most so many. */
function pathsOf(route: string, most: number): string[] {
  const nouns = /\/([a-z]+)\/:id/.exec(route)?.[1] ?? 'claims';
  const ids = route.includes(':id') ? [...(names.get(nouns) ?? [v7()])] : [''];
  const part = /:(?!id\b)(\w+)/.exec(route)?.[1];
  const parts = part === undefined ? [''] : [...(names.get(part) ?? [v7()])];
  const paths = ids.flatMap((id, n) =>
    (parts.length > 1 ? [at(parts, n), at(parts, 3 * n + 1)] : parts).map((each) =>
      route.replace(':id', id).replace(/:(?!id\b)\w+|\*/g, each),
    ),
  );
  const step = Math.max(1, Math.floor(paths.length / most));
  return paths.filter((_, n) => n % step === 0);
}

/** Entries of the log, which tell its length and times by design. */
const OF_THE_LOG = /^\/(?:tile|checkpoint|log)|\/ledger\/|\/tlog-proof|\/export|\/projections/;

function addresses(): Address[] {
  const routes = sides[0].app.app
    .get(Routes)
    .all()
    .filter((route) => route.startsWith('GET ') && !OF_THE_LOG.test(route.slice('GET '.length)))
    .map((route) => route.slice('GET '.length));
  expect(routes.length).toBeGreaterThan(20);
  const times = [12, 30, 60, 80];
  const as = (address: string, n: number): Address => {
    const told = at(times, n);
    return (side) => `${address}${address.includes('?') ? '&' : '?'}asOf=${side.told[told]}`;
  };
  const now =
    (address: string): Address =>
    () =>
      address;
  /** Now, and as of one moment, or of all where all are wanted. */
  const whenever = (address: string, n: number): Address[] => [
    now(address),
    ...(ALL ? times.map((_, i) => as(address, i)) : [as(address, n)]),
  ];
  const lists = [
    ...FILTERS.flatMap((filter) => ORDERS.slice(0, 3).map((order) => `?${filter}&${order}`)),
    ...ORDERS.map((order) => `?${order}`),
    ...[...(names.get('outlets') ?? [])].map((id) => `?outlet=${id}`),
    ...[...(names.get('claimantId') ?? [])].map((id) => `?claimant=${id}`),
  ];
  const searches = QUERIES.flatMap((q, n) => [
    `?q=${encodeURIComponent(q)}`,
    `?q=${encodeURIComponent(q)}&${at(FILTERS, n)}`,
    `?q=${encodeURIComponent(q)}&${at(ORDERS, n)}`,
  ]);
  return routes.flatMap((route) => {
    if (route === '/api/v1/claims') return [...lists, ...searches].flatMap((query, n) => whenever(route + query, n));
    if (route === '/api/v1/events')
      return ['', '?limit=3', '?limit=200'].flatMap((query) => [
        now(route + query),
        ({ told }: Side) => `${route}?after=${told[40]}&limit=100`,
      ]);
    if (route.includes(':'))
      return pathsOf(route, ALL ? 200 : 25).flatMap((path, n) => (n % 4 === 0 ? whenever(path, n) : [now(path)]));
    return ['', '?limit=1', '?limit=200', '?text=Wirecard', '?validAt=2025-03-01'].flatMap((query, n) =>
      whenever(route + query, n),
    );
  });
}

/** A statement that a side was sent. */
interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** What questions that follow send to a side's database. */
function watch(side: Side): { readonly sent: Statement[]; readonly stop: () => void } {
  const sent: Statement[] = [];
  const prototype = pg.Client.prototype as unknown as { query: (this: pg.Client, ...args: unknown[]) => unknown };
  const { query } = prototype;
  prototype.query = function (...args) {
    const [first, second] = args as [string | { text: string; values?: unknown[] }, unknown[] | undefined];
    const { text, values = [] } = typeof first === 'string' ? { text: first, values: second ?? [] } : first;
    if (this.database === side.app.database.name && /^\s*(?:select|with)\b/i.test(text) && OF_QUESTIONS.test(text))
      sent.push({ text, values });
    return query.apply(this, args);
  };
  return {
    sent,
    stop: () => {
      prototype.query = query;
    },
  };
}
/** The tables of rows and texts; not the registry of projections, which processes look at all the time. */
const OF_QUESTIONS = /views\.\w+_v\d/;

interface Plan {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly Plans?: readonly Plan[];
  readonly [name: string]: unknown;
}

/** Looks something up by its identifier, or by the position of its event. */
const BY_IDENTIFIER = /\((?:\w+\.)?(?:key|position|stream) = /;

/** Rows that a plan reads of each table, and those that it reads in vain, but by look-ups of identifiers. */
function readBy(plan: Plan, read = new Map<string, [read: number, removed: number]>()) {
  const conditions = ['Index Cond', 'Filter', 'Recheck Cond'].map((name) => JSON.stringify(plan[name])).join(' ');
  const relation = plan['Relation Name'];
  const loops = plan['Actual Loops'] ?? 0;
  const removed = Object.entries(plan).reduce(
    (sum, [name, value]) => sum + (name.startsWith('Rows Removed by') ? Number(value) * loops : 0),
    0,
  );
  if (relation !== undefined && !BY_IDENTIFIER.test(conditions)) {
    const [rows, before] = read.get(relation) ?? [0, 0];
    read.set(relation, [rows + (plan['Actual Rows'] ?? 0) * loops, before + removed]);
  }
  for (const each of plan.Plans ?? []) readBy(each, read);
  return read;
}

describe('Two ledgers of which strangers may know the same', () => {
  it('answer alike, whatever is asked', async () => {
    const all = addresses();
    expect(all.length).toBeGreaterThan(800);
    const different: string[] = [];
    const statuses = new Map<number, number>();
    const left = [...all];
    const walk = async () => {
      for (let address = left.pop(); address !== undefined; address = left.pop()) {
        const [a, b] = await Promise.all(sides.map((side) => answerOf(side, address(side))));
        statuses.set(a?.status ?? 0, (statuses.get(a?.status ?? 0) ?? 0) + 1);
        if (a?.told !== b?.told) different.push(`${address(sides[0])}\n${parting(a?.told, b?.told)}`);
      }
    };
    await Promise.all(Array.from({ length: 4 }, walk));
    expect(different.slice(0, 10)).toEqual([]);
    expect(statuses.get(200)).toBeGreaterThan(500);
  }, 300_000);

  it('go on alike from page to page, and say in no cursor from where', async () => {
    for (const query of ['limit=1', 'limit=3&sort=claimedOn', 'limit=2&q=florins', 'limit=2&q=outdatad OR Wirecar']) {
      const pages = await Promise.all(
        sides.map(async (side) => {
          const told: string[] = [];
          const cursors: string[] = [];
          let next: string | null | undefined;
          do {
            const address = `/api/v1/claims?${query}${next ? `&cursor=${next}` : ''}`;
            const { json, told: text } = await answerOf(side, address);
            next = (json as { nextCursor?: string | null }).nextCursor;
            if (next) cursors.push(next);
            told.push(text);
          } while (next);
          return { told, cursors };
        }),
      );
      expect(pages[0]?.told).toEqual(pages[1]?.told);
      expect(pages[0]?.told.length).toBeGreaterThan(1);
      // One that was written now may be longer than one that was written then, but not by what it holds.
      expect(pages[0]?.cursors.map(({ length }) => length)).toEqual(pages[1]?.cursors.map(({ length }) => length));
      for (const cursor of pages.flatMap(({ cursors }) => cursors))
        expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toMatch(/list|filters|last|position/);
    }
  });

  it('refuse alike what strangers may not do, and what they may where nothing is', async () => {
    const routes = sides[0].app.app
      .get(Routes)
      .all()
      .filter((route) => route.startsWith('POST /api/'))
      .map((route) => route.slice('POST '.length));
    const different: string[] = [];
    for (const route of routes)
      for (const path of pathsOf(route, route.includes('correction-requests') ? 80 : 8)) {
        // From addresses of their own, so that nobody is refused for having asked too often.
        const [a, b] = await Promise.all(
          sides.map((side) => answerOf(side, path, 'POST', JSON.stringify({ text: 'This is wrong.' }))),
        );
        const receipt = (text = '') => text.replace(/"(?:receipt|requestId)":"[^"]*"/g, '');
        if (receipt(a?.told) !== receipt(b?.told)) different.push(`${path}\n  ${a?.told}\n  ${b?.told}`);
      }
    expect(different.slice(0, 5)).toEqual([]);
  }, 120_000);

  it('are searched by the same statements, which read as much', async () => {
    const searches = ['florins', 'outdatad OR Wirecar', 'Oslund', '-bridge soldiers', 'Untold', 'der kostar', 'Міст'];
    const addresses = searches.flatMap((q): Address[] => [
      () => `/api/v1/claims?q=${encodeURIComponent(q)}`,
      ({ told }) => `/api/v1/claims?q=${encodeURIComponent(q)}&asOf=${told[60]}`,
    ]);
    for (const address of addresses) {
      const one = await searchedBy(sides[0], address);
      const other = await searchedBy(sides[1], address);
      expect([address(sides[0]), one]).toEqual([address(sides[0]), other]);
      expect(one.length).toBeGreaterThan(2);
    }
  }, 180_000);

  it('tell a stranger of a claim that went on in a draft, or that is one, that nothing is there', async () => {
    const merged = ledgers[0].find(({ entry, told }) => entry.type === 'ClaimMerged' && !told)?.entry.stream ?? '';
    const id = merged.slice('claim-'.length);
    const body = JSON.stringify({ text: 'This is wrong.' });
    for (const side of sides) {
      const refused = await answerOf(side, `/api/v1/claims/${id}/correction-requests`, 'POST', body);
      expect([refused.status, refused.json]).toMatchObject([404, { code: 'not-found' }]);
      expect(JSON.stringify(refused.json)).not.toContain('about');
    }
    // A revision that somebody names tells no more, nor does a claim that was never there.
    for (const named of [id, v7()]) {
      const headers = { 'content-type': 'application/json', 'if-match': '"99"', 'x-forwarded-for': anAddress() };
      const address = `${sides[0].app.url}/api/v1/claims/${named}/correction-requests`;
      const answer = await fetch(address, { method: 'POST', headers, body });
      expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'not-found' }]);
    }
    // One that went on in a public claim is told of with its address.
    const open = ledgers[0].find(({ entry, told }) => entry.type === 'ClaimMerged' && told)?.entry;
    const { intoId } = open?.facts as { intoId: string };
    const path = `/api/v1/claims/${open?.stream.slice('claim-'.length)}/correction-requests`;
    expect((await answerOf(sides[0], path, 'POST', body)).json).toMatchObject({
      code: 'claim-merged',
      about: { id: intoId },
    });
  });
});

/** The statements by which a side searches, each with what it reads. */
async function searchedBy(side: Side, address: Address) {
  const { sent, stop } = watch(side);
  try {
    expect((await answerOf(side, address(side))).status).toBe(200);
  } finally {
    stop();
  }
  const client = new pg.Client({ connectionString: side.app.database.appUrl });
  await client.connect();
  try {
    await client.query('set pg_trgm.similarity_threshold = 0.1');
    const plans: unknown[] = [];
    for (const { text, values } of sent) {
      const { rows } = await client.query<{ 'QUERY PLAN': readonly [{ Plan: Plan }] }>(
        `explain (analyze, costs off, timing off, summary off, format json) ${text}`,
        [...values],
      );
      const plan = rows[0]?.['QUERY PLAN'][0].Plan as Plan;
      plans.push([text, [...readBy(plan)].sort()]);
    }
    return plans;
  } finally {
    await client.end();
  }
}
