import type { Pool, PoolClient } from 'pg';
import { generationsOf, withSchemaLock, versionOf } from './generations.js';
import type { AnyProjection } from './projection.js';
import { generationTableOf, createIndexesOf, createTablesOf, createViewsOf } from './tables.js';
import { registerProcess } from './heartbeat.js';

/** Up to here a ledger is so short that its first generation needs no stage of its own. */
const SHORT_LEDGER = 1000;

/** The registry's column that came last: where it is, all of the registry is. */
const NEWEST_COLUMN = 'gathered';
const REGISTRY = `
  create table if not exists views.projections (
    id text primary key, name text not null, version integer not null, build integer not null, status text not null,
    served boolean not null, verify boolean not null default false, position bigint not null default -1, stopped_at bigint,
    gathered boolean not null default true, unique (name, version, build)
  ) with (fillfactor = 50);
  alter table views.projections add column if not exists gathered boolean not null default true;
  create unique index if not exists projections_served on views.projections (name, version) where served;
  create table if not exists views.processes (
    id uuid primary key, uses text[] not null, seen_at timestamptz not null default clock_timestamp()
  )`;

/**
 * Makes what is missing of the registry and of the projections' first generations, and says that a process uses them: before
 * that, another might drop what it finds unused. Several processes may do so at once.
 *
 * @param process a UUID of this process's own
 */
export async function createSchema(pool: Pool, projections: readonly AnyProjection[], process: string): Promise<void> {
  await withSchemaLock(pool, async (client) => {
    await createRegistry(client);
    await registerProcess(client, process, projections);
    const { rows } = await client.query<{ size: string }>('select size from ledger.head');
    for (const each of projections)
      await createFirstGeneration(client, each, Number(rows[0]?.size ?? 0) <= SHORT_LEDGER);
  });
}

/** Nobody else makes a generation meanwhile; and where there is one, an `on conflict` would wait for who changes its row. */
async function createFirstGeneration(client: PoolClient, projection: AnyProjection, short: boolean): Promise<void> {
  const { rowCount } = await client.query(
    `insert into views.projections (id, name, version, build, status, served, gathered)
      select $1, $2, $3, 1, $4, true, $5 where not exists (
        select from views.projections where name = $2 and version = $3)`,
    [`${versionOf(projection)}.1`, projection.name, projection.version, short ? 'live' : 'building', short],
  );
  if (!rowCount) return;
  const table = generationTableOf(projection, 1);
  await client.query([createTablesOf(projection, table), createViewsOf(projection, table)].join('; '));
  if (short) for (const index of createIndexesOf(projection, table)) await client.query(index);
}

/**
 * Makes the registry, or brings it up to date; leaves it alone where it is. Even a statement that finds nothing to do would
 * wait for every transaction that has moved a generation, and a backfill takes minutes: all questions would wait behind.
 */
async function createRegistry(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns
      where table_schema = 'views' and table_name = 'projections'`,
  );
  const columns = rows.map(({ name }) => name);
  if (columns.includes(NEWEST_COLUMN)) return;
  if (columns.length > 0 && !columns.includes('build')) await dropOldLayout(client);
  await client.query(REGISTRY);
}

/** Tables of before there were generations are made again like any others: nothing in them is not in the ledger. */
async function dropOldLayout(client: PoolClient): Promise<void> {
  const tables = await client.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'views'`,
  );
  await client.query(`drop table ${tables.rows.map(({ name }) => `views.${name}`).join(', ')} cascade`);
}

/**
 * Orders a projection to be made again beside the generation that is read; does nothing where that is under way.
 *
 * @param verify whether the two are to be compared before the cutover
 * @returns the number of the generation under way
 */
export async function orderGeneration(pool: Pool, projection: AnyProjection, verify: boolean): Promise<number> {
  let number = 0;
  await withSchemaLock(pool, async (client) => {
    const known = await generationsOf(client, [projection]);
    const underWay = known.find(({ status }) => status === 'building');
    number = underWay?.number ?? Math.max(0, ...known.map((each) => each.number)) + 1;
    if (underWay) return;
    await client.query(
      `insert into views.projections (id, name, version, build, status, served, verify, gathered)
        values ($1, $2, $3, $4, 'building', false, $5, false)`,
      [`${versionOf(projection)}.${number}`, projection.name, projection.version, number, verify],
    );
    await client.query(createTablesOf(projection, generationTableOf(projection, number)));
  });
  return number;
}
