import { omitUndefined } from '../../kernel/omit-undefined.js';
import { statedOutlet } from '../../works/work.state.js';
import type { CorrectionKind, WorkCorrected, WorkEvent, WorkRecorded } from '../../works/work.events.js';
import { daysOf } from '../../kernel/edtf.js';
import { idOf, projection } from '../engine/projection.js';

/** What an outlet was seen to have changed, when it did as far as that is known, and when this desk knew. */
export interface SeenCorrection {
  readonly id: string;
  readonly kind: CorrectionKind;
  /** EDTF. */
  readonly publishedOn?: string;
  readonly position: number;
  readonly at: string;
}

/** What an outlet's record needs to know of a work. */
export interface PublishedRow {
  /** Null also where it is only inferred: such a work stands in no record. */
  readonly outletId: string | null;
  /** EDTF. */
  readonly publishedOn?: string;
  /** Whether anybody can look it up: at an address, or in a copy that is kept. */
  readonly addressed: boolean;
  readonly kept: boolean;
  /** What its outlet was seen to have changed. */
  readonly corrections: readonly SeenCorrection[];
  /** The last day, `YYYY-MM-DD`, on which somebody looked and saw no correction. */
  readonly lookedOn?: string;
}

const describedBy = (facts: (WorkRecorded | WorkCorrected)['facts']) => ({
  outletId: statedOutlet(facts),
  addressed: facts.reservationId !== undefined,
  ...omitUndefined({ publishedOn: facts.publishedOn }),
});

/** One row a work. */
export const outletRecordWorksProjection = projection<PublishedRow, WorkEvent>({
  name: 'published_work',
  version: 3,
  columns: {
    outlet_id: { type: 'uuid', of: (row) => row.outletId },
    // The position of the last one: few works have any, so that an index of those alone finds the claims that they concern.
    corrected: { type: 'bigint', of: ({ corrections }) => corrections.at(-1)?.position ?? null },
  },
  indexes: ['(outlet_id)', '(corrected) where corrected is not null'],
  pastIndexes: ['(outlet_id)'],
  keys: (event) => [idOf(event)],
  on: {
    WorkRecorded: (_, { facts }) => ({ ...describedBy(facts), kept: false, corrections: [] }),
    WorkCorrected: (row, { facts }) => {
      const { kept, corrections, lookedOn } = row as PublishedRow;
      return { ...describedBy(facts), kept, corrections, ...omitUndefined({ lookedOn }) };
    },
    SnapshotKept: (row) => ({ ...(row as PublishedRow), kept: true }),
    OutletCorrectionObserved: (row, { facts: { correctionId: id, kind, publishedOn }, position, at }) => ({
      ...(row as PublishedRow),
      corrections: [...(row?.corrections ?? []), { id, kind, ...omitUndefined({ publishedOn }), position, at }],
    }),
    OutletCorrectionWithdrawn: (row, { facts: { correctionId } }) => ({
      ...(row as PublishedRow),
      corrections: (row?.corrections ?? []).filter(({ id }) => id !== correctionId),
    }),
    NoCorrectionSeen: (row, { facts: { lookedOn } }) => {
      const day = daysOf(lookedOn).last;
      const before = row?.lookedOn ?? day;
      return { ...(row as PublishedRow), lookedOn: before > day ? before : day };
    },
  },
});
