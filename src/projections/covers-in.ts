/**
 * Whether a verdict's days have one among them (`covers`), as a condition.
 *
 * @param term SQL that gives them, as JSON
 * @param day the parameter that holds the day
 */
export const coversIn = (term: string, day: string): string =>
  `(${term} ->> 'first')::date <= ${day}::date and coalesce((${term} ->> 'last')::date, 'infinity') >= ${day}::date`;
