import { openChanges } from '../../claims/carrier-changes/carrier-changes.state.js';
import type {
  AssignmentView,
  CarrierChangeView,
  NoteView,
  SecondRatingView,
  WithholdingView,
} from './claim-editorial.views.js';
import type { CorrectionRequestView, ReplyRequestView } from './claim-requests.views.js';
import { partyOf } from './claim-exchanges.js';
import { subjectsOf } from './claim-claimants.js';
import type { SubjectView } from './claimant.views.js';
import { ofType, type ClaimStream } from './claim-stream.js';
import { isStaff, type Reader } from '../engine/view.js';
import { blindedFor } from '../visibility.js';

/** What of a claim's page is for those who work here only. */
export interface EditorialParts {
  readonly notes: NoteView[];
  readonly assignments: AssignmentView[];
  readonly secondRatings: SecondRatingView[];
  readonly subjects: SubjectView[];
  readonly replyRequests: ReplyRequestView[];
  readonly correctionRequests: CorrectionRequestView[];
  readonly withheld: WithholdingView | null;
  readonly carrierChanges: CarrierChangeView[];
}

const NOTHING: EditorialParts = {
  notes: [],
  assignments: [],
  secondRatings: [],
  subjects: [],
  replyRequests: [],
  correctionRequests: [],
  withheld: null,
  carrierChanges: [],
};

/** Notes, assignments, second ratings, requests and withholding, for who works here; for anybody else nothing. */
export const editorialPartsOf = (stream: ClaimStream, reader: Reader): EditorialParts =>
  isStaff(reader)
    ? {
        notes: notesOf(stream),
        assignments: assignmentsOf(stream),
        secondRatings: secondRatingsOf(stream),
        subjects: subjectsOf(stream),
        replyRequests: replyRequestsOf(stream),
        correctionRequests: correctionRequestsOf(stream),
        withheld: withholdingOf(stream),
        carrierChanges: carrierChangesOf(stream),
      }
    : NOTHING;

const carrierChangesOf = ({ state, readable }: ClaimStream): CarrierChangeView[] =>
  openChanges(state).map(([changeId, { by, since, status }]) => ({
    changeId,
    pending: status === 'pending',
    by,
    at: since.at,
    events: readable
      .filter(({ facts }) => (facts as { changeId?: string }).changeId === changeId)
      .map(({ position, type, facts, words }) => ({
        position,
        type,
        facts: { ...facts },
        words: words && { ...words },
      })),
  }));

const notesOf = ({ readable }: ClaimStream): NoteView[] =>
  ofType(readable, 'NoteAdded').map(({ facts, words, at, actor }) => ({
    id: facts.noteId,
    text: words?.text ?? null,
    at,
    by: actor,
  }));

function assignmentsOf({ readable, row, whole }: ClaimStream): AssignmentView[] {
  const assigned = ofType(readable, 'ReviewAssigned');
  return row.reviewers.flatMap(({ person, blind, dueOn }) => {
    const event = assigned.findLast(({ facts }) => facts.reviewer === person);
    if (!event) return [];
    const [toRate = null] = blindedFor(person, whole);
    const { words, at, actor } = event;
    return [{ reviewer: person, dueOn: dueOn ?? null, blind, toRate, note: words?.note ?? null, at, by: actor }];
  });
}

const secondRatingsOf = ({ readable }: ClaimStream): SecondRatingView[] =>
  ofType(readable, 'SecondRatingRecorded').map(({ facts, words, at, actor }) => ({
    verdictId: facts.verdictId,
    rating: facts.rating,
    scale: facts.scale,
    scaleVersion: facts.scaleVersion,
    wordingId: facts.wordingId,
    confidence: facts.confidence ?? null,
    blind: facts.blind,
    rationale: words?.rationale ?? null,
    at,
    by: actor,
  }));

function replyRequestsOf(stream: ClaimStream): ReplyRequestView[] {
  const answered = new Set(ofType(stream.readable, 'ReplyReceived').map(({ facts }) => facts.requestId));
  return ofType(stream.readable, 'ReplyRequested').map(({ facts, words, at, actor }) => ({
    id: facts.requestId,
    to: facts.to,
    ...partyOf(facts, stream),
    deadline: facts.deadline,
    channel: facts.channel ?? null,
    shortNoticeReason: words?.shortNoticeReason ?? null,
    concern: words?.concern ?? null,
    question: words?.question ?? null,
    contact: words?.contact ?? null,
    answered: answered.has(facts.requestId),
    at,
    by: actor,
  }));
}

function correctionRequestsOf({ readable }: ClaimStream): CorrectionRequestView[] {
  const answers = new Map(ofType(readable, 'CorrectionRequestAnswered').map((event) => [event.facts.requestId, event]));
  return ofType(readable, 'CorrectionRequested').map(({ facts, words, at }) => {
    const answer = answers.get(facts.requestId);
    return {
      id: facts.requestId,
      verdictId: facts.verdictId,
      text: words?.text ?? null,
      contact: words?.contact ?? null,
      at,
      outcome: answer?.facts.outcome ?? null,
      answer: answer?.words?.answer ?? null,
      answeredAt: answer?.at ?? null,
      answeredBy: answer?.actor ?? null,
    };
  });
}

function withholdingOf({ readable, row }: ClaimStream): WithholdingView | null {
  const withheld = ofType(readable, 'PublicationWithheld').at(-1);
  if (!row.withheld || !withheld) return null;
  const confirmed = ofType(readable, 'WithholdingConfirmed').findLast(({ position }) => position > withheld.position);
  return {
    basis: withheld.facts.basis,
    reason: withheld.words?.reason ?? null,
    order: withheld.words?.order ?? null,
    at: withheld.at,
    by: withheld.actor,
    confirmed: confirmed !== undefined,
    confirmedBy: confirmed?.actor ?? null,
    note: confirmed?.words?.note ?? null,
  };
}
