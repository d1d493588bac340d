import { daysOf } from '../kernel/edtf.js';
import { present } from '../kernel/present.js';
import { standingOf, type Verdict } from './standing.js';
import { dayAfterLast } from './valid-at.js';

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
  'evidence-withdrawn',
  'expired',
  'prediction-due',
] as const;
export type QueueReason = (typeof QUEUE_REASONS)[number];

/** Who is to review a claim. */
interface Assignment {
  readonly reviewer: string;
  /** EDTF. */
  readonly dueOn?: string;
  readonly blind: boolean;
}

/** What is open since an instant (RFC 3339, UTC, milliseconds). */
interface Open {
  readonly id: string;
  readonly since: string;
}

/** A claim, as far as somebody has still to do something about it. */
export interface QueueRow {
  /** The position of the event that has its text. */
  readonly worded: number;
  /** Since when it could be reviewed: its submission, its reopening, or the end of its last proposal. */
  readonly since: string;
  readonly dueOn?: string;
  readonly closed: boolean;
  readonly merged: boolean;
  readonly assignments: readonly Assignment[];
  /** Those who have rated the open proposal beside its proposer, and those from whom it is kept until they have. */
  readonly rated: readonly string[];
  readonly unsighted: readonly string[];
  readonly verdicts: readonly Verdict[];
  readonly proposal?: Open;
  readonly retraction?: Open;
  readonly withheldSince?: string;
  readonly requests: readonly Open[];
  readonly disputes: readonly Open[];
  /** Requests for a reply that nobody has answered; `since` is the deadline. */
  readonly awaited: readonly Open[];
  /** When each item of evidence was withdrawn. */
  readonly withdrawn: readonly Open[];
}

/** Something that a claim waits for. Instants are RFC 3339, UTC, milliseconds. */
export interface Wait {
  readonly reason: QueueReason;
  /** When it was, or will be, due: the earliest comes first. */
  readonly due: string;
  /** Before this it does not wait yet. */
  readonly from: string;
  /** What it is about, where it is one part of the claim: a verdict, a request, a dispute, an item of evidence. */
  readonly part?: string;
  /** From whom it is awaited, where from one person alone, and from whom it is kept. */
  readonly of?: string;
  readonly not?: readonly string[];
}

const startOfDay = (day: string): string => `${day}T00:00:00.000Z`;
/** The whole of a day that work is due on is left for it. */
const endOfDay = (edtf: string): string =>
  new Date(Date.parse(startOfDay(daysOf(edtf).last)) + 86_400_000).toISOString();

/** All that a claim waits for or will, as it follows from its facts alone; what time it is, whoever asks says. */
export function waitsOf(row: QueueRow): readonly Wait[] {
  const going = !row.closed && !row.merged;
  return [
    ...(going ? [...unreviewed(row), ...shaken(row)] : []),
    ...proposed(row),
    ...(row.retraction ? [at('retraction-unconfirmed', row.retraction)] : []),
    ...(row.withheldSince === undefined ? [] : [now('withholding-unconfirmed', row.withheldSince)]),
    ...row.requests.map((request) => at('correction-request', request)),
    ...row.disputes.map((dispute) => at('dispute', dispute)),
  ];
}

const now = (reason: QueueReason, due: string, more: Partial<Wait> = {}): Wait => ({ reason, due, from: due, ...more });
const at = (reason: QueueReason, { id, since }: Open): Wait => now(reason, since, { part: id });

/** A claim without a verdict; what falls due on a day is not rated before its last day begins. */
function unreviewed({ verdicts, proposal, since, dueOn, assignments }: QueueRow): Wait[] {
  const settled = verdicts.some(({ state }) => state !== 'sent-back' && state !== 'withdrawn');
  if (settled || proposal) return [];
  if (dueOn !== undefined) {
    const ripe = startOfDay(daysOf(dueOn).last);
    const from = ripe > since ? ripe : since;
    return [now('prediction-due', from)];
  }
  const days = assignments.flatMap((each) => (each.dueOn === undefined ? [] : endOfDay(each.dueOn)));
  return [{ ...now('awaiting-review', days.sort()[0] ?? since), from: since }];
}

/** A standing verdict whose ground is gone. */
function shaken({ verdicts, withdrawn }: QueueRow): Wait[] {
  const standing = standingOf(verdicts);
  if (!standing) return [];
  const end = dayAfterLast(standing);
  const lost = withdrawn.filter(({ id }) => standing.evidence.includes(id));
  return [
    ...(end === null ? [] : [now('expired', startOfDay(end), { part: standing.id })]),
    ...lost.map((item) => at('evidence-withdrawn', item)),
  ];
}

/** Whoever is to rate a proposal without having seen it is told only that there is one to rate. */
function proposed({ proposal, awaited, unsighted, rated }: QueueRow): Wait[] {
  if (!proposal) return [];
  const blind = unsighted.filter((person) => !rated.includes(person));
  const kept = present({ not: blind.length > 0 ? blind : undefined });
  return [
    now('proposed', proposal.since, { part: proposal.id, ...kept }),
    ...blind.map((of) => now('second-rating', proposal.since, { part: proposal.id, of })),
    ...awaited.map(({ id, since }) => ({
      ...now('reply-deadline-passed', since, { part: id, ...kept }),
      from: since > proposal.since ? since : proposal.since,
    })),
  ];
}
