import type { ClaimRelation, Rating } from '../../claims/claim.events.js';
import { isUnderSupported, originsOf, type ClaimEvidenceBasis, type Origins } from './queue-due.evidence.js';
import type { QueueItem } from './queue.items.js';
import { currentVerdict, type Verdict } from '../verdict-states.js';
import { dayAfterLast } from '../valid-at.js';

/** Something that happened after which a verdict is to be looked at again. */
export interface Signal {
  readonly kind:
    'related-claim' | 'reply-received' | 'outside-review-differs' | 'evidence-withdrawn' | 'dispute-upheld';
  /** The other claim, reply, outside review, item of evidence or dispute. */
  readonly part: string;
  /** What takes it back: the relation. */
  readonly by?: string;
  /** Of an outside review its rating on our scale, of a dispute the verdict that it is about. */
  readonly rating?: Rating;
  readonly verdictId?: string;
  readonly position: number;
  readonly at: string;
}

/** What decides whether the verdict that stands is due for review, of its own claim. */
export interface DueRow extends ClaimEvidenceBasis {
  readonly id: string;
  readonly closed: boolean;
  readonly merged: boolean;
  readonly verdicts: readonly Verdict[];
  readonly signals: readonly Signal[];
  /** The verdict that each dispute is about. */
  readonly disputes: Readonly<Record<string, string>>;
  /** Verdicts of which it is on the record that they have expired. */
  readonly expired: readonly string[];
  /** The position at which a reviewer last laid the claim down again who had taken it up to look. */
  readonly looked?: number;
  /** Since when its independent origins are too few by what its own claim says. */
  readonly fallen?: { readonly position: number; readonly at: string };
}

/** Relations after which what they name is to be looked at; the other two say nothing of it. */
const REVIEW_TRIGGERS: readonly ClaimRelation[] = ['contradicts', 'updates', 'negates'];
/** These two are said of both claims at once. */
const MUTUAL: readonly ClaimRelation[] = ['contradicts', 'negates'];
export const triggersReview = (relation: ClaimRelation, incoming: boolean): boolean =>
  (incoming ? REVIEW_TRIGGERS : MUTUAL).includes(relation);

/** On which side of the truth a rating stands; what is on none disagrees with neither. */
const CLASS: Readonly<Partial<Record<Rating, 'true' | 'mixed' | 'false'>>> = {
  TRUE: 'true',
  MOSTLY_TRUE: 'true',
  MIXED: 'mixed',
  MISLEADING: 'mixed',
  MOSTLY_FALSE: 'false',
  FALSE: 'false',
};
const differ = (one: Rating, other: Rating | undefined): boolean => {
  const [a, b] = [CLASS[one], other && CLASS[other]];
  return a !== undefined && b !== undefined && a !== b;
};

/** The verdict that stands, of a claim that goes on. */
export const currentVerdictOf = ({ verdicts, closed, merged }: DueRow): Verdict | null =>
  closed || merged ? null : currentVerdict(verdicts);

/** A reason that a look has settled does not come back; what a verdict rests on is not mended by looking. */
const SETTLED_BY_REVIEW: readonly Signal['kind'][] = ['related-claim', 'reply-received', 'outside-review-differs'];

function stillApplies(signal: Signal, verdict: Verdict, looked: number): boolean {
  if (signal.kind === 'evidence-withdrawn') return verdict.evidence.includes(signal.part);
  if (signal.kind === 'dispute-upheld') return signal.verdictId === verdict.id;
  if (signal.position <= (verdict.published ?? 0)) return false;
  if (SETTLED_BY_REVIEW.includes(signal.kind) && signal.position <= looked) return false;
  return signal.kind !== 'outside-review-differs' || differ(verdict.rating, signal.rating);
}

const queueItem = (
  reason: QueueItem['reason'],
  { position, at }: { position: number; at: string },
  part?: string,
): QueueItem => ({
  reason,
  due: at,
  from: at,
  position,
  ...(part === undefined ? {} : { part }),
});

/** Why the standing verdict is or will be due for review, as far as its own claim says. */
export function dueReasonsOf(row: DueRow): readonly QueueItem[] {
  const verdict = currentVerdictOf(row);
  if (!verdict) return [];
  const end = dayAfterLast(verdict);
  const ended = `${end}T00:00:00.000Z`;
  const signals = row.signals.filter((signal) => stillApplies(signal, verdict, row.looked ?? -1));
  return [
    ...(end === null
      ? []
      : [{ ...queueItem('expired', { position: verdict.published ?? 0, at: ended }, verdict.id), set: true }]),
    ...signals.map((signal) => queueItem(signal.kind, signal, signal.part)),
    ...(row.fallen ? [queueItem('origins-fallen', row.fallen, verdict.id)] : []),
  ];
}

/** The verdict that stands, and the instant at which its last day has passed, where that is not on the record. */
export function expiryOf({ verdicts, expired }: DueRow): { readonly verdictId: string; readonly at: string } | null {
  const verdict = currentVerdict(verdicts);
  const end = verdict && dayAfterLast(verdict);
  return verdict && end && !expired.includes(verdict.id) ? { verdictId: verdict.id, at: `${end}T00:00:00.000Z` } : null;
}

/** The origins of the standing verdict; none where none stands. */
export const originsOfCurrentVerdict = (row: DueRow): Origins | null => {
  const verdict = currentVerdictOf(row);
  return verdict && originsOf(row, verdict);
};

/** The row after an event, with since when its origins are too few. */
export function withUnderSupport(
  before: DueRow | undefined,
  row: DueRow,
  event: { position: number; at: string },
): DueRow {
  const { fallen: _, ...rest } = row;
  const origins = originsOfCurrentVerdict(rest);
  if (!origins || !isUnderSupported(origins, (id) => id)) return rest;
  return { ...rest, fallen: before?.fallen ?? { position: event.position, at: event.at } };
}

/** What others' streams say: of works what their outlets were seen to correct, of outlets which are one. */
export interface OtherStreams {
  readonly corrections: (workId: string) => readonly { readonly position: number; readonly lost: boolean }[];
  readonly same: (originId: string) => string;
  /** Positions at which other claims were said to shake this one. */
  readonly related: readonly number[];
  /** The works in which it appears and that its evidence is. */
  readonly works: readonly string[];
  readonly proofs: readonly string[];
}

/** Whether the standing verdict is due for review at a time (RFC 3339): the queue's answer, from the streams themselves. */
export function isDue(row: DueRow, time: string, { corrections, same, related, works, proofs }: OtherStreams): boolean {
  const verdict = currentVerdictOf(row);
  const origins = originsOfCurrentVerdict(row);
  if (!verdict || !origins) return false;
  const published = verdict.published ?? 0;
  const since = Math.max(published, row.looked ?? -1);
  return (
    dueReasonsOf(row).some(({ from }) => from <= time) ||
    related.some((position) => position > since) ||
    works.some((id) => corrections(id).some(({ position }) => position > since)) ||
    proofs.some((id) => corrections(id).some(({ position, lost }) => lost && position > published)) ||
    isUnderSupported(origins, same)
  );
}
