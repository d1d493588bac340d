import type { ClaimEvent } from '../../claims/claim.events.js';
import { idOf, projection, type ProjectedEvent } from '../engine/projection.js';

/** What may become of a published verdict. */
export type CorrectionEntry =
  | 'minor-correction'
  | 'material-correction'
  | 'supersession'
  | 'retraction'
  | 'retraction-confirmed'
  | 'retraction-overturned'
  | 'carriers-corrected';

/** Something that became of a published verdict. */
export interface CorrectionRow {
  readonly claimId: string;
  readonly verdictId: string;
  readonly entry: CorrectionEntry;
  /** The verdict that takes its place. */
  readonly by?: string;
  /** The texts that were mended. */
  readonly texts?: readonly string[];
  readonly at: string;
  readonly position: number;
}

type VerdictEvent = Extract<ClaimEvent, { facts: { verdictId: string } }>;

const row = (
  entry: CorrectionEntry,
  event: ProjectedEvent<VerdictEvent>,
  more: Partial<CorrectionRow> = {},
): CorrectionRow => {
  const { stream, facts, at, position } = event as ProjectedEvent<VerdictEvent> & { readonly stream: string };
  return { claimId: idOf({ stream }), verdictId: facts.verdictId, entry, at, position, ...more };
};

/** One row for each event that is an entry of the log. */
export const correctionProjection = projection<CorrectionRow, ClaimEvent>({
  name: 'correction',
  version: 2,
  columns: {
    position: { type: 'bigint', of: (each) => each.position },
    claim_id: { type: 'uuid', of: (each) => each.claimId },
  },
  indexes: ['(position)'],
  keys: ({ id }) => [id],
  on: {
    VerdictCorrected: (_, event) =>
      event.facts.grade === 'minor'
        ? row('minor-correction', event, { texts: event.facts.texts })
        : row('material-correction', event, { by: event.facts.by }),
    VerdictSuperseded: (_, event) => row('supersession', event, { by: event.facts.by }),
    VerdictRetracted: (_, event) => row('retraction', event),
    RetractionConfirmed: (_, event) => row('retraction-confirmed', event),
    RetractionOverturned: (_, event) => row('retraction-overturned', event),
    CarrierChangesConfirmed: (_, event) => row('carriers-corrected', event),
  },
});
