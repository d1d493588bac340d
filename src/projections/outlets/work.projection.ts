import type { WorkEvent } from '../../works/work.events.js';
import { idOf, projection } from '../engine/projection.js';

/** What claims and lists need to know of a work, and where its words stand. */
export interface WorkRow {
  readonly revision: number;
  /** The position of the event that has its title, address and author. */
  readonly recorded: number;
  readonly outletId: string | null;
}

function touched(row: WorkRow | undefined, { revision }: { readonly revision: number }): WorkRow {
  if (!row) throw new Error('a work begins with its record');
  return { ...row, revision };
}

/** One row a work. */
export const workProjection = projection<WorkRow, WorkEvent>({
  name: 'work',
  version: 2,
  columns: {
    recorded: { type: 'bigint', of: (row) => row.recorded },
    outlet_id: { type: 'uuid', of: (row) => row.outletId },
  },
  indexes: ['(outlet_id)'],
  pastIndexes: ['(outlet_id)'],
  keys: (event) => [idOf(event)],
  on: {
    WorkRecorded: (_, { facts: { outletId }, position, revision }) => ({ revision, recorded: position, outletId }),
    WorkCorrected: (_, { facts: { outletId }, position, revision }) => ({ revision, recorded: position, outletId }),
    // What changes nothing that the row shows is still its newest revision.
    SnapshotKept: touched,
    OutletCorrectionObserved: touched,
    OutletCorrectionWithdrawn: touched,
    NoCorrectionSeen: touched,
  },
});
