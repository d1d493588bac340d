import type { ClaimSubmitted } from '../../claims/claim.events.js';
import {
  isReviewDue,
  reviewBasisOf,
  triggersReview,
  reviewItemsOf,
  itemsFromOtherStreams,
} from '../../claims/review/review-due.js';
import { openChanges } from '../../claims/carrier-changes/carrier-changes.state.js';
import type { Recorded } from '../../ledger/recorded.js';
import { appearancesOf } from './claim-appearances.js';
import { editorialPartsOf } from './claim-editorial.js';
import { evidenceOf } from './claim-evidence.js';
import { disputesOf, outsideReviewsOf, repliesOf } from './claim-exchanges.js';
import { relationsOf } from './claim-relations.js';
import { chainsOn, ofType, readClaim, type ClaimStream } from './claim-stream.js';
import { verdictsOf } from './claim-verdicts.js';
import { claimantsOf, firstClaimantOf, mediaOf, ownCorrectionsOf } from './claim-claimants.js';
import { wordingsOf, wordsIn } from './claim-wordings.js';
import type { ClaimView } from './claim.views.js';
import { itemsShownTo } from '../review/due.js';
import { marksOf, statusOf, type Marks } from '../../claims/claim.status.js';
import { currentVerdict } from '../../claims/verdicts/verdict.js';
import { erasuresOf } from '../event-lookup.js';
import { coverage, validAt } from '../../claims/verdicts/valid-at.js';
import type { ClaimVerdictView, VerdictView } from './verdict.views.js';
import { isStaff, notFound, view, type ReadContext } from '../engine/view.js';
import { showsClaim } from '../visibility.js';

/**
 * One claim with all that is known of it. `validAt` is a day (`YYYY-MM-DD`): `verdict` is then the one that held on it.
 *
 * Throws Unanswerable `not-found`, for strangers as ClaimMoved where it is merged into another public claim; CorruptEvent
 * where one of the claim's events is corrupt.
 */
export const claimPage = view<{ readonly id: string; readonly validAt?: string | undefined }, ClaimView>({
  dependsOn: [],
  answer: async (source, { id, validAt: day }, moment) => pageOf(await readClaim(source, id, moment), day, moment),
});

/** A claim as its page shows it; throws Unanswerable `not-found`. */
export function pageOf(stream: ClaimStream, day: string | undefined, moment: ReadContext): ClaimView {
  const [submission] = ofType(stream.events, 'ClaimSubmitted');
  if (!submission) return notFound();
  const { row, visible, position, stale } = stream;
  const { reader } = moment;
  const verdicts = verdictsOf(stream, moment);
  const { traced } = chainsOn(stream);
  return {
    id: stream.id,
    revision: row.revision,
    status: statusOf(row.verdicts, row),
    ...marked(stream, moment),
    ...assertedIn(stream),
    ...chosen(submission, isStaff(reader)),
    wordings: wordingsOf(stream, reader),
    appearances: appearancesOf(stream, reader),
    independentOrigins: traced.independentOrigins,
    untracedAppearances: traced.untraced.size,
    carriersBeingCorrected: openChanges(stream.state).some(([, { status }]) => status === 'unconfirmed'),
    evidence: evidenceOf(stream, reader),
    ...answering(stream, verdicts, day),
    verdicts,
    relations: relationsOf(stream),
    mergedInto: row.mergedInto !== undefined && showsClaim(visible, row.mergedInto) ? row.mergedInto : null,
    absorbed: row.absorbed.filter((each) => showsClaim(visible, each)),
    disputes: disputesOf(stream, reader),
    replies: repliesOf(stream, reader),
    ownCorrections: ownCorrectionsOf(stream, reader),
    outsideReviews: outsideReviewsOf(stream, reader),
    ...editorialPartsOf(stream, reader),
    erasures: erasuresShown(stream, moment),
    position,
    asOf: moment.asOf,
    stale,
  };
}

/**
 * One verdict of a claim, whatever became of it, at its own address also where the claim was merged since.
 *
 * Throws Unanswerable `not-found`; CorruptEvent where one of the claim's events is corrupt.
 */
