import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANYBODY, type AnswerMeta, type Reader, type View, QueryError } from '../src/projections/engine/view.js';
import { Refused } from '../src/kernel/refusal.js';
import { activity } from '../src/projections/people/activity.js';
import { agreement } from '../src/projections/review/agreement.js';
import { ViewQuery, ViewQueryHandler } from '../src/projections/view-query.js';
import { attribution } from '../src/projections/claims/attribution.js';
import { claimCompare } from '../src/projections/claims/claim-compare.js';
import { claimHistory } from '../src/projections/claims/claim-history.js';
import { claimList } from '../src/projections/claims/claim-list.js';
import { claimSearch } from '../src/projections/search/claim-search.js';
import { claimPage, verdictPage } from '../src/projections/claims/claim-page.js';
import { corrections } from '../src/projections/log/corrections.js';
import { Engine } from '../src/projections/engine/engine.js';
import { PROJECTIONS } from '../src/projections/index.js';
import { outletClaims } from '../src/projections/outlets/outlet-claims.js';
import { outletRecord } from '../src/projections/outlets/outlet-record.js';
import { outletPage, outletList } from '../src/projections/outlets/outlet-page.js';
import { outsideReviews } from '../src/projections/claims/outside-reviews.js';
import type { Projections } from '../src/projections/projections.js';
import { queue } from '../src/projections/review/queue.js';
import { workPage } from '../src/projections/outlets/work-page.js';
import { ANY_COMMAND } from './fixtures/any-command.js';
import { openDesk, type TestDesk } from './fixtures/editorial-team.js';
import { everyEvent } from './fixtures/every-event.js';
import { found } from './fixtures/founded.js';
import { Draw, World } from './fixtures/world.js';
import { startRecording, type Recording } from './support/recording.js';

/** How many positions are sampled: a few, since each is asked some sixty questions twice; the full test takes 200. */
const POSITIONS = Number(process.env.AS_OF_POSITIONS ?? 8);
/** The same in every run unless REPLAY_SEED names another. */
const SEED = Number(process.env.REPLAY_SEED ?? 20_250_327);
const PATIENCE_MS = 20_000;
/** Every form of a word, a half-typed number, another script, a misspelling. */
const SOUGHT = ['texts', 'text 1', 'міст', 'brigde'];

const READERS: readonly Reader[] = [
  ANYBODY,
  { id: '00000000-0000-7000-8000-0000000000e1', roles: ['editor'] },
  { id: '00000000-0000-7000-8000-0000000000a1', roles: ['auditor'] },
];

/* eslint-disable @typescript-eslint/no-explicit-any -- questions of all kinds side by side */
type AnyView = View<any, AnswerMeta>;

/** A question as it was asked when a position was the last one, and what was answered. */
interface Asked {
  readonly position: number;
  readonly view: AnyView;
  readonly name: string;
  readonly args: object;
  readonly reader: Reader;
  readonly answer: unknown;
  /** What it counts without naming it; what it says itself where it names all. */
  readonly counted: unknown;
}

/** A small generator with a seed (mulberry32). */
const randomFrom = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
};

let recording: Recording;
let engine: Engine;
let handler: ViewQueryHandler;
const world = new World();

beforeAll(async () => {
  recording = await startRecording();
  const { pool, ledger } = recording.another();
  engine = new Engine(pool, ledger, PROJECTIONS);
  await engine.start();
  handler = new ViewQueryHandler({
    engine,
    deps: { pool: recording.pool, ledger: recording.ledger.read },
  } as unknown as Projections);
});
afterAll(async () => {
  await engine.stop();
  await recording.end();
});

const ask = async (view: AnyView, args: object, reader: Reader, asOf?: number): Promise<unknown> => {
  // A comparison names its own moments.
  const beside = asOf === undefined || view === claimCompare ? { reader } : { reader, asOf: String(asOf) };
  try {
    const { asOf: _, stale, ...answer } = await handler.execute(new ViewQuery<any, AnswerMeta>(view, args, beside));
    expect(stale).toBe(false);
    return JSON.parse(JSON.stringify(answer));
  } catch (error) {
    if (error instanceof QueryError) return error.code;
    throw error;
  }
};

