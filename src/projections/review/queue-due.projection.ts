import type { ClaimEvent } from '../../claims/claim.events.js';
import { present } from '../../kernel/present.js';
import { idOf, projection, type ProjectedEvent, type ProjectedEventOf } from '../engine/projection.js';
import { upstreamOf, evidenceBasisOf, worksCitedBy } from './queue-due.evidence.js';
import {
  dueReasonsOf,
  expiryOf,
  currentVerdictOf,
  originsOfCurrentVerdict,
  triggersReview,
  withUnderSupport,
  type DueRow,
  type Signal,
} from './queue-due.reasons.js';
import { withVerdictEvent } from '../verdict-states.js';

/** What becomes of some members; undefined: nothing is left of it. */
type DueRowChange = { readonly [Name in keyof DueRow]?: DueRow[Name] | undefined };

const ACTS = ['position'];
const withReplaced = <Item extends { readonly id: string }>(items: readonly Item[], item: Item): readonly Item[] => [
  ...items.filter(({ id }) => id !== item.id),
  item,
];
const signalled = (
  { signals }: DueRow,
  { position, at }: { position: number; at: string },
  signal: Omit<Signal, 'position' | 'at'>,
): DueRowChange => ({ signals: [...signals, { ...signal, position, at }] });
const verdictChange = (
  { verdicts }: DueRow,
  event: ProjectedEvent<Extract<ClaimEvent, { facts: { verdictId: string } }>>,
): DueRowChange => ({
  verdicts: withVerdictEvent(verdicts, event),
});
const placed = (
  row: DueRow,
  { facts }: ProjectedEventOf<ClaimEvent, 'AppearanceRecorded' | 'AppearanceCorrected'>,
): DueRowChange => ({
  places: withReplaced(row.places, { id: facts.appearanceId, workId: facts.workId, originId: facts.originId }),
});
const grounded = (
  { evidence }: DueRow,
  { facts }: ProjectedEventOf<ClaimEvent, 'EvidenceAttached' | 'EvidenceCorrected'>,
): DueRowChange => ({
  evidence: withReplaced(evidence, evidenceBasisOf(facts)),
});
const reviewed = (
  row: DueRow,
  event: ProjectedEventOf<ClaimEvent, 'OutsideReviewRecorded' | 'OutsideReviewChanged'>,
): DueRowChange => {
  const { outsideReviewId: part, rating } = event.facts;
  const others = { ...row, signals: row.signals.filter((each) => each.part !== part) };
  return signalled(others, event, { kind: 'outside-review-differs', part, ...present({ rating }) });
};

/** A relation stands in one claim's stream and touches both. */
const related = (row: DueRow, event: ProjectedEventOf<ClaimEvent, 'ClaimRelated'>): DueRowChange => {
  const { relationId: by, relation, claimId } = event.facts;
  const from = idOf(event);
  const incoming = from !== row.id;
  return triggersReview(relation, incoming)
    ? signalled(row, event, { kind: 'related-claim', part: incoming ? from : claimId, by })
    : {};
};

const CHANGES: {
  readonly [Type in ClaimEvent['type']]?: (row: DueRow, event: ProjectedEventOf<ClaimEvent, Type>) => DueRowChange;
} = {
  ClaimReworded: (_, { facts: { kind, subjectAct } }) => ({ ofAnAct: ACTS.includes(kind) || (subjectAct ?? false) }),
  ClaimantCorrected: (_, { facts: { claimantId } }) => ({ claimantId }),
  ClaimDeclined: () => ({ closed: true }),
  ClaimWithdrawn: () => ({ closed: true }),
  ClaimReopened: () => ({ closed: false }),
  ClaimMerged: () => ({ merged: true }),
  ClaimSplit: () => ({ merged: false }),
  ClaimRelated: related,
  ClaimUnrelated: ({ signals }, { facts }) => ({ signals: signals.filter(({ by }) => by !== facts.relationId) }),
  AppearanceRecorded: placed,
  AppearanceCorrected: placed,
  AppearanceWithdrawn: ({ places }, { facts }) => ({ places: places.filter(({ id }) => id !== facts.appearanceId) }),
  UpstreamAttributed: ({ upstreams }, { facts }) => ({ upstreams: withReplaced(upstreams, upstreamOf(facts)) }),
  UpstreamWithdrawn: ({ upstreams }, { facts }) => ({
    upstreams: upstreams.filter(({ id }) => id !== facts.upstreamId),
  }),
  EvidenceAttached: grounded,
  EvidenceCorrected: grounded,
  EvidenceWithdrawn: (row, event) => ({
    ...signalled(row, event, { kind: 'evidence-withdrawn', part: event.facts.evidenceId }),
    evidence: row.evidence.map((each) => (each.id === event.facts.evidenceId ? { ...each, withdrawn: true } : each)),
  }),
  // Whoever took the claim up and lays it down themself has looked: what they knew is settled. Others only take it away.
  ReviewReleased: ({ looked }, { facts: { reviewer }, actor, position }) => ({
    looked: actor === reviewer ? position : looked,
  }),
  VerdictProposed: verdictChange,
  VerdictProposalWithdrawn: verdictChange,
  VerdictSentBack: verdictChange,
  VerdictPublished: (row, event) => {
    const { verdictId, originIds } = event.facts;
    return { ...verdictChange(row, event), least: { ...row.least, [verdictId]: Math.min(2, originIds.length) } };
  },
  VerdictExpired: ({ expired }, { facts }) => ({ expired: [...expired, facts.verdictId] }),
  VerdictSuperseded: verdictChange,
  VerdictCorrected: verdictChange,
  VerdictRetracted: verdictChange,
  RetractionOverturned: verdictChange,
  DisputeOpened: ({ disputes }, { facts }) => ({ disputes: { ...disputes, [facts.disputeId]: facts.verdictId } }),
  DisputeDecided: (row, event) => {
    const { disputeId: part, outcome } = event.facts;
    const verdictId = row.disputes[part];
    return outcome === 'upheld'
      ? signalled(row, event, { kind: 'dispute-upheld', part, ...present({ verdictId }) })
      : {};
  },
  ReplyReceived: (row, event) => signalled(row, event, { kind: 'reply-received', part: event.facts.replyId }),
  OutsideReviewRecorded: reviewed,
  OutsideReviewChanged: reviewed,
  OutsideReviewWithdrawn: ({ signals }, { facts }) => ({
    signals: signals.filter(({ part }) => part !== facts.outsideReviewId),
  }),
};

