import { foldOf, type EventHandlers } from '../kernel/fold.js';
import { Refused, type CommonRefusal } from '../kernel/refusal.js';
import type { OriginEvent } from './origin.events.js';

/** Why a command about an origin is refused. */
export type OriginRefusal =
  | Exclude<CommonRefusal, 'role-required'>
  | 'to-itself'
  // This origin (`joined`), or the other one (`target-joined`), is joined into another (`about`).
  | 'origin-joined'
  | 'target-joined'
  // Another (`about`) is joined into this one.
  | 'holds-duplicates'
  // It is an outlet, and those are merged; the other one is an outlet that was merged into another (`about`).
  | 'origin-is-outlet'
  | 'outlet-merged'
  | 'not-joined'
  | 'other-half-missing'
  | 'not-suspected';

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
}

const without = (items: ReadonlySet<string>, item: string): ReadonlySet<string> =>
  new Set([...items].filter((each) => each !== item));

const handlers: EventHandlers<OriginState, OriginEvent> = {
  OriginsJoined: (state, { facts }) => ({
    ...state,
    joinedInto: facts.intoId,
    suspectedOf: without(state.suspectedOf, facts.intoId),
  }),
  OriginAbsorbed: (state, { facts }) => ({ ...state, absorbed: new Set([...state.absorbed, facts.originId]) }),
  OriginsSplit: (state) => ({ ...state, joinedInto: undefined }),
  OriginReleased: (state, { facts }) => ({ ...state, absorbed: without(state.absorbed, facts.originId) }),
  OriginDuplicateSuspected: (state, { facts }) => ({
    ...state,
    suspectedOf: new Set([...state.suspectedOf, facts.ofId]),
  }),
  OriginDuplicateDismissed: (state, { facts }) => ({ ...state, suspectedOf: without(state.suspectedOf, facts.ofId) }),
};

/** What other nouns may ask of an origin. */
export const originFold = foldOf<OriginState, OriginEvent>(
  'origin',
  { absorbed: new Set(), suspectedOf: new Set() },
  handlers,
);
