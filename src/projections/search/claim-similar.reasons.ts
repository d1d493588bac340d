import type { Candidate } from './claim-similar.candidates.js';
import type { SimilarClaimView, SimilarReason, SimilarReasonView } from './claim-similar.views.js';
import type { Compared, Similarity } from '../language/similarity.js';

/** The text of a claim that is most like the one given. */
export interface Nearest {
  readonly text: Compared;
  /** It is the wording in use, or a translation of it. */
  readonly inUse: boolean;
  /** It says just the same. */
  readonly equal: boolean;
  readonly likeness: Similarity;
}

/** What speaks for a claim beside its words. */
const ADDED = { 'same-address': 0.3, 'same-upstream': 0.2, 'same-claimant': 0.15 } as const;
/** Words that are told of those that are shared. */
const MAX_SHOWN = 6;

/**
 * Why a claim is thought to be like the one given, whether it is the same, and how much alike they are.
 *
 * The same is only what says just the same, in the wording in use or a translation of it, or has the same outside review.
 */
export function reasonsOf(
  row: Candidate,
  nearest: Nearest | null,
): Pick<SimilarClaimView, 'same' | 'score' | 'reasons'> {
  const {
    words = [],
    sharedNumbers = [],
    differing = null,
    negations = [],
    signs = [],
    score: alike = 0,
  } = nearest?.likeness ?? {};
  const equal = nearest?.equal ?? false;
  const same = row.reviewed || (equal && (nearest?.inUse ?? false));
  const near = row.claimant && row.days !== null && row.days <= 7;
  const reasons: (SimilarReasonView | false)[] = [
    equal && reason(nearest?.inUse ? 'same-wording' : 'earlier-wording'),
    row.reviewed && reason('same-outside-review'),
    !equal && words.length > 0 && reason('shared-words', { words: words.slice(0, MAX_SHOWN) }),
    !equal && sharedNumbers.length > 0 && reason('shared-number', { given: [...sharedNumbers] }),
    row.appears && reason('same-address'),
    row.upstream && reason('same-upstream'),
    near && reason('same-claimant', { days: row.days }),
    differing !== null &&
      reason('differing-number', { lowers: true, given: [...differing.given], claimed: [...differing.claimed] }),
    negations.length > 0 && reason('negation', { lowers: true, words: [...negations] }),
    signs.length > 0 && reason('differing-sign', { lowers: true, words: [...signs] }),
  ];
  const added =
    (row.appears ? ADDED['same-address'] : 0) +
    (row.upstream ? ADDED['same-upstream'] : 0) +
    (near ? ADDED['same-claimant'] : 0);
  const score = same ? 1 : Math.min(0.99, (equal ? 0.9 : alike) + added);
  return { same, score: Math.round(score * 100) / 100, reasons: reasons.filter((each) => each !== false) };
}

const reason = (kind: SimilarReason, more: Partial<Omit<SimilarReasonView, 'kind'>> = {}): SimilarReasonView => ({
  kind,
  lowers: false,
  words: [],
  given: [],
  claimed: [],
  days: null,
  ...more,
});
