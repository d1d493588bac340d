import type { ClaimEvent, ClaimKind, ClaimRelation, DayBasis } from '../../claims/claim.events.js';
import { present } from '../../kernel/present.js';
import type { RowHandlers, ProjectedEvent, ProjectedEventOf } from '../engine/projection.js';
import { withVerdictEvent, type DisputeSummary, type Verdict } from '../verdict-states.js';
import { withSource, type Publicity, type EvidenceSource } from '../visibility.js';

/** What a claim is to another one, as it says itself. */
interface Related {
  readonly relationId: string;
  readonly relation: ClaimRelation;
  readonly claimId: string;
  /** The position at which that was said. */
  readonly position: number;
}

/** What lists need to know of a claim, what its page joins, and where its words stand. */
export interface ClaimRow extends Publicity {
  readonly revision: number;
  /** The position of its submission, by which lists sort. */
  readonly recorded: number;
  readonly recordedAt: string;
  /** The positions of the events that have its text, and its claimant's name: of a material correction the proposal. */
  readonly worded: number;
  readonly named: number;
  readonly wordingId: string;
  readonly kind: ClaimKind;
  readonly language: string;
  readonly subjectAct: boolean;
  readonly claimantId: string | null;
  readonly claimedOn?: string;
  readonly claimedOnBasis: DayBasis;
  readonly dueOn?: string;
  readonly topics: readonly string[];
  /** Works that it names or named: where it appears, where that was taken from, what is evidence. */
  readonly works: readonly string[];
  /** Outlets that it names or named beside those of its works. */
  readonly outlets: readonly string[];
  /** Appearances that were not withdrawn. */
  readonly appearances: readonly { readonly id: string; readonly workId: string }[];
  readonly verdicts: readonly Verdict[];
  /** Evidence that was withdrawn. */
  readonly withdrawn: readonly string[];
  readonly sources: readonly EvidenceSource[];
  readonly disputes: readonly DisputeSummary[];
  readonly closed?: 'declined' | 'withdrawn';
  /** Claims that repeat this one. */
  readonly absorbed: readonly string[];
  /** Relations that hold. */
  readonly relations: readonly Related[];
  /** Every other claim that it ever named. */
  readonly related: readonly string[];
}

export const worksOf = ({ appearances }: ClaimRow): readonly string[] => [
  ...new Set(appearances.map(({ workId }) => workId)),
];

const adding = (list: readonly string[], id: string | null | undefined): readonly string[] =>
  id === undefined || id === null || list.includes(id) ? list : [...list, id];

type EventAfterSubmission = Exclude<ClaimEvent, { type: 'ClaimSubmitted' }>;
/** What becomes of some members; undefined: nothing is left of it. */
type ClaimRowChange = { readonly [Name in keyof ClaimRow]?: ClaimRow[Name] | undefined };

/** The words of a material correction stand in its proposal, any other event's in itself. */
const wordsAt = ({ verdicts }: ClaimRow, position: number, by: string | undefined): number =>
  verdicts.find(({ id }) => id === by)?.proposed ?? position;

const verdictChange = (
  row: ClaimRow,
  event: ProjectedEvent<Extract<EventAfterSubmission, { facts: { verdictId: string } }>>,
): ClaimRowChange => ({
  verdicts: withVerdictEvent(row.verdicts, event),
});
const naming = (
  row: ClaimRow,
  { facts }: ProjectedEventOf<EventAfterSubmission, 'UpstreamAttributed' | 'EvidenceAttached' | 'EvidenceCorrected'>,
): ClaimRowChange => ({
  works: adding(row.works, facts.workId),
  outlets: adding(row.outlets, facts.outletId),
});
const evidenced = (
  row: ClaimRow,
  event: ProjectedEventOf<EventAfterSubmission, 'EvidenceAttached' | 'EvidenceCorrected'>,
): ClaimRowChange => ({
  ...naming(row, event),
  sources: withSource(row.sources, event.facts),
});
const appearing = (
  row: ClaimRow,
  {
    facts: { appearanceId, workId },
  }: ProjectedEventOf<EventAfterSubmission, 'AppearanceRecorded' | 'AppearanceCorrected'>,
): ClaimRowChange => ({
  works: adding(row.works, workId),
  appearances: [...row.appearances.filter(({ id }) => id !== appearanceId), { id: appearanceId, workId }],
});
const settled = (row: ClaimRow, disputeId: string, state: DisputeSummary['state']): ClaimRowChange => ({
  disputes: row.disputes.map((each) => (each.id === disputeId ? { ...each, state } : each)),
});

