import type { Decider, Rule } from '../kernel/decider.js';
import { appearanceRules } from './appearances/appearances.js';
import { claimantRules } from './claimants/claimants.js';
import type { ClaimEvent } from './claim.events.js';
import { claimFold, mustBeOpen, type ClaimState } from './claim.state.js';
import { carrierChangeRules } from './carrier-changes/carrier-changes.js';
import { closingRules } from './closing/closing.js';
import { duplicateRules } from './duplicates/duplicates.js';
import { correctionRequestRules } from './correction-requests/correction-requests.js';
import { correctionRules } from './verdicts/corrections.js';
import { disputeRules } from './disputes/disputes.js';
import { evidenceRules } from './evidence/evidence.js';
import { outsideReviewRules } from './outside-reviews/outside-reviews.js';
import { proposalRules } from './verdicts/proposal.js';
import { publicationRules } from './verdicts/publication.js';
import { reaffirmationRules } from './verdicts/reaffirmation.js';
import { relationRules } from './relations/relations.js';
import { replyRules } from './replies/replies.js';
import { retractionRules } from './verdicts/retraction.js';
import { reviewRules } from './review/review.js';
import { subjectRules } from './subjects/subjects.js';
import { submissionRules } from './submission/submission.js';
import { withholdingRules } from './withholding/withholding.js';
import { wordingRules } from './wording/wording.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- rules of many commands in one list
type ClaimRule = Rule<ClaimState, any, ClaimEvent>;

/**
 * A command is refused on a claim that is not there, or merged, declined or withdrawn, unless its rule says `anyLifecycle`: it
 * then says itself what it needs instead.
 */
const requireOpen = (rule: ClaimRule): ClaimRule =>
  rule.anyLifecycle
    ? rule
    : {
        ...rule,
        decide: (state, command, context) => {
          mustBeOpen(state);
          return rule.decide(state, command, context);
        },
      };

const rules: readonly ClaimRule[] = [
  ...submissionRules,
  ...wordingRules,
  ...claimantRules,
  ...subjectRules,
  ...relationRules,
  ...duplicateRules,
  ...closingRules,
  ...appearanceRules,
  ...carrierChangeRules,
  ...evidenceRules,
  ...reviewRules,
  ...proposalRules,
  ...publicationRules,
  ...retractionRules,
  ...correctionRules,
  ...reaffirmationRules,
  ...withholdingRules,
  ...outsideReviewRules,
  ...disputeRules,
  ...replyRules,
  ...correctionRequestRules,
];

/** What may happen to a claim. */
export const claimDecider: Decider<ClaimState, ClaimEvent> = { ...claimFold, rules: rules.map(requireOpen) };
