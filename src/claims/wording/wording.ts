import { basisOf } from '../../kernel/basis.js';
import { rule } from '../../kernel/decider.js';
import { canonicalLanguage } from '../../kernel/fields.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { EDITORS } from '../../kernel/roles.js';
import type { ClaimantCorrected, ClaimReworded, ClaimTagged, ClaimTranslated } from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import { verdictWithStatus, type ClaimState } from '../claim.state.js';
import { originNamer } from '../appearances/origins.js';
import { claimantFacts, claimantKeys, claimantWords } from '../submission/claimant.js';
import { mediaFacts, mustStandInWork, worksOfMedia } from '../submission/claimed-media.js';
import { CorrectClaimant, RewordClaim, TagClaim, TranslateClaim } from './wording.commands.js';

/** What readers have been told is true or false of somebody does not change under them: it is corrected. */
export const mustNotBeRated = (state: ClaimState): void => {
  const standing = verdictWithStatus(state, 'published');
  if (standing !== undefined) {
    refuse('correction-needed', 'A verdict stands: wording and claimant change with a correction of it.', standing);
  }
};

const reword = rule<ClaimState, RewordClaim, ClaimReworded>({
  command: RewordClaim,
  roles: EDITORS,
  reads: ({ media }) => ({ streams: worksOfMedia(media?.workId) }),
  decide: (state, { text, kind, language, subjectAct, dueOn, media, reason }, context) => {
    mustNotBeRated(state);
    mustStandInWork(media?.workId, context);
    const wordingId = context.newId();
    const facts = {
      wordingId,
      language: canonicalLanguage(language) ?? language,
      kind,
      ...omitUndefined({ subjectAct: subjectAct || undefined, dueOn, media: mediaFacts(media) }),
    };
    const words = { text, ...omitUndefined({ mediaUrl: media?.url }), reason };
    return { events: [{ type: 'ClaimReworded', facts, words }], ids: { wordingId } };
  },
});

const translate = rule<ClaimState, TranslateClaim, ClaimTranslated>({
  command: TranslateClaim,
  roles: EDITORS,
  decide: (state, { text, wordingId = state.wordingId, note, ...given }, context) => {
    const language = canonicalLanguage(given.language) ?? given.language;
    const original = state.wordings.get(wordingId);
    if (original === undefined) refuse('wording-unknown', 'This claim has no such wording.', wordingId);
    if (original === language) refuse('same-language', `That wording is in ${language} itself.`, wordingId);
    const translationId = context.newId();
    const facts = { translationId, wordingId, language };
    return {
      events: [{ type: 'ClaimTranslated', facts, words: { text, ...omitUndefined({ note }) } }],
      ids: { translationId },
    };
  },
});

const correctClaimant = rule<ClaimState, CorrectClaimant, ClaimantCorrected>({
  command: CorrectClaimant,
  roles: EDITORS,
  reads: ({ claimant }) => ({ keys: claimantKeys(claimant) }),
  decide: (state, command, context) => {
    mustNotBeRated(state);
    const { claimant, claimedOn, claimedOnBasis, claimedOnInferredFrom, reason } = command;
    const names = originNamer(context);
    const facts = {
      ...claimantFacts(claimant, names),
      claimedOnBasis: basisOf(claimedOnBasis, claimedOn),
      ...omitUndefined({ claimedOn }),
    };
    const words = {
      ...omitUndefined({
        claimant: claimantWords(claimant),
        claimedOnInferredFrom,
      }),
      reason,
    };
    return { events: [{ type: 'ClaimantCorrected', facts, words }], reserve: names.reserve() };
  },
});

const tag = rule<ClaimState, TagClaim, ClaimTagged>({
  command: TagClaim,
  roles: EDITORS,
  decide: (state, { topics, note }) => {
    const same = topics.length === state.topics.length && topics.every((topic) => state.topics.includes(topic));
    if (same) refuse('nothing-changed', 'The claim has just these topics.');
    return { events: [{ type: 'ClaimTagged', facts: { topics }, words: omitUndefined({ note }) }] };
  },
});

/** How what a claim says, who says it and what it is about are put right. */
export const wordingRules = [reword, translate, correctClaimant, tag];
