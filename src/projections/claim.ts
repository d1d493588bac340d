import type { ClaimEvent, ClaimSubmitted } from '../claims/claim.events.js';
import { claimFold } from '../claims/claim.state.js';
import { originsOfAppearances } from '../claims/origins.js';
import type { Known } from '../kernel/event.js';
import type { Recorded } from '../ledger/recorded.js';
import { appearancesOf } from './claim-appearances.js';
import { evidenceOf } from './claim-evidence.js';
import { ofType, readClaim, type ClaimStream } from './claim-stream.js';
import { verdictsOf } from './claim-verdicts.js';
import type { ClaimView } from './claim.views.js';
import { marksOf, standingOf, statusOf } from './standing.js';
import { erasuresOf } from './stored.js';
import { coverage, validAt } from './valid-at.js';
import type { ClaimVerdictView, VerdictView } from './verdict.views.js';
import { isStaff, notFound, view, type Moment } from './view.js';
import { mayRead } from './visibility.js';

/**
 * One claim with all that is known of it. `validAt` is a day (`YYYY-MM-DD`): `verdict` is then the one that held on it.
 *
 * Throws Unanswerable `not-found`; CorruptEvent where one of the claim's events is corrupt.
 */
export const claim = view<{ readonly id: string; readonly validAt?: string | undefined }, ClaimView>({
  rests: [],
  answer: async (source, { id, validAt: day }, moment) => {
    const stream = await readClaim(source, id, moment);
    const [submission] = ofType(stream.events, 'ClaimSubmitted');
    if (!submission) return notFound();
    const { events, position, stale } = stream;
    const verdicts = verdictsOf(stream, moment.reader);
    const withdrawn = ofType(events, 'EvidenceWithdrawn').map(({ facts }) => facts.evidenceId);
    return {
      id,
      revision: events.at(-1)?.revision ?? 0,
      status: statusOf(stream.verdicts),
      ...marksOf(stream.verdicts, withdrawn, moment.time),
      ...submitted(submission, isStaff(moment.reader)),
      appearances: appearancesOf(stream, moment.reader),
      independentOrigins: originsIn(events),
      evidence: evidenceOf(stream, moment.reader),
      ...answering(stream, verdicts, day),
      verdicts,
      relations: [],
      mergedInto: null,
      disputes: [],
      erasures: erasuresShown(stream, moment),
      position,
      asOf: moment.asOf,
      stale,
    };
  },
});

/**
 * One verdict of a claim, whatever became of it.
 *
 * Throws Unanswerable `not-found`; CorruptEvent where one of the claim's events is corrupt.
 */
export const verdict = view<{ readonly claimId: string; readonly verdictId: string }, ClaimVerdictView>({
  rests: [],
  answer: async (source, { claimId, verdictId }, moment) => {
    const stream = await readClaim(source, claimId, moment);
    const shown = verdictsOf(stream, moment.reader).find(({ id }) => id === verdictId) ?? notFound();
    return {
      ...shown,
      claimId,
      text: ofType(stream.events, 'ClaimSubmitted')[0]?.words?.text ?? null,
      revision: stream.events.at(-1)?.revision ?? 0,
      evidence: evidenceOf(stream, moment.reader).filter(({ id }) => shown.evidenceIds.includes(id)),
      erasures: erasuresShown(stream, moment),
      position: stream.position,
      asOf: moment.asOf,
      stale: stream.stale,
    };
  },
});

function submitted({ facts, words, at, actor }: Recorded<ClaimSubmitted>, staff: boolean) {
  const { claimantId, kind, language, wordingId, claimedOnBasis, topics } = facts;
  const { name = null, role = null } = words?.claimant ?? {};
  return {
    text: words?.text ?? null,
    wordingId,
    kind,
    language,
    claimant: claimantId === null ? null : { id: claimantId, name, role },
    claimedOn: facts.claimedOn ?? null,
    claimedOnBasis,
    claimedOnInferredFrom: words?.claimedOnInferredFrom ?? null,
    dueOn: facts.dueOn ?? null,
    subjectAct: facts.subjectAct ?? false,
    topics,
    foundHow: facts.foundHow ?? null,
    selectionReason: words?.selectionReason ?? null,
    recordedAt: at,
    submittedBy: staff ? actor : null,
  };
}

/** The verdict that stands, or the one that held on a day, with the rule by which it does. */
function answering({ verdicts }: ClaimStream, shown: readonly VerdictView[], day: string | undefined) {
  if (day === undefined) {
    const id = standingOf(verdicts)?.id;
    return { verdict: shown.find((each) => each.id === id) ?? null, validAt: null, validAtRule: null };
  }
  const { verdictId, rule } = validAt(coverage(verdicts), day);
  return { verdict: shown.find(({ id }) => id === verdictId) ?? null, validAt: day, validAtRule: rule };
}

/** By the same walk up the chains that the rule of independent evidence uses. */
function originsIn(events: readonly Recorded<ClaimEvent>[]): number {
  const state = events.reduce(
    (folded, event) => claimFold.evolve(folded, event as unknown as Known<ClaimEvent>),
    claimFold.initial,
  );
  return originsOfAppearances(state).size;
}

function erasuresShown({ events, names, stored, visible }: ClaimStream, { reader }: Moment) {
  return erasuresOf([...events.filter((event) => mayRead(event, visible)), ...names.events()], stored, reader);
}
