import type { EvidenceAttached, EvidenceCorrected } from '../../claims/claim.events.js';
import type { Recorded } from '../../ledger/recorded.js';
import { ofType, type ClaimStream } from './claim-stream.js';
import type { EvidenceView } from './evidence.views.js';
import { isStaff, type Reader } from '../engine/view.js';

type Item = Recorded<EvidenceAttached | EvidenceCorrected>;

/**
 * A claim's evidence as last corrected and as its reader may see it; of a confidential source only those named as knowing
 * it see more.
 */
export function evidenceOf({ readable, kept, names }: ClaimStream, reader: Reader): EvidenceView[] {
  const withdrawals = new Map(
    ofType(readable, 'EvidenceWithdrawn').map(({ facts, words }) => [facts.evidenceId, words?.reason ?? null]),
  );
  const newest = new Map(
    ofType(readable, 'EvidenceAttached', 'EvidenceCorrected').map((event) => [event.facts.evidenceId, event]),
  );
  return [...newest.values()].map((event) => {
    const { evidenceId: id, stance, source, sourceKind, confidential } = event.facts;
    const staff = isStaff(reader);
    const hidden = kept.evidence.has(id);
    const {
      note = null,
      trustedBecause = null,
      reason = null,
    } = (event.words ?? {}) as Partial<EvidenceCorrected['words']>;
    return {
      id,
      stance,
      source,
      sourceKind,
      ...(hidden ? REDACTED : redacted(event, names)),
      note: staff && !hidden ? note : null,
      // An item that became confidential is so at every moment.
      confidential: hidden || confidential !== undefined,
      knownBy: (staff && confidential?.knownBy) || null,
      trustedBecause: staff ? trustedBecause : null,
      corrected: event.type === 'EvidenceCorrected',
      correctedBecause: hidden ? null : reason,
      withdrawn: withdrawals.has(id),
      // A reason may tell who the source is.
      withdrawnBecause: hidden ? null : (withdrawals.get(id) ?? null),
    };
  });
}

const REDACTED = {
  title: null,
  url: null,
  originId: null,
  originName: null,
  outlet: null,
  work: null,
  publishedOn: null,
  interest: null,
};

function redacted({ facts, words }: Item, names: ClaimStream['names']) {
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
