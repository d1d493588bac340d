import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { rule, streamOf, type Decider } from '../src/kernel/decider.js';
import type { Event } from '../src/kernel/event.js';
import { Refused } from '../src/kernel/refusal.js';
import type { Capacity } from '../src/kernel/roles.js';
import { Execute, ExecuteHandler, type CommandMetadata, type ActorContext } from '../src/ledger/execute.js';
import { newId } from '../src/ledger/identifiers.js';
import type { Ledger } from '../src/ledger/ledger.js';
import type { AppendRequest, IdempotencyKey } from '../src/ledger/append-request.js';
import type { StreamCommand } from '../src/ledger/unit-of-work.js';
import { personFold } from '../src/people/person.state.js';
import { appending, note, openLedger, refusalOf, type OpenLedger } from './support/toy.js';

class Add {
  constructor(readonly n: number) {}
}
class AddThatOf {
  constructor(readonly other: string) {}
}
class Take {
  constructor(readonly key: string) {}
}
class Free {
  constructor(readonly key: string) {}
}
class Nothing {}
class Rename {}

interface State {
  readonly sum: number;
  readonly exists: boolean;
}
type Noted = Event<'Noted', { n: number }>;
const noted = (n: number): Noted => ({ type: 'Noted', facts: { n }, words: {} });

/** How often a rule was asked; what others do before the append, and once its key was looked for. */
let decided = 0;
let meanwhile: () => Promise<unknown> = () => Promise.resolve();
let onceLookedFor: () => Promise<unknown> = () => Promise.resolve();
const EDITOR: readonly Capacity[] = ['editor'];

const counter: Decider<State, Noted> = {
  noun: 'claim',
  initial: { sum: 0, exists: false },
  evolve: ({ sum }, { facts }) => ({ sum: sum + facts.n, exists: true }),
  rules: [
    rule<State, Add, Noted>({
      command: Add,
      roles: EDITOR,
      decide: ({ sum }, { n }, { target }) => {
        decided += 1;
        if (sum + n > 100) throw new Refused('too-much', 'at most 100');
        return { events: [noted(n)], ids: { addedTo: target.id } };
      },
    }),
    rule<State, AddThatOf, Noted>({
      command: AddThatOf,
      roles: EDITOR,
      reads: ({ other }) => ({ streams: [{ fold: counter, id: other }] }),
      decide: (_, { other }, context) => ({ events: [noted(context.state(counter, other).sum)] }),
    }),
    rule<State, Take, Noted>({
      command: Take,
      roles: EDITOR,
      reads: ({ key }) => ({ keys: [key] }),
      decide: (_, { key }, context) => {
        if (context.held(key)) throw new Refused('taken', 'it is held');
        return { events: [noted(0)], reserve: [{ key, id: context.target.id, ofWords: false }] };
      },
    }),
    rule<State, Free, Noted>({
      command: Free,
      roles: EDITOR,
      decide: (_, { key }) => ({ events: [noted(0)], release: [key] }),
    }),
    rule<State, Nothing, Noted>({ command: Nothing, roles: EDITOR, decide: () => ({ events: [] }) }),
    rule<State, Rename, Noted>({ command: Rename, roles: ['reviewer'], decide: () => ({ events: [noted(1)] }) }),
  ],
};

let open: OpenLedger;
let handler: ExecuteHandler;
const person = newId();
const personStream = streamOf('person', person);
/** What the standing is told to be when it is asked for anew. */
let renewed: () => Promise<ActorContext>;
const guardNow = async (): Promise<readonly [string, number]> => [
  personStream,
  (await open.ledger.read.streams([personStream])).length,
];
const editorNow = async (): Promise<ActorContext> => ({ id: person, roles: EDITOR, guard: await guardNow() });