/** What is asked at a position: every question that takes a moment, of things made lately and of old ones. */
const questionsAt = (draw: Draw, position: number): Pick<Asked, 'name' | 'view' | 'args'>[] => {
  const one = (noun: string) => draw.of(world.made(noun));
  const ofNoun = (noun: string, ...asked: [string, AnyView, (id: string) => object][]) =>
    world.made(noun).length === 0
      ? []
      : asked.map(([name, view, args]): [string, AnyView, object] => [name, view, args(one(noun))]);
  const asked: [string, AnyView, object][] = [
    ['claims', claimList, { limit: 200 }],
    ['claims by day', claimList, { limit: 200, sort: 'claimedOn', validAt: '2025-04-01' }],
    ['published claims', claimList, { limit: 200, status: 'published', rating: 'TRUE', validAt: '2025-06-01' }],
    ['open claims', claimList, { limit: 200, status: 'open' }],
    ['outlets', outletList, { limit: 200 }],
    ['outlets on a day', outletList, { limit: 200, validAt: '2019-06-01' }],
    ['queue', queue, { limit: 200 }],
    ['corrections', corrections, { limit: 200 }],
    ['corrections of a day', corrections, { limit: 200, validAt: '2025-04-01' }],
    ['agreement', agreement, {}],
    ...SOUGHT.map((q): [string, AnyView, object] => [`search for ${q}`, claimSearch, { limit: 200, q }]),
    ['search by day', claimSearch, { limit: 200, q: 'text', sort: 'claimedOn', validAt: '2025-04-01' }],
    ...ofNoun(
      'claim',
      ['claim', claimPage, (id) => ({ id })],
      ['claim on a day', claimPage, (id) => ({ id, validAt: '2025-04-01' })],
      ['history', claimHistory, (id) => ({ id })],
      ['compared with the first', claimCompare, (id) => ({ id, from: String(position - 20), to: String(position) })],
      ['attribution', attribution, (id) => ({ id })],
      ['outside reviews', outsideReviews, (id) => ({ claim: id })],
    ),
    ...world
      .parts('verdictId')
      .slice(-1)
      .map(({ id, part }): [string, AnyView, object] => {
        return ['verdict', verdictPage, { claimId: id, verdictId: part }];
      }),
    ...ofNoun(
      'outlet',
      ['outlet', outletPage, (id) => ({ id })],
      ['outlet on a day', outletPage, (id) => ({ id, validAt: '2019-06-01' })],
      ['record', outletRecord, (id) => ({ id })],
      ['outlet’s claims', outletClaims, (id) => ({ id, limit: 200 })],
    ),
    ...ofNoun('work', ['work', workPage, (id) => ({ id })]),
    ...ofNoun('person', ['activity', activity, (id) => ({ id, limit: 200 })]),
  ];
  return asked.map(([name, view, args]) => ({ name, view, args }));
};

/** Lives a random life and asks at every so many positions. */
const live = async (): Promise<Asked[]> => {
  const random = randomFrom(SEED);
  const asked: Asked[] = [];
  // The first two thirds of the life are of known length, some hundred commands; it ends when enough was asked.
  const every = Math.max(1, Math.round(220 / POSITIONS));
  let given = 0;
  const sample = async (position: number): Promise<void> => {
    given += 1;
    if (given % every !== 0 || asked.at(-1)?.position === position) return;
    expect(await engine.waitForPosition(PROJECTIONS, position, PATIENCE_MS)).toBe(true);
    const draw = new Draw(
      world,
      Array.from({ length: 30 }, () => random()),
    );
    for (const { name, view, args } of questionsAt(draw, position)) {
      for (const reader of READERS) {
        const answer = await ask(view, args, reader);
        const counted = view === outletRecord ? await ask(outletClaims, { ...args, limit: 200 }, reader) : answer;
        asked.push({ position, view, name, args, reader, answer, counted });
      }
    }
  };
  const noting = world.noting(openDesk(recording.ledger));
  const desk: TestDesk = {
    give: async (as, ...steps) => {
      const receipt = await noting.give(as, ...steps);
      await sample(receipt.position);
      return receipt;
    },
  };
  await found(recording.ledger);
  world.staff = (await everyEvent(desk)).staff;
  while (new Set(asked.map(({ position }) => position)).size < POSITIONS) {
    const numbers = Array.from({ length: 25 }, () => random());
    const { as, steps } = ANY_COMMAND[random() % ANY_COMMAND.length]!(new Draw(world, numbers));
    await desk.give(as, ...steps).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
    });
  }
  return asked;
};

