import { basisOf } from '../../kernel/basis.js';
import { rule } from '../../kernel/decider.js';
import { canonicalLanguage } from '../../kernel/fields.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { EDITORS } from '../../kernel/roles.js';
import type { ClaimSubmitted } from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import type { ClaimState } from '../claim.state.js';
import { originNamer } from '../appearances/origins.js';
import { claimantFacts, claimantKeys, claimantWords } from './claimant.js';
import { mediaFacts, mustStandInWork, worksOfMedia } from './claimed-media.js';
import { SubmitClaim } from './submission.commands.js';

type WhoAsserts = ReturnType<typeof claimantFacts>;

const factsOf = (command: SubmitClaim, wordingId: string, claimant: WhoAsserts): ClaimSubmitted['facts'] => {
  const { kind, language, claimedOn, claimedOnBasis, subjectAct, dueOn, media, topics = [], foundHow } = command;
  return {
    wordingId,
    kind,
    language: canonicalLanguage(language) ?? language,
    ...claimant,
    claimedOnBasis: basisOf(claimedOnBasis, claimedOn),
    topics,
    ...omitUndefined({ claimedOn, subjectAct: subjectAct || undefined, dueOn, media: mediaFacts(media), foundHow }),
  };
};

const submit = rule<ClaimState, SubmitClaim, ClaimSubmitted>({
  command: SubmitClaim,
  anyLifecycle: true,
  roles: EDITORS,
  reads: ({ claimant, media }) => ({ keys: claimantKeys(claimant), streams: worksOfMedia(media?.workId) }),
  decide: (state, command, context) => {
    if (state.exists) refuse('already-exists', 'This claim is submitted already.');
    const { text, claimant, media, selectionReason, claimedOnInferredFrom } = command;
    mustStandInWork(media?.workId, context);
    const names = originNamer(context);
    const wordingId = context.newId();
    const facts = factsOf(command, wordingId, claimantFacts(claimant, names));
    const words = {
      text,
      ...omitUndefined({
        claimant: claimantWords(claimant),
        mediaUrl: media?.url,
        selectionReason,
        claimedOnInferredFrom,
      }),
    };
    return { events: [{ type: 'ClaimSubmitted', facts, words }], reserve: names.reserve() };
  },
});

/** How a claim comes into the ledger. */
export const submissionRules = [submit];
