import type { PoolClient, QueryConfig } from 'pg';
import type { Generation } from './generations.js';
import type { Change, Version } from './fold.js';
import type { AnyProjection } from './projection.js';
import { chunksOf, sendAll } from './pipeline.js';
import { generationTableOf, tableOf } from './tables.js';

export { tableOf } from './tables.js';

const columnsOf = ({ columns }: AnyProjection): string[] => Object.keys(columns);

/** @returns the current rows of some keys; of those that exist */
export async function loadRows(
  client: PoolClient,
  { id, projection, number }: Generation,
  keys: readonly string[],
): Promise<Map<string, Version>> {
  if (keys.length === 0) return new Map();
  const { rows } = await client.query<{ key: string; from: string; state: object }>({
    name: `views-load-${id}`,
    text: `select key, "from", state from ${generationTableOf(projection, number)} where key = any($1)`,
    values: [keys],
  });
  return new Map(rows.map(({ key, from, state }) => [key, { key, from: Number(from), state }]));
}

/** Writes what a page changed: versions that ended to the past, the others over the rows they follow; all sent together. */
export async function writeChange(
  client: PoolClient,
  { id, projection, number }: Generation,
  { current, past }: Change,
): Promise<void> {
  const table = generationTableOf(projection, number);
  const statements = function* (): Generator<QueryConfig> {
    for (const rows of chunksOf(rowsOf(projection, past)))
      yield { name: `views-end-${id}`, text: endStatement(projection, table), values: [rows] };
    for (const rows of chunksOf(rowsOf(projection, current)))
      yield { name: `views-write-${id}`, text: writeStatement(projection, table), values: [rows] };
  };
  await sendAll(client, statements());
}

function* rowsOf(projection: AnyProjection, versions: readonly Version[]): Generator<object> {
  for (const version of versions) yield { ...version, ...valuesOf(projection, version.state) };
}

function valuesOf({ columns }: AnyProjection, state: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(columns).map(([name, { of }]) => [name, of(state)]));
}

const namesOf = (projection: AnyProjection): string[] => ['key', '"from"', 'state', ...columnsOf(projection)];

const typesOf = ({ columns }: AnyProjection): string =>
  ['key uuid, "from" bigint, state jsonb']
    .concat(Object.entries(columns).map(([name, { type }]) => `${name} ${type.split(' collate ')[0]}`))
    .join(', ');

function endStatement(projection: AnyProjection, table: string): string {
  const names = namesOf(projection).join(', ');
  return `insert into ${table}_past (${names}, "to")
    select ${names}, "to" from jsonb_to_recordset($1::jsonb) as p(${typesOf(projection)}, "to" bigint)`;
}

function writeStatement(projection: AnyProjection, table: string): string {
  const names = namesOf(projection);
  const replaced = names.slice(1).map((name) => `${name} = excluded.${name}`);
  return `insert into ${table} (${names.join(', ')})
    select ${names.join(', ')} from jsonb_to_recordset($1::jsonb) as c(${typesOf(projection)})
    on conflict (key) do update set ${replaced.join(', ')}`;
}

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
  const names = namesOf(projection).join(', ');
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
