import type { Event } from '../../kernel/event.js';

export const STANCES = ['supports', 'refutes', 'context'] as const;
export type Stance = (typeof STANCES)[number];
export const SOURCES = ['primary', 'secondary'] as const;
export type EvidenceClass = (typeof SOURCES)[number];
export const SOURCE_KINDS = ['document', 'data', 'person', 'work'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** An item that a verdict may rest on. */
export interface EvidenceFacts {
  evidenceId: string;
  stance: Stance;
  source: EvidenceClass;
  sourceKind: SourceKind;
  /** Null where nobody knows whose statement it is; such an item counts as independent of nothing. */
  originId: string | null;
  /** Where it comes from an outlet, or is a work, of this ledger. */
  outletId?: string;
  workId?: string;
  /** EDTF. */
  publishedOn?: string;
  /** The ledger then holds why it is trusted and who on the desk knows it, never who it is. */
  confidential?: { knownBy: string[] };
}

export interface EvidenceWords {
  title: string;
  url?: string;
  originName?: string;
  note?: string;
  /** The interest that the source has in the matter. */
  interest?: string;
  trustedBecause?: string;
}

export type EvidenceAttached = Event<'EvidenceAttached', EvidenceFacts, EvidenceWords>;
/** All of it, in place of what was attached before; being the item's last event, it undoes every proposal's pin of it. */
export type EvidenceCorrected = Event<'EvidenceCorrected', EvidenceFacts, EvidenceWords & { reason: string }>;
export type EvidenceWithdrawn = Event<'EvidenceWithdrawn', { evidenceId: string }, { reason: string }>;

export type EvidenceEvent = EvidenceAttached | EvidenceCorrected | EvidenceWithdrawn;
