import 'reflect-metadata';
import assert from 'node:assert/strict';
import { plainToInstance, type ClassConstructor } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import type {
  Actor,
  Class,
  Context,
  Decider,
  Decision,
  Fold,
  Reservation,
  ReviewPolicy,
  Rule,
  Target,
  EventSummary,
} from './decider.js';
import type { Event, FactEvent } from './event.js';
import { Refused } from './refusal.js';
import type { Capacity } from './roles.js';

const numbered = (prefix: string, n: number): string =>
  `${prefix}0000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
/** A person's, work's or other identifier for a specification. */
export const someId = (n: number): string => numbered('0', n);
/** The identifier that the n-th `newId()` of a decision gives, from 1. */
export const newId = (n: number): string => numbered('a', n);
/** The identifier of the n-th event handed to `given`, from 1. */
export const eventId = (n: number): string => numbered('e', n);

/** What is reserved of an event's words under every version of their keys. */
export const reservedUnder = (keys: readonly string[], id: string, at = 0): readonly Reservation[] =>
  keys.map((key) => ({ key, id, ofWords: true, ...(at > 0 ? { at } : {}) }));

/** An event with who caused it. */
export interface GivenEvent<E extends Event> {
  readonly actor: string;
  readonly event: E;
}

/** Says who caused the events of a `given`; without it they are the operator's. */
export const by = <const Events extends readonly Event[]>(
  actor: string,
  ...events: Events
): readonly GivenEvent<Events[number]>[] => events.map((event) => ({ actor, event }));

type Stream = { readonly fold: { readonly noun: string }; readonly id: string; readonly state: unknown };

/** The state of another stream, as its events leave it. */
export const stream = <State, E extends Event>(fold: Fold<State, E>, id: string, ...events: readonly E[]): Stream => ({
  fold,
  id,
  state: stateOf(fold, recorded(events), false),
});

/** What travels beside a command. */
export interface ScenarioContext {
  readonly actor?: string;
  readonly roles?: readonly Capacity[];
  /** The token or session by which the actor came. */
  readonly by?: Pick<Actor, 'scopes' | 'token' | 'session'>;
  readonly target?: Partial<Target>;
  readonly policy?: ReviewPolicy;
  readonly now?: string;
  readonly streams?: readonly Stream[];
  readonly held?: Readonly<Record<string, string>>;
  /** Who may act through somebody beside themself. */
  readonly behind?: Readonly<Record<string, readonly string[]>>;
  /** Events of the ledger, by position. */
  readonly written?: Readonly<Record<number, EventSummary>>;
}

const recorded = <E extends Event>(items: readonly (E | readonly GivenEvent<E>[])[]): readonly GivenEvent<E>[] =>
  items.flatMap((item) => (Array.isArray(item) ? (item as GivenEvent<E>[]) : [{ actor: 'system', event: item as E }]));

/** Folds the events; with `words` a rule that secretly looks at them would find them there, which a check then shows. */
const stateOf = <State, E extends Event>(fold: Fold<State, E>, events: readonly GivenEvent<E>[], words: boolean) =>
  events.reduce((state, { actor, event }, i) => {
    const known = {
      type: event.type,
      facts: event.facts,
      id: eventId(i + 1),
      actor,
      at: '2025-01-01T00:00:00.000Z',
      position: i,
    };
    return fold.evolve(state, { ...known, words: words ? event.words : {} } as unknown as FactEvent<E>);
  }, fold.initial);

/** What is stored: members that are undefined do not exist, and classes leave no trace. */
const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

const strings = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap((member) => strings(member));

const faulty = (errors: readonly ValidationError[]): string[] =>
  errors.flatMap(({ property, children, constraints }) => [
    ...(constraints ? [property] : []),
    ...faulty(children ?? []).map((child) => `${property}.${child}`),
  ]);

const instanceOf = <C>(command: Class<C>, body: object): C =>
  plainToInstance(command as unknown as ClassConstructor<C>, body);

// A command without fields has no rule of validation at all, which class-validator would take for a stranger's class.
const STRICT = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false };

/** The properties, dotted, for which a body is malformed; none where it is well formed. */
export const malformed = (command: Class<object>, body: object): string[] =>
  faulty(validateSync(instanceOf(command, body), STRICT));

const contextOf = <State, C, E extends Event>(
  rule: Rule<State, C, E>,
  state: State,
  command: C,
  beside: ScenarioContext,
): Context => {
  const { actor = someId(1), roles = ['editor'], now = '2026-01-01T00:00:00.000Z', policy = 'four-eyes' } = beside;
  const target = { id: someId(100), ...beside.target };
  const capacity = rule.roles.find((role) => roles.includes(role));
  if (!capacity) throw new Refused('role-required', 'nobody of these roles may do this');
  const reads = rule.reads?.(command, target, state) ?? {};
  let made = 0;
  return {
    target,
    actor: { id: actor, roles, ...beside.by },
    capacity,
    now,
    policy,
    newId: () => newId(++made),
    state: (fold, id) => {
      const announced = reads.streams?.some((read) => read.fold.noun === fold.noun && read.id === id);
      assert(announced, `${fold.noun}-${id} is looked at without being announced in reads`);
      const found = beside.streams?.find((other) => other.fold.noun === fold.noun && other.id === id);
      return (found?.state as typeof fold.initial | undefined) ?? fold.initial;
    },
    held: (key) => {
      assert(reads.keys?.includes(key), `the key ${key} is looked at without being announced in reads`);
      return beside.held?.[key];
    },
    holds: (id) => {
      assert(reads.identifiers?.includes(id), `what ${id} holds is looked at without being announced in reads`);
      return Object.values(beside.held ?? {}).includes(id);
    },
    eventAt: (position) => {
      assert(reads.positions?.includes(position), `position ${position} is looked at without being announced in reads`);
      return beside.written?.[position];
    },
    behind: (person) => {
      const announced = reads.people && [...reads.people, actor].includes(person);
      assert(announced, `who is behind ${person} is asked without being announced in reads`);
      return new Set([person, ...(beside.behind?.[person] ?? [])]);
    },
  };
};

type Outcome<E extends Event> =
  | { readonly decision: Decision<E> }
  | { readonly code: string; readonly about?: string; readonly items?: readonly (readonly [string, string])[] };

/** What came of a command. `refused` and `then` also check what holds for every rule; see `specify`. */
class Outcomes<E extends Event> {
  constructor(private readonly outcome: Outcome<E>) {}

  /** Exactly these events follow; the answer lets the keys and names of parts be compared too. */
  then(...events: readonly E[]): {
    reserving(...keys: Reservation[]): void;
    releasing(...keys: string[]): void;
    erasing(...positions: number[]): void;
    naming(ids: Record<string, string>): void;
  } {
    assert('decision' in this.outcome, `refused: ${'code' in this.outcome ? this.outcome.code : ''}`);
    const { decision } = this.outcome;
    assert.deepEqual(stored(decision.events), stored(events));
    for (const { type, facts, words } of decision.events) {
      const leaked = strings(words).filter((word) => strings(facts).includes(word));
      assert.deepEqual(leaked, [], `words of ${type} stand among its facts, where they could not be erased`);
    }
    return {
      reserving: (...keys) => assert.deepEqual(decision.reserve ?? [], keys),
      releasing: (...keys) => assert.deepEqual(decision.release ?? [], keys),
      erasing: (...positions) => assert.deepEqual(decision.erase ?? [], positions),
      naming: (ids) => assert.deepEqual(decision.ids ?? {}, ids),
    };
  }

  /** Events of exactly these types follow, whatever they say. */
  follows(...types: readonly E['type'][]): void {
    assert('decision' in this.outcome, `refused: ${'code' in this.outcome ? this.outcome.code : ''}`);
    assert.deepEqual(
      this.outcome.decision.events.map(({ type }) => type),
      types,
    );
  }

  /** Refused with this code; `about` is what the refusal points to, `items` all that it points to and why each. */
  refused(code: string, about?: string, items?: readonly (readonly [id: string, code: string])[]): void {
    assert('code' in this.outcome, 'the command was accepted');
    assert.equal(this.outcome.code, code);
    if (about !== undefined) assert.equal(this.outcome.about, about);
    if (items !== undefined) assert.deepEqual(this.outcome.items, items);
  }
}

const attempt = <State, C, E extends Event>(
  rule: Rule<State, C, E>,
  state: State,
  command: C,
  beside: ScenarioContext,
) => {
  try {
    return { decision: rule.decide(state, command, contextOf(rule, state, command, beside)) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const items = error.items?.map(({ id, code }) => [id, code] as const);
    return { code: error.code as string, ...(error.about && { about: error.about.id }), ...(items && { items }) };
  }
};

/**
 * Specifies a decider: `specify(claim).given(...events).when(Command, body, beside).then(...events)` or `.refused(code)`.
 *
 * Beside what is asked it checks that the body is well formed, that a rule looks only at what it announced in `reads`,
 * that the same question gets the same answer with the same identifiers, that erasing every word before changes
 * nothing, and that no word stands among the facts.
 */
export const specify = <State, E extends Event>(decider: Decider<State, E>) => ({
  given: (...items: readonly (E | readonly GivenEvent<E>[])[]) => ({
    when: <C extends object>(type: Class<C>, body: object, beside: ScenarioContext = {}): Outcomes<E> => {
      assert.deepEqual(malformed(type, body), [], 'the body is malformed');
      const rule = decider.rules.find((each) => each.command === type) as Rule<State, C, E> | undefined;
      assert(rule, `no rule for ${type.name}`);
      const outcomes = [true, true, false].map((words) =>
        attempt(rule, stateOf(decider, recorded(items), words), instanceOf(type, body), beside),
      );
      const [first, again, erased] = outcomes;
      assert(first);
      assert.deepEqual(stored(again), stored(first), 'the same question got another answer');
      assert.deepEqual(stored(erased), stored(first), 'erasing words changed what is decided');
      return new Outcomes(first);
    },
  }),
});
