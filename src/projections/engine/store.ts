import type { PoolClient, QueryConfig } from 'pg';
import { stateFromJson, stateToJson } from '../../kernel/fold.js';
import type { Generation } from './generations.js';
import type { Change, Version } from './fold.js';
import type { AnyProjection } from './projection.js';
import { chunksOf, sendAll } from './pipeline.js';
import { generationTableOf, currentTypesOf, tableOf, valueTypesOf } from './tables.js';

export { tableOf } from './tables.js';

/** @returns the current rows of some keys; of those that exist */
export async function loadRows(
  client: PoolClient,
  { id, projection, number }: Generation,
  keys: readonly string[],
): Promise<Map<string, Version>> {
  if (keys.length === 0) return new Map();
  const { rows } = await client.query<{ key: string; from: string; state: object }>({
    name: `views-load-${id}`,
    text: `select key, "from", ${projection.row ? 'folded' : 'state'} as state from ${generationTableOf(projection, number)}
      where key = any($1)`,
    values: [keys],
  });
  const opened = (state: object): object => (projection.row ? stateFromJson(state) : state);
  return new Map(rows.map(({ key, from, state }) => [key, { key, from: Number(from), state: opened(state) }]));
}

/** Writes what a page changed: versions that ended to the past, the others over the rows they follow; all sent together. */
export async function writeChange(
  client: PoolClient,
  { id, projection, number }: Generation,
  { current, ended, past }: Change,
): Promise<void> {
  const table = generationTableOf(projection, number);
  const statements = function* (): Generator<QueryConfig> {
    for (const rows of chunksOf(ended))
      yield { name: `views-end-${id}`, text: endStatement(projection, table), values: [rows] };
    for (const rows of chunksOf(pastRowsOf(projection, past)))
      yield { name: `views-past-${id}`, text: writingPast(projection, table), values: [rows] };
    for (const rows of chunksOf(rowsOf(projection, current)))
      yield { name: `views-write-${id}`, text: writeStatement(projection, table), values: [rows] };
  };
  await sendAll(client, statements());
}

function* pastRowsOf(projection: AnyProjection, versions: Change['past']): Generator<object> {
  for (const { state, ...version } of versions) yield { ...version, ...valuesOf(projection, state) };
}

function* rowsOf(projection: AnyProjection, versions: readonly Version[]): Generator<object> {
  for (const { state, ...version } of versions) {
    const folded = projection.row ? { folded: stateToJson(state) } : {};
    yield { ...version, ...folded, ...valuesOf(projection, state) };
  }
}

/** What a version has in both tables. */
export function valuesOf({ columns, row }: AnyProjection, state: object): Record<string, unknown> {
  const shown = (row ? row(state) : state) as object;
  const values = Object.entries(columns).map(([name, { of }]) => [name, of(shown)] as const);
  return Object.fromEntries(row ? values : [['state', state], ...values]);
}

/** The columns that both tables of rows have, but for where a past row ends. */
export const columnsOf = (projection: AnyProjection): string[] => [
  'key',
  '"from"',
  ...Object.keys(valueTypesOf(projection)),
];

const typesOf = (types: Readonly<Record<string, string>>): string =>
  ['key uuid, "from" bigint']
    .concat(Object.entries(types).map(([name, type]) => `${name} ${type.split(/ collate | not null/)[0]}`))
    .join(', ');

/** Moves rows as they stand, which are not made a second time. */
function endStatement(projection: AnyProjection, table: string): string {
  const names = columnsOf(projection);
  return `insert into ${table}_past (${names.join(', ')}, "to")
    select ${names.map((name) => `r.${name}`).join(', ')}, e."to"
    from jsonb_to_recordset($1::jsonb) as e(key uuid, "to" bigint) join ${table} r on r.key = e.key`;
}

function writingPast(projection: AnyProjection, table: string): string {
  const names = columnsOf(projection).join(', ');
  return `insert into ${table}_past (${names}, "to")
    select ${names}, "to" from jsonb_to_recordset($1::jsonb) as p(${typesOf(valueTypesOf(projection))}, "to" bigint)`;
}

function writeStatement(projection: AnyProjection, table: string): string {
  const types = currentTypesOf(projection);
  const names = ['key', '"from"', ...Object.keys(types)];
  const replaced = names.slice(1).map((name) => `${name} = excluded.${name}`);
  return `insert into ${table} (${names.join(', ')})
    select ${names.join(', ')} from jsonb_to_recordset($1::jsonb) as c(${typesOf(types)})
    on conflict (key) do update set ${replaced.join(', ')}`;
}

/** The same with their types, as a record of JSON has them. */
export const recordOf = (projection: AnyProjection): string => typesOf(valueTypesOf(projection));

/** SQL that gives a projection's rows: the current ones, or those as of the position that a parameter holds. */
export function rowsAt(projection: AnyProjection, asOf: string | null): string {
  return asOf === null ? tableOf(projection) : `(${partsAt(projection, asOf).join(' union all ')})`;
}

/**
 * The same in parts, each a row source of one table: what orders and limits a list does so in each of them, since the
 * planner sorts the whole of a union where it could walk two indexes.
 */
export function partsAt(projection: AnyProjection, asOf: string | null): string[] {
  const table = tableOf(projection);
  if (asOf === null) return [table];
  const names = columnsOf(projection).join(', ');
  return [
    `(select ${names} from ${table} where "from" <= ${asOf})`,
    `(select ${names} from ${table}_past where "from" <= ${asOf} and "to" > ${asOf})`,
  ];
}

const pairOf = ({ name, version }: AnyProjection): string => `('${name}', ${version})`;

/**
 * SQL that gives, in one row, the `position` that projections have reached together and, where that is not the ledger's
 * last, where they are `stopped`: by a corrupt event, or for as long as they have not caught up.
 */
export const checkpointOf = (projections: readonly AnyProjection[]): string =>
  `(select min(position) as position,
      coalesce(max(stopped_at), case when min(position) < (select size - 1 from ledger.head) then min(position) end) as stopped
    from views.projections where served and (name, version) in (${projections.map(pairOf).join(', ')}))`;
