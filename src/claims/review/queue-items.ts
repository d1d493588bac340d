import { endOfDay, startOfDay } from '../../kernel/days.js';
import { daysOf } from '../../kernel/edtf.js';
import type { Stamp } from '../../kernel/event.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { openChanges } from '../carrier-changes/carrier-changes.state.js';
import type { ClaimState } from '../claim.state.js';

/** What a claim may wait for. */
export const QUEUE_REASONS = [
  'awaiting-review',
  'second-rating',
  'proposed',
  'reply-deadline-passed',
  'retraction-unconfirmed',
  'withholding-unconfirmed',
  'carrier-change',
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
  'origins-alike',
  'dispute-upheld',
  'carriers-changed',
] as const;
export type QueueReason = (typeof QUEUE_REASONS)[number];

/** Those for which the verdict that stands is to be looked at again: `reviewDue`. That its validity is ending is not yet. */
export const DUE_REASONS: readonly QueueReason[] = [
  'dispute',
  ...QUEUE_REASONS.slice(QUEUE_REASONS.indexOf('expired')),
];

/** Those that come first: as long as they wait, readers may be told what is wrong. That a term has ended, readers see. */
export const HARM_REASONS: readonly QueueReason[] = [
  'correction-request',
  'retraction-unconfirmed',
  ...DUE_REASONS.filter((reason) => reason !== 'expired'),
];

/** Something that a claim waits for. Instants are RFC 3339, UTC, milliseconds. */
export interface QueueItem {
  readonly reason: QueueReason;
  /** Within its kind the earliest comes first: the day that is set for it, else since when it waits. */
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

/** By what the queue is sorted, as a text: harm to readers first, then what has a day, then the rest; each the earliest first. */
export const urgencyOf = ({ reason, set, due }: QueueItem): string =>
  `${HARM_REASONS.includes(reason) ? 0 : set ? 1 : 2} ${due}`;

/** Something that a claim waits for since an event. */
export const wait = (reason: QueueReason, { at, position }: Stamp, more: Partial<QueueItem> = {}): QueueItem => ({
  reason,
  due: at,
  from: at,
  position,
  ...more,
});

/** What a claim waits for or will, beside a look at the verdict that stands; what time it is, whoever asks says. */
export function editorialItems(state: ClaimState): readonly QueueItem[] {
  const { withholding } = state;
  const retractions = [...state.verdicts].flatMap(([part, { retraction }]) =>
    retraction && !retraction.confirmed ? [wait('retraction-unconfirmed', retraction.since, { part })] : [],
  );
  return [
    ...unreviewedItems(state),
    ...proposalItems(state),
    ...retractions,
    ...(withholding && !withholding.confirmed ? [wait('withholding-unconfirmed', withholding.since)] : []),
    ...openChanges(state).map(([part, { since, by }]) => wait('carrier-change', since, { part, not: [by] })),
    ...[...state.correctionRequests].flatMap(([part, { answered, since }]) =>
      answered ? [] : [wait('correction-request', since, { part })],
    ),
    ...[...state.disputes].flatMap(([part, { status, since }]) =>
      status === 'open' ? [wait('dispute', since, { part })] : [],
    ),
  ];
}

/** A claim without a verdict; what falls due on a day is not rated before its last day begins, and all of it is left for work. */
function unreviewedItems({
  closed,
  mergedInto,
  submitted,
  reopened,
  verdicts,
  dueOn,
  reviewers,
}: ClaimState): QueueItem[] {
  const all = [...verdicts.values()];
  if (closed || mergedInto !== undefined || all.some((verdict) => !verdict.closed)) return [];
  const since = [submitted, reopened, ...all.map((verdict) => verdict.closed)].reduce((last, each) =>
    each && each.position > (last?.position ?? -1) ? each : last,
  ) as Stamp;
  if (dueOn !== undefined) {
    const ripe = startOfDay(daysOf(dueOn).last);
    return [wait('prediction-due', { ...since, at: ripe > since.at ? ripe : since.at }, { set: true })];
  }
  const [due] = [...reviewers.values()]
    .flatMap((each) => (each.dueOn === undefined ? [] : endOfDay(daysOf(each.dueOn).last)))
    .sort();
  // Nobody has set a day for a claim that is only new.
  return [wait('awaiting-review', since, due === undefined ? {} : { due, set: true })];
}

/** Whoever is to rate a proposal without having seen it is told only that there is one to rate. */
function proposalItems({ verdicts, unsighted, seconds, replies, replyRequests }: ClaimState): QueueItem[] {
  const [id, proposal] = [...verdicts].find(([, { status }]) => status === 'proposed') ?? [];
  if (id === undefined || !proposal) return [];
  const { proposed } = proposal;
  const blind = [...unsighted].filter((person) => !seconds.get(id)?.includes(person));
  const kept = omitUndefined({ not: blind.length > 0 ? blind : undefined });
  const answered = new Set(replies.map(({ requestId }) => requestId));
  return [
    wait('proposed', proposed, { part: id, ...kept }),
    ...blind.map((of) => wait('second-rating', proposed, { part: id, of })),
    ...[...replyRequests]
      .filter(([requestId]) => !answered.has(requestId))
      .map(([part, { deadline, position }]) =>
        wait(
          'reply-deadline-passed',
          { at: deadline, position },
          { part, set: true, ...kept, from: deadline > proposed.at ? deadline : proposed.at },
        ),
      ),
  ];
}