function submitted(row: DueRow | undefined, event: ProjectedEventOf<ClaimEvent, 'ClaimSubmitted'>): DueRow {
  const { claimantId, kind, subjectAct = false } = event.facts;
  const { signals } = row ?? named(idOf(event));
  return { ...named(idOf(event)), closed: false, claimantId, ofAnAct: ACTS.includes(kind) || subjectAct, signals };
}

/** A claim of which nothing is known but its name: no rule lets one be named before it is there, and rows rest on no rule. */
const named = (id: string): DueRow => ({
  id,
  closed: true,
  merged: false,
  claimantId: null,
  ofAnAct: false,
  evidence: [],
  places: [],
  upstreams: [],
  verdicts: [],
  least: {},
  disputes: {},
  expired: [],
  signals: [],
});

/** A claim's row after one more event of its own, or after one of another claim that names it. */
export function withDueEvent(row: DueRow | undefined, event: ProjectedEvent<ClaimEvent>): DueRow {
  if (event.type === 'ClaimSubmitted') return submitted(row, event);
  const before = row ?? named((event.facts as { claimId: string }).claimId);
  const change = CHANGES[event.type] as ((row: DueRow, event: ProjectedEvent<ClaimEvent>) => DueRowChange) | undefined;
  return withUnderSupport(row, present({ ...before, ...change?.(before, event) }) as DueRow, event);
}

const published = (row: DueRow): number | null => currentVerdictOf(row)?.published ?? null;
/** The works that the standing verdict's evidence is. */
export const citedWorksIn = (row: DueRow): readonly string[] => {
  const verdict = currentVerdictOf(row);
  return verdict ? worksCitedBy(row, verdict) : [];
};
/** The works in which it appears and that its evidence is: what their outlets correct may concern it. */
export const worksIn = (row: DueRow): readonly string[] =>
  currentVerdictOf(row) ? [...new Set([...row.places.map(({ workId }) => workId), ...citedWorksIn(row)])] : [];

/** One row a claim: whether the verdict that stands is due for review, and why. */
export const dueRows = projection<DueRow, ClaimEvent>({
  name: 'due',
  version: 2,
  columns: {
    waits: { type: 'jsonb', of: dueReasonsOf },
    waits_from: {
      type: 'text collate "C"',
      of: (row) =>
        dueReasonsOf(row)
          .map(({ from }) => from)
          .sort()[0] ?? null,
    },
    // Of a merged or closed claim too: that its verdict has ended is true all the same.
    ends: { type: 'jsonb', of: expiryOf },
    stands: { type: 'bigint', of: published },
    looked: { type: 'bigint', of: (row) => row.looked ?? -1 },
    works: { type: 'uuid[]', of: worksIn },
    proofs: { type: 'uuid[]', of: citedWorksIn },
    counted: { type: 'uuid[]', of: (row) => originsOfCurrentVerdict(row)?.counted ?? [] },
    circular: { type: 'uuid[]', of: (row) => originsOfCurrentVerdict(row)?.circular ?? [] },
    origins: {
      type: 'uuid[]',
      of: (row) =>
        Object.values(originsOfCurrentVerdict(row) ?? {})
          .filter(Array.isArray)
          .flat() as string[],
    },
    missing: {
      type: 'integer',
      of: (row) =>
        row.fallen ? 0 : (originsOfCurrentVerdict(row)?.least ?? 0) - (originsOfCurrentVerdict(row)?.own ?? 0),
    },
  },
  indexes: [
    '(waits_from) where waits_from is not null',
    `((ends ->> 'at') collate "C", key) where ends is not null`,
    `using gin (works) where works <> '{}'`,
    `using gin (origins) where origins <> '{}'`,
  ],
  // A relation is said of two claims.
  keys: (event) =>
    event.type === 'ClaimRelated' || event.type === 'ClaimUnrelated'
      ? [idOf(event), event.facts.claimId]
      : [idOf(event)],
  on: Object.fromEntries(['ClaimSubmitted', ...Object.keys(CHANGES)].map((type) => [type, withDueEvent])),
});
