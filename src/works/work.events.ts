import type { Catalogue, Event } from '../kernel/event.js';

/** How a day or an outlet is known: it says so, an editor concluded it (from words that are given), or nobody knows. */
export const BASES = ['stated', 'inferred', 'unknown'] as const;
export type Basis = (typeof BASES)[number];

export type WorkEvent = Event<
  'WorkRecorded',
  {
    /** Null where the outlet is unknown. */
    outletId: string | null;
    outletBasis: Basis;
    /** EDTF: the day or interval of publication, absent where unknown. */
    publishedOn?: string;
    publishedOnBasis: Basis;
    /** BCP 47. */
    language?: string;
    /** Stands for the address, which is words; absent where the work has none. */
    reservationId?: string;
  },
  {
    title?: string;
    url?: string;
    author?: string;
    outletInferredFrom?: string;
    publishedOnInferredFrom?: string;
    note?: string;
  }
>;

export const workEvents: Catalogue<WorkEvent> = { WorkRecorded: 1 };
