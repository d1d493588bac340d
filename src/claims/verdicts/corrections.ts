import { basisOf } from '../../kernel/basis.js';
import { rule, type Context } from '../../kernel/decider.js';
import { daysOf } from '../../kernel/edtf.js';
import { canonicalLanguage } from '../../kernel/fields.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { REVIEWERS } from '../../kernel/roles.js';
import type {
  VerdictCorrected,
  VerdictExpired,
  VerdictProposed,
  VerdictText,
  VerdictTranslated,
} from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import type { ClaimState } from '../claim.state.js';
import { CorrectVerdict, ExpireVerdict, ProposeCorrection, TranslateVerdict } from './corrections.commands.js';
import { originNamer } from '../appearances/origins.js';
import { claimantFacts, claimantKeys, claimantWords } from '../submission/claimant.js';
import { mediaFacts, mustStandInWork, worksOfMedia } from '../submission/claimed-media.js';
import { mustBeGround, proposeVerdict, readsOfProposal, type FollowedVerdict } from './proposal.js';
import { standingVerdict } from './verdicts.state.js';

type OfTheClaim = Pick<FollowedVerdict, 'facts' | 'words'>;

/** What a correction says of the claim's wording. */
const rewordingIn = (state: ClaimState, { wording }: ProposeCorrection, context: Context): OfTheClaim => {
  if (!wording) return { facts: {}, words: {} };
  const { text, kind, subjectAct, dueOn, media } = wording;
  mustStandInWork(media?.workId, context);
  const language = canonicalLanguage(wording.language) ?? wording.language;
  const more = { subjectAct: subjectAct || undefined, dueOn, media: mediaFacts(media) };
  const assertion = { language, kind, ...omitUndefined(more) };
  return {
    facts: { wordingId: context.newId(), rewording: { ...assertion, replaces: state.wordingId } },
    words: { wording: text, ...omitUndefined({ mediaUrl: media?.url }) },
  };
};

/** What a correction says of who asserts the claim, and when. */
const reassignmentIn = ({ assertion }: ProposeCorrection, names: ReturnType<typeof originNamer>): OfTheClaim => {
  if (!assertion) return { facts: {}, words: {} };
  const { claimant, claimedOn, claimedOnBasis, claimedOnInferredFrom } = assertion;
  const day = { claimedOnBasis: basisOf(claimedOnBasis, claimedOn), ...omitUndefined({ claimedOn }) };
  return {
    facts: { reassignment: { ...claimantFacts(claimant, names), ...day } },
    words: omitUndefined({
      claimant: claimantWords(claimant),
      claimedOnInferredFrom,
    }),
  };
};

const propose = rule<ClaimState, ProposeCorrection, VerdictProposed>({
  command: ProposeCorrection,
  roles: REVIEWERS,
  reads: (command, target, state) => {
    const { streams } = readsOfProposal(command, target, state);
    const works = worksOfMedia(command.wording?.media?.workId);
    return { streams: [...streams, ...works], keys: claimantKeys(command.assertion?.claimant) };
  },
  decide: (state, command, context) => {
    const verdict = standingVerdict(state, context);
    const { disputeId, reason } = command;
    mustBeGround(state, verdict.id, disputeId);
    const follows = { verdictId: verdict.id, as: 'correction' as const, ...omitUndefined({ disputeId }) };
    const names = originNamer(context);
    const worded = rewordingIn(state, command, context);
    const assigned = reassignmentIn(command, names);
    const following = {
      verdict,
      facts: { follows, ...worded.facts, ...assigned.facts },
      words: { reason, ...worded.words, ...assigned.words },
    };
    return { ...proposeVerdict(state, command, context, following), reserve: names.reserve() };
  },
});

const correct = rule<ClaimState, CorrectVerdict, VerdictCorrected>({
  command: CorrectVerdict,
  roles: REVIEWERS,
  decide: (state, { summary, rationale, reason }, context) => {
    const { id: verdictId } = standingVerdict(state, context);
    const mended = omitUndefined({ summary, rationale });
    const texts = Object.keys(mended) as VerdictText[];
    if (texts.length === 0) refuse('nothing-changed', 'Give the summary or the rationale as it is to read.');
    return {
      events: [{ type: 'VerdictCorrected', facts: { verdictId, grade: 'minor', texts }, words: { ...mended, reason } }],
      ids: { verdictId },
    };
  },
});

const translate = rule<ClaimState, TranslateVerdict, VerdictTranslated>({
  command: TranslateVerdict,
  roles: REVIEWERS,
  decide: (state, { language, summary, rationale }, context) => {
    const { id: verdictId } = standingVerdict(state, context);
    const facts = { verdictId, language: canonicalLanguage(language) ?? language };
    return {
      events: [{ type: 'VerdictTranslated', facts, words: { summary, ...omitUndefined({ rationale }) } }],
      ids: { verdictId },
    };
  },
});

/** Partial days are widened: what holds until June has not ended on its last day. */
const expire = rule<ClaimState, ExpireVerdict, VerdictExpired>({
  command: ExpireVerdict,
  anyLifecycle: true,
  roles: ['system'],
  decide: (state, _, context) => {
    const { id: verdictId, verdict } = standingVerdict(state, context);
    const { validUntil } = verdict.facts;
    if (validUntil === undefined || context.now.slice(0, 10) <= daysOf(validUntil).last) {
      return refuse('not-expired-yet', `This verdict holds until ${validUntil ?? 'something overtakes it'}.`);
    }
    if (verdict.expired) refuse('nothing-changed', 'That this verdict has expired is on the record.');
    return { events: [{ type: 'VerdictExpired', facts: { verdictId, validUntil }, words: {} }], ids: { verdictId } };
  },
});

/** What befalls a published verdict that goes on being one, and how an error of ours in it is mended. */
export const correctionRules = [propose, correct, translate, expire];
