import type { ClaimEvent } from '../../claims/claim.events.js';
import { notFound, view } from '../engine/view.js';
import { eventsOf, eventsUpTo, streamIn } from '../event-lookup.js';
import { ofType } from './claim-stream.js';
import type { CorrectionRequestStatusView } from './correction-request.views.js';

/** Which request, and the digest of its receipt: who holds that may know what became of it, whoever they are. */
interface CorrectionRequestArgs {
  readonly claimId: string;
  readonly requestId: string;
  /** SHA-256, hex. */
  readonly receiptDigest: string;
}

/** What became of a request for a correction. Throws QueryError `not-found`, also for a receipt that is another's. */
export const correctionRequestStatus = view<CorrectionRequestArgs, CorrectionRequestStatusView>({
  dependsOn: [],
  answer: async ({ pool, ledger }, { claimId, requestId, receiptDigest }, moment) => {
    const { position: head } = await ledger.head();
    const position = moment.asOf ?? head;
    const stored = await eventsOf(pool, [`claim-${claimId}`]);
    const events = eventsUpTo(streamIn<ClaimEvent>(stored, `claim-${claimId}`), { asOf: position });
    const asked = ofType(events, 'CorrectionRequested').find(({ facts }) => facts.requestId === requestId);
    if (asked?.facts.receiptDigest !== receiptDigest) return notFound();
    const answered = ofType(events, 'CorrectionRequestAnswered').find(({ facts }) => facts.requestId === requestId);
    return {
      id: requestId,
      claimId,
      text: asked.words?.text ?? null,
      at: asked.at,
      outcome: answered?.facts.outcome ?? null,
      answer: answered?.words?.answer ?? null,
      answeredAt: answered?.at ?? null,
      position,
      asOf: moment.asOf,
      stale: position < moment.after,
    };
  },
});
