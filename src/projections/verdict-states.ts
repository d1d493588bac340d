import type { ClaimEvent, Rating } from '../claims/claim.events.js';
import { present } from '../kernel/present.js';
import { dayAfterLast, type Dated } from './valid-at.js';
import type { ProjectedEvent } from './engine/projection.js';

/** Where a verdict is on its way; `corrected` materially, for an error of ours. */
export type VerdictState =
  'proposed' | 'sent-back' | 'withdrawn' | 'published' | 'superseded' | 'corrected' | 'retracted';

/** States of verdicts that have been published: anyone reads these for ever. */
export const PUBLIC_STATES: readonly VerdictState[] = ['published', 'superseded', 'corrected', 'retracted'];

/** A verdict's facts as they stand. */
export interface Verdict extends Dated {
  /** The position of the proposal, which has its words. */
  readonly proposed: number;
  readonly proposer: string;
  readonly state: VerdictState;
  readonly rating: Rating;
  readonly scale: string;
  readonly scaleVersion: number;
  readonly wordingId: string;
  /** The items that it rests on. */
  readonly evidence: readonly string[];
  /** When it was published, RFC 3339. */
  readonly publishedAt?: string;
  /** For a retracted one: whether a second person has confirmed it. */
  readonly confirmed?: boolean;
}

type VerdictEvent = Extract<ClaimEvent, { facts: { verdictId: string } }>;

/** @returns a claim's verdicts, oldest proposal first, after one more event about one of them */
export function withVerdictEvent(
  verdicts: readonly Verdict[],
  event: ProjectedEvent<VerdictEvent>,
): readonly Verdict[] {
  if (event.type === 'VerdictProposed') return [...verdicts, proposedBy(event)];
  return verdicts.map((verdict) => (verdict.id === event.facts.verdictId ? withEvent(verdict, event) : verdict));
}

function proposedBy({
  facts,
  position,
  actor,
}: ProjectedEvent<Extract<VerdictEvent, { type: 'VerdictProposed' }>>): Verdict {
  const { verdictId, rating, scale, scaleVersion, wordingId, assessedOn, validFrom, validUntil } = facts;
  return {
    id: verdictId,
    proposed: position,
    proposer: actor,
    state: 'proposed',
    rating,
    scale,
    scaleVersion,
    wordingId,
    assessedOn,
    ...present({ validFrom, validUntil }),
    evidence: facts.evidence.map(({ evidenceId }) => evidenceId),
  };
}

function withEvent(
  verdict: Verdict,
  event: Exclude<ProjectedEvent<VerdictEvent>, { type: 'VerdictProposed' }>,
): Verdict {
  switch (event.type) {
    case 'VerdictProposalWithdrawn':
      return { ...verdict, state: 'withdrawn' };
    case 'VerdictSentBack':
      return { ...verdict, state: 'sent-back' };
    case 'VerdictPublished':
      return { ...verdict, state: 'published', published: event.position, publishedAt: event.at };
    case 'VerdictSuperseded':
      return { ...verdict, state: 'superseded', successor: event.facts.by };
    case 'VerdictCorrected':
      return event.facts.grade === 'minor' ? verdict : { ...verdict, state: 'corrected', successor: event.facts.by };
    case 'VerdictRetracted':
      return { ...verdict, state: 'retracted', confirmed: false };
    case 'RetractionConfirmed':
      return { ...verdict, confirmed: true };
    case 'RetractionOverturned': {
      const { confirmed: _, ...standing } = verdict;
      return { ...standing, state: 'published' };
    }
    default:
      return verdict;
  }
}

/** The verdict that stands, if one does: at most one is published and neither superseded nor retracted. */
export const currentVerdict = <V extends Verdict>(verdicts: readonly V[]): V | null =>
  verdicts.findLast(({ state }) => state === 'published') ?? null;

/** Verdicts that have been published, whatever became of them. */
export const publicVerdicts = <V extends Verdict>(verdicts: readonly V[]): readonly V[] =>
  verdicts.filter(({ state }) => PUBLIC_STATES.includes(state));

/** Where a claim is on its way. */
export const CLAIM_STATUSES = [
  'open',
  'in-review',
  'proposed',
  'published',
  'retracted',
  'declined',
  'withdrawn',
  'merged',
] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

/** Somebody who is to review a claim. */
export interface Assignment {
  readonly person: string;
  /** To rate a proposal without having seen it. */
  readonly blind: boolean;
  /** EDTF. */
  readonly dueOn?: string;
}

/** A dispute about one of a claim's verdicts. */
export interface DisputeSummary {
  readonly id: string;
  readonly verdictId: string;
  readonly state: 'open' | 'upheld' | 'rejected' | 'withdrawn';
}

/** What a claim's status depends on beside its verdicts. */
interface ClaimLifecycle {
  readonly closed?: 'declined' | 'withdrawn';
  readonly mergedInto?: string;
  readonly reviewers?: readonly Assignment[];
}

/**
 * A claim's status: what the public is told (`merged`, `published`, `retracted`) goes before what the desk is doing, so
 * that staff and strangers are told the same of a published claim; with a reviewer, or with a proposal that came back, it
 * is in review.
 */
export function statusOf(
  verdicts: readonly Verdict[],
  { closed, mergedInto, reviewers = [] }: ClaimLifecycle = {},
): ClaimStatus {
  const states = new Set(verdicts.map(({ state }) => state));
  if (mergedInto !== undefined) return 'merged';
  if (states.has('published')) return 'published';
  if (states.has('retracted')) return 'retracted';
  if (closed) return closed;
  if (states.has('proposed')) return 'proposed';
  return states.has('sent-back') || states.has('withdrawn') || reviewers.length > 0 ? 'in-review' : 'open';
}

/** What a claim's page and its lists say of it beside the status. */
export interface ClaimMarks {
  readonly disputed: boolean;
  /** The last day for which the standing verdict holds has passed. */
  readonly expired: boolean;
}

/** Whether the last day for which a verdict holds lies before a time (RFC 3339); days are UTC. */
export const hasExpired = (verdict: Verdict, time: string): boolean => {
  const end = dayAfterLast(verdict);
  return end !== null && end <= time.slice(0, 10);
};

/** @param time RFC 3339: what counts as now; days are UTC */
export function marksOf(
  verdicts: readonly Verdict[],
  time: string,
  disputes: readonly DisputeSummary[] = [],
): ClaimMarks {
  const standing = currentVerdict(verdicts);
  return {
    disputed: disputes.some(({ state }) => state === 'open'),
    expired: standing !== null && hasExpired(standing, time),
  };
}
