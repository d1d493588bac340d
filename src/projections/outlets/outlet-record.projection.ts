import type {
  AppearanceFacts,
  ClaimEvent,
  DeclineGround,
  UpstreamAttributed,
  UpstreamBasis,
} from '../../claims/claim.events.js';
import { present } from '../../kernel/present.js';
import { idOf, projection, type RowHandlers, type Seen } from '../engine/projection.js';
import { publicOnes, withVerdictEvent, type Verdict } from '../standing.js';
import { termOf } from '../valid-at.js';

/** An appearance as it was last corrected. */
export type Carried = Omit<AppearanceFacts, 'appearanceId' | 'place'> & {
  readonly id: string;
  readonly place: AppearanceFacts['place'];
};

/** Where an appearance, or another upstream (`of`), took it from. */
interface Source {
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
  readonly appearances: readonly Carried[];
  readonly upstreams: readonly Source[];
  readonly verdicts: readonly Verdict[];
}

type Later = Exclude<ClaimEvent, { type: 'ClaimSubmitted' }>;
type SeenOf<Type extends string> = Seen<Extract<Later, { type: Type }>>;

/** A handler of an event that follows the submission. */
const later =
  <Type extends Later['type']>(change: (row: CarriedRow, event: SeenOf<Type>) => Partial<CarriedRow>) =>
  (row: CarriedRow | undefined, event: SeenOf<Type>): CarriedRow => {
    if (!row) throw new Error('a claim begins with its submission');
    return { ...row, ...change(row, event) };
  };

const judged = later<Extract<Later, { facts: { verdictId: string } }>['type']>((row, event) => ({
  verdicts: withVerdictEvent(row.verdicts, event),
}));

/** A later one takes the place of an earlier one, in its order. */
const withOne = <Item extends { readonly id: string }>(items: readonly Item[], item: Item): readonly Item[] =>
  items.some(({ id }) => id === item.id) ? items.map((each) => (each.id === item.id ? item : each)) : [...items, item];

const carried = ({ appearanceId: id, ...facts }: AppearanceFacts): Carried => ({ id, ...facts });

const source = ({ upstreamId: id, of, originId, workId, basis }: UpstreamAttributed['facts']): Source => ({
  id,
  of: 'appearanceId' in of ? of.appearanceId : of.upstreamId,
  originId,
  basis,
  ...present({ workId }),
});

/** What goes with something that is withdrawn: all that hangs on it, up the chain. */
function without(upstreams: readonly Source[], id: string): readonly Source[] {
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
  ClaimReworded: later<'ClaimReworded'>(({ verdicts }, { facts: { by }, position }) => ({
    worded: verdicts.find(({ id }) => id === by)?.proposed ?? position,
  })),
  ClaimTagged: later<'ClaimTagged'>((_, { facts: { topics } }) => ({ topics })),
  ClaimDeclined: later<'ClaimDeclined'>((_, { facts }) => ({ closed: facts.ground })),
  ClaimWithdrawn: later<'ClaimWithdrawn'>(() => ({ closed: 'withdrawn' })),
  ClaimReopened: later<'ClaimReopened'>(() => ({ closed: null })),
  ClaimMerged: later<'ClaimMerged'>((_, { facts }) => ({ mergedInto: facts.intoId })),
  ClaimSplit: later<'ClaimSplit'>(() => ({ mergedInto: null })),
  AppearanceRecorded: later<'AppearanceRecorded'>(({ appearances }, { facts }) => ({
    appearances: withOne(appearances, carried(facts)),
  })),
  AppearanceCorrected: later<'AppearanceCorrected'>(({ appearances }, { facts }) => ({
    appearances: withOne(appearances, carried(facts)),
  })),
  AppearanceWithdrawn: later<'AppearanceWithdrawn'>(({ appearances, upstreams }, { facts: { appearanceId } }) => ({
    appearances: appearances.filter(({ id }) => id !== appearanceId),
    upstreams: without(upstreams, appearanceId),
  })),
  AttributionChecked: later<'AttributionChecked'>(({ appearances }, { facts: { appearanceId, attribution } }) => ({
    appearances: appearances.map((each) => (each.id === appearanceId ? { ...each, attribution } : each)),
  })),
  UpstreamAttributed: later<'UpstreamAttributed'>(({ upstreams }, { facts }) => ({
    upstreams: withOne(upstreams, source(facts)),
  })),
  UpstreamWithdrawn: later<'UpstreamWithdrawn'>(({ upstreams }, { facts }) => ({
    upstreams: without(upstreams, facts.upstreamId),
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

/** Whether anybody may know of a claim: it has been published, and is not withheld. */
export const isTold = ({ verdicts, withheld }: Pick<CarriedRow, 'verdicts' | 'withheld'>): boolean =>
  !withheld && publicOnes(verdicts).length > 0;

/** One row a claim. */
export const carriedRows = projection<CarriedRow, ClaimEvent>({
  name: 'carried',
  version: 3,
  columns: {
    public: { type: 'boolean', of: isTold },
    appears_in: { type: 'uuid[]', of: ({ appearances }) => [...new Set(appearances.map(({ workId }) => workId))] },
    // The days for which each published verdict was said to hold: the log of corrections asked of a day filters by these.
    terms: {
      type: 'jsonb',
      of: ({ verdicts }) => Object.fromEntries(publicOnes(verdicts).map((each) => [each.id, termOf(each)])),
    },
  },
  indexes: ['using gin (appears_in)'],
  pastIndexes: ['using gin (appears_in)'],
  keys: (event) => [idOf(event)],
  on,
});