/** What changes with each event that follows the submission; one without an entry is only the newest revision. */
const CHANGES: {
  readonly [Type in EventAfterSubmission['type']]?: (
    row: ClaimRow,
    event: ProjectedEventOf<EventAfterSubmission, Type>,
  ) => ClaimRowChange;
} = {
  ClaimReworded: (row, { facts: { wordingId, language, kind, subjectAct, dueOn, by }, position }) => ({
    worded: wordsAt(row, position, by),
    wordingId,
    language,
    kind,
    subjectAct: subjectAct ?? false,
    dueOn,
  }),
  ClaimantCorrected: (row, { facts: { claimantId, claimedOn, claimedOnBasis, by }, position }) => ({
    named: wordsAt(row, position, by),
    claimantId,
    claimedOnBasis,
    claimedOn,
  }),
  ClaimTagged: (_, { facts: { topics } }) => ({ topics }),
  ClaimRelated: ({ relations, related }, { facts: { relationId, relation, claimId }, position }) => ({
    relations: [...relations, { relationId, relation, claimId, position }],
    related: adding(related, claimId),
  }),
  ClaimUnrelated: ({ relations }, { facts }) => ({
    relations: relations.filter(({ relationId }) => relationId !== facts.relationId),
  }),
  ClaimMerged: ({ related }, { facts: { intoId } }) => ({ mergedInto: intoId, related: adding(related, intoId) }),
  ClaimSplit: () => ({ mergedInto: undefined }),
  ClaimAbsorbed: ({ absorbed, related }, { facts: { claimId } }) => ({
    absorbed: adding(absorbed, claimId),
    related: adding(related, claimId),
  }),
  ClaimReleased: ({ absorbed }, { facts }) => ({ absorbed: absorbed.filter((id) => id !== facts.claimId) }),
  ClaimDeclined: () => ({ closed: 'declined' }),
  ClaimWithdrawn: () => ({ closed: 'withdrawn' }),
  ClaimReopened: () => ({ closed: undefined }),
  AppearanceRecorded: appearing,
  AppearanceCorrected: appearing,
  AppearanceWithdrawn: ({ appearances }, { facts }) => ({
    appearances: appearances.filter(({ id }) => id !== facts.appearanceId),
  }),
  UpstreamAttributed: naming,
  EvidenceAttached: evidenced,
  EvidenceCorrected: evidenced,
  EvidenceWithdrawn: ({ withdrawn }, { facts }) => ({ withdrawn: adding(withdrawn, facts.evidenceId) }),
  ReviewAssigned: ({ reviewers }, { facts: { reviewer, blind = false, dueOn } }) => ({
    reviewers: [
      ...reviewers.filter(({ person }) => person !== reviewer),
      { person: reviewer, blind, ...present({ dueOn }) },
    ],
  }),
  ReviewReleased: ({ reviewers }, { facts }) => ({
    reviewers: reviewers.filter(({ person }) => person !== facts.reviewer),
  }),
  SecondRatingRecorded: ({ seconds }, { facts: { verdictId }, actor }) => ({
    seconds: [...seconds, { verdictId, person: actor }],
  }),
  VerdictProposed: (row, event) => ({
    ...verdictChange(row, event),
    related: adding(row.related, event.facts.overtaken?.claimId),
  }),
  VerdictProposalWithdrawn: verdictChange,
  VerdictSentBack: verdictChange,
  VerdictPublished: verdictChange,
  VerdictSuperseded: verdictChange,
  VerdictCorrected: verdictChange,
  VerdictRetracted: verdictChange,
  RetractionConfirmed: verdictChange,
  RetractionOverturned: verdictChange,
  PublicationWithheld: () => ({ withheld: true }),
  WithholdingLifted: () => ({ withheld: false }),
  DisputeOpened: ({ disputes }, { facts: { disputeId, verdictId } }) => ({
    disputes: [...disputes, { id: disputeId, verdictId, state: 'open' }],
  }),
  DisputeDecided: (row, { facts: { disputeId, outcome } }) => settled(row, disputeId, outcome),
  DisputeWithdrawn: (row, { facts: { disputeId } }) => settled(row, disputeId, 'withdrawn'),
};

const submitted = ({
  facts,
  position,
  at,
  revision,
}: ProjectedEvent<Extract<ClaimEvent, { type: 'ClaimSubmitted' }>>): ClaimRow => ({
  revision,
  recorded: position,
  recordedAt: at,
  worded: position,
  named: position,
  wordingId: facts.wordingId,
  kind: facts.kind,
  language: facts.language,
  subjectAct: facts.subjectAct ?? false,
  claimantId: facts.claimantId,
  claimedOnBasis: facts.claimedOnBasis,
  ...present({ claimedOn: facts.claimedOn, dueOn: facts.dueOn }),
  topics: facts.topics,
  works: [],
  outlets: [],
  appearances: [],
  verdicts: [],
  withdrawn: [],
  sources: [],
  disputes: [],
  absorbed: [],
  relations: [],
  related: [],
  reviewers: [],
  seconds: [],
  withheld: false,
});

/** A claim's row after one more of its events: whatever that changes, the row has its revision. */
export function withClaimEvent(row: ClaimRow | undefined, event: ProjectedEvent<ClaimEvent>): ClaimRow {
  if (event.type === 'ClaimSubmitted') return submitted(event);
  if (!row) throw new Error('a claim begins with its submission');
  const change = CHANGES[event.type] as
    ((row: ClaimRow, event: ProjectedEvent<ClaimEvent>) => ClaimRowChange) | undefined;
  return present({ ...row, ...change?.(row, event), revision: event.revision }) as ClaimRow;
}

/** One handler for every type. */
export const onClaim = (types: readonly string[]): RowHandlers<ClaimRow, ClaimEvent> =>
  Object.fromEntries(types.map((type) => [type, withClaimEvent]));