beforeAll(async () => {
  open = await openLedger();
  const { ledger } = open;
  const between = {
    read: ledger.read,
    earlier: async (repeat: IdempotencyKey) => {
      const earlier = await ledger.earlier(repeat);
      await onceLookedFor();
      return earlier;
    },
    append: async (request: AppendRequest) => {
      await meanwhile();
      return ledger.append(request);
    },
  };
  handler = new ExecuteHandler(
    between as Ledger,
    { contextOf: () => renewed(), refresh: () => renewed(), fold: personFold },
    { reviewPolicy: 'four-eyes', independenceDays: 7 },
  );
});
afterAll(() => open.close());
beforeEach(() => {
  decided = 0;
  meanwhile = onceLookedFor = () => Promise.resolve();
  renewed = editorNow;
});

const step = (id: string, command: object, more: Partial<StreamCommand> = {}): StreamCommand => ({
  decider: counter,
  target: { id },
  command,
  ...more,
});
async function run(steps: readonly [StreamCommand, ...StreamCommand[]], more: Partial<CommandMetadata> = {}) {
  const actor = await editorNow();
  return handler.execute(new Execute(steps, { actor, causation: randomUUID(), ...more }));
}
const fresh = async (n = 1): Promise<string> => {
  const id = newId();
  await run([step(id, new Add(n), { fresh: true })]);
  decided = 0;
  return id;
};
const events = (id: string) => open.ledger.read.streams([streamOf('claim', id)]);
const sum = async (id: string) => (await events(id)).reduce((total, e) => total + (e.facts as { n: number }).n, 0);
/** Somebody else writes to a stream. */
const move = async (stream: string) => {
  const revision = (await open.ledger.read.streams([stream])).length;
  const request = appending([note(stream)], { expected: new Map([[stream, revision]]) });
  await open.ledger.append(request);
};

describe('A command', () => {
  it('answers with its target, revision, position and the names of new parts', async () => {
    const id = newId();
    const receipt = await run([step(id, new Add(3), { fresh: true })]);
    const { position } = await open.ledger.read.head();
    expect(receipt).toEqual({ id, revision: 1, position, addedTo: id });
    expect((await events(id))[0]).toMatchObject({ actor: person, role: 'editor', facts: { n: 3 } });
  });

  it('of several steps lets each see the ones before it, and appends all or none', async () => {
    const [one, two] = [newId(), newId()];
    const twice = [
      step(one, new Add(40), { fresh: true }),
      step(two, new AddThatOf(one), { fresh: true }),
      step(one, new AddThatOf(two)),
    ] as const;
    const { revision } = await run(twice);
    expect([revision, await sum(one), await sum(two)]).toEqual([2, 80, 40]);
    const before = (await open.ledger.read.head()).position;
    expect(await refusalOf(run([step(two, new Add(10)), step(one, new Add(21))]))).toBe('too-much');
    expect((await open.ledger.read.head()).position).toBe(before);
  });

  it('sees the keys that its earlier steps took and freed', async () => {
    const [id, key] = [await fresh(), newId()];
    const held = async () => (await open.ledger.read.held([key])).get(key);
    expect(await refusalOf(run([step(id, new Take(key)), step(id, new Take(key))]))).toBe('taken');
    await run([step(id, new Take(key)), step(id, new Free(key))]);
    expect(await held()).toBeUndefined();
    await run([step(id, new Take(key)), step(id, new Free(key)), step(id, new Take(key))]);
    expect(await held()).toBe(id);
    expect(await refusalOf(run([step(await fresh(), new Take(key))]))).toBe('taken');
    await run([step(id, new Free(key)), step(id, new Take(key)), step(id, new Free(key))]);
    expect(await held()).toBeUndefined();
  });

  it('is decided again when its stream moves under it, on what then stands', async () => {
    const id = await fresh(50);
    let moves = 2;
    meanwhile = async () => {
      if (moves-- > 0) await move(streamOf('claim', id));
    };
    const { revision } = await run([step(id, new Add(1))]);
    expect([decided, revision, await sum(id)]).toEqual([3, 4, 53]);
  });

  it('is refused on the second try when the rule then says no', async () => {
    const id = await fresh(99);
    meanwhile = () => move(streamOf('claim', id));
    expect(await refusalOf(run([step(id, new Add(1))]))).toBe('too-much');
    expect(decided).toBe(2);
  });

  it('is decided again when a stream that it only read moves', async () => {
    const [id, read] = [await fresh(), await fresh(5)];
    let moves = 1;
    meanwhile = async () => {
      if (moves-- > 0) await move(streamOf('claim', read));
    };
    await run([step(id, new AddThatOf(read))]);
    expect(await sum(id)).toBe(1 + 6);
  });

  it('gives up as busy after ten conflicts, and has written nothing', async () => {
    const id = await fresh();
    meanwhile = () => move(streamOf('claim', id));
    expect(await refusalOf(run([step(id, new Add(0))]))).toBe('busy');
    expect([decided, (await events(id)).length]).toEqual([10, 11]);
  });

  it('is held to the revision that the client saw', async () => {
    const id = await fresh();
    expect(await refusalOf(run([step(id, new Add(1), { ifMatch: 2 })]))).toBe('revision-mismatch');
    expect(await refusalOf(run([step(id, new Add(1), { ifMatch: 1 })]))).toBe('none');
    meanwhile = () => move(streamOf('claim', id));
    expect(await refusalOf(run([step(id, new Add(1), { ifMatch: 2 })]))).toBe('revision-mismatch');
  });

  it('is refused where there is no target, nothing to do, or no role for it', async () => {
    const id = await fresh();
    expect(await refusalOf(run([step(newId(), new Add(1))]))).toBe('not-found');
    expect(await refusalOf(run([step(id, new Nothing())]))).toBe('nothing-changed');
    expect(await refusalOf(run([step(id, new Rename())]))).toBe('role-required');
  });

  it('is decided with the new standing when the role is revoked while it runs', async () => {
    const id = await fresh();
    let moves = 1;
    meanwhile = async () => {
      if (moves-- > 0) await move(personStream);
    };
    renewed = async () => ({ id: person, roles: [], guard: await guardNow() });
    expect(await refusalOf(run([step(id, new Add(1))]))).toBe('role-required');
    expect((await events(id)).length).toBe(1);
  });

  it('goes through on the second try when the standing moved and still allows it', async () => {
    const id = await fresh();
    let moves = 1;
    meanwhile = async () => {
      if (moves-- > 0) await move(personStream);
    };
    expect(await refusalOf(run([step(id, new Add(1))]))).toBe('none');
    expect(decided).toBe(2);
  });
});