/** What an answer says of words that were there: markers and texts differ once words are erased, all else may not. */
const MARKERS = ['erasures', 'erasedBy', 'summary'];

/**
 * Where two answers differ otherwise than by words that have been erased since, or by claims that a stranger may not
 * see now although he could then.
 */
const differences = (then: unknown, now: unknown, hidden: ReadonlySet<string>, path = ''): string[] => {
  if (then === now) return [];
  if ((typeof then === 'string' || path.endsWith('/words')) && (now === null || now === undefined)) return [];
  if (Array.isArray(then) && Array.isArray(now)) {
    const shown = then.filter((item) => !mentions(item, hidden));
    const left = now.filter((item) => !mentions(item, hidden));
    if (shown.length !== left.length) return [`${path}: ${shown.length} items, now ${left.length}`];
    return shown.flatMap((item, i) => differences(item, left[i], hidden, `${path}/${i}`));
  }
  if (then && now && typeof then === 'object' && typeof now === 'object') {
    const [one, other] = [then as Readonly<Record<string, unknown>>, now as Readonly<Record<string, unknown>>];
    return [...new Set([...Object.keys(one), ...Object.keys(other)])]
      .filter((name) => !MARKERS.includes(name))
      .flatMap((name) => differences(one[name], other[name], hidden, `${path}/${name}`));
  }
  return [`${path}: ${JSON.stringify(then)}, now ${JSON.stringify(now)}`];
};
const mentions = (item: unknown, hidden: ReadonlySet<string>): boolean => {
  const text = JSON.stringify(item) ?? '';
  return [...hidden].some((id) => text.includes(id));
};

/** Claims that a stranger may not read now. */
const hiddenNow = async (): Promise<ReadonlySet<string>> => {
  const hidden = new Set<string>();
  for (const id of world.made('claim')) {
    if (typeof (await ask(claimPage, { id }, ANYBODY)) === 'string') hidden.add(id);
  }
  return hidden;
};

const uncounted = (answer: unknown): void => {
  delete (answer as { counts?: unknown }).counts;
};

/** Claims of which words were erased: what was found by those is found no more. */
const erasedNow = async (): Promise<ReadonlySet<string>> => {
  const { events } = await recording.ledger.read.page(-1, 10_000);
  return new Set(
    events.filter(({ erasedBy }) => erasedBy !== undefined).map(({ stream }) => stream.replace('claim-', '')),
  );
};

describe('Every answer, as of any moment', () => {
  it('is what was answered at that moment, erased words apart', async () => {
    const asked = await live();
    const last = (await recording.ledger.read.head()).position;
    expect(await engine.waitForPosition(PROJECTIONS, last, PATIENCE_MS)).toBe(true);
    const [hidden, erased] = [await hiddenNow(), await erasedNow()];
    const wrong: unknown[] = [];
    let compared = 0;
    for (const { position, view, name, args, reader, answer, counted } of asked) {
      const now = await ask(view, args, reader, position);
      const hiddenHere = new Set([...(reader === ANYBODY ? hidden : []), ...(view === claimSearch ? erased : [])]);
      // What became hidden since is not told; that it was there then, neither.
      if (now === 'not-found' && mentions(args, hiddenHere)) continue;
      // Of what is hidden now no count tells either.
      if (view === outletRecord && mentions(counted, hiddenHere)) continue;
      if (view === claimSearch && mentions(counted, hiddenHere)) for (const each of [answer, now]) uncounted(each);
      compared += 1;
      const differing = differences(answer, now, hiddenHere);
      if (differing.length > 0) wrong.push([name, position, reader.roles[0], args, differing.slice(0, 3)]);
    }
    expect(wrong).toEqual([]);
    const found = asked.filter(
      ({ view, answer }) => view === claimSearch && mentions(answer, new Set(world.made('claim'))),
    );
    // Which words random claims have, and when, hangs on how many moments are sampled.
    expect(new Set(found.map(({ name }) => name)).size).toBeGreaterThanOrEqual(SOUGHT.length);
    expect(compared).toBeGreaterThan(POSITIONS * 30);
    expect(new Set(asked.map(({ position }) => position)).size).toBeGreaterThanOrEqual(POSITIONS);
  }, 600_000);
});
