/** The quantile of the normal distribution that leaves 2.5 % on either side. */
const Z = 1.959963984540054;

/** Under so many pairs nothing but their number is told: the interval is one for large samples. */
export const MINIMUM_PAIRS = 30;

/** How far two ratings of one thing agree beyond what chance would give; four places, null under the minimum. */
export interface Agreement {
  readonly pairs: number;
  readonly agreed: number;
  /** The share of pairs that agree, 0 to 1. */
  readonly observed: number | null;
  /** The share that would by chance, as often as each rating was given. */
  readonly expected: number | null;
  /** -1 to 1; null also where everybody gave one rating only, since chance alone would then agree always. */
  readonly kappa: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/**
 * Cohen's kappa (J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20
 * (1960), 37-46) with its 95 % interval from the large-sample variance of J. L. Fleiss, J. Cohen and B. S. Everitt, "Large
 * sample standard errors of kappa and weighted kappa", Psychological Bulletin 72 (1969), 323-327.
 *
 * @param pairs each the rating of the one and of the other, in the same order throughout
 */
export function agreementOf(pairs: readonly (readonly [string, string])[]): Agreement {
  const n = pairs.length;
  const agreed = pairs.filter(([one, other]) => one === other).length;
  const none = { observed: null, expected: null, kappa: null, low: null, high: null };
  if (n < MINIMUM_PAIRS) return { pairs: n, agreed, ...none };
  const codes = [...new Set(pairs.flat())];
  const ofOne = (code: string): number => pairs.filter(([one]) => one === code).length / n;
  const ofOther = (code: string): number => pairs.filter(([, other]) => other === code).length / n;
  const observed = agreed / n;
  const expected = codes.reduce((sum, code) => sum + ofOne(code) * ofOther(code), 0);
  const shares = { pairs: n, agreed, observed: rounded(observed), expected: rounded(expected) };
  if (expected === 1) return { ...shares, kappa: null, low: null, high: null };
  const kappa = (observed - expected) / (1 - expected);
  const both = (one: string, other: string): number => pairs.filter(([a, b]) => a === one && b === other).length / n;
  const same = codes.reduce(
    (sum, code) => sum + both(code, code) * (1 - expected - (ofOne(code) + ofOther(code)) * (1 - observed)) ** 2,
    0,
  );
  const apart = codes.flatMap((i) =>
    codes.flatMap((j) => (i === j ? [] : [both(i, j) * (ofOther(i) + ofOne(j)) ** 2])),
  );
  const variance =
    (same +
      (1 - observed) ** 2 * apart.reduce((sum, each) => sum + each, 0) -
      (observed * expected - 2 * expected + observed) ** 2) /
    (n * (1 - expected) ** 4);
  const half = Z * Math.sqrt(Math.max(0, variance));
  return {
    ...shares,
    kappa: rounded(kappa),
    low: rounded(Math.max(-1, kappa - half)),
    high: rounded(Math.min(1, kappa + half)),
  };
}
