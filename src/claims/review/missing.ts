import type { ClaimState } from '../claim.state.js';
import { standingAppearances } from '../appearances/claim-chains.js';

/** What a claim may lack before a verdict on it can be proposed, in the order in which it is worked on. */
const MISSING_PARTS = ['appearance', 'evidence', 'second-origin', 'proposal'] as const;
export type MissingPart = (typeof MISSING_PARTS)[number];

/**
 * What a claim without a verdict still lacks: a place where it appears, evidence, a second origin where no primary item
 * could do alone, a proposal. Whether that is then enough for a rating, the rule of the proposal says.
 */
export function missingParts(state: ClaimState): MissingPart[] {
  const items = [...state.evidence.values()].filter(({ withdrawn }) => !withdrawn);
  const origins = new Set(items.flatMap(({ originId }) => originId ?? []));
  const rated = [...state.verdicts.values()].some(({ status }) => status === 'proposed' || status === 'published');
  const lacks: Readonly<Record<MissingPart, boolean>> = {
    appearance: standingAppearances(state).size === 0,
    evidence: items.length === 0,
    'second-origin': items.length > 0 && origins.size < 2 && !items.some(({ source }) => source === 'primary'),
    proposal: !rated,
  };
  return MISSING_PARTS.filter((part) => lacks[part]);
}
