import { foldOf, withEntry, type EventHandlers } from '../kernel/fold.js';
import { Refused, type CommonRefusal } from '../kernel/refusal.js';
import type { WorkEvent, WorkRecorded } from './work.events.js';

/** Why a command about a work is refused. */
export type WorkRefusal =
  | Exclude<CommonRefusal, 'role-required'>
  | 'outlet-unknown'
  // The outlet turned out to be another one (`about`).
  | 'outlet-merged'
  // Another work (`about`) has this address.
  | 'work-address-known'
  // The address to free is not one of this work.
  | 'address-not-held'
  | 'snapshot-unknown'
  | 'in-the-future';

/** Refuses; `id` is what stands in the way, where it is one thing. */
export const refuse = (code: WorkRefusal, message: string, id?: string): never => {
  throw new Refused<WorkRefusal>(code, message, id === undefined ? undefined : { id });
};

export interface WorkState {
  readonly exists: boolean;
  readonly outletId: string | null;
  /** When each kept copy was taken, by digest. */
  readonly snapshots: ReadonlyMap<string, readonly string[]>;
  /** Observed corrections that stand. */
  readonly corrections: ReadonlySet<string>;
  /** Days on which no correction was seen. */
  readonly looked: ReadonlySet<string>;
}

const initial: WorkState = {
  exists: false,
  outletId: null,
  snapshots: new Map(),
  corrections: new Set(),
  looked: new Set(),
};

const handlers: EventHandlers<WorkState, WorkEvent> = {
  WorkRecorded: (state, { facts }) => ({ ...state, exists: true, outletId: facts.outletId }),
  WorkCorrected: (state, { facts }) => ({ ...state, outletId: facts.outletId }),
  SnapshotKept: (state, { facts: { digest, takenAt } }) => ({
    ...state,
    snapshots: withEntry(state.snapshots, digest, [...(state.snapshots.get(digest) ?? []), takenAt]),
  }),
  OutletCorrectionObserved: (state, { facts }) => ({
    ...state,
    corrections: new Set([...state.corrections, facts.correctionId]),
  }),
  OutletCorrectionWithdrawn: (state, { facts }) => ({
    ...state,
    corrections: new Set([...state.corrections].filter((id) => id !== facts.correctionId)),
  }),
  NoCorrectionSeen: (state, { facts }) => ({ ...state, looked: new Set([...state.looked, facts.lookedOn]) }),
};

/** What other nouns may ask of a work. */
export const workFold = foldOf<WorkState, WorkEvent>('work', initial, handlers);

/** The outlet that a work itself shows; null where it is unknown, or where an editor only concluded it. */
export const statedOutlet = ({ outletId, outletBasis }: WorkRecorded['facts']): string | null =>
  outletBasis === 'inferred' ? null : outletId;

/** Refuses `not-found` where nobody recorded the work. */
export const mustExist = (state: WorkState): void => {
  if (!state.exists) refuse('not-found', 'There is no such work.');
};
