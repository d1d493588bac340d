import { rule, type Context } from '../../kernel/decider.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { EDITORS, REVIEWERS } from '../../kernel/roles.js';
import { personFold } from '../../people/person.state.js';
import {
  scaleOfRating,
  type NoteAdded,
  type ReviewAssigned,
  type ReviewReleased,
  type SecondRatingRecorded,
} from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import { mustExist, type ClaimState } from '../claim.state.js';
import { AddNote, AssignReview, RecordSecondRating, ReleaseReview } from './review.commands.js';
import { openProposal, type NamedVerdict } from '../verdicts/verdicts.state.js';

const addNote = rule<ClaimState, AddNote, NoteAdded>({
  command: AddNote,
  anyLifecycle: true,
  roles: EDITORS,
  decide: (state, { text }, context) => {
    mustExist(state);
    const noteId = context.newId();
    return { events: [{ type: 'NoteAdded', facts: { noteId }, words: { text } }], ids: { noteId } };
  },
});

/** Somebody who could propose and publish; of the actor themself the rule's roles have said so. */
const reviewerOf = (reviewer: string | undefined, context: Context): string => {
  if (reviewer === undefined || reviewer === context.actor.id) return context.actor.id;
  const person = context.state(personFold, reviewer);
  if (!person.exists) refuse('person-unknown', 'There is no such person.', reviewer);
  if (!person.roles.includes('reviewer')) refuse('reviewer-role-missing', 'This person is no reviewer.', reviewer);
  return reviewer;
};

const assign = rule<ClaimState, AssignReview, ReviewAssigned>({
  command: AssignReview,
  roles: REVIEWERS,
  reads: ({ reviewer }) => ({ streams: reviewer === undefined ? [] : [{ fold: personFold, id: reviewer }] }),
  decide: (state, { dueOn, blind = false, note, ...given }, context) => {
    const reviewer = reviewerOf(given.reviewer, context);
    const before = state.reviewers.get(reviewer);
    if (before && before.dueOn === dueOn && before.blind === blind) {
      refuse('nothing-changed', 'This person has the claim already, with the same day.', reviewer);
    }
    const facts = { reviewer, ...omitUndefined({ dueOn, blind: blind || undefined }) };
    return { events: [{ type: 'ReviewAssigned', facts, words: omitUndefined({ note }) }] };
  },
});

const release = rule<ClaimState, ReleaseReview, ReviewReleased>({
  command: ReleaseReview,
  roles: REVIEWERS,
  decide: (state, { reason }, { target }) => {
    const reviewer = target.part ?? '';
    if (!state.reviewers.has(reviewer)) refuse('not-found', 'This person does not have the claim.');
    return { events: [{ type: 'ReviewReleased', facts: { reviewer }, words: omitUndefined({ reason }) }] };
  },
});

const mustBeSecond = (state: ClaimState, { id, verdict }: NamedVerdict, person: string): void => {
  if (verdict.proposer === person) refuse('proposer-may-not-second', 'It is your own proposal.');
  if (state.submitters.has(person)) refuse('submitter-may-not-second', 'Whoever submitted the claim does not rate it.');
  if (state.seconds.get(id)?.includes(person)) refuse('already-rated', 'You have rated this proposal.');
};

const second = rule<ClaimState, RecordSecondRating, SecondRatingRecorded>({
  command: RecordSecondRating,
  roles: REVIEWERS,
  decide: (state, { rating, confidence, rationale }, context) => {
    const proposal = openProposal(state, context);
    mustBeSecond(state, proposal, context.actor.id);
    const { scale, version } = scaleOfRating(rating);
    if (scale !== proposal.verdict.facts.scale) {
      refuse('scale-unfit', `The proposal is on scale ${proposal.verdict.facts.scale}: rate on that.`);
    }
    const facts = {
      verdictId: proposal.id,
      scale,
      scaleVersion: version,
      rating,
      wordingId: proposal.verdict.facts.wordingId,
      ...omitUndefined({ confidence }),
      blind: state.unsighted.has(context.actor.id),
    };
    return {
      events: [{ type: 'SecondRatingRecorded', facts, words: omitUndefined({ rationale }) }],
      ids: { verdictId: proposal.id },
    };
  },
});

/** Who works on a claim, what they tell each other, and what else a reviewer makes of it. */
export const reviewRules = [addNote, assign, release, second];