describe('A repeated command', () => {
  const under = (key: string, fingerprint: Buffer) => ({
    idempotencyKey: { scope: person, key, fingerprint },
  });

  it('is answered without being decided, and refused with another body', async () => {
    const [id, key, fingerprint] = [await fresh(), newId(), randomBytes(32)];
    const first = await run([step(id, new Add(100 - 1))], under(key, fingerprint));
    expect(await run([step(id, new Add(100 - 1))], under(key, fingerprint))).toEqual(first);
    expect(decided).toBe(1);
    expect(await refusalOf(run([step(id, new Add(5))], under(key, randomBytes(32))))).toBe('key-reused');
  });

  it.each<[string, Partial<StreamCommand>]>([
    ['would be refused on what the first wrote', {}],
    ['names the revision before the first', { ifMatch: 1 }],
  ])('has the answer of its first also when both run at once and the second %s', async (_, more) => {
    const [id, key, fingerprint] = [await fresh(), newId(), randomBytes(32)];
    const command = [step(id, new Add(99), more)] as const;
    let racing: Promise<unknown> | undefined;
    onceLookedFor = () => {
      onceLookedFor = () => Promise.resolve();
      return (racing = run(command, under(key, fingerprint)));
    };
    const slower = await run(command, under(key, fingerprint));
    expect(slower).toEqual(await racing);
    expect((await events(id)).length).toBe(2);
  });

  it('does not keep a refusal', async () => {
    const [id, key, fingerprint] = [await fresh(100), newId(), randomBytes(32)];
    expect(await refusalOf(run([step(id, new Add(1))], under(key, fingerprint)))).toBe('too-much');
    expect(await refusalOf(run([step(id, new Add(0))], under(key, fingerprint)))).toBe('none');
  });
});
