import { endOfDay, startOfDay } from '../../kernel/days.js';
import { daysOf } from '../../kernel/edtf.js';
import { present } from '../../kernel/present.js';
import type { Verdict } from '../verdict-states.js';

/** What a claim may wait for. */
export const QUEUE_REASONS = [
  'awaiting-review',
  'second-rating',
  'proposed',
  'reply-deadline-passed',
  'retraction-unconfirmed',
  'withholding-unconfirmed',
  'correction-request',
  'dispute',
  'prediction-due',
  'validity-ending',
  'expired',
  'related-claim',
  'reply-received',
  'outside-review-differs',
  'outlet-correction',
  'evidence-withdrawn',
  'evidence-lost',
  'origins-fallen',
  'dispute-upheld',
] as const;
export type QueueReason = (typeof QUEUE_REASONS)[number];

/** Those for which the verdict that stands is to be looked at again: `reviewDue`. That its validity is ending is not yet. */
export const DUE_REASONS: readonly QueueReason[] = [
  'dispute',
  ...QUEUE_REASONS.slice(QUEUE_REASONS.indexOf('expired')),
];

/** Who is to review a claim. */
interface Assignment {
  readonly reviewer: string;
  /** EDTF. */
  readonly dueOn?: string;
  readonly blind: boolean;
}

/** Since when something is so: an instant (RFC 3339, UTC, milliseconds), and the position of the event that made it. */
interface Since {
  readonly since: string;
  readonly position: number;
}

/** What is open since then. */
interface OpenTask extends Since {
  readonly id: string;
}

/**
 * A claim, as far as somebody has still to do something about it; `since`: its submission, its reopening, or the end of
 * its last proposal.
 */
export interface QueueRow extends Since {
  /** The position of the event that has its text. */
  readonly worded: number;
  readonly dueOn?: string;
  readonly closed: boolean;
  readonly merged: boolean;
  readonly assignments: readonly Assignment[];
  /** Those who have rated the open proposal beside its proposer, and those from whom it is kept until they have. */
  readonly rated: readonly string[];
  readonly unsighted: readonly string[];
  readonly verdicts: readonly Verdict[];
  readonly proposal?: OpenTask;
  readonly retraction?: OpenTask;
  readonly withheld?: Since;
  readonly requests: readonly OpenTask[];
  readonly disputes: readonly OpenTask[];
  /** Requests for a reply that nobody has answered; `since` is the deadline. */
  readonly awaited: readonly OpenTask[];
}

/** Something that a claim waits for. Instants are RFC 3339, UTC, milliseconds. */
export interface QueueItem {
  readonly reason: QueueReason;
  /** By what the queue is ordered, the earliest first: the day that is set for it, else since when it waits. */
  readonly due: string;
  /** Whether such a day is set: else nothing is overdue. */
  readonly set?: boolean;
  /** Before this it does not wait yet. */
  readonly from: string;
  /** The event that it follows from. */
  readonly position: number;
  /** What it is about, where it is one part of the claim: a verdict, a request, a dispute, an item of evidence. */
  readonly part?: string;
  /** From whom it is awaited, where from one person alone, and from whom it is kept. */
  readonly of?: string;
  readonly not?: readonly string[];
}

/** All that a claim waits for or will, as it follows from its facts alone; what time it is, whoever asks says. */
export function queueItemsOf(row: QueueRow): readonly QueueItem[] {
  return [
    ...(!row.closed && !row.merged ? reviewItems(row) : []),
    ...proposalItems(row),
    ...(row.retraction ? [at('retraction-unconfirmed', row.retraction)] : []),
    ...(row.withheld ? [now('withholding-unconfirmed', row.withheld)] : []),
    ...row.requests.map((request) => at('correction-request', request)),
    ...row.disputes.map((dispute) => at('dispute', dispute)),
  ];
}

const now = (reason: QueueReason, { since: due, position }: Since, more: Partial<QueueItem> = {}): QueueItem => ({
  reason,
  due,
  from: due,
  position,
  ...more,
});
const at = (reason: QueueReason, open: OpenTask): QueueItem => now(reason, open, { part: open.id });

/** A claim without a verdict; what falls due on a day is not rated before its last day begins, and all of it is left for work. */
function reviewItems(row: QueueRow): QueueItem[] {
  const { verdicts, proposal, since, position, dueOn, assignments } = row;
  const settled = verdicts.some(({ state }) => state !== 'sent-back' && state !== 'withdrawn');
  if (settled || proposal) return [];
  if (dueOn !== undefined) {
    const ripe = startOfDay(daysOf(dueOn).last);
    return [now('prediction-due', { since: ripe > since ? ripe : since, position }, { set: true })];
  }
  const [due] = assignments
    .flatMap((each) => (each.dueOn === undefined ? [] : endOfDay(daysOf(each.dueOn).last)))
    .sort();
  // Nobody has set a day for a claim that is only new.
  return [now('awaiting-review', row, due === undefined ? {} : { due, set: true })];
}

/** Whoever is to rate a proposal without having seen it is told only that there is one to rate. */
function proposalItems({ proposal, awaited, unsighted, rated }: QueueRow): QueueItem[] {
  if (!proposal) return [];
  const blind = unsighted.filter((person) => !rated.includes(person));
  const kept = present({ not: blind.length > 0 ? blind : undefined });
  return [
    now('proposed', proposal, { part: proposal.id, ...kept }),
    ...blind.map((of) => now('second-rating', proposal, { part: proposal.id, of })),
    ...awaited.map(({ id, since, position }) => ({
      ...now('reply-deadline-passed', { since, position }, { part: id, set: true, ...kept }),
      from: since > proposal.since ? since : proposal.since,
    })),
  ];
}
