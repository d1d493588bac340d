/** The first and the last day that there are in this ledger: dates have four digits for the year (ISO 8601, 4.1.2.2). */
export const FIRST_DAY = '0001-01-01';
export const LAST_DAY = '9999-12-31';

/** The last instant that there is, RFC 3339, UTC, milliseconds. */
const LAST_INSTANT = `${LAST_DAY}T23:59:59.999Z`;

const DAY_MS = 86_400_000;

/**
 * The day so many days after another, or before it where `days` is negative.
 *
 * @param day `YYYY-MM-DD`, UTC
 * @returns null where there is no such day. `Date` would write a longer year, which as text sorts before all others.
 */
export function addDays(day: string, days: number): string | null {
  const shifted = new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS);
  const year = shifted.getUTCFullYear();
  return year >= 1 && year <= 9999 ? shifted.toISOString().slice(0, 10) : null;
}

/** The instant at which a day begins, RFC 3339, UTC, milliseconds. */
export const startOfDay = (day: string): string => `${day}T00:00:00.000Z`;

/** The instant at which a day is over; of the last day its last instant, since no other day begins. */
export const endOfDay = (day: string): string => {
  const next = addDays(day, 1);
  return next === null ? LAST_INSTANT : startOfDay(next);
};

/**
 * An instant as this ledger writes it: UTC, milliseconds, four digits for the year, so that text sorts as time does.
 *
 * @param text RFC 3339
 * @returns undefined for what lies outside of the ledger's days, as an offset can make of the first or the last one
 */
export function instantOf(text: string): string | undefined {
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime())) return undefined;
  const written = instant.toISOString();
  return /^(?!0000)\d{4}-/.test(written) ? written : undefined;
}
