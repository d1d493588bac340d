import { standingAppearances, standingUpstreams } from '../../claims/appearances/claim-chains.js';
import type { UpstreamLink } from '../../claims/appearances/chains.js';
import { hiddenChanges } from '../../claims/carrier-changes/carrier-changes.state.js';
import { claimFold, type ClaimState } from '../../claims/claim.state.js';
import type {
  AppearanceFacts,
  ClaimEvent,
  ClaimKind,
  ClaimRelation,
  DayBasis,
  DeclineGround,
  MediaFacts,
  Stance,
} from '../../claims/claim.events.js';
import {
  isUnderSupported,
  reviewBasisOf,
  triggersReview,
  unrecordedEnd,
  reviewItemsOf,
  type ReviewBasis,
} from '../../claims/review/review-due.js';
import { verdictsOf, type Verdict } from '../../claims/verdicts/verdict.js';
import { missingParts, type MissingPart } from '../../claims/review/missing.js';
import { editorialItems, type QueueItem } from '../../claims/review/queue-items.js';
import { stampOf, type Stamp } from '../../kernel/event.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import type { ProjectedEvent } from '../engine/projection.js';
import type { Publicity, EvidenceSource } from '../visibility.js';

/** A claim's state with what it takes its history to tell. */
export interface FoldedClaim extends ClaimState {
  readonly revision: number;
  /** Since when the standing verdict's independent origins are too few by what the claim itself says. */
  readonly underSupported?: Stamp;
}

/** On what the support of a verdict depends: while none of these changes, it stays as it is. */
const SUPPORTING = [
  'verdicts',
  'evidence',
  'appearances',
  'upstreams',
  'claimantId',
  'otherClaimants',
  'kind',
  'subjectAct',
  'closed',
  'mergedInto',
] as const satisfies readonly (keyof ClaimState)[];

/** A claim after one more of its events. */
export function foldClaim(before: FoldedClaim | undefined, event: ProjectedEvent<ClaimEvent>): FoldedClaim {
  if (!before && event.type !== 'ClaimSubmitted') throw new Error('a claim begins with its submission');
  const initial: FoldedClaim = { ...claimFold.initial, revision: 0 };
  const { underSupported, ...known } = before ?? initial;
  const state = { ...claimFold.evolve(known, event), revision: event.revision };
  const same = before && SUPPORTING.every((name) => before[name] === state[name]);
  const since = same ? underSupported : isUnderSupported(state) ? (underSupported ?? stampOf(event)) : undefined;
  return { ...state, ...omitUndefined({ underSupported: since }) };
}

/** What a claim is to another one, as it says itself. */
interface Related {
  readonly relationId: string;
  readonly relation: ClaimRelation;
  readonly claimId: string;
  readonly since: Stamp;
}

/** Somebody who asserts a claim beside its first claimant. */
interface OtherClaimant {
  readonly id: string;
  readonly position: number;
  readonly claimedOn?: string;
  readonly claimedOnBasis: DayBasis;
}

/** What lists, the queue, records and logs need to know of a claim, and where its words stand. */
export interface ClaimRow extends Publicity {
  readonly revision: number;
  /** The position of its submission, by which lists sort. */
  readonly recorded: number;
  readonly recordedAt: string;
  /** The positions of the events that have its text, and its claimant's name: of a material correction the proposal. */
  readonly worded: number;
  readonly named: number;
  readonly wordingId: string;
  readonly kind: ClaimKind;
  readonly language: string;
  readonly subjectAct: boolean;
  readonly claimantId: string | null;
  readonly claimantUnknown?: true;
  /** Those beside the first, and the positions of the events that have their names. */
  readonly otherClaimants: readonly OtherClaimant[];
  readonly media?: MediaFacts;
  readonly claimedOn?: string;
  readonly claimedOnBasis: DayBasis;
  readonly dueOn?: string;
  readonly topics: readonly string[];
  readonly verdicts: readonly Verdict[];
  /** How many items of evidence stand, by stance. */
  readonly stances: Readonly<Record<Stance, number>>;
  /** What it lacks before a verdict can be proposed. */
  readonly missing: readonly MissingPart[];
  /** Sources that are confidential or ever were. */
  readonly sources: readonly EvidenceSource[];
  /** Whether a dispute is open. */
  readonly disputed: boolean;
  readonly closed?: 'declined' | 'withdrawn';
  readonly declinedFor?: DeclineGround;
  /** Claims that repeat this one. */
  readonly absorbed: readonly string[];
  /** Relations that hold. */
  readonly relations: readonly Related[];
}

