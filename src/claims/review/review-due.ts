import type { Stamp } from '../../kernel/event.js';
import type { ClaimRelation, Rating } from '../claim.events.js';
import type { ClaimState } from '../claim.state.js';
import { lacksOwnSupport, lacksSupport, supportOf, type Support } from '../evidence/sufficiency.js';
import { endOf } from '../verdicts/verdict.js';
import { verdictWithStatus, type VerdictState } from '../verdicts/verdicts.state.js';
import { DUE_REASONS, wait, type QueueItem } from './queue-items.js';

/** Relations after which what they name is to be looked at; the other two say nothing of it. */
const SHAKING: readonly ClaimRelation[] = ['contradicts', 'updates', 'negates'];
/** These two are said of both claims at once. */
const MUTUAL: readonly ClaimRelation[] = ['contradicts', 'negates'];

/** Whether a relation of one claim to another asks for a look at the verdict of the one that it names. */
export const triggersReview = (relation: ClaimRelation): boolean => SHAKING.includes(relation);

/** On which side of the truth a rating stands; what is on none disagrees with neither. */
const SIDES: Readonly<Partial<Record<Rating, 'true' | 'mixed' | 'false'>>> = {
  TRUE: 'true',
  MOSTLY_TRUE: 'true',
  MIXED: 'mixed',
  MISLEADING: 'mixed',
  MOSTLY_FALSE: 'false',
  FALSE: 'false',
};
const differ = (one: Rating, other: Rating | undefined): boolean => {
  const [a, b] = [SIDES[one], other && SIDES[other]];
  return a !== undefined && b !== undefined && a !== b;
};

/** What decides whether the verdict that stands is due for review when other streams are looked at. */
export interface ReviewBasis extends Support {
  readonly verdictId: string;
  /** The positions of its publication, and at which a reviewer last looked at the claim; -1: nobody has. */
  readonly published: number;
  readonly reviewedAt: number;
  /** Up to which position somebody has looked who said that it stands; -1: nobody has. */
  readonly reaffirmed: number;
  /** The works in which the claim appears or that are evidence; of these, the latter. */
  readonly works: readonly string[];
  readonly proofs: readonly string[];
  /** Whether too few independent origins are left by what the claim itself says. */
  readonly underSupported: boolean;
}

/** The verdict that stands, of a claim that goes on. */
const liveVerdict = (state: ClaimState): readonly [id: string, verdict: VerdictState] | null => {
  const id = verdictWithStatus(state, 'published');
  const verdict = id === undefined ? undefined : state.verdicts.get(id);
  return id === undefined || !verdict || state.closed || state.mergedInto !== undefined ? null : [id, verdict];
};

/** Whether the verdict that stands has too few independent origins left by what the claim itself says. */
export const isUnderSupported = (state: ClaimState): boolean => {
  const [, verdict] = liveVerdict(state) ?? [];
  return verdict !== undefined && lacksOwnSupport(state, verdict);
};

/** Null where no verdict stands, or the claim does not go on: nothing is due then. */
export function reviewBasisOf(state: ClaimState): ReviewBasis | null {
  const [verdictId, verdict] = liveVerdict(state) ?? [];
  if (verdictId === undefined || !verdict) return null;
  const support = supportOf(state, verdict);
  const proofs = verdict.facts.evidence.flatMap(({ evidenceId }) => state.evidence.get(evidenceId)?.workId ?? []);
  const places = [...state.appearances.values()].flatMap(({ workId, withdrawn }) => (withdrawn ? [] : workId));
  return {
    ...support,
    verdictId,
    published: verdict.published?.position ?? 0,
    reviewedAt: state.reviewedAt ?? -1,
    reaffirmed: verdict.reaffirmed ?? -1,
    works: [...new Set([...places, ...proofs])],
    proofs: [...new Set(proofs)],
    underSupported: lacksSupport(support),
  };
}

/**
 * Why the verdict that stands is or will be due for review, as far as its own claim says.
 *
 * @param underSupported since when its independent origins are too few by that
 */
