import { basisOf } from '../../kernel/basis.js';
import { rule } from '../../kernel/decider.js';
import { canonicalLanguage } from '../../kernel/fields.js';
import { originKeys } from '../../kernel/names.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { EDITORS } from '../../kernel/roles.js';
import type { ClaimSubmitted } from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import type { ClaimState } from '../claim.state.js';
import { originNamer } from '../appearances/origins.js';
import { SubmitClaim } from './submission.commands.js';

const factsOf = (command: SubmitClaim, wordingId: string, claimantId: string | null): ClaimSubmitted['facts'] => {
  const { kind, language, claimedOn, claimedOnBasis, subjectAct, dueOn, topics = [], foundHow } = command;
  return {
    wordingId,
    kind,
    language: canonicalLanguage(language) ?? language,
    claimantId,
    claimedOnBasis: basisOf(claimedOnBasis, claimedOn),
    topics,
    ...omitUndefined({ claimedOn, subjectAct: subjectAct || undefined, dueOn, foundHow }),
  };
};

const submit = rule<ClaimState, SubmitClaim, ClaimSubmitted>({
  command: SubmitClaim,
  anyLifecycle: true,
  roles: EDITORS,
  reads: ({ claimant }) => ({ keys: claimant ? originKeys(claimant.name) : [] }),
  decide: (state, command, context) => {
    if (state.exists) refuse('already-exists', 'This claim is submitted already.');
    const { text, claimant, selectionReason, claimedOnInferredFrom } = command;
    const names = originNamer(context);
    const wordingId = context.newId();
    const claimantId = claimant ? names.idOf(claimant.name) : null;
    const facts = factsOf(command, wordingId, claimantId);
    const words = {
      text,
      ...omitUndefined({
        claimant: claimant ? { name: claimant.name, ...omitUndefined({ role: claimant.role }) } : undefined,
        selectionReason,
        claimedOnInferredFrom,
      }),
    };
    return { events: [{ type: 'ClaimSubmitted', facts, words }], reserve: names.reserve() };
  },
});

/** How a claim comes into the ledger. */
export const submissionRules = [submit];
