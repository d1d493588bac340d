import { claimantIdsOf, type ClaimantsState } from '../claimants/claimants.state.js';
import type { AppearancesState } from '../appearances/appearances.state.js';
import { originsOfAppearances, standingAppearances } from '../appearances/claim-chains.js';
import type { VerdictProposed } from '../claim.events.js';
import type { RefusedItem } from '../../kernel/refusal.js';
import { refuse } from '../claim.refusal.js';
import type { EvidenceState, EvidenceItemsState } from './evidence.state.js';
import { STANCES_FOR_RATING } from './fitting-stances.js';
import type { VerdictState } from '../verdicts/verdicts.state.js';
import type { WordingState } from '../wording/wording.state.js';

type Facts = VerdictProposed['facts'];
/** What the independence of evidence hangs on in its own claim. */
type EvidenceContext = WordingState & ClaimantsState & AppearancesState & EvidenceItemsState;

/** Items that a rating can rest on: they stand, and their stance fits it. */
const fittingItems = (
  { evidence }: EvidenceItemsState,
  { rating, evidence: pins }: Pick<Facts, 'rating' | 'evidence'>,
) =>
  pins.flatMap(({ evidenceId }): EvidenceState[] => {
    const item = evidence.get(evidenceId);
    return item && !item.withdrawn && STANCES_FOR_RATING[rating].includes(item.stance) ? [item] : [];
  });

/** Where the claim is that its claimant said or did something, a claimant's own primary record is just what shows it. */
const isOwnRecord = (state: WordingState & ClaimantsState, { source, originId }: EvidenceState): boolean =>
  (state.kind === 'position' || state.subjectAct) &&
  source === 'primary' &&
  originId !== null &&
  claimantIdsOf(state).includes(originId);

/** Satire asserts nothing, so what its outlet says of it is evidence, unless that outlet carried the claim in earnest too. */
const satireOrigins = (state: EvidenceContext): ReadonlySet<string> => {
  const standing = [...standingAppearances(state).values()];
  const earnest = new Set(standing.filter(({ mode }) => mode !== 'satire').map(({ originId }) => originId));
  return new Set(standing.map(({ originId }) => originId).filter((id) => !earnest.has(id)));
};

/** The origins from which the claim's appearances took it, which show nothing of it. */
const carriersOf = (state: EvidenceContext): ReadonlySet<string> => {
  const satire = satireOrigins(state);
  return new Set([...originsOfAppearances(state)].filter((id) => !satire.has(id)));
};

/** Origins that lead back to the claim, which show nothing of it: its claimants, and where its appearances took it from. */
const circularOrigins = (state: EvidenceContext): ReadonlySet<string> =>
  new Set([...claimantIdsOf(state), ...carriersOf(state)]);

const knownOrigins = (items: readonly EvidenceState[]): string[] => [
  ...new Set(items.flatMap(({ originId }) => originId ?? [])),
];

/** Items that count. Those of unknown origin are among them; independent of anything they are not. */
const itemsThatCount = (state: EvidenceContext, proposed: Facts): EvidenceState[] => {
  const circular = circularOrigins(state);
  return fittingItems(state, proposed).filter(
    (item) => item.originId === null || !circular.has(item.originId) || isOwnRecord(state, item),
  );
};

/** Why an item does not count towards a rating; null where it does. */
const whyNot = (state: EvidenceContext, { rating }: Facts, item: EvidenceState, others: ReadonlySet<string>) => {
  const { originId, stance } = item;
  if (!STANCES_FOR_RATING[rating].includes(stance)) {
    return {
      code: 'stance-unfit',
      detail: `For ${rating} it would have to be one of: ${STANCES_FOR_RATING[rating].join(', ')}.`,
    };
  }
  // Any other reason would say something of who the source is.
  if (item.confidential) return { code: 'confidential', detail: 'A confidential item counts beside another one only.' };
  if (originId === null) return { code: 'origin-unknown', detail: 'Nobody knows whose statement it is.' };
  if (isOwnRecord(state, item)) return null;
  if (claimantIdsOf(state).includes(originId)) {
    return { code: 'claimant', detail: 'It is a claimant’s own statement.' };
  }
  if (carriersOf(state).has(originId)) {
    return { code: 'carrier', detail: 'It comes from where the claim appears, or was taken from.' };
  }
  return others.has(originId) ? { code: 'same-origin', detail: 'Another item has the same origin.' } : null;
};

