/** How a value is known: it says so, an editor concluded it, or nobody knows it. */
type ValueBasis = 'stated' | 'inferred' | 'unknown';

/** Whether a basis fits its value: it is `unknown` exactly where there is none. Absent, it follows from the value. */
export const basisMatchesValue = (basis: ValueBasis | undefined, value: unknown): boolean =>
  basis === undefined || (basis === 'unknown') === (value === undefined);

/** The basis as given, else `stated` for a value and `unknown` for none. */
export const basisOf = (given: ValueBasis | undefined, value: unknown): ValueBasis =>
  given ?? (value === undefined ? 'unknown' : 'stated');
