import type { ClaimEvent, CorrectionOutcome } from '../../claims/claim.events.js';
import { stampOf, type Stamp } from '../../kernel/event.js';
import { idOf, projection, type ProjectedEventOf, type RowHandlers } from '../engine/projection.js';

/** A request for a correction, and where its words stand. */
export interface CorrectionRequestRow {
  readonly claimId: string;
  readonly verdictId: string;
  /** SHA-256 of the receipt's secret, hex. */
  readonly receiptDigest: string;
  readonly received: Stamp;
  readonly answered?: Stamp & { readonly outcome: CorrectionOutcome };
}

const on: RowHandlers<CorrectionRequestRow, ClaimEvent> = {
  CorrectionRequested: (_, event) => ({
    claimId: idOf(event),
    verdictId: event.facts.verdictId,
    receiptDigest: event.facts.receiptDigest,
    received: stampOf(event),
  }),
  CorrectionRequestAnswered: (row, event) => {
    if (!row) throw new Error('an answer follows a request');
    return { ...row, answered: { ...stampOf(event), outcome: event.facts.outcome } };
  },
};

/** One row a request, by which whoever holds its receipt finds what became of it. */
export const correctionRequestProjection = projection<CorrectionRequestRow, ClaimEvent>({
  name: 'correction_request',
  version: 1,
  columns: { claim_id: { type: 'uuid', of: ({ claimId }) => claimId } },
  indexes: [],
  keys: (event) => [(event as ProjectedEventOf<ClaimEvent, 'CorrectionRequested'>).facts.requestId],
  on,
});