export function reviewItemsOf(state: ClaimState, underSupported: Stamp | undefined): readonly QueueItem[] {
  const [verdictId, verdict] = liveVerdict(state) ?? [];
  if (verdictId === undefined || !verdict) return [];
  const { facts, published, reaffirmed = -1 } = verdict;
  const since = published?.position ?? 0;
  const looked = Math.max(since, state.reviewedAt ?? -1, reaffirmed);
  const end = endOf(facts);
  const rests = new Set(facts.evidence.map(({ evidenceId }) => evidenceId));
  return [
    ...(end === null ? [] : [wait('expired', { at: end, position: since }, { part: verdictId, set: true })]),
    // A reason that a look has settled does not come back; of evidence that is gone somebody must say that the verdict stands.
    ...[...state.relations.values()].flatMap(({ relation, claimId, since: said }) =>
      MUTUAL.includes(relation) && said.position > looked ? [wait('related-claim', said, { part: claimId })] : [],
    ),
    ...state.replies.flatMap(({ id, unchecked, since: came }) =>
      !unchecked && came.position > looked ? [wait('reply-received', came, { part: id })] : [],
    ),
    ...[...state.outsideReviews].flatMap(([part, { withdrawn, rating, since: made }]) =>
      !withdrawn && made.position > looked && differ(facts.rating, rating)
        ? [wait('outside-review-differs', made, { part })]
        : [],
    ),
    ...[...state.evidence].flatMap(([part, { withdrawn, since: gone }]) =>
      withdrawn && rests.has(part) && gone.position > reaffirmed ? [wait('evidence-withdrawn', gone, { part })] : [],
    ),
    ...[...state.disputes].flatMap(([part, { status, facts: about, since: decided }]) =>
      status === 'upheld' && about.verdictId === verdictId ? [wait('dispute-upheld', decided, { part })] : [],
    ),
    ...(underSupported ? [wait('origins-fallen', underSupported, { part: verdictId })] : []),
    ...(state.carriersChanged && state.carriersChanged.position > looked
      ? [wait('carriers-changed', state.carriersChanged, { part: verdictId })]
      : []),
  ];
}

/** What an outlet was seen to correct in one of its works; `lost`: it was deleted, and no copy is kept. */
export interface SeenCorrection extends Stamp {
  readonly id: string;
  readonly workId: string;
  readonly lost: boolean;
}

/** What other streams say that a claim's review depends on. */
export interface OtherStreams {
  /** In the works in which it appears and that are evidence; others may be among them. */
  readonly corrections: readonly SeenCorrection[];
  /** Outlets and origins that were found, or are suspected, to be another, by identifier. */
  readonly merged: ReadonlyMap<string, Stamp & { readonly into: string; readonly suspected?: boolean }>;
  /** Claims that say of this one what triggers its review. */
  readonly related: readonly (Stamp & { readonly claimId: string })[];
}

/** Why the verdict that stands is due for review, as far as other streams say. */
export function itemsFromOtherStreams(
  basis: ReviewBasis,
  { corrections, merged, related }: OtherStreams,
): readonly QueueItem[] {
  const { published, reaffirmed, works, proofs } = basis;
  const looked = Math.max(published, basis.reviewedAt, reaffirmed);
  const found = [...basis.counted, ...basis.circular].flatMap((id) => merged.get(id) ?? []);
  const last = found.sort((a, b) => a.position - b.position).at(-1);
  const lacks = (suspected: boolean): boolean =>
    lacksSupport(basis, (id) => {
      const other = merged.get(id);
      return other && (suspected || !other.suspected) ? other.into : id;
    });
  const fallen = last && !basis.underSupported && (lacks(false) ? 'origins-fallen' : lacks(true) && 'origins-alike');
  return [
    ...related.flatMap((each) => (each.position > looked ? [wait('related-claim', each, { part: each.claimId })] : [])),
    ...corrections.flatMap((each) => {
      const lost = each.lost && proofs.includes(each.workId);
      if (!works.includes(each.workId) || each.position <= (lost ? Math.max(published, reaffirmed) : looked)) return [];
      return [wait(lost ? 'evidence-lost' : 'outlet-correction', each, { part: each.id })];
    }),
    ...(fallen ? [wait(fallen, last)] : []),
  ];
}

/** Whether one of the things that a claim waits for makes the verdict that stands due for review at a time (RFC 3339). */
export const isReviewDue = (waits: readonly QueueItem[], time: string): boolean =>
  waits.some(({ reason, from }) => from <= time && DUE_REASONS.includes(reason));

/** The verdict that stands and the instant at which its last day has passed, where that is not on the record. */
export function unrecordedEnd(state: ClaimState): { readonly verdictId: string; readonly at: string } | null {
  const verdictId = verdictWithStatus(state, 'published');
  const verdict = state.verdicts.get(verdictId ?? '');
  const at = verdict && endOf(verdict.facts);
  return verdictId !== undefined && at && !verdict?.expired ? { verdictId, at } : null;
}
