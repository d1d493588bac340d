import type { VerdictProposed } from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import type { ClaimState, EvidenceState } from '../claim.state.js';
import { FITTING } from './fitting-stances.js';
import { originsOfAppearances } from '../appearances/origins.js';

/**
 * Items that fit the rating and do not lead back to the claim: neither to its claimant nor to where its own
 * appearances took it from. Where the claim is that its claimant said or did something, the claimant's own primary record
 * is just what shows it. Items of unknown origin are among them; independent of anything they are not.
 * That the items stand is seen to before: a proposal pins none that is withdrawn, and publication refuses what has changed.
 */
const itemsThatCount = (state: ClaimState, { rating, evidence }: VerdictProposed['facts']): EvidenceState[] => {
  const circular = new Set([state.claimantId, ...originsOfAppearances(state)]);
  const ofAnAct = state.kind === 'position' || state.subjectAct;
  return evidence.flatMap(({ evidenceId }) => {
    const item = state.evidence.get(evidenceId);
    if (!item || !FITTING[rating].includes(item.stance)) return [];
    if (item.originId === null || !circular.has(item.originId)) return [item];
    const ownRecord = ofAnAct && item.originId === state.claimantId && item.source === 'primary';
    return ownRecord ? [item] : [];
  });
};

/**
 * The independent origins on which a rating rests, if what it rests on is enough: two items of different known origins,
 * not both confidential, or one primary item that is not confidential and a written reason. UNPROVEN rests on what is not
 * known, OUTDATED on what overtook it. Refuses otherwise.
 */
export const independentOrigins = (state: ClaimState, proposed: VerdictProposed['facts']): string[] => {
  const items = itemsThatCount(state, proposed);
  const known = items.filter(({ originId }) => originId !== null);
  const origins = [...new Set(known.flatMap(({ originId }) => originId ?? []))];
  if (proposed.rating === 'UNPROVEN') {
    if (proposed.unknowns === 0) refuse('unknowns-missing', 'UNPROVEN needs a list of what is not known.');
    return origins;
  }
  if (proposed.rating === 'OUTDATED') {
    if (!proposed.overtaken) refuse('overtaken-by-missing', 'OUTDATED needs to name what overtook the claim.');
    return origins;
  }
  if (origins.length >= 2 && known.some(({ confidential }) => !confidential)) return origins;
  if (!items.some(({ source, confidential }) => source === 'primary' && !confidential)) {
    refuse('evidence-insufficient', 'It needs two independent items that fit the rating, or a primary one.');
  }
  if (!proposed.singleSource) {
    refuse('single-source-reason-missing', 'A rating on one primary source needs singleSourceReason.');
  }
  return origins;
};
