import { basisOf } from '../../kernel/basis.js';
import { rule } from '../../kernel/decider.js';
import { canonicalLanguage } from '../../kernel/fields.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { EDITORS } from '../../kernel/roles.js';
import { originNamer } from '../appearances/origins.js';
import type { ClaimantAdded, ClaimantRemoved, OwnCorrectionRecorded } from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import type { ClaimState } from '../claim.state.js';
import { claimantOf } from '../parties.js';
import { claimantKeys } from '../submission/claimant.js';
import { mustNotBeRated } from '../wording/wording.js';
import { AddClaimant, RecordOwnCorrection, RemoveClaimant } from './claimants.commands.js';
import { claimantIdsOf } from './claimants.state.js';

const add = rule<ClaimState, AddClaimant, ClaimantAdded>({
  command: AddClaimant,
  roles: EDITORS,
  reads: ({ claimant }) => ({ keys: claimantKeys(claimant) }),
  decide: (state, { claimant, claimedOn, claimedOnBasis, claimedOnInferredFrom }, context) => {
    mustNotBeRated(state);
    if (state.claimantId === null) {
      refuse('claimant-missing', 'This claim names no claimant: correct its claimant rather than add one.');
    }
    const names = originNamer(context);
    const claimantId = names.idOf(claimant.name);
    if (claimantIdsOf(state).includes(claimantId)) {
      refuse('claimant-known', 'This is a claimant of the claim already.', claimantId);
    }
    const { name, role, wikidataId } = claimant;
    const facts = {
      claimantId,
      claimedOnBasis: basisOf(claimedOnBasis, claimedOn),
      ...omitUndefined({ claimedOn }),
    };
    const words = {
      claimant: { name, ...omitUndefined({ role, wikidataId }) },
      ...omitUndefined({ claimedOnInferredFrom }),
    };
    return { events: [{ type: 'ClaimantAdded', facts, words }], reserve: names.reserve(), ids: { claimantId } };
  },
});

const remove = rule<ClaimState, RemoveClaimant, ClaimantRemoved>({
  command: RemoveClaimant,
  roles: EDITORS,
  decide: (state, { reason }, { target }) => {
    const claimantId = target.part ?? '';
    if (!state.otherClaimants.has(claimantId)) {
      refuse('not-found', 'This claim has no such further claimant; the first one is corrected, not removed.');
    }
    mustNotBeRated(state);
    return { events: [{ type: 'ClaimantRemoved', facts: { claimantId }, words: { reason } }], ids: { claimantId } };
  },
});

const recordOwnCorrection = rule<ClaimState, RecordOwnCorrection, OwnCorrectionRecorded>({
  command: RecordOwnCorrection,
  roles: EDITORS,
  decide: (state, { text, url, correctedOn, language, note, ...given }, context) => {
    const ownCorrectionId = context.newId();
    const facts = {
      ownCorrectionId,
      claimantId: claimantOf(state, given.claimantId),
      ...omitUndefined({ correctedOn, language: canonicalLanguage(language ?? '') }),
    };
    return {
      events: [{ type: 'OwnCorrectionRecorded', facts, words: { text, ...omitUndefined({ url, note }) } }],
      ids: { ownCorrectionId },
    };
  },
});

/** Who asserts a claim beside its first claimant, and what a claimant puts right themself. */
export const claimantRules = [add, remove, recordOwnCorrection];
