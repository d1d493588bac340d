import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommandBus } from '@nestjs/cqrs';
import { Access } from '../src/access/access.js';
import { People } from '../src/access/people.js';
import { Routes } from '../src/api/http/routes.js';
import type { Role } from '../src/kernel/roles.js';
import type { Recorded } from '../src/ledger/recorded.js';
import { PROJECTIONS } from '../src/projections/index.js';
import { Projections } from '../src/projections/projections.js';
import { SampleActor } from '../src/sample/sample-actor.js';
import { loadSample } from '../src/sample/load.js';
import { startApp, type TestApp } from './support/app.js';

const SYSTEM = { actor: { id: 'system', roles: ['system'] } } as const;
/** Every way to narrow and order a list, on whatever route takes it: one that does not answers 400, which tells nothing. */
const QUERIES = [
  '',
  'limit=200',
  'limit=1',
  'sort=claimedOn&limit=200',
  'sort=recorded&limit=200',
  ...['open', 'in-review', 'proposed', 'published', 'retracted', 'declined', 'withdrawn', 'merged'].map(
    (status) => `status=${status}`,
  ),
  ...['TRUE', 'FALSE', 'UNPROVEN'].map((rating) => `rating=${rating}`),
  'topic=hushed',
  'claimant=hushed',
  'q=hushed',
  'q=Paris',
  'text=hushed',
  'language=en',
  'kind=event',
  'from=2024&to=2026',
  'validAt=2025-03-01',
  'after=0&limit=200',
  'asOf=20&limit=200',
];

/** How many paths of a route are asked for with every query; the others once. */
const MOST = process.env.EVERY_ROUTE === '1' ? 1000 : 12;

let app: TestApp;
let routes: readonly string[];
let staff: Readonly<Record<'editor' | 'reviewer' | 'second', { id: string; token: string }>>;

const settled = async () => {
  await app.app.get(Projections).engine.waitForPosition(PROJECTIONS, await app.head(), 30_000);
};
const someone = async (name: string, ...roles: Role[]) => {
  const people = app.app.get(People);
  const { id } = await people.invite(name, roles, SYSTEM);
  return { id, token: (await people.issueToken(id, { label: `hushed label of ${name}` }, SYSTEM)).secret };
};
const events = async (): Promise<readonly Recorded[]> => (await app.ledger.read.page(-1, 10_000)).events;

beforeAll(async () => {
  app = await startApp();
  staff = {
    editor: await someone('Hushed Edda', 'editor'),
    reviewer: await someone('Hushed Rio', 'reviewer'),
    second: await someone('Hushed Ravi', 'reviewer'),
  };
  const bus = app.app.get(CommandBus);
  const person = async (id: string) => new SampleActor(bus, await app.app.get(Access).contextOf(id));
  await loadSample({
    editor: await person(staff.editor.id),
    reviewer: await person(staff.reviewer.id),
    reviewer2: await person(staff.second.id),
  });
  await settled();
  // Every GET that the server has, also those that nobody had thought of when this was written.
  routes = app.app
    .get(Routes)
    .all()
    .filter((route) => route.startsWith('GET ') && !/^GET \/(?:assets|sign-in|setup|invitation|reset)/.test(route))
    .map((route) => route.slice('GET '.length));
}, 120_000);
afterAll(() => app.stop());

/** What stands for the names in a path: everything in the ledger that has such a name, public or not. */
function fillings(all: readonly Recorded[]): (path: string) => string[] {
  const byNoun = new Map<string, Set<string>>();
  const add = (name: string, value: string) => byNoun.set(name, (byNoun.get(name) ?? new Set()).add(value));
  for (const { stream, facts } of all) {
    const [, noun = '', id = ''] = /^([a-z]+)-(.+)$/.exec(stream) ?? [];
    add(`${noun}s`, id);
    for (const [name, value] of Object.entries(facts))
      if (/Id$/.test(name) && typeof value === 'string') add(name, value);
  }
  add('position', '5');
  add('*', '000.p/9');
  return (path) => {
    const nouns = path.includes('/people/') ? 'persons' : (/\/([a-z]+)\/:id/.exec(path)?.[1] ?? 'claims');
    const ids = path.includes(':id') ? [...(byNoun.get(nouns) ?? [])] : [''];
    const others = /:(?!id\b)(\w+)|(\*)/.exec(path)?.slice(1).find(Boolean);
    const values = others === undefined ? [''] : [...(byNoun.get(others) ?? ['x'])];
    return ids.flatMap((id) => values.map((value) => path.replace(':id', id).replace(/:(?!id\b)\w+|\*/, value)));
  };
}

