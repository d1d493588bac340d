import {
  streamOf,
  type Context,
  type Decider,
  type Decision,
  type Fold,
  type Reads,
  type Rule,
  type Target,
  type EventSummary,
} from '../kernel/decider.js';
import type { ActorId, Event, FactEvent } from '../kernel/event.js';
import { behind, type EnabledBy } from '../kernel/independence.js';
import { Refused } from '../kernel/refusal.js';
import { LedgerError } from './errors.js';
import { newId } from './identifiers.js';
import type { LedgerReader } from './reader.js';
import type { Recorded } from './recorded.js';
import type { AppendRequest, NewEvent } from './append-request.js';

/* eslint-disable @typescript-eslint/no-explicit-any -- streams of any noun lie side by side */

/** One command for one target, judged by its noun's decider. */
export interface StreamCommand {
  readonly decider: Decider<any, any>;
  readonly target: Target;
  /** An instance of one of the decider's command classes, validated. */
  readonly command: object;
  /** The target is made by this step. */
  readonly fresh?: boolean;
  /** The revision that the client saw (`If-Match`). */
  readonly ifMatch?: number;
}

/** A stream as this message sees it: as loaded, and as its own earlier steps have moved it. */
interface OpenStream {
  readonly fold: Fold<any, any>;
  /** As loaded; what the append expects or guards. */
  readonly revision: number;
  state: unknown;
  changed: boolean;
}

type DeciderContext = Pick<Context, 'actor' | 'capacity' | 'policy'>;

/** How it is told who may act through somebody. */
interface Independence {
  readonly fold: Fold<EnabledBy, any>;
  readonly independenceDays: number;
}

const DAY_MS = 86_400_000;

/** One try of one message: the streams and keys it has seen, and what its steps decided so far. */
export class UnitOfWork {
  readonly decisions: Decision<Event>[] = [];
  readonly #open = new Map<string, OpenStream>();
  readonly #keys = new Map<string, string | undefined>();
  readonly #holders = new Map<string, boolean>();
  readonly #eventsAt = new Map<number, EventSummary>();
  readonly #events: NewEvent[] = [];
  readonly #released = new Set<string>();
  readonly #now = new Date().toISOString();
  readonly #since: string;

  private constructor(
    private readonly read: LedgerReader,
    private readonly people: Fold<EnabledBy, any>,
    days: number,
  ) {
    this.#since = new Date(Date.parse(this.#now) - days * DAY_MS).toISOString();
  }

  /** Loads the targets of all steps in one query. */
  static async open(
    read: LedgerReader,
    steps: readonly StreamCommand[],
    { fold, independenceDays }: Independence,
  ): Promise<UnitOfWork> {
    const work = new UnitOfWork(read, fold, independenceDays);
    for (const { decider, target, fresh } of steps) {
      if (fresh) work.#put(streamOf(decider.noun, target.id), decider, []);
    }
    await work.#load({ streams: steps.map(({ decider, target }) => ({ fold: decider, id: target.id })) });
    return work;
  }

