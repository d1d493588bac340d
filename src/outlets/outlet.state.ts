import { foldOf, withEntry, type EventHandlers } from '../kernel/fold.js';
import { omitUndefined } from '../kernel/omit-undefined.js';
import { Refused, type CommonRefusal } from '../kernel/refusal.js';
import type { OutletEvent, OutletKind } from './outlet.events.js';

/** Why a command about an outlet is refused; the meaning of each is with the rule that refuses. */
export type OutletRefusal =
  | Exclude<CommonRefusal, 'role-required'>
  // Another outlet (`about`) has it.
  | 'domain-in-use'
  | 'handle-in-use'
  // It is not this outlet's, so it cannot free it.
  | 'name-not-held'
  | 'handle-not-held'
  // One of two outlets is not in the state that merging or splitting needs.
  | 'outlet-unknown'
  | 'outlet-merged'
  | 'not-merged'
  | 'target-merged'
  | 'holds-duplicates'
  | 'other-half-missing'
  | 'to-itself';

/** Refuses; `id` is what stands in the way, where it is one thing. */
export const refuse = (code: OutletRefusal, message: string, id?: string): never => {
  throw new Refused<OutletRefusal>(code, message, id === undefined ? undefined : { id });
};

interface DomainState {
  readonly from?: string;
  readonly until?: string;
}

export interface OutletState {
  readonly exists: boolean;
  readonly kind: OutletKind;
  readonly country?: string | undefined;
  readonly language?: string | undefined;
  /** Domains that it is or was known by. */
  readonly domains: ReadonlyMap<string, DomainState>;
  /** Replies that stand. */
  readonly replies: ReadonlySet<string>;
  /** The outlet that this one turned out to be. */
  readonly mergedInto?: string | undefined;
  /** Outlets that turned out to be this one. */
  readonly absorbed: ReadonlySet<string>;
}

const initial: OutletState = {
  exists: false,
  kind: 'other',
  domains: new Map(),
  replies: new Set(),
  absorbed: new Set(),
};

const without = <Item>(items: Iterable<Item>, item: Item): Item[] => [...items].filter((each) => each !== item);

const handlers: EventHandlers<OutletState, OutletEvent> = {
  OutletRegistered: (state, { facts: { kind, country, language } }) => ({
    ...state,
    exists: true,
    kind,
    country,
    language,
  }),
  OutletRenamed: (state) => state,
  OutletDescribed: (state, { facts: { kind, country, language } }) => ({ ...state, kind, country, language }),
  OutletDomainAdded: (state, { facts: { domain, from, until } }) => ({
    ...state,
    domains: withEntry(state.domains, domain, omitUndefined({ from, until })),
  }),
  OutletDomainRemoved: (state, { facts: { domain, until } }) => {
    const others = new Map([...state.domains].filter(([each]) => each !== domain));
    if (until === undefined) return { ...state, domains: others };
    return { ...state, domains: withEntry(state.domains, domain, { ...state.domains.get(domain), until }) };
  },
  OutletReplied: (state, { facts }) => ({ ...state, replies: new Set([...state.replies, facts.replyId]) }),
  OutletReplyWithdrawn: (state, { facts }) => ({
    ...state,
    replies: new Set(without(state.replies, facts.replyId)),
  }),
  OutletMerged: (state, { facts }) => ({ ...state, mergedInto: facts.intoId }),
  OutletAbsorbed: (state, { facts }) => ({ ...state, absorbed: new Set([...state.absorbed, facts.outletId]) }),
  OutletSplit: (state) => ({ ...state, mergedInto: undefined }),
  OutletReleased: (state, { facts }) => ({ ...state, absorbed: new Set(without(state.absorbed, facts.outletId)) }),
};

/** What other nouns may ask of an outlet. */
export const outletFold = foldOf<OutletState, OutletEvent>('outlet', initial, handlers);

/** Refuses `not-found`, and `outlet-merged` (about: the outlet that goes on in its place). */
export const mustNotBeMerged = (state: OutletState): void => {
  if (!state.exists) refuse('not-found', 'There is no such outlet.');
  if (state.mergedInto !== undefined) {
    refuse('outlet-merged', 'This outlet turned out to be another: go on there, or split it off.', state.mergedInto);
  }
};
