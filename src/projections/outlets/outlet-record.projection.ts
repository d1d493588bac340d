import type {
  AppearanceFacts,
  ClaimEvent,
  DeclineGround,
  UpstreamAttributed,
  UpstreamBasis,
} from '../../claims/claim.events.js';
import { present } from '../../kernel/present.js';
import { idOf, projection, type RowHandlers, type ProjectedEventOf } from '../engine/projection.js';
import { publicVerdicts, withVerdictEvent, type Verdict } from '../verdict-states.js';
import { termOf } from '../valid-at.js';

/** An appearance as it was last corrected. */
export type OutletAppearance = Omit<AppearanceFacts, 'appearanceId' | 'place'> & {
  readonly id: string;
  readonly place: AppearanceFacts['place'];
};

/** Where an appearance, or another upstream (`of`), took it from. */
interface UpstreamRow {
  readonly id: string;
  readonly of: string;
  readonly originId: string;
  readonly workId?: string;
  readonly basis: UpstreamBasis;
}

/** What outlets' records and the log of corrections need to know of a claim. What was withdrawn is not in it. */
export interface CarriedRow {
  /** The position of its submission, by which lists sort. */
  readonly recorded: number;
  /** The position of the event that has its text. */
  readonly worded: number;
  readonly topics: readonly string[];
  readonly closed: DeclineGround | 'withdrawn' | null;
  readonly mergedInto: string | null;
  readonly withheld: boolean;
  readonly appearances: readonly OutletAppearance[];
  readonly upstreams: readonly UpstreamRow[];
  readonly verdicts: readonly Verdict[];
}

type EventAfterSubmission = Exclude<ClaimEvent, { type: 'ClaimSubmitted' }>;

/** A handler of an event that follows the submission. */
const changing =
  <Type extends EventAfterSubmission['type']>(
    change: (row: CarriedRow, event: ProjectedEventOf<EventAfterSubmission, Type>) => Partial<CarriedRow>,
  ) =>
  (row: CarriedRow | undefined, event: ProjectedEventOf<EventAfterSubmission, Type>): CarriedRow => {
    if (!row) throw new Error('a claim begins with its submission');
    return { ...row, ...change(row, event) };
  };

const verdictChange = changing<Extract<EventAfterSubmission, { facts: { verdictId: string } }>['type']>(
  (row, event) => ({
    verdicts: withVerdictEvent(row.verdicts, event),
  }),
);

/** A later one takes the place of an earlier one, in its order. */
const withReplaced = <Item extends { readonly id: string }>(items: readonly Item[], item: Item): readonly Item[] =>
  items.some(({ id }) => id === item.id) ? items.map((each) => (each.id === item.id ? item : each)) : [...items, item];

const outletAppearance = ({ appearanceId: id, ...facts }: AppearanceFacts): OutletAppearance => ({ id, ...facts });

const upstreamRow = ({ upstreamId: id, of, originId, workId, basis }: UpstreamAttributed['facts']): UpstreamRow => ({
  id,
  of: 'appearanceId' in of ? of.appearanceId : of.upstreamId,
  originId,
  basis,
  ...present({ workId }),
});

/** What goes with something that is withdrawn: all that hangs on it, up the chain. */
function without(upstreams: readonly UpstreamRow[], id: string): readonly UpstreamRow[] {
  const gone = new Set([id]);
  for (const each of gone) upstreams.filter(({ of }) => of === each).forEach((above) => gone.add(above.id));
  return upstreams.filter((each) => !gone.has(each.id));
}

const on: RowHandlers<CarriedRow, ClaimEvent> = {
  ClaimSubmitted: (_, { facts: { topics }, position }) => ({
    recorded: position,
    worded: position,
    topics,
    closed: null,
    mergedInto: null,
    withheld: false,
    appearances: [],
    upstreams: [],
    verdicts: [],
  }),
  // With a correction that brought it, the text stands in that verdict's proposal.
  ClaimReworded: changing<'ClaimReworded'>(({ verdicts }, { facts: { by }, position }) => ({
    worded: verdicts.find(({ id }) => id === by)?.proposed ?? position,
  })),
  ClaimTagged: changing<'ClaimTagged'>((_, { facts: { topics } }) => ({ topics })),
  ClaimDeclined: changing<'ClaimDeclined'>((_, { facts }) => ({ closed: facts.ground })),
  ClaimWithdrawn: changing<'ClaimWithdrawn'>(() => ({ closed: 'withdrawn' })),
  ClaimReopened: changing<'ClaimReopened'>(() => ({ closed: null })),
  ClaimMerged: changing<'ClaimMerged'>((_, { facts }) => ({ mergedInto: facts.intoId })),
  ClaimSplit: changing<'ClaimSplit'>(() => ({ mergedInto: null })),
  AppearanceRecorded: changing<'AppearanceRecorded'>(({ appearances }, { facts }) => ({
    appearances: withReplaced(appearances, outletAppearance(facts)),
  })),
  AppearanceCorrected: changing<'AppearanceCorrected'>(({ appearances }, { facts }) => ({
    appearances: withReplaced(appearances, outletAppearance(facts)),
  })),
  AppearanceWithdrawn: changing<'AppearanceWithdrawn'>(({ appearances, upstreams }, { facts: { appearanceId } }) => ({
    appearances: appearances.filter(({ id }) => id !== appearanceId),
    upstreams: without(upstreams, appearanceId),
  })),
  AttributionChecked: changing<'AttributionChecked'>(({ appearances }, { facts: { appearanceId, attribution } }) => ({
    appearances: appearances.map((each) => (each.id === appearanceId ? { ...each, attribution } : each)),
  })),
  UpstreamAttributed: changing<'UpstreamAttributed'>(({ upstreams }, { facts }) => ({
    upstreams: withReplaced(upstreams, upstreamRow(facts)),
  })),
  UpstreamWithdrawn: changing<'UpstreamWithdrawn'>(({ upstreams }, { facts }) => ({
    upstreams: without(upstreams, facts.upstreamId),
  })),
  VerdictProposed: verdictChange,
  VerdictProposalWithdrawn: verdictChange,
  VerdictSentBack: verdictChange,
  VerdictPublished: verdictChange,
  VerdictSuperseded: verdictChange,
  VerdictCorrected: verdictChange,
  VerdictRetracted: verdictChange,
  RetractionConfirmed: verdictChange,
  RetractionOverturned: verdictChange,
  PublicationWithheld: changing<'PublicationWithheld'>(() => ({ withheld: true })),
  WithholdingLifted: changing<'WithholdingLifted'>(() => ({ withheld: false })),
};

/** Whether anybody may know of a claim: it has been published, and is not withheld. */
export const isPublicRow = ({ verdicts, withheld }: Pick<CarriedRow, 'verdicts' | 'withheld'>): boolean =>
  !withheld && publicVerdicts(verdicts).length > 0;

/** One row a claim. */
export const carriedRows = projection<CarriedRow, ClaimEvent>({
  name: 'carried',
  version: 3,
  columns: {
    public: { type: 'boolean', of: isPublicRow },
    appears_in: { type: 'uuid[]', of: ({ appearances }) => [...new Set(appearances.map(({ workId }) => workId))] },
    // The days for which each published verdict was said to hold: the log of corrections asked of a day filters by these.
    terms: {
      type: 'jsonb',
      of: ({ verdicts }) => Object.fromEntries(publicVerdicts(verdicts).map((each) => [each.id, termOf(each)])),
    },
  },
  indexes: ['using gin (appears_in)'],
  pastIndexes: ['using gin (appears_in)'],
  keys: (event) => [idOf(event)],
  on,
});
