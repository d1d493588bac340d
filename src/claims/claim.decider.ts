import type { Class, Decider, Rule } from '../kernel/decider.js';
import { appearanceRules } from './appearances/appearances.js';
import type { ClaimEvent } from './claim.events.js';
import { claimFold, mustBeOpen, type ClaimState } from './claim.state.js';
import { ReopenClaim } from './closing/closing.commands.js';
import { closingRules } from './closing/closing.js';
import { ReleaseClaim, SplitClaim } from './duplicates/duplicates.commands.js';
import { duplicateRules } from './duplicates/duplicates.js';
import { AnswerCorrectionRequest, RequestCorrection } from './correction-requests/correction-requests.commands.js';
import { correctionRequestRules } from './correction-requests/correction-requests.js';
import { ExpireVerdict } from './verdicts/corrections.commands.js';
import { correctionRules } from './verdicts/corrections.js';
import { DecideDispute, WithdrawDispute } from './disputes/disputes.commands.js';
import { disputeRules } from './disputes/disputes.js';
import { evidenceRules } from './evidence/evidence.js';
import { outsideReviewRules } from './outside-reviews/outside-reviews.js';
import { proposalRules } from './verdicts/proposal.js';
import { publicationRules } from './verdicts/publication.js';
import { relationRules } from './relations/relations.js';
import { replyRules } from './replies/replies.js';
import { ConfirmRetraction, OverturnRetraction, RetractVerdict } from './verdicts/retraction.commands.js';
import { retractionRules } from './verdicts/retraction.js';
import { AddNote } from './review/review.commands.js';
import { reviewRules } from './review/review.js';
import { SubmitClaim } from './submission/submission.commands.js';
import { submissionRules } from './submission/submission.js';
import { ConfirmWithholding, LiftWithholding, WithholdPublication } from './withholding/withholding.commands.js';
import { withholdingRules } from './withholding/withholding.js';
import { wordingRules } from './wording/wording.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- rules of many commands in one list
type ClaimRule = Rule<ClaimState, any, ClaimEvent>;

/** Commands that do not need a claim which is worked on: what each of them needs instead it says itself. */
const ANY_LIFECYCLE: ReadonlySet<Class<object>> = new Set<Class<object>>([
  SubmitClaim,
  SplitClaim,
  ReleaseClaim,
  ReopenClaim,
  AddNote,
  // What readers were told goes on being answered for, though the claim goes on under another one.
  RetractVerdict,
  ConfirmRetraction,
  OverturnRetraction,
  ExpireVerdict,
  WithholdPublication,
  ConfirmWithholding,
  LiftWithholding,
  DecideDispute,
  WithdrawDispute,
  AnswerCorrectionRequest,
  // A stranger may not learn from it that there is such a claim.
  RequestCorrection,
]);

/** Any other command is refused on a claim that is not there, or merged, declined or withdrawn: none can forget to. */
const requireOpen = (rule: ClaimRule): ClaimRule =>
  ANY_LIFECYCLE.has(rule.command)
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
  ...relationRules,
  ...duplicateRules,
  ...closingRules,
  ...appearanceRules,
  ...evidenceRules,
  ...reviewRules,
  ...proposalRules,
  ...publicationRules,
  ...retractionRules,
  ...correctionRules,
  ...withholdingRules,
  ...outsideReviewRules,
  ...disputeRules,
  ...replyRules,
  ...correctionRequestRules,
];

/** What may happen to a claim. */
export const claimDecider: Decider<ClaimState, ClaimEvent> = { ...claimFold, rules: rules.map(requireOpen) };
