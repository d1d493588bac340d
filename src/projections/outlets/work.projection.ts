import type { WorkEvent } from '../../works/work.events.js';
import { statedOutlet } from '../../works/work.state.js';
import { idOf, projection, type ProjectedEventOf } from '../engine/projection.js';

/** What claims and lists need to know of a work, and where its words stand. */
export interface WorkRow {
  readonly revision: number;
  /** The position of the event that has its title, address and author. */
  readonly recorded: number;
  /** Null also where it is only inferred: such a work stands in no list of an outlet. */
  readonly outletId: string | null;
}

const described = (
  _: WorkRow | undefined,
  { facts, position, revision }: ProjectedEventOf<WorkEvent, 'WorkRecorded' | 'WorkCorrected'>,
): WorkRow => ({ revision, recorded: position, outletId: statedOutlet(facts) });

function touched(row: WorkRow | undefined, { revision }: { readonly revision: number }): WorkRow {
  if (!row) throw new Error('a work begins with its record');
  return { ...row, revision };
}

/** One row a work. */
export const workProjection = projection<WorkRow, WorkEvent>({
  name: 'work',
  version: 3,
  columns: {
    recorded: { type: 'bigint', of: (row) => row.recorded },
    outlet_id: { type: 'uuid', of: (row) => row.outletId },
  },
  indexes: ['(outlet_id)'],
  pastIndexes: ['(outlet_id)'],
  keys: (event) => [idOf(event)],
  on: {
    WorkRecorded: described,
    WorkCorrected: described,
    // What changes nothing that the row shows is still its newest revision.
    SnapshotKept: touched,
    OutletCorrectionObserved: touched,
    OutletCorrectionWithdrawn: touched,
    NoCorrectionSeen: touched,
  },
});
