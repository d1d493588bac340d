/** The quantile of the normal distribution that leaves 2.5 % on either side. */
const Z = 1.959963984540054;

/** Under so many, a share says nothing. */
export const MINIMUM = 10;

/** How many of how many; shares from 0 to 1, rounded to four places, null under the minimum. */
export interface Rate {
  readonly count: number;
  readonly of: number;
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

const rounded = (share: number): number => Math.round(share * 10_000) / 10_000;

/**
 * A share with its 95 % score interval: E. B. Wilson, "Probable inference, the law of succession, and statistical
 * inference", Journal of the American Statistical Association 22 (1927), 209-212. It stays within 0 and 1, also where
 * none or all of them are counted.
 */
export function rateOf(count: number, of: number): Rate {
  if (of < MINIMUM) return { count, of, share: null, low: null, high: null };
  const share = count / of;
  const spread = Z ** 2 / of;
  const middle = (share + spread / 2) / (1 + spread);
  const half = (Z / (1 + spread)) * Math.sqrt((share * (1 - share)) / of + spread / (4 * of));
  return {
    count,
    of,
    share: rounded(share),
    low: rounded(Math.max(0, middle - half)),
    high: rounded(Math.min(1, middle + half)),
  };
}
