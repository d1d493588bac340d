import type { Catalogue, Event } from '../kernel/event.js';

/** How a day or an outlet is known: it says so, an editor concluded it (from words that are given), or nobody knows. */
export const BASES = ['stated', 'inferred', 'unknown'] as const;
export type Basis = (typeof BASES)[number];

/** What an outlet did to a work of its own after publication; a silent edit is one that it tells nobody of. */
export const CORRECTION_KINDS = [
  'correction',
  'clarification',
  'editors-note',
  'retraction',
  'silent-edit',
  'deletion',
] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

interface WorkFacts {
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
}

interface WorkWords {
  title?: string;
  url?: string;
  author?: string;
  outletInferredFrom?: string;
  publishedOnInferredFrom?: string;
  note?: string;
}

export type WorkRecorded = Event<'WorkRecorded', WorkFacts, WorkWords>;
/** All of it, in place of what was recorded before. */
export type WorkCorrected = Event<'WorkCorrected', WorkFacts, WorkWords & { reason: string }>;

/** A copy of the work as it was at a moment is kept outside the ledger, which holds what proves that it is that copy. */
export type SnapshotKept = Event<
  'SnapshotKept',
  {
    snapshotId: string;
    /** SHA-256 of its bytes, hex. */
    digest: string;
    /** RFC 3339, UTC, milliseconds. */
    takenAt: string;
    /** RFC 6838, lower case, without parameters. */
    mediaType?: string;
    bytes?: number;
  },
  { location?: string; note?: string }
>;

export type OutletCorrectionObserved = Event<
  'OutletCorrectionObserved',
  {
    correctionId: string;
    kind: CorrectionKind;
    /** EDTF: when this desk saw it, and when the outlet made it. */
    observedOn: string;
    publishedOn?: string;
    /** Digests of kept snapshots: the work before and after it. */
    before?: string;
    after?: string;
  },
  { text?: string; url?: string; note?: string }
>;
/** It was none, or not of this work. */
export type OutletCorrectionWithdrawn = Event<
  'OutletCorrectionWithdrawn',
  { correctionId: string },
  { reason: string }
>;

/**
 * Somebody looked and saw no correction: without it, a work that was never corrected and one that nobody ever looked at
 * again would be the same.
 */
export type NoCorrectionSeen = Event<
  'NoCorrectionSeen',
  {
    /** EDTF: a day. */
    lookedOn: string;
  },
  { note?: string }
>;

export type WorkEvent =
  WorkRecorded | WorkCorrected | SnapshotKept | OutletCorrectionObserved | OutletCorrectionWithdrawn | NoCorrectionSeen;

export const workEvents: Catalogue<WorkEvent> = {
  WorkRecorded: 1,
  WorkCorrected: 1,
  SnapshotKept: 1,
  OutletCorrectionObserved: 1,
  OutletCorrectionWithdrawn: 1,
  NoCorrectionSeen: 1,
};
