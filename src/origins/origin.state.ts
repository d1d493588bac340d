import { foldOf, type EventHandlers } from '../kernel/fold.js';
import { Refused, type CommonRefusal } from '../kernel/refusal.js';
import type { OriginEvent } from './origin.events.js';

/** Why a command about an origin is refused. */
export type OriginRefusal =
  | Exclude<CommonRefusal, 'role-required'>
  | 'to-itself'
  // Nothing has that name or identifier (`about`).
  | 'origin-unknown'
  // This origin (`joined`), or the other one (`target-joined`), is joined into another (`about`).
  | 'origin-joined'
  | 'target-joined'
  // Another (`about`) is joined into this one.
  | 'holds-duplicates'
  // It is an outlet, and those are merged; the other one is an outlet that was merged into another (`about`).
  | 'origin-is-outlet'
  | 'outlet-merged'
  | 'not-joined'
  | 'other-half-missing';

/** Refuses; `id` is what stands in the way, where it is one thing. */
export const refuse = (code: OriginRefusal, message: string, id?: string): never => {
  throw new Refused<OriginRefusal>(code, message, id === undefined ? undefined : { id });
};

export interface OriginState {
  /** The origin that counts in its place. */
  readonly joinedInto?: string | undefined;
  /** Origins that count as this one. */
  readonly absorbed: ReadonlySet<string>;
  /** Origins that it may be, of which nobody has said whether it is. */
  readonly suspectedOf: ReadonlySet<string>;
  /** Origins of which somebody said that it is none of them. */
  readonly distinctFrom: ReadonlySet<string>;
  /** Whether anything was ever said of it. */
  readonly known: boolean;
}

const without = (items: ReadonlySet<string>, item: string): ReadonlySet<string> =>
  new Set([...items].filter((each) => each !== item));

const handlers: EventHandlers<OriginState, OriginEvent> = {
  OriginsJoined: (state, { facts }) => ({
    ...state,
    joinedInto: facts.intoId,
    suspectedOf: without(state.suspectedOf, facts.intoId),
    distinctFrom: without(state.distinctFrom, facts.intoId),
  }),
  OriginAbsorbed: (state, { facts }) => ({ ...state, absorbed: new Set([...state.absorbed, facts.originId]) }),
  OriginsSplit: (state) => ({ ...state, joinedInto: undefined }),
  OriginReleased: (state, { facts }) => ({ ...state, absorbed: without(state.absorbed, facts.originId) }),
  OriginDuplicateSuspected: (state, { facts }) => ({
    ...state,
    suspectedOf: new Set([...state.suspectedOf, facts.ofId]),
    distinctFrom: without(state.distinctFrom, facts.ofId),
  }),
  OriginDuplicateDismissed: (state, { facts }) => ({
    ...state,
    suspectedOf: without(state.suspectedOf, facts.ofId),
    distinctFrom: new Set([...state.distinctFrom, facts.ofId]),
  }),
};

const fold = foldOf<OriginState, OriginEvent>(
  'origin',
  { absorbed: new Set(), suspectedOf: new Set(), distinctFrom: new Set(), known: false },
  handlers,
);

/** What other nouns may ask of an origin. */
export const originFold: typeof fold = {
  ...fold,
  evolve: (state, event) => ({ ...fold.evolve(state, event), known: true }),
};
