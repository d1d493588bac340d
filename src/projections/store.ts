import type { Pool, PoolClient } from 'pg';
import type { Change, Version } from './fold.js';
import type { AnyProjection } from './projection.js';

/** The table of a projection's current rows; `<table>_past` holds the earlier versions. */
export const tableOf = ({ name, version }: AnyProjection): string => `views.${name}_v${version}`;
const idOf = ({ name, version }: AnyProjection): string => `${name}@${version}`;
const columnsOf = ({ columns }: AnyProjection): string[] => Object.keys(columns);
const isOf = (projections: readonly AnyProjection[]) => projections.map(idOf);

/** Any number will do, as long as nobody else locks it. */
const SETUP_LOCK = 4_711_001;

/** How far a projection has come. */
export interface Progress {
  /** The last position that its rows rest on; -1 at first. */
  readonly position: number;
  /** The position of the corrupt event that it stands before, if it does. */
  readonly stoppedAt: number | null;
}

/** Makes what is missing of the projections' tables and checkpoints. Several processes may do so at once. */
export async function makeTables(pool: Pool, projections: readonly AnyProjection[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [SETUP_LOCK]);
    await client.query(`create table if not exists views.projections (
      id text primary key, name text not null, version integer not null, status text not null default 'live',
      position bigint not null default -1, stopped_at bigint
    ) with (fillfactor = 50)`);
    for (const each of projections) {
      const { rowCount } = await client.query(
        'insert into views.projections (id, name, version) values ($1, $2, $3) on conflict do nothing',
        [idOf(each), each.name, each.version],
      );
      if (rowCount) await client.query(tablesOf(each));
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** Takes projections' tables and checkpoints away, where they are. */
export async function dropTables(pool: Pool, projections: readonly AnyProjection[]): Promise<void> {
  const tables = projections.flatMap((each) => [tableOf(each), `${tableOf(each)}_past`]);
  await pool.query(`drop table if exists ${tables.join(', ')}`);
  await pool.query('delete from views.projections where id = any($1)', [isOf(projections)]);
}

function tablesOf(projection: AnyProjection): string {
  const table = tableOf(projection);
  const columns = Object.entries(projection.columns).map(([name, { type }]) => `, ${name} ${type}`);
  return [
    `create table ${table} (key uuid primary key, "from" bigint not null, state jsonb not null${columns.join('')})
      with (fillfactor = 80)`,
    `create table ${table}_past (key uuid not null, "from" bigint not null, "to" bigint not null, state jsonb not null
      ${columns.join('')}, primary key (key, "from"))`,
    `create index on ${table}_past ("to", "from")`,
    ...projection.indexes.map((index) => `create index on ${table} ${index}`),
  ].join('; ');
}

/** @returns how far each projection has come, in the order given */
export async function progressOf(
  source: Pool | PoolClient,
  projections: readonly AnyProjection[],
): Promise<readonly Progress[]> {
  const { rows } = await source.query<{ id: string; position: string; stopped_at: string | null }>({
    name: 'views-progress',
    text: 'select id, position, stopped_at from views.projections where id = any($1)',
    values: [isOf(projections)],
  });
  return projections.map((projection) => {
    const row = rows.find(({ id }) => id === idOf(projection));
    if (!row) throw new Error(`no checkpoint of ${idOf(projection)}`);
    return {
      position: Number(row.position),
      stoppedAt: row.stopped_at === null ? null : Number(row.stopped_at),
    };
  });
}

/** @returns the current rows of some keys; of those that exist */
export async function loadRows(
  client: PoolClient,
  projection: AnyProjection,
  keys: readonly string[],
): Promise<Map<string, Version>> {
  if (keys.length === 0) return new Map();
  const { rows } = await client.query<{ key: string; from: string; state: object }>({
    name: `views-load-${idOf(projection)}`,
    text: `select key, "from", state from ${tableOf(projection)} where key = any($1)`,
    values: [keys],
  });
  return new Map(rows.map(({ key, from, state }) => [key, { key, from: Number(from), state }]));
}

/** Moves checkpoints from one position to the next; false, and nothing is to be written, where one stood elsewhere. */
export async function moveCheckpoints(
  client: PoolClient,
  projections: readonly AnyProjection[],
  from: number,
  to: number,
): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'views-move',
    text: `update views.projections set position = $3, stopped_at = null where id = any($1) and position = $2`,
    values: [isOf(projections), from, to],
  });
  return rowCount === projections.length;
}

/** Notes that projections stand before a corrupt event. */
export async function markStopped(
  client: PoolClient,
  projections: readonly AnyProjection[],
  position: number,
  stoppedAt: number,
): Promise<void> {
  await client.query(
    `update views.projections set stopped_at = $3
      where id = any($1) and position = $2 and stopped_at is distinct from $3`,
    [isOf(projections), position, stoppedAt],
  );
}

/** Writes what a page changed: versions that ended to the past, the others over the rows they follow. */
export async function writeChange(client: PoolClient, projection: AnyProjection, change: Change): Promise<void> {
  if (change.current.length === 0) return;
  const row = (version: Version) => ({ ...version, ...valuesOf(projection, version.state) });
  await client.query({
    name: `views-write-${idOf(projection)}`,
    text: writing(projection),
    values: [JSON.stringify(change.current.map(row)), JSON.stringify(change.past.map(row))],
  });
}

function valuesOf({ columns }: AnyProjection, state: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(columns).map(([name, { of }]) => [name, of(state)]));
}

function writing(projection: AnyProjection): string {
  const table = tableOf(projection);
  const own = columnsOf(projection);
  const names = ['key', '"from"', 'state', ...own];
  const types = Object.entries(projection.columns).map(([name, { type }]) => `, ${name} ${type.split(' collate ')[0]}`);
  const given = `key uuid, "from" bigint, state jsonb${types.join('')}`;
  const replaced = names.slice(1).map((name) => `${name} = excluded.${name}`);
  return `with ended as (
      insert into ${table}_past (${names.join(', ')}, "to")
      select ${names.join(', ')}, "to" from json_to_recordset($2::json) as p(${given}, "to" bigint)
    )
    insert into ${table} (${names.join(', ')})
    select ${names.join(', ')} from json_to_recordset($1::json) as c(${given})
    on conflict (key) do update set ${replaced.join(', ')}`;
}

/** SQL that gives a projection's rows: the current ones, or those as of the position that a parameter holds. */
export function rowsAt(projection: AnyProjection, asOf: string | null): string {
  const table = tableOf(projection);
  if (asOf === null) return table;
  const names = ['key', '"from"', 'state', ...columnsOf(projection)].join(', ');
  return `(select ${names} from ${table} where "from" <= ${asOf}
    union all select ${names} from ${table}_past where "from" <= ${asOf} and "to" > ${asOf})`;
}

/**
 * SQL that gives, in one row, the `position` that projections have reached together and, where that is not the ledger's
 * last, where they are `stopped`: by a corrupt event, or for as long as they have not caught up.
 */
export const reachedBy = (projections: readonly AnyProjection[]): string =>
  `(select min(position) as position,
      coalesce(max(stopped_at), case when min(position) < (select size - 1 from ledger.head) then min(position) end) as stopped
    from views.projections where id in (${projections.map((each) => `'${idOf(each)}'`).join(', ')}))`;
