import { foldOf, type EventHandlers } from '../kernel/fold.js';
import { initialAppearances, type AppearancesState } from './appearances/appearances.state.js';
import {
  carrierHandlers,
  initialCarrierChanges,
  type CarrierChangesState,
} from './carrier-changes/carrier-changes.state.js';
import { claimantHandlers, initialClaimants, type ClaimantsState } from './claimants/claimants.state.js';
import type { ClaimEvent } from './claim.events.js';
import {
  correctionRequestHandlers,
  initialCorrectionRequests,
  type CorrectionRequestsState,
} from './correction-requests/correction-requests.state.js';
import { lifecycleHandlers, initialLifecycle, type Lifecycle } from './closing/lifecycle.state.js';
import { disputeHandlers, initialDisputes, type DisputesState } from './disputes/disputes.state.js';
import { evidenceHandlers, initialEvidence, type EvidenceItemsState } from './evidence/evidence.state.js';
import {
  outsideReviewHandlers,
  unreviewedElsewhere,
  type ReviewedElsewhere,
} from './outside-reviews/outside-reviews.state.js';
import { naming, relationHandlers, initialRelations, type RelationsState } from './relations/relations.state.js';
import { replyHandlers, initialReplies, type RepliesState } from './replies/replies.state.js';
import {
  withProposalKeptFromBlind,
  reviewHandlers,
  initialReview,
  type ReviewingState,
} from './review/review.state.js';
import { initialSubjects, subjectHandlers, type SubjectsState } from './subjects/subjects.state.js';
import { initialVerdicts, verdictHandlers, type VerdictsState } from './verdicts/verdicts.state.js';
import { withholdingHandlers, type WithholdingState } from './withholding/withholding.state.js';
import { initialWording, wordingHandlers, type WordingState } from './wording/wording.state.js';

export { mustBeOpen, mustExist } from './closing/lifecycle.state.js';
export { verdictWithStatus } from './verdicts/verdicts.state.js';

/** What rules need to know of a claim; from facts only. */
export interface ClaimState
  extends
    WordingState,
    ClaimantsState,
    SubjectsState,
    Lifecycle,
    RelationsState,
    AppearancesState,
    CarrierChangesState,
    EvidenceItemsState,
    ReviewingState,
    VerdictsState,
    WithholdingState,
    ReviewedElsewhere,
    DisputesState,
    RepliesState,
    CorrectionRequestsState {}

const initial: ClaimState = {
  ...initialWording,
  ...initialClaimants,
  ...initialSubjects,
  ...initialLifecycle,
  ...initialRelations,
  ...initialAppearances,
  ...initialCarrierChanges,
  ...initialEvidence,
  ...initialReview,
  ...initialVerdicts,
  ...unreviewedElsewhere,
  ...initialDisputes,
  ...initialReplies,
  ...initialCorrectionRequests,
};

const handlers: EventHandlers<ClaimState, ClaimEvent> = {
  ...wordingHandlers,
  ...claimantHandlers,
  ...subjectHandlers,
  ...lifecycleHandlers,
  ...relationHandlers,
  ...carrierHandlers,
  ...evidenceHandlers,
  ...reviewHandlers,
  ...verdictHandlers,
  VerdictProposed: (state, event) =>
    naming(withProposalKeptFromBlind(verdictHandlers.VerdictProposed(state, event)), event.facts.overtaken?.claimId),
  ...withholdingHandlers,
  ...outsideReviewHandlers,
  ...disputeHandlers,
  ...replyHandlers,
  ...correctionRequestHandlers,
};

/** How a claim's state follows from its events. */
export const claimFold = foldOf<ClaimState, ClaimEvent>('claim', initial, handlers);