  /**
   * Decides one step and lets what it decided stand for the steps after it.
   *
   * @throws Refused `not-found`, `nothing-changed` or the rule's own; LedgerError `revision-mismatch`.
   */
  async decide(step: StreamCommand, rule: Rule<any, any, any>, circumstances: DeciderContext): Promise<void> {
    const { decider, target, command, fresh, ifMatch } = step;
    const stream = streamOf(decider.noun, target.id);
    const open = this.#stream(stream);
    if (!fresh && !decider.implicit && open.revision === 0 && !open.changed)
      throw new Refused('not-found', `there is no such ${decider.noun}`);
    if (ifMatch !== undefined && ifMatch !== open.revision) {
      throw new LedgerError('revision-mismatch', `the newest revision is ${open.revision}, not ${ifMatch}`);
    }
    const reads = rule.reads?.(command, target, open.state) ?? {};
    await this.#load(reads);
    if (reads.people) await this.#loadBehind([...reads.people, circumstances.actor.id]);
    const decision = rule.decide(open.state, command, this.#context(step, circumstances)) as Decision<Event>;
    if (decision.events.length === 0) throw new Refused('nothing-changed', 'this would change nothing');
    this.#record(stream, open, decision, circumstances);
  }

  /** What the steps together append, and the revisions they expect. */
  changes(): Pick<AppendRequest, 'events' | 'expected' | 'release' | 'erase' | 'accept'> {
    const written = [...this.#open].filter(([, { changed }]) => changed);
    const erase = this.decisions.flatMap((decision) => decision.erase ?? []);
    const accept = this.decisions.flatMap((decision) => decision.accept ?? []);
    return {
      events: this.#events,
      expected: new Map(written.map(([stream, { revision }]) => [stream, revision])),
      release: [...this.#released],
      ...(erase.length > 0 ? { erase } : {}),
      ...(accept.length > 0 ? { accept } : {}),
    };
  }

  /** Streams that were only looked at: the decision holds while they stand still. */
  guards(): [stream: string, revision: number][] {
    return [...this.#open].filter(([, { changed }]) => !changed).map(([stream, { revision }]) => [stream, revision]);
  }

  #record(stream: string, open: OpenStream, decision: Decision<Event>, { actor }: DeciderContext): void {
    for (const key of decision.release ?? []) this.#release(key);
    decision.events.forEach((event, i) => {
      const id = newId();
      const reserve = (decision.reserve ?? []).filter(({ at = 0 }) => at === i);
      this.#events.push({ id, stream, type: event.type, facts: event.facts, words: event.words, reserve });
      open.state = open.fold.evolve(open.state, {
        type: event.type,
        facts: event.facts,
        id,
        actor: actor.id,
        at: this.#now,
        position: Number.MAX_SAFE_INTEGER,
      });
    });
    open.changed = true;
    for (const { key, id } of decision.reserve ?? []) {
      this.#keys.set(key, id);
      this.#holders.set(id, true);
    }
    this.decisions.push(decision);
  }

  /** A key that an earlier step took is not taken; of any other the append frees what the ledger holds. */
  #release(key: string): void {
    const at = this.#events.findIndex(({ reserve }) => reserve?.some((taken) => taken.key === key));
    const event = this.#events[at];
    if (event) this.#events[at] = { ...event, reserve: event.reserve?.filter((taken) => taken.key !== key) ?? [] };
    else this.#released.add(key);
    this.#keys.set(key, undefined);
  }

  #context(step: StreamCommand, circumstances: DeciderContext): Context {
    return {
      ...circumstances,
      target: step.target,
      now: this.#now,
      newId,
      state: <S, E extends Event>(fold: Fold<S, E>, id: string) => this.#stream(streamOf(fold.noun, id)).state as S,
      held: (key) => this.#keys.get(key),
      holds: (id) => this.#holders.get(id) ?? false,
      eventAt: (position) => this.#eventsAt.get(position),
      behind: (person) => behind(person, this.#since, (each) => this.#enabledBy(each) ?? unannounced(each)),
    };
  }

  #stream(stream: string): OpenStream {
    const open = this.#open.get(stream);
    if (!open) throw new TypeError(`${stream} was not announced`);
    return open;
  }

  /** Who is behind whom shows only once those are read who are: each round reads those whom the one before has named. */
  async #loadBehind(people: readonly ActorId[]): Promise<void> {
    for (let ids = [...people]; ids.length > 0;) {
      await this.#load({ streams: ids.map((id) => ({ fold: this.people, id })) });
      const all = people.flatMap((id) => [...behind(id, this.#since, (each) => this.#enabledBy(each) ?? new Map())]);
      ids = all.filter((id) => !this.#enabledBy(id));
    }
  }

  #enabledBy(person: ActorId): EnabledBy['enabledBy'] | undefined {
    const open = this.#open.get(streamOf(this.people.noun, person));
    return open && (open.state as EnabledBy).enabledBy;
  }

  async #load({ streams = [], keys = [], identifiers = [], positions = [] }: Reads): Promise<void> {
    const missing = new Map(streams.map(({ fold, id }) => [streamOf(fold.noun, id), fold]));
    for (const stream of missing.keys()) if (this.#open.has(stream)) missing.delete(stream);
    const unknown = keys.filter((key) => !this.#keys.has(key));
    const [events, held, holders, written] = await Promise.all([
      this.read.streams([...missing.keys()]),
      this.read.held(unknown),
      this.read.holders(identifiers.filter((id) => !this.#holders.has(id))),
      this.read.at(positions),
    ]);
    for (const [stream, fold] of missing) {
      this.#put(
        stream,
        fold,
        events.filter((event) => event.stream === stream),
      );
    }
    for (const key of unknown) this.#keys.set(key, held.get(key));
    for (const id of holders) this.#holders.set(id, true);
    for (const { position, type, erasedBy } of written) {
      this.#eventsAt.set(position, { type, erased: erasedBy !== undefined });
    }
  }

  #put(stream: string, fold: Fold<any, any>, events: readonly Recorded[]): void {
    const state = events.reduce(
      (folded, event) => fold.evolve(folded, event as FactEvent<Event>) as unknown,
      fold.initial as unknown,
    );
    this.#open.set(stream, { fold, revision: events.at(-1)?.revision ?? 0, state, changed: false });
  }
}

function unannounced(person: ActorId): never {
  throw new TypeError(`${person} was not announced`);
}