/** Few claims have any: the others' rows do not hold an empty list. */
const someOf = (ids: readonly string[]) => (ids.length > 0 ? ids : undefined);

export const claimRowOf = (state: FoldedClaim): ClaimRow => ({
  revision: state.revision,
  recorded: state.submitted.position,
  recordedAt: state.submitted.at,
  worded: state.textAt,
  named: state.claimantAt,
  wordingId: state.wordingId,
  kind: state.kind,
  language: state.wordings.get(state.wordingId) ?? '',
  subjectAct: state.subjectAct,
  claimantId: state.claimantId,
  otherClaimants: [...state.otherClaimants].map(([id, claimant]) => ({ id, ...claimant })),
  claimedOnBasis: state.claimedOnBasis,
  topics: state.topics,
  verdicts: verdictsOf(state),
  stances: stancesOf(state),
  missing: missingParts(state),
  sources: [...state.evidence].flatMap(([evidenceId, { everOrigins, keptBy }]) =>
    keptBy ? [{ evidenceId, origins: everOrigins, knownBy: keptBy }] : [],
  ),
  disputed: [...state.disputes.values()].some(({ status }) => status === 'open'),
  absorbed: [...state.absorbed.keys()],
  relations: [...state.relations].map(([relationId, relation]) => ({ relationId, ...relation })),
  reviewers: [...state.reviewers].map(([person, assignment]) => ({ person, ...assignment })),
  seconds: [...state.seconds].flatMap(([verdictId, people]) => people.map((person) => ({ verdictId, person }))),
  withheld: state.withholding !== undefined,
  uncheckedReplies: state.replies.flatMap(({ id, unchecked }) => (unchecked ? id : [])),
  ...omitUndefined({
    hiddenChanges: someOf(hiddenChanges(state)),
    claimedOn: state.claimedOn,
    claimantUnknown: state.claimantUnknown,
    media: state.media,
    dueOn: state.dueOn,
    closed: state.closed,
    declinedFor: state.declinedFor,
    mergedInto: state.mergedInto,
  }),
});

const stancesOf = ({ evidence }: ClaimState): ClaimRow['stances'] => {
  const standing = [...evidence.values()].filter(({ withdrawn }) => !withdrawn);
  const count = (stance: Stance) => standing.filter((item) => item.stance === stance).length;
  return { supports: count('supports'), refutes: count('refutes'), context: count('context') };
};

/** An appearance as it was last corrected. */
export type OutletAppearance = Omit<AppearanceFacts, 'appearanceId'> & { readonly id: string };

/** Where a claim appears and was taken from, without what was withdrawn: what outlets' records judge. */
export interface Carried {
  readonly appearances: readonly OutletAppearance[];
  readonly upstreams: readonly UpstreamLink[];
}

/** What becomes of a claim's state in its row. */
export interface ClaimParts {
  readonly state: ClaimRow;
  readonly carried: Carried;
  readonly waits: readonly QueueItem[];
  readonly review: ReviewBasis | null;
  readonly ends: ReturnType<typeof unrecordedEnd>;
  /** Other claims that it ever named; of these, those whose verdict it asks to look at again. */
  readonly named: readonly string[];
  readonly shaken: readonly string[];
  /** Works that it was taken from. */
  readonly takenFrom: readonly string[];
}

export const claimPartsOf = (state: FoldedClaim): ClaimParts => {
  const carried = {
    appearances: [...standingAppearances(state)].map(([id, { appearanceId: _, ...facts }]) => ({ id, ...facts })),
    upstreams: standingUpstreams(state),
  };
  return {
    state: claimRowOf(state),
    carried,
    waits: [...editorialItems(state), ...reviewItemsOf(state, state.underSupported)],
    review: reviewBasisOf(state),
    ends: unrecordedEnd(state),
    named: state.namedClaims,
    shaken: [...state.relations.values()].flatMap(({ relation, claimId }) => (triggersReview(relation) ? claimId : [])),
    takenFrom: carried.upstreams.flatMap(({ workId }) => workId ?? []),
  };
};