export const verdictPage = view<{ readonly claimId: string; readonly verdictId: string }, ClaimVerdictView>({
  dependsOn: [],
  answer: async (source, { claimId, verdictId }, moment) => {
    const stream = await readClaim(source, claimId, moment, 'here');
    const shown = verdictsOf(stream, moment).find(({ id }) => id === verdictId) ?? notFound();
    const rated = wordingsOf(stream, moment.reader).find(({ wordingId }) => wordingId === shown.wordingId);
    return {
      ...shown,
      claimId,
      text: rated?.text ?? shown.rewording?.text ?? null,
      revision: stream.row.revision,
      evidence: evidenceOf(stream, moment.reader).filter(({ id }) => shown.evidenceIds.includes(id)),
      erasures: erasuresShown(stream, moment),
      position: stream.position,
      asOf: moment.asOf,
      stale: stream.stale,
    };
  },
});

/** What the claim says, by whom and of when, as last corrected. */
function assertedIn(stream: ClaimStream) {
  const { events, row } = stream;
  const at = (wanted: number) => events.find(({ position }) => position === wanted);
  const [wording, naming] = [at(row.worded), at(row.named)];
  return {
    text: wordsIn(wording).text,
    wordingId: row.wordingId,
    kind: row.kind,
    language: row.language,
    claimant: firstClaimantOf(stream),
    claimants: claimantsOf(stream),
    media: mediaOf(row.media, wording, stream),
    claimedOn: row.claimedOn ?? null,
    claimedOnBasis: row.claimedOnBasis,
    claimedOnInferredFrom: wordsIn(naming).claimedOnInferredFrom,
    dueOn: row.dueOn ?? null,
    subjectAct: row.subjectAct,
    topics: [...row.topics],
  };
}

/** How the claim came here. */
const chosen = ({ facts, words, at, actor }: Recorded<ClaimSubmitted>, staff: boolean) => ({
  foundHow: facts.foundHow ?? null,
  selectionReason: words?.selectionReason ?? null,
  recordedAt: at,
  submittedBy: staff ? actor : null,
});

/** The verdict that stands, or the one that held on a day, with the rule by which it does. */
function answering({ row: { verdicts } }: ClaimStream, shown: readonly VerdictView[], day: string | undefined) {
  if (day === undefined) {
    const id = currentVerdict(verdicts)?.id;
    return { verdict: shown.find((each) => each.id === id) ?? null, validAt: null, validAtRule: null };
  }
  const { verdictId, rule } = validAt(coverage(verdicts), day);
  return { verdict: shown.find(({ id }) => id === verdictId) ?? null, validAt: day, validAtRule: rule };
}

/**
 * Its marks. Whether it is due for review follows from the streams that were read; what claims say of it that are not
 * published counts for the editorial alone.
 */
function marked(
  { id, row, state, names, neighbours }: ClaimStream,
  { time, reader }: ReadContext,
): Marks & { reviewDue: boolean } {
  const marks = marksOf(row.verdicts, row.disputed, time);
  const basis = reviewBasisOf(state);
  if (!basis) return { ...marks, reviewDue: marks.disputed };
  const related = neighbours.flatMap(({ id: claimId, relations }) =>
    relations.flatMap((each) =>
      each.claimId === id && triggersReview(each.relation) ? [{ claimId, ...each.since }] : [],
    ),
  );
  const waits = [
    ...reviewItemsOf(state, state.underSupported),
    ...itemsFromOtherStreams(basis, {
      corrections: basis.works.flatMap((workId) => names.corrections(workId)),
      merged: names.merged,
      related,
    }),
  ];
  return { ...marks, reviewDue: marks.disputed || isReviewDue(itemsShownTo(reader, waits), time) };
}

/** Of events that the reader may see only: a marker of another one would tell that there is one. */
function erasuresShown({ readable, names, stored }: ClaimStream, { reader }: ReadContext) {
  return erasuresOf([...readable, ...names.events()], stored, reader);
}