/** Asks for everything as a stranger. @returns what each address answered, headers included */
async function crawl(): Promise<Map<string, string>> {
  const all = await events();
  const fill = fillings(all);
  const addresses = routes.flatMap((route) => {
    const paths = fill(route);
    // A page asks a question of the interface, which is asked in every way already.
    const isPage = !route.startsWith('/api/') && process.env.EVERY_ROUTE !== '1';
    const ways = route.includes(':') ? ['', 'asOf=20', 'from=0', 'limit=1'] : QUERIES;
    const queries = isPage ? ways.filter((_, i) => i % 4 === 0 || i === 2) : ways;
    return paths.flatMap((path, i) => (i < (isPage ? 4 : MOST) ? queries : ['']).map((query) => `${path}?${query}`));
  });
  const answers = new Map<string, string>();
  const left = [...addresses];
  const walk = async () => {
    for (let address = left.pop(); address !== undefined; address = left.pop()) {
      const response = await fetch(app.url + address, { redirect: 'manual' });
      const { 'ledger-position': _, date: __, ...headers } = Object.fromEntries(response.headers);
      answers.set(address, `${response.status} ${JSON.stringify(headers)} ${await response.text()}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, walk));
  return answers;
}

/** Every text in something, but those so short that they stand anywhere. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length >= 12 ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** What no stranger may be told: taken from the ledger itself. */
function secretsOf(all: readonly Recorded[]): string[] {
  const published = new Set(all.filter(({ type }) => type === 'VerdictPublished').map(({ stream }) => stream));
  const isPublic = ({ stream, type }: Recorded) =>
    type !== 'NoteAdded' && (published.has(stream) || stream.startsWith('outlet-') || stream === 'ledger');
  const told = JSON.stringify(all.filter(isPublic).map(({ facts, words }) => [facts, words]));
  const works = (stream: string) => stream.startsWith('work-') && told.includes(stream.slice('work-'.length));
  const hidden = all.filter((event) => !isPublic(event) && !works(event.stream));
  const known = told + JSON.stringify(all.filter(({ stream }) => works(stream)).map(({ words }) => words));
  return [
    ...hidden.flatMap(({ words }) => textsIn(words)),
    ...hidden.map(({ stream }) => stream.replace(/^[a-z]+-/, '')),
    ...Object.values(staff).map(({ id }) => id),
    'Hushed',
  ].filter((text, i, list) => list.indexOf(text) === i && !known.includes(JSON.stringify(text).slice(1, -1)));
}

/**
 * What tells how long the log is, or one public claim's stream: both are public, by the entries of the log and by the
 * stream's salt, which lets anybody count its leaves.
 */
const withoutPositions = (answer = ''): string =>
  answer
    .replace(/"(?:position|revision|size|to)":\d+/g, '')
    .replace(/<p class="record">.*?<\/p>/g, '')
    .replace(/\/cite\/\d+\//g, '/cite/…/')
    .replace(/cursor=[\w-]+/g, 'cursor=…')
    .replace(/"(?:etag|content-length)":"(?:\\"|[^"])*"/g, '')
    .replace(/"nextCursor":"[^"]*"/g, '"nextCursor":"…"');

const told = (answers: Map<string, string>) => [...answers].filter(([, answer]) => answer.startsWith('200'));

describe('A stranger who asks for everything', () => {
  let before: Map<string, string>;

  it('finds no text and no identifier of what is not published', async () => {
    const all = await events();
    const secrets = secretsOf(all);
    expect(secrets.length).toBeGreaterThan(50);
    before = await crawl();
    expect(told(before).length).toBeGreaterThan(100);
    const found = [...before].flatMap(([address, answer]) => {
      // An address that was asked for may be said again; what stands behind it may not.
      const own = decodeURIComponent(address);
      return secrets
        .filter((text) => answer.includes(text) && !own.includes(text))
        .map((text) => `${address}: ${text}`);
    });
    expect(found).toEqual([]);
  }, 300_000);

  it('is answered the same, to the letter, after the desk has worked on what is not published', async () => {
    const { editor, reviewer } = staff;
    const post = async (path: string, body: object, { token } = editor) => {
      const response = await app.post(path, body, { token });
      const answer = (await response.json()) as Record<string, string>;
      expect([path, response.status < 300, answer.code]).toEqual([path, true, undefined]);
      return answer;
    };
    const all = await events();
    const open = all.find(({ type }) => type === 'VerdictPublished')?.stream.slice('claim-'.length);
    const work = all.find(({ type }) => type === 'WorkRecorded')?.stream.slice('work-'.length);
    const { id } = await post('/claims', {
      text: 'A hushed claim about Paris.',
      kind: 'event',
      language: 'en',
      topics: ['hushed'],
      claimant: { name: 'hushed claimant' },
      claimedOn: '2025-03-01',
    });
    await post(`/claims/${id}/appearances`, {
      workId: work,
      mode: 'own-voice',
      place: 'lead',
      excerpt: 'hushed excerpt',
    });
    const evidence = {
      title: 'Hushed evidence',
      stance: 'supports',
      source: 'primary',
      sourceKind: 'document',
      originName: 'Hushed origin',
    };
    const { evidenceId } = await post(`/claims/${id}/evidence`, evidence);
    await post(`/claims/${id}/reviewers`, { reviewer: reviewer.id }, reviewer);
    await post(
      `/claims/${id}/verdicts`,
      {
        rating: 'TRUE',
        summary: 'Hushed summary',
        evidenceIds: [evidenceId],
        assessedOn: '2025-03-05',
        singleSourceReason: 'Hushed reason',
      },
      reviewer,
    );
    await post(`/claims/${open}/notes`, { text: 'A hushed note on what is published.' });
    await post(`/claims/${open}/evidence`, { ...evidence, originName: 'Hushed other origin' });
    await someone('Hushed Newcomer', 'editor');
    await settled();
    const after = await crawl();
    // The entries of the log grow; nothing else does.
    const both = [...before].filter(([address]) => after.has(address) && !/^\/(?:tile\/|log\?)/.test(address));
    expect(both.length).toBeGreaterThan(before.size / 2);
    const changed = both.filter(
      ([address, answer]) => withoutPositions(answer) !== withoutPositions(after.get(address)),
    );
    expect(changed.map(([address]) => address)).toEqual([]);
    // A page repeats what it was asked for, in its links and titles: of those, what was written counts.
    const written = /hushed (?:claim|excerpt|evidence|origin|other|summary|reason|note|newcomer|label)/i;
    const newer = [...after].filter(
      ([address, answer]) => (/hushed/.test(address) ? written : /hushed/i).test(answer) && answer.startsWith('200'),
    );
    expect(newer.map(([address]) => address)).toEqual([]);
  }, 300_000);
});
