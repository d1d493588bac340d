import type { CountsView, ValueCountView } from './claim-search.views.js';
import type { FilterName } from '../claims/claim-filters.js';
import { rowsAt } from '../engine/store.js';
import { workProjection } from '../outlets/work.projection.js';
import { oneOf } from './look-up.js';

/** Exact up to here: more claims of one value are "more". */
export const COUNTED = 1000;
/** Values of filters without a fixed list, by frequency. */
export const VALUES = 20;

export interface Tally {
  readonly filter: Exclude<keyof CountsView, never>;
  readonly value: string | null;
  readonly n: number;
}

/**
 * Counts by value as `tallies`, for each filter without itself; up to one more than are told exactly. Filters with few values are
 * counted together first, so that what was found is gone through once for all of them.
 */
export function tallies(names: readonly FilterName[], fits: readonly string[], asOf: string | null): string {
  const without = (filter: string): string => ['true', ...fits.filter((_, i) => names[i] !== filter)].join(' and ');
  const told = (n: string): string => `least(${n}, ${COUNTED + 1}) as n`;
  const few = (name: FilterName): string =>
    `(select '${name}' as filter, ${name} as value, ${told('sum(n)')} from groups
      where ${without(name)} and ${name} is not null group by ${name} order by sum(n) desc, 2)`;
  const several = (name: FilterName, value: string, from: string): string =>
    `(select '${name}' as filter, ${value}::text as value, ${told('count(*)')} from ${from}
      group by ${value} order by count(*) desc, 2 limit ${VALUES})`;
  return `groups as materialized (
      select ${['rating', 'status', 'kind', 'language', ...fits].join(', ')}, count(*) as n from hits
      group by ${['rating', 'status', 'kind', 'language', ...fits].join(', ')}
    ), tallies as (
      select 'total' as filter, null as value, ${told('coalesce(sum(n), 0)')} from groups where ${without('')}
      union all ${(['rating', 'status', 'kind', 'language'] as const).map(few).join(' union all ')}
      union all ${several('topic', 'topic', `(select unnest(topics) as topic from hits where ${without('topic')}) h`)}
      union all ${several('claimant', 'claimant_id', `hits where claimant_id is not null and ${without('claimant')}`)}
      union all ${several(
        'outlet',
        'outlet_id',
        `(select distinct a.key, w.outlet_id
          from (select key, unnest(appears_in) as work from hits where ${without('outlet')} order by 2) a
          ${oneOf(rowsAt(workProjection, asOf), 'w', 'a.work')} where w.outlet_id is not null) o`,
      )}
    )`;
}

const countOf = (n: number) => ({ count: Math.min(n, COUNTED), more: n > COUNTED });

export function countsIn(tallies: readonly Tally[]): CountsView {
  const of = (filter: Tally['filter']): ValueCountView[] =>
    tallies.filter((each) => each.filter === filter).map(({ value, n }) => ({ value: value ?? '', ...countOf(n) }));
  return {
    total: countOf(tallies.find(({ filter }) => filter === 'total')?.n ?? 0),
    rating: of('rating'),
    status: of('status'),
    kind: of('kind'),
    language: of('language'),
    topic: of('topic'),
    claimant: of('claimant'),
    outlet: of('outlet'),
  };
}