/** The items of a proposal that do not count, and why each. */
const itemsThatDoNotCount = (state: EvidenceContext, proposed: Facts): RefusedItem[] => {
  const origins = new Set<string>();
  return proposed.evidence.flatMap(({ evidenceId: id }) => {
    const item = state.evidence.get(id);
    const why = item && whyNot(state, proposed, item, origins);
    if (item?.originId && !item.confidential) origins.add(item.originId);
    return why ? { id, ...why } : [];
  });
};

/**
 * The independent origins on which a rating rests, if what it rests on is enough: two items of different known origins,
 * not both confidential, or one primary item that is not confidential and a written reason. UNPROVEN rests on what is not
 * known, OUTDATED on what overtook it. Refuses otherwise.
 */
export const independentOrigins = (state: EvidenceContext, proposed: Facts): string[] => {
  const items = itemsThatCount(state, proposed);
  const known = items.filter(({ originId }) => originId !== null);
  const origins = knownOrigins(known);
  if (proposed.rating === 'UNPROVEN') {
    if (proposed.unknowns === 0) refuse('unknowns-missing', 'UNPROVEN needs a list of what is not known.');
    return origins;
  }
  if (proposed.rating === 'OUTDATED') {
    if (!proposed.overtaken) refuse('overtaken-by-missing', 'OUTDATED needs to name what overtook the claim.');
    return origins;
  }
  if (origins.length >= 2 && known.some(({ confidential }) => !confidential)) return origins;
  if (!items.some(({ source, confidential }) => source === 'primary' && !confidential)) {
    refuse(
      'evidence-insufficient',
      'It needs two independent items that fit the rating, or a primary one.',
      undefined,
      itemsThatDoNotCount(state, proposed),
    );
  }
  if (!proposed.singleSource) {
    refuse('single-source-reason-missing', 'A rating on one primary source needs singleSourceReason.');
  }
  return origins;
};

/** The origins on which a published verdict rests, before outlets that turned out to be one are counted as one. */
export interface Support {
  /** Of items whose independence another stream can end: it may find an origin to be another, or the claim's own. */
  readonly counted: readonly string[];
  readonly circular: readonly string[];
  /**
   * How many count whatever is merged: the claimant's own record, and confidential sources, of which nobody may learn by
   * a merge who they are.
   */
  readonly own: number;
  /** How many it needs: two, or what it was published with if that is less. */
  readonly needed: number;
}

/** On what a published verdict rests now. */
export function supportOf(
  state: EvidenceContext,
  { facts, origins = 0 }: Pick<VerdictState, 'facts' | 'origins'>,
): Support {
  const needed = Math.min(2, origins);
  if (needed === 0) return { counted: [], circular: [], own: 0, needed };
  return { ...countedOrigins(state, facts), circular: [...circularOrigins(state)], needed };
}

const countedOrigins = (state: EvidenceContext, proposed: Facts): Pick<Support, 'counted' | 'own'> => {
  const items = fittingItems(state, proposed);
  const isSafe = (item: EvidenceState): boolean => item.confidential || isOwnRecord(state, item);
  return {
    counted: knownOrigins(items.filter((item) => !isSafe(item))),
    own: knownOrigins(items.filter(isSafe)).length,
  };
};

/**
 * Whether a published verdict lacks support by what its own claim says: `lacksSupport`, for a claim that is folded event by
 * event. Chains, which it takes long to walk where there are hundreds, are walked only where they may end in an origin
 * that counts.
 */
export function lacksOwnSupport(state: EvidenceContext, verdict: Pick<VerdictState, 'facts' | 'origins'>): boolean {
  const needed = Math.min(2, verdict.origins ?? 0);
  if (needed === 0) return false;
  const { counted, own } = countedOrigins(state, verdict.facts);
  if (counted.length + own < needed) return true;
  const named = [...state.appearances.values(), ...state.upstreams.values()].map(({ originId }) => originId);
  const ends = new Set([...claimantIdsOf(state), ...named]);
  return counted.some((id) => ends.has(id)) && lacksSupport(supportOf(state, verdict));
}

/**
 * Whether fewer independent origins are left than a verdict needs.
 *
 * @param same gives the origin that counts in place of another: of an outlet that was merged, the one that goes on
 */
export function lacksSupport({ counted, circular, own, needed }: Support, same = (originId: string) => originId) {
  const back = new Set(circular.map(same));
  return new Set(counted.map(same).filter((id) => !back.has(id))).size + own < needed;
}
