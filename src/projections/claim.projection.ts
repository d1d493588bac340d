import { claimEvents, type ClaimEvent, type ClaimKind, type DayBasis } from '../claims/claim.events.js';
import { daysOf } from '../kernel/edtf.js';
import { present } from '../kernel/present.js';
import { idOf, projection, type RowHandlers, type Seen } from './projection.js';
import { standingOf, statusOf, withVerdictEvent, type Verdict } from './standing.js';
import { coverage } from './valid-at.js';
import { confidentialOf, isPublic, type Confidential } from './visibility.js';

/** What lists need to know of a claim, what its page joins, and where its words stand. */
export interface ClaimRow {
  readonly revision: number;
  /** The position of its submission, by which lists sort. */
  readonly recorded: number;
  readonly recordedAt: string;
  /** The position of the event that has its text and claimant. */
  readonly worded: number;
  readonly kind: ClaimKind;
  readonly language: string;
  readonly claimantId: string | null;
  readonly claimedOn?: string;
  readonly claimedOnBasis: DayBasis;
  readonly dueOn?: string;
  readonly topics: readonly string[];
  /** Works that it names: where it appears, where that was taken from, what is evidence. */
  readonly works: readonly string[];
  /** Outlets that it names beside those of its works. */
  readonly outlets: readonly string[];
  /** The works among them in which it appears. */
  readonly appearsIn: readonly string[];
  readonly verdicts: readonly Verdict[];
  /** Evidence that was withdrawn. */
  readonly withdrawn: readonly string[];
  readonly confidential: readonly Confidential[];
  /** Kept from the public by order. */
  readonly withheld: boolean;
}

const adding = (list: readonly string[], id: string | undefined): readonly string[] =>
  id === undefined || list.includes(id) ? list : [...list, id];

type Later = Exclude<ClaimEvent, { type: 'ClaimSubmitted' }>;
type SeenOf<Type extends string> = Seen<Extract<Later, { type: Type }>>;

/** A handler of an event that follows the submission: whatever it changes, the row has its revision. */
const later =
  <Type extends Later['type']>(change: (row: ClaimRow, event: SeenOf<Type>) => Partial<ClaimRow>) =>
  (row: ClaimRow | undefined, event: SeenOf<Type>): ClaimRow => {
    if (!row) throw new Error('a claim begins with its submission');
    const { revision } = event as { readonly revision: number };
    return { ...row, ...change(row, event), revision };
  };

const judged = later<Extract<Later, { facts: { verdictId: string } }>['type']>((row, event) => ({
  verdicts: withVerdictEvent(row.verdicts, event),
}));

/** An event that changes nothing that the row shows is still its newest revision. */
const touched = later<Later['type']>(() => ({}));

const on: RowHandlers<ClaimRow, ClaimEvent> = {
  ...Object.fromEntries(Object.keys(claimEvents).map((type) => [type, touched])),
  ClaimSubmitted: (_, { facts, position, at, revision }) => ({
    revision,
    recorded: position,
    recordedAt: at,
    worded: position,
    kind: facts.kind,
    language: facts.language,
    claimantId: facts.claimantId,
    claimedOnBasis: facts.claimedOnBasis,
    ...present({ claimedOn: facts.claimedOn, dueOn: facts.dueOn }),
    topics: facts.topics,
    works: [],
    outlets: [],
    appearsIn: [],
    verdicts: [],
    withdrawn: [],
    confidential: [],
    withheld: false,
  }),
  AppearanceRecorded: later<'AppearanceRecorded'>(({ works, appearsIn }, { facts: { workId } }) => ({
    works: adding(works, workId),
    appearsIn: adding(appearsIn, workId),
  })),
  UpstreamAttributed: later<'UpstreamAttributed'>(({ works, outlets }, { facts: { workId, outletId } }) => ({
    works: adding(works, workId),
    outlets: adding(outlets, outletId),
  })),
  EvidenceAttached: later<'EvidenceAttached'>(({ works, outlets, confidential }, { facts }) => ({
    works: adding(works, facts.workId),
    outlets: adding(outlets, facts.outletId),
    confidential: [...confidential, ...confidentialOf(facts)],
  })),
  EvidenceCorrected: later<'EvidenceCorrected'>(({ works, outlets, confidential }, { facts }) => ({
    works: adding(works, facts.workId),
    outlets: adding(outlets, facts.outletId),
    confidential: [...confidential, ...confidentialOf(facts)],
  })),
  EvidenceWithdrawn: later<'EvidenceWithdrawn'>(({ withdrawn }, { facts }) => ({
    withdrawn: adding(withdrawn, facts.evidenceId),
  })),
  VerdictProposed: judged,
  VerdictProposalWithdrawn: judged,
  VerdictSentBack: judged,
  VerdictPublished: judged,
  VerdictSuperseded: judged,
  VerdictCorrected: judged,
  VerdictRetracted: judged,
  RetractionConfirmed: judged,
  RetractionOverturned: judged,
  PublicationWithheld: later<'PublicationWithheld'>(() => ({ withheld: true })),
  WithholdingLifted: later<'WithholdingLifted'>(() => ({ withheld: false })),
};

/** One row a claim. */
export const claimRows = projection<ClaimRow, ClaimEvent>({
  name: 'claim',
  version: 1,
  columns: {
    recorded: { type: 'bigint', of: (row) => row.recorded },
    status: { type: 'text', of: ({ verdicts }) => statusOf(verdicts) },
    public: { type: 'boolean', of: isPublic },
    rating: { type: 'text', of: ({ verdicts }) => standingOf(verdicts)?.rating ?? null },
    // The rating for each span of days, the one that goes first first: a list asked of a day filters by these.
    ratings: { type: 'jsonb', of: ({ verdicts }) => ratingsOf(verdicts) },
    kind: { type: 'text', of: (row) => row.kind },
    language: { type: 'text', of: (row) => row.language },
    claimant_id: { type: 'uuid', of: (row) => row.claimantId },
    topics: { type: 'text[]', of: (row) => row.topics },
    first_day: { type: 'date', of: ({ claimedOn }) => (claimedOn === undefined ? null : daysOf(claimedOn).first) },
    last_day: { type: 'date', of: ({ claimedOn }) => (claimedOn === undefined ? null : daysOf(claimedOn).last) },
    works: { type: 'uuid[]', of: (row) => row.works },
    outlets: { type: 'uuid[]', of: (row) => row.outlets },
    appears_in: { type: 'uuid[]', of: (row) => row.appearsIn },
  },
  indexes: [
    '(recorded, key)',
    `(coalesce(first_day, '-infinity'::date), key)`,
    '(status, recorded)',
    '(rating, recorded)',
    '(claimant_id, recorded)',
    'using gin (topics)',
    'using gin (appears_in)',
  ],
  keys: (event) => [idOf(event)],
  on,
});

function ratingsOf(verdicts: readonly Verdict[]): object {
  return coverage(verdicts).map(({ verdictId, first, last }) => ({
    first,
    last,
    rating: verdicts.find(({ id }) => id === verdictId)?.rating,
  }));
}
