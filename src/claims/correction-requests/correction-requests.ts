import { rule, type Context } from '../../kernel/decider.js';
import type { EventOf } from '../../kernel/event.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { EDITORS, STAFF } from '../../kernel/roles.js';
import type { CorrectionRequestEvent } from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import { mustBeOpen, type ClaimState } from '../claim.state.js';
import { AnswerCorrectionRequest, RequestCorrection } from './correction-requests.commands.js';
import { mustBePublic } from '../parties.js';
import { lastPublicVerdict } from '../verdicts/verdicts.state.js';

/** The verdict that a request is about: only what has been published can be named, and something always has. */
const verdictMeant = (state: ClaimState, named: string | undefined): string => {
  const verdictId = named ?? lastPublicVerdict(state) ?? '';
  if (state.verdicts.get(verdictId)?.publisher === undefined) {
    refuse('verdict-unknown', 'This claim has no such published verdict.', verdictId);
  }
  return verdictId;
};

/** The receipt is made beside the command, whose target's part is its digest: no decider ever sees a secret. */
const request = rule<ClaimState, RequestCorrection, EventOf<CorrectionRequestEvent, 'CorrectionRequested'>>({
  command: RequestCorrection,
  // A stranger may not learn from it that there is such a claim.
  anyLifecycle: true,
  roles: [...STAFF, 'public'],
  decide: (state, { verdictId, text, contact }, context) => {
    mustBePublic(state, context);
    mustBeOpen(state);
    const requestId = context.newId();
    const facts = {
      requestId,
      verdictId: verdictMeant(state, verdictId),
      receiptDigest: context.target.part ?? '',
    };
    return {
      events: [{ type: 'CorrectionRequested', facts, words: { text, ...omitUndefined({ contact }) } }],
      ids: { requestId },
    };
  },
});

/** Nobody answers for their own verdict. */
const mustBeImpartial = (state: ClaimState, verdictId: string, { actor }: Context): void => {
  const verdict = state.verdicts.get(verdictId);
  if (verdict?.proposer === actor.id) {
    refuse('proposer-may-not-answer', 'Whoever proposed the verdict may not answer a request about it.');
  }
  if (verdict?.publisher === actor.id) {
    refuse('publisher-may-not-answer', 'Whoever published the verdict may not answer a request about it.');
  }
};

const answer = rule<ClaimState, AnswerCorrectionRequest, EventOf<CorrectionRequestEvent, 'CorrectionRequestAnswered'>>({
  command: AnswerCorrectionRequest,
  anyLifecycle: true,
  roles: EDITORS,
  decide: (state, { outcome, answer: words }, context) => {
    const requestId = context.target.part ?? '';
    const asked = state.correctionRequests.get(requestId) ?? refuse('not-found', 'This claim has no such request.');
    if (asked.answered) refuse('request-answered', 'This request is answered already.');
    mustBeImpartial(state, asked.verdictId, context);
    return {
      events: [{ type: 'CorrectionRequestAnswered', facts: { requestId, outcome }, words: { answer: words } }],
      ids: { requestId },
    };
  },
});

/** How anybody says that there is an error, and is answered. */
export const correctionRequestRules = [request, answer];
