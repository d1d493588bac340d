import type { ClaimEvent } from '../../claims/claim.events.js';
import { present } from '../../kernel/present.js';
import { idOf, projection, type RowHandlers, type ProjectedEventOf } from '../engine/projection.js';
import { queueItemsOf, type QueueRow } from './queue.items.js';
import { withVerdictEvent } from '../verdict-states.js';

type EventAfterSubmission = Exclude<ClaimEvent, { type: 'ClaimSubmitted' }>;
type QueueRowChange = { [Field in keyof QueueRow]?: QueueRow[Field] | undefined };

/** A handler of an event that follows the submission; what becomes undefined is left out. */
const changing =
  <Type extends EventAfterSubmission['type']>(
    change: (row: QueueRow, event: ProjectedEventOf<EventAfterSubmission, Type>) => QueueRowChange,
  ) =>
  (row: QueueRow | undefined, event: ProjectedEventOf<EventAfterSubmission, Type>): QueueRow => {
    if (!row) throw new Error('a claim begins with its submission');
    return present({ ...row, ...change(row, event) }) as QueueRow;
  };

const without = <Item extends { readonly id: string }>(items: readonly Item[], id: string | undefined) =>
  items.filter((each) => each.id !== id);

const since = ({ at, position }: { readonly at: string; readonly position: number }) => ({ since: at, position });

/** A proposal that came to nothing leaves the claim to be reviewed again. */
const returned = changing<'VerdictSentBack' | 'VerdictProposalWithdrawn'>(({ verdicts }, event) => ({
  verdicts: withVerdictEvent(verdicts, event),
  proposal: undefined,
  ...since(event),
}));
const verdictChange = changing<'VerdictSuperseded' | 'VerdictCorrected'>(({ verdicts }, event) => ({
  verdicts: withVerdictEvent(verdicts, event),
}));
const settled = changing<'RetractionConfirmed' | 'RetractionOverturned'>(({ verdicts }, event) => ({
  verdicts: withVerdictEvent(verdicts, event),
  retraction: undefined,
}));
const closed = changing<'ClaimDeclined' | 'ClaimWithdrawn'>(() => ({ closed: true }));
const decided = changing<'DisputeDecided' | 'DisputeWithdrawn'>(({ disputes }, { facts }) => ({
  disputes: without(disputes, (facts as { readonly disputeId: string }).disputeId),
}));

const on: RowHandlers<QueueRow, ClaimEvent> = {
  ClaimSubmitted: (_, { facts: { dueOn }, position, at }) => ({
    worded: position,
    since: at,
    position,
    ...present({ dueOn }),
    closed: false,
    merged: false,
    assignments: [],
    rated: [],
    unsighted: [],
    verdicts: [],
    requests: [],
    disputes: [],
    awaited: [],
  }),
  // With a correction that brought it, the text stands in that verdict's proposal.
  ClaimReworded: changing<'ClaimReworded'>(({ verdicts }, { facts: { by, dueOn }, position }) => ({
    worded: verdicts.find(({ id }) => id === by)?.proposed ?? position,
    dueOn,
  })),
  ClaimDeclined: closed,
  ClaimWithdrawn: closed,
  ClaimReopened: changing<'ClaimReopened'>((_, event) => ({ closed: false, ...since(event) })),
  ClaimMerged: changing<'ClaimMerged'>(() => ({ merged: true })),
  ClaimSplit: changing<'ClaimSplit'>(() => ({ merged: false })),
  ReviewAssigned: changing<'ReviewAssigned'>(
    ({ assignments, unsighted }, { facts: { reviewer, dueOn, blind = false } }) => ({
      assignments: [
        ...assignments.filter((each) => each.reviewer !== reviewer),
        { reviewer, blind, ...present({ dueOn }) },
      ],
      unsighted: blind ? unsighted : unsighted.filter((person) => person !== reviewer),
    }),
  ),
  ReviewReleased: changing<'ReviewReleased'>(({ assignments, unsighted }, { facts: { reviewer } }) => ({
    assignments: assignments.filter((each) => each.reviewer !== reviewer),
    unsighted: unsighted.filter((person) => person !== reviewer),
  })),
  SecondRatingRecorded: changing<'SecondRatingRecorded'>(({ rated }, { actor }) => ({ rated: [...rated, actor] })),
  VerdictProposed: changing<'VerdictProposed'>(({ verdicts, assignments }, event) => ({
    verdicts: withVerdictEvent(verdicts, event),
    proposal: { id: event.facts.verdictId, ...since(event) },
    rated: [],
    unsighted: assignments.flatMap(({ reviewer, blind }) => (blind ? reviewer : [])),
  })),
  VerdictProposalWithdrawn: returned,
  VerdictSentBack: returned,
  VerdictPublished: changing<'VerdictPublished'>(({ verdicts }, event) => ({
    verdicts: withVerdictEvent(verdicts, event),
    proposal: undefined,
  })),
  VerdictSuperseded: verdictChange,
  VerdictCorrected: verdictChange,
  VerdictRetracted: changing<'VerdictRetracted'>(({ verdicts }, event) => ({
    verdicts: withVerdictEvent(verdicts, event),
    retraction: { id: event.facts.verdictId, ...since(event) },
  })),
  RetractionConfirmed: settled,
  RetractionOverturned: settled,
  PublicationWithheld: changing<'PublicationWithheld'>((_, event) => ({ withheld: since(event) })),
  WithholdingConfirmed: changing<'WithholdingConfirmed'>(() => ({ withheld: undefined })),
  WithholdingLifted: changing<'WithholdingLifted'>(() => ({ withheld: undefined })),
  DisputeOpened: changing<'DisputeOpened'>(({ disputes }, event) => ({
    disputes: [...disputes, { id: event.facts.disputeId, ...since(event) }],
  })),
  DisputeDecided: decided,
  DisputeWithdrawn: decided,
  ReplyRequested: changing<'ReplyRequested'>(({ awaited }, { facts: { requestId: id, deadline }, position }) => ({
    awaited: [...awaited, { id, since: deadline, position }],
  })),
  ReplyReceived: changing<'ReplyReceived'>(({ awaited }, { facts: { requestId } }) => ({
    awaited: without(awaited, requestId),
  })),
  CorrectionRequested: changing<'CorrectionRequested'>(({ requests }, event) => ({
    requests: [...requests, { id: event.facts.requestId, ...since(event) }],
  })),
  CorrectionRequestAnswered: changing<'CorrectionRequestAnswered'>(({ requests }, { facts: { requestId } }) => ({
    requests: without(requests, requestId),
  })),
};

/** One row a claim. */
export const queueRows = projection<QueueRow, ClaimEvent>({
  name: 'queue',
  version: 3,
  columns: {
    waits: { type: 'jsonb', of: queueItemsOf },
    // A text of one form sorts as its instants do; null where nothing is ever awaited.
    waits_from: {
      type: 'text collate "C"',
      of: (row) =>
        queueItemsOf(row)
          .map(({ from }) => from)
          .sort()[0] ?? null,
    },
    reviewers: { type: 'uuid[]', of: ({ assignments }) => assignments.map(({ reviewer }) => reviewer) },
  },
  indexes: ['(waits_from) where waits_from is not null'],
  keys: (event) => [idOf(event)],
  on,
});
