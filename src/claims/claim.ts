import type { Decider } from '../kernel/decider.js';
import { appearanceRules } from './appearances.js';
import type { ClaimEvent } from './claim.events.js';
import { claimFold, type ClaimState } from './claim.state.js';
import { evidenceRules } from './evidence.js';
import { proposalRules } from './proposal.js';
import { publicationRules } from './publication.js';
import { retractionRules } from './retraction.js';
import { submissionRules } from './submission.js';

/** What may happen to a claim. */
export const claim: Decider<ClaimState, ClaimEvent> = {
  ...claimFold,
  rules: [
    ...submissionRules,
    ...appearanceRules,
    ...evidenceRules,
    ...proposalRules,
    ...publicationRules,
    ...retractionRules,
  ],
};
