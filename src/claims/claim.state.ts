import { foldOf, type Handlers } from '../kernel/fold.js';
import { appearanceHandlers, unseen, type Appearing } from './appearances/appearances.state.js';
import type { ClaimEvent } from './claim.events.js';
import {
  correctionRequestHandlers,
  unasked,
  type AskedToCorrect,
} from './correction-requests/correction-requests.state.js';
import { courseHandlers, ownCourse, type Course } from './closing/lifecycle.state.js';
import { disputeHandlers, undisputed, type Disputed } from './disputes/disputes.state.js';
import { evidenceHandlers, unevidenced, type Evidenced } from './evidence/evidence.state.js';
import {
  outsideReviewHandlers,
  unreviewedElsewhere,
  type ReviewedElsewhere,
} from './outside-reviews/outside-reviews.state.js';
import { relationHandlers, unrelated, type RelatedTo } from './relations/relations.state.js';
import { replyHandlers, unheard, type Heard } from './replies/replies.state.js';
import { keptFromBlind, reviewHandlers, unreviewed, type Reviewed } from './review/review.state.js';
import { unjudged, verdictHandlers, type Judged } from './verdicts/verdicts.state.js';
import { withholdingHandlers, type Withheld } from './withholding/withholding.state.js';
import { unworded, wordingHandlers, type Worded } from './wording/wording.state.js';

export { mustBeOpen, mustExist } from './closing/lifecycle.state.js';
export type { EvidenceState } from './evidence/evidence.state.js';
export { verdictIn } from './verdicts/verdicts.state.js';

/** What rules need to know of a claim; from facts only. */
export interface ClaimState
  extends
    Worded,
    Course,
    RelatedTo,
    Appearing,
    Evidenced,
    Reviewed,
    Judged,
    Withheld,
    ReviewedElsewhere,
    Disputed,
    Heard,
    AskedToCorrect {}

const initial: ClaimState = {
  ...unworded,
  ...ownCourse,
  ...unrelated,
  ...unseen,
  ...unevidenced,
  ...unreviewed,
  ...unjudged,
  ...unreviewedElsewhere,
  ...undisputed,
  ...unheard,
  ...unasked,
};

const handlers: Handlers<ClaimState, ClaimEvent> = {
  ...wordingHandlers,
  ...courseHandlers,
  ...relationHandlers,
  ...appearanceHandlers,
  ...evidenceHandlers,
  ...reviewHandlers,
  ...verdictHandlers,
  VerdictProposed: (state, event) => keptFromBlind(verdictHandlers.VerdictProposed(state, event)),
  ...withholdingHandlers,
  ...outsideReviewHandlers,
  ...disputeHandlers,
  ...replyHandlers,
  ...correctionRequestHandlers,
};

/** How a claim's state follows from its events. */
export const claimFold = foldOf<ClaimState, ClaimEvent>('claim', initial, handlers);
