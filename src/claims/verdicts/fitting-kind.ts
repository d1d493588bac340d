import { daysOf } from '../../kernel/edtf.js';
import {
  PROMISE_SCALE,
  SCALE,
  scaleOfRating,
  type ClaimKind,
  type Rating,
  type VerdictProposed,
} from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import type { WordingState } from '../wording/wording.state.js';

type ProposalFacts = VerdictProposed['facts'];

/** The scale on which claims of a kind are rated: a promise by what became of it, anything else by whether it is true. */
const scaleForKind = (kind: ClaimKind) => (kind === 'promise' ? PROMISE_SCALE : SCALE);

/** Refuses `scale-unfit` where a rating is not of the scale on which such claims are rated. */
const mustBeOfScale = ({ kind }: WordingState, rating: Rating): void => {
  const { scale } = scaleForKind(kind);
  if (scaleOfRating(rating).scale !== scale)
    refuse('scale-unfit', `A claim of kind ${kind} is rated on scale ${scale}.`);
};

/** These two say that a promise was not kept as it was made: nobody knows that before its term has ended. */
const OF_THE_END: readonly Rating[] = ['COMPROMISE', 'BROKEN'];

/**
 * What is compared with the day on which something falls due is the day of the assessment, not today. Partial days are
 * widened: what falls due in June is not due before its last day.
 */
const mustBeAssessedAfter = (dueOn: string, { assessedOn, rating }: ProposalFacts): void => {
  if (daysOf(assessedOn).first < daysOf(dueOn).last) {
    refuse('not-due-yet', `${rating} cannot be said before it falls due (${dueOn}): assessedOn lies before.`);
  }
};

const mustBePromiseAtItsEnd = ({ dueOn }: WordingState, proposed: ProposalFacts): void => {
  const { rating, term, final } = proposed;
  if (term && dueOn !== undefined) refuse('term-unfit', `The promise names its day itself: ${dueOn}.`);
  if (!OF_THE_END.includes(rating) || final) return;
  const end = dueOn ?? term?.endsOn;
  if (end === undefined) {
    return refuse('term-missing', `${rating} needs term, by when it was to be kept, or finalReason.`);
  }
  mustBeAssessedAfter(end, proposed);
};

/** Refuses what cannot be said of a claim of this kind, or not yet. */
export const mustFitKind = (state: WordingState, proposed: ProposalFacts): void => {
  const { kind, dueOn } = state;
  mustBeOfScale(state, proposed.rating);
  if (kind === 'promise') return mustBePromiseAtItsEnd(state, proposed);
  if (proposed.term || proposed.final) refuse('term-unfit', 'term and finalReason are for promises.');
  if (kind === 'prediction' && dueOn !== undefined) mustBeAssessedAfter(dueOn, proposed);
};

/** Of a claim about media the verdict says what these are, but where nothing can be said; of no other does it. */
export const mustSayWhatMediaAre = ({ media }: WordingState, { media: finding, rating }: ProposalFacts): void => {
  if (!media && finding) refuse('not-about-media', 'This claim is not about media: leave media out.');
  if (media && !finding && rating !== 'UNPROVEN') {
    refuse('media-finding-missing', `The claim is about ${media.kind}: say in media what was found of it.`);
  }
};
