import { claimProjection } from './claim.projection.js';
import { rowsAt, tableOf } from '../engine/store.js';
import { coversIn } from '../covers-in.js';
import { patternOfRange } from '../language/ranges.js';
import { workProjection } from '../outlets/work.projection.js';

/** Filters of a list of claims that are given, by name; well-formed. */
export type ClaimFilters = Readonly<Partial<Record<FilterName | 'q' | 'sort', string>>>;
export type FilterName =
  'rating' | 'status' | 'outlet' | 'claimant' | 'topic' | 'language' | 'kind' | 'from' | 'to' | 'validAt';

const ORDERS = {
  recorded: { by: 'r.recorded', type: 'bigint' },
  claimedOn: { by: `coalesce(r.first_day, '-infinity'::date)`, type: 'date' },
};
/** How a list is ordered, highest first: an indexed expression, and the type of its value. Unknown days come last. */
export const orderOf = ({ sort }: ClaimFilters) => (sort === 'claimedOn' ? ORDERS.claimedOn : ORDERS.recorded);

/** The rating that goes for a day, in a row `r`: spans lie in the order in which they go first. */
export const ratingOn = (day: string): string => `(
  select s.value ->> 'rating' from jsonb_array_elements(r.ratings) with ordinality s(value, place)
  where ${coversIn('s.value', day)} order by s.place limit 1)`;

/** Whether a row `r` is of a claim with a proposal that somebody is to rate blind. */
export const blindTo = (me: string): string =>
  `exists (select from ${tableOf(claimProjection)} n where n.key = r.key and n.unsighted @> array[${me}::text])`;

/** Who is to rate a proposal blind is told that the claim is in review, by filters as well. */
function statusIs(status: string, param: (value: unknown) => string, me: string | null): string {
  const is = `r.status = ${param(status)}`;
  if (me === null || (status !== 'proposed' && status !== 'in-review')) return is;
  const blind = blindTo(me);
  return status === 'proposed' ? `${is} and not ${blind}` : `(${is} or r.status = 'proposed' and ${blind})`;
}

/** Whether a row `r` is of a claim that somebody asserts, alone or beside others. */
const claimedBy = (claimant: string): string =>
  `(r.claimant_id = ${claimant}::uuid or r.other_claimants @> array[${claimant}::uuid] and r.other_claimants is not null)`;

/** The conditions that filters put on a row `r` of claims; see `conditionsByFilter`. */
export const conditionsOf = (...given: Parameters<typeof conditionsByFilter>): string[] => [
  ...conditionsByFilter(...given).values(),
];

/**
 * The conditions that filters put on a row `r` of claims, by filter.
 *
 * @param asOf the parameter that holds the position asked for, or null
 * @param param takes a value and gives its parameter
 * @param me the parameter that holds who works here and asks; null: nobody who does
 */
export function conditionsByFilter(
  filters: ClaimFilters,
  asOf: string | null,
  param: (value: unknown) => string,
  me: string | null,
): Map<FilterName, string> {
  const { validAt } = filters;
  const sql: Readonly<Record<Exclude<FilterName, 'validAt'>, (value: string) => string>> = {
    rating: (value) => `${validAt === undefined ? 'r.rating' : ratingOn(param(validAt))} = ${param(value)}`,
    status: (value) => statusIs(value, param, me),
    outlet: (value) =>
      `r.appears_in && array(select w.key from ${rowsAt(workProjection, asOf)} w where w.outlet_id = ${param(value)}::uuid)`,
    claimant: (value) => claimedBy(param(value)),
    topic: (value) => `r.topics @> array[${param(value)}]`,
    language: (value) => `r.language ~* ${param(patternOfRange(value))}`,
    kind: (value) => `r.kind = ${param(value)}`,
    from: (value) => `r.last_day >= ${param(value)}::date`,
    to: (value) => `r.first_day <= ${param(value)}::date`,
  };
  const given = Object.entries(sql).flatMap(([name, condition]): [FilterName, string][] => {
    const value = filters[name as FilterName];
    return value === undefined ? [] : [[name as FilterName, condition(value)]];
  });
  return new Map(given);
}
