import { appendFile, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CATALOGUES } from '../src/catalogues.js';
import { claimDecider } from '../src/claims/claim.decider.js';
import { canonicalJson } from '../src/kernel/canonical-json.js';
import type { Decider } from '../src/kernel/decider.js';
import { ledgerEvents } from '../src/ledger/ledger.events.js';
import { ledgerStream } from '../src/ledger/ledger-stream.js';
import type { Recorded } from '../src/ledger/recorded.js';
import { upcastFacts, upcastWords } from '../src/ledger/upcast.js';
import { outletDecider } from '../src/outlets/outlet.decider.js';
import { originDecider } from '../src/origins/origin.decider.js';
import { personDecider } from '../src/people/person.decider.js';
import { foldAffected, affectedRowsOf } from '../src/projections/engine/fold.js';
import { valuesOf } from '../src/projections/engine/store.js';
import { PROJECTIONS } from '../src/projections/index.js';
import { workDecider } from '../src/works/work.decider.js';
import { openDesk } from './fixtures/editorial-team.js';
import { everyEvent } from './fixtures/every-event.js';
import { found } from './fixtures/founded.js';
import { startRecording, type Recording } from './support/recording.js';

/**
 * Events as this program once stored them, a line each. What a ledger holds is never rewritten, so a line here is never
 * changed and never taken away. Who adds a type, or raises a type's schema, lets `every-event.ts` make one and runs
 * this spec once with KEEP_EVENTS=1, which appends all that today's program stores.
 */
const FIXTURE = new URL('./fixtures/events.jsonl', import.meta.url);

type Line = Pick<Recorded, 'type' | 'schema' | 'stream' | 'revision' | 'position' | 'id' | 'at' | 'actor' | 'role'> & {
  readonly facts: object;
  /** Null where they were erased. */
  readonly words: object | null;
};

const SCHEMAS: Readonly<Record<string, number>> = Object.assign({}, ledgerEvents, ...CATALOGUES) as object as Record<
  string,
  number
>;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- deciders of all nouns in one list
const NOUNS: readonly Decider<any, any>[] = [
  claimDecider,
  workDecider,
  outletDecider,
  originDecider,
  personDecider,
  ledgerStream,
];

/** The form of a value: the names of its members and the kinds of their values; of a list, those of its items. */
const shapeOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${[...new Set(value.map(shapeOf))].sort().join('|')}]`;
  if (typeof value !== 'object') return typeof value;
  const members = Object.entries(value).map(([name, member]) => `${name}:${shapeOf(member)}`);
  return `{${members.sort().join(',')}}`;
};
const formOf = ({ type, schema, facts }: Line): string => `${type}@${schema} ${shapeOf(facts)}`;

/** A line as today's program reads it. */
const opened = (line: Line): Recorded =>
  ({
    ...line,
    facts: upcastFacts(line.type, line.schema, line.facts),
    words: line.words && upcastWords(line.type, line.schema, line.words),
  }) as unknown as Recorded;

let recording: Recording;
let lines: readonly Line[];
/** What today's program stores. */
let stored: readonly Line[];

const storeEveryEvent = async ({ ledger }: Recording): Promise<Line[]> => {
  await found(ledger);
  await everyEvent(openDesk(ledger));
  const { events } = await ledger.read.page(-1, 10_000);
  return events.map(({ type, schema, stream, revision, position, id, at, actor, role, facts, words }) => ({
    ...{ type, schema, stream, revision, position, id, at, actor, facts, words },
    ...(role ? { role } : {}),
  }));
};

beforeAll(async () => {
  recording = await startRecording();
  stored = await storeEveryEvent(recording);
  if (process.env.KEEP_EVENTS) await appendFile(FIXTURE, stored.map((line) => `${canonicalJson(line)}\n`).join(''));
  const text = await readFile(FIXTURE, 'utf8');
  lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
});
afterAll(() => recording?.end());

describe('Events stored once', () => {
  it('are kept for every type in every schema that it has had', () => {
    const kept = new Set(lines.map(({ type, schema }) => `${type}@${schema}`));
    const wanted = Object.entries(SCHEMAS).flatMap(([type, newest]) =>
      Array.from({ length: newest }, (_, i) => `${type}@${i + 1}`),
    );
    expect(wanted.filter((each) => !kept.has(each))).toEqual([]);
    expect([...kept].filter((each) => !wanted.includes(each))).toEqual([]);
  });

  it('are kept as the ledger has them: canonical, with their words apart', async () => {
    const text = await readFile(FIXTURE, 'utf8');
    expect(lines.map((line) => `${canonicalJson(line)}\n`).join('')).toBe(text);
    const worded = new Set(lines.filter(({ words }) => words && Object.keys(words).length > 0).map(({ type }) => type));
    expect(worded.size).toBeGreaterThan(40);
  });

  it('have, read today, the form in which today’s program stores them', () => {
    const today = new Set(stored.map(formOf));
    const read = lines.map((line) => ({ ...opened(line), schema: SCHEMAS[line.type] ?? 0 }));
    expect([...new Set(read.map(formOf))].filter((form) => !today.has(form))).toEqual([]);
  });

  it('show every form in which today’s program stores them, so that none changes without a new schema', () => {
    const kept = new Set(lines.map(formOf));
    expect([...new Set(stored.map(formOf))].filter((form) => !kept.has(form))).toEqual([]);
  });

  it('fold into their noun’s state, with all words erased as well', () => {
    for (const noun of NOUNS) {
      const own = lines.filter(({ stream }) => stream === noun.noun || stream.startsWith(`${noun.noun}-`));
      expect(own.length).toBeGreaterThan(0);
      const states = new Map<string, unknown>();
      for (const line of own) {
        const state = states.get(line.stream) ?? (noun.initial as unknown);
        states.set(line.stream, noun.evolve(state, { ...opened(line), words: {} } as never));
      }
      for (const state of states.values()) expect(state).not.toEqual(expect.objectContaining({ exists: false }));
    }
  });

  it('make rows in every projection', () => {
    const events = lines.map(opened);
    for (const each of PROJECTIONS) {
      const touches = affectedRowsOf(each, events);
      const { current, past } = foldAffected(each, touches, new Map());
      expect(current.length).toBeGreaterThan(0);
      expect(current.length + past.length).toBe(touches.flatMap(({ keys }) => keys).length);
      for (const { state } of current)
        for (const value of Object.values(valuesOf(each, state))) expect(value).toBeDefined();
    }
  });
});
