import type { EvidenceAttached } from '../claims/claim.events.js';
import type { Recorded } from '../ledger/recorded.js';
import { ofType, type ClaimStream } from './claim-stream.js';
import type { EvidenceView } from './evidence.views.js';
import { isStaff, type Reader } from './view.js';
import { mayRead } from './visibility.js';

/** A claim's evidence as its reader may see it; of a confidential source only those named as knowing it see more. */
export function evidenceOf(stream: ClaimStream, reader: Reader): EvidenceView[] {
  const withdrawals = new Map(
    ofType(stream.events, 'EvidenceWithdrawn').map(({ facts, words }) => [facts.evidenceId, words?.reason ?? null]),
  );
  return ofType(stream.events, 'EvidenceAttached')
    .filter((event) => mayRead(event, stream.visible))
    .map((event) => {
      const { evidenceId: id, stance, source, sourceKind, confidential } = event.facts;
      const staff = isStaff(reader);
      const hidden = stream.kept.evidence.has(id);
      return {
        id,
        stance,
        source,
        sourceKind,
        ...(hidden ? UNTOLD : told(event, stream)),
        note: staff && !hidden ? (event.words?.note ?? null) : null,
        confidential: confidential !== undefined,
        knownBy: (staff && confidential?.knownBy) || null,
        trustedBecause: staff ? (event.words?.trustedBecause ?? null) : null,
        withdrawn: withdrawals.has(id),
        // A reason may tell who the source is.
        withdrawnBecause: hidden ? null : (withdrawals.get(id) ?? null),
      };
    });
}

const UNTOLD = {
  title: null,
  url: null,
  originId: null,
  originName: null,
  outlet: null,
  work: null,
  publishedOn: null,
  interest: null,
};

function told({ facts, words }: Recorded<EvidenceAttached>, { names }: ClaimStream) {
  return {
    title: words?.title ?? null,
    url: words?.url ?? null,
    originId: facts.originId,
    originName: words?.originName ?? null,
    outlet: facts.outletId === undefined ? null : names.outlet(facts.outletId),
    work: facts.workId === undefined ? null : names.work(facts.workId),
    publishedOn: facts.publishedOn ?? null,
    interest: words?.interest ?? null,
  };
}
