import type { PoolClient } from 'pg';
import type { AnyProjection } from './projection.js';
import { createTextTablesOf, textIndexesOf, textTableNames } from './texts.js';

/**
 * The name under which questions read a projection's current rows; `<name>_past` holds the earlier versions of rows.
 *
 * It is a view on the tables of one generation. A statement that reads it holds it still until it ends, so that no statement
 * reads two generations, and every later one reads the one that took over.
 */
export const tableOf = ({ name, version }: AnyProjection): string => `views.${name}_v${version}`;

/** The table behind it, of one generation. */
export const generationTableOf = (projection: AnyProjection, build: number): string =>
  `${tableOf(projection)}_b${build}`;

/** The tables of a generation: rows, past rows, texts. */
export const tableNames = (projection: AnyProjection, table: string): string[] => [
  table,
  `${table}_past`,
  ...textTableNames(projection, table),
];

/** The columns that both tables of rows have beside key and positions, with their types. */
export const valueTypesOf = ({ columns, row }: AnyProjection): Readonly<Record<string, string>> => ({
  ...(row ? {} : { state: 'jsonb not null' }),
  ...Object.fromEntries(Object.entries(columns).map(([name, { type }]) => [name, type])),
});

/** Those of current rows, which keep what they were folded from. */
export const currentTypesOf = (projection: AnyProjection): Readonly<Record<string, string>> => ({
  ...(projection.row ? { folded: 'jsonb not null' } : {}),
  ...valueTypesOf(projection),
});

/** SQL that makes a generation's tables, with no more indexes than are needed to fill them. */
export function createTablesOf(projection: AnyProjection, table: string): string {
  const columns = (types: Readonly<Record<string, string>>): string =>
    Object.entries(types)
      .map(([name, type]) => `, ${name} ${type}`)
      .join('');
  return [
    `create table ${table} (key uuid primary key, "from" bigint not null${columns(currentTypesOf(projection))})
      with (fillfactor = 80)`,
    `create table ${table}_past (key uuid not null, "from" bigint not null, "to" bigint not null
      ${columns(valueTypesOf(projection))})`,
    createTextTablesOf(projection, table),
  ]
    .filter((sql) => sql !== '')
    .join('; ');
}

/** SQL that makes each index of a generation, where it is missing: whoever makes them may be ended between two. */
export function createIndexesOf(projection: AnyProjection, table: string): string[] {
  const past = ['("to", "from")', ...(projection.pastIndexes ?? [])];
  return [
    index(`${table}_past`, 'pkey', '(key, "from")', 'unique'),
    ...projection.indexes.map((each, i) => index(table, String(i), each)),
    ...past.map((each, i) => index(`${table}_past`, String(i), each)),
    ...textIndexesOf(projection, table).map(([texts, each], i) => index(texts, String(i), each)),
  ];
}

const index = (table: string, name: string, what: string, unique = ''): string =>
  `create ${unique} index if not exists ${table.replace('views.', '')}_${name} on ${table} ${what}`;

/** SQL that lets questions read one generation. */
export const createViewsOf = (projection: AnyProjection, table: string): string =>
  tableNames(projection, table)
    .map((name) => `create or replace view ${name.replace(table, tableOf(projection))} as select * from ${name}`)
    .join('; ');

/** SQL that drops a generation by its name alone: this process may have no code for it. */
export async function dropStatement(client: PoolClient, name: string, version: number, build: number): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select 'views.' || quote_ident(tablename) as name from pg_tables
      where schemaname = 'views' and (tablename = $1 or starts_with(tablename, $1 || '_'))`,
    [`${name}_v${version}_b${build}`],
  );
  // With the views, where they are of this generation: those of another are on other tables.
  return rows.length === 0 ? 'select 1' : `drop table ${rows.map((row) => row.name).join(', ')} cascade`;
}
