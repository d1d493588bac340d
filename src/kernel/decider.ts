import type { Capacity } from './roles.js';
import type { ActorId, Event, FactEvent } from './event.js';
import type { Scope } from './scopes.js';

/** Who acts, judged at the moment of the act. */
export interface Actor {
  readonly id: ActorId;
  readonly roles: readonly Capacity[];
  /** What their token is narrowed to; absent where they came without one. */
  readonly scopes?: readonly Scope[];
  /** The token by which they came, and when it ends, RFC 3339; without an end: when it is revoked. */
  readonly token?: { readonly id: string; readonly expiresAt?: string };
  /** The session in which they are signed in; absent where they came by a token, and of who has none. */
  readonly session?: string;
}

/** How many people must stand between a submission and its publication. */
export type ReviewPolicy = 'two-eyes' | 'four-eyes' | 'six-eyes';

/** Folds one stream's events into what later rules need to know of it. */
export interface Fold<State, E extends Event> {
  /** Prefix of the stream's name: `claim` for `claim-<uuid>`. */
  readonly noun: string;
  readonly initial: State;
  evolve(state: State, event: FactEvent<E>): State;
}

/** Streams, reservation keys and events outside the target that a rule has to see before it can judge. */
export interface Reads {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- states of several nouns stand side by side here
  readonly streams?: readonly { readonly fold: Fold<any, any>; readonly id: string }[];
  readonly keys?: readonly string[];
  /** Identifiers of which the rule asks whether any key is held under them. */
  readonly identifiers?: readonly string[];
  /** Positions in the ledger whose events the rule asks about. */
  readonly positions?: readonly number[];
  /** People of whom the rule asks, beside the actor, who may act through them. */
  readonly people?: readonly ActorId[];
}

/** What a rule may know of an event that it is not folded from. */
export interface EventSummary {
  readonly type: string;
  /** Whether its words have been erased. */
  readonly erased: boolean;
}

/** What a command is aimed at; travels beside the body so that no client can set it there. */
export interface Target {
  readonly id: string;
  /** A part of the target named in the path: a verdict, an item of evidence. */
  readonly part?: string;
}

/** All a decider may know beside its state and the command. It has no clock and no randomness of its own. */
export interface Context {
  readonly target: Target;
  readonly actor: Actor;
  /** The capacity among the rule's in which the actor acts. */
  readonly capacity: Capacity;
  /** The ledger's clock when the state was read: RFC 3339, UTC, milliseconds. */
  readonly now: string;
  readonly policy: ReviewPolicy;
  /** A fresh UUIDv7. */
  newId(): string;
  /** The state of a stream announced in `reads`; the fold's initial state where the stream has no event. */
  state<State, E extends Event>(fold: Fold<State, E>, id: string): State;
  /** The identifier under which a key announced in `reads` is held, if it is. */
  held(key: string): string | undefined;
  /** Whether any key is held under an identifier announced in `reads`. */
  holds(id: string): boolean;
  /** The event at a position announced in `reads`, if there is one. */
  eventAt(position: number): EventSummary | undefined;
  /**
   * Everybody who may act through a person announced in `reads`, or the actor where one is: themself; whoever made their
   * account or a link to it, or gave them a role or a token, within the days of `INDEPENDENCE_DAYS`; and who is behind those.
   */
  behind(person: ActorId): ReadonlySet<ActorId>;
}

/** A key that at most one thing may hold at a time: a domain, an address, a name given to an origin. */
export interface Reservation {
  readonly key: string;
  /** What holds it; for a key made of words, the random identifier that stands for it in the facts. */
  readonly id: string;
  /** Whether the key is made of the event's words, and so is erased with them. */
  readonly ofWords: boolean;
  /** Which of the decision's events has those words; the first unless said. */
  readonly at?: number;
}

/** What a decider answers: events to append, all or none, with the keys they take and free. */
export interface Decision<E extends Event> {
  readonly events: readonly E[];
  readonly reserve?: readonly Reservation[];
  /** Keys to free. */
  readonly release?: readonly string[];
  /** Positions whose words go with these events, the first of which is the PayloadErased that lists them. */
  readonly erase?: readonly number[];
  /** Positions that the first of these events accepts, although they were written without the append key. */
  readonly accept?: readonly number[];
  /** Names of new parts, as the answer shows them: `{ verdictId }`. */
  readonly ids?: Readonly<Record<string, string>>;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a constructor of any arguments
export type Class<T> = abstract new (...args: any[]) => T;

/** One command's rule: who may give it, what it must read, and what follows from it. Refuses by throwing `Refused`. */
export interface Rule<State, Command, E extends Event> {
  readonly command: Class<Command>;
  readonly roles: readonly Capacity[];
  /** Holds whatever has become of the target; other rules of a noun that can be closed need it to be worked on. */
  readonly anyLifecycle?: true;
  /** Judged from the command and the target's own state; what it names is handed to `decide` with the context. */
  readonly reads?: (command: Command, target: Target, state: State) => Reads;
  readonly decide: (state: State, command: Command, context: Context) => Decision<E>;
}

/** A noun's whole behaviour: how its state follows from events, and one rule for every command. */
export interface Decider<State, E extends Event> extends Fold<State, E> {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- rules of many commands in one list
  readonly rules: readonly Rule<State, any, E>[];
  /** Its instances are there before their first event, so that none has to be made. */
  readonly implicit?: true;
}

/** Writes a rule with the command's type inferred from its class. */
export const rule = <State, Command, E extends Event>(r: Rule<State, Command, E>): Rule<State, Command, E> => r;

/** The stream of a noun's instance; the one stream of a noun that has no instances where `id` is empty. */
export const streamOf = (noun: string, id: string): string => (id ? `${noun}-${id}` : noun);
