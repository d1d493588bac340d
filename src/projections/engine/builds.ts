import type { Pool, PoolClient } from 'pg';
import type { AnyProjection } from './projection.js';
import { buildTableOf, dropping, indexesOf, tablesOf, viewsOf } from './tables.js';

/**
 * What a build of a projection's tables is there for: `building`, fed apart until it has caught up; `live`, fed and
 * read; `retired`, to be dropped; `differs`, fed no more but kept to be looked at, since it is
 * not equal to the one that it should follow.
 */
export type BuildStatus = 'building' | 'live' | 'retired' | 'differs';

/** One set of tables of a projection's version. A version has one that is read, and while it is made anew another. */
export interface Build {
  /** `<name>@<version>.<number>` */
  readonly id: string;
  readonly projection: AnyProjection;
  /** Counts from 1 in each version. */
  readonly number: number;
  readonly status: BuildStatus;
  /** Whether questions read it. A version's first build is read from the start: there is nothing else. */
  readonly served: boolean;
  /** Whether it is to be compared with the one that it follows before it does. */
  readonly verify: boolean;
  /** The last position that its rows rest on; -1 at first. */
  readonly position: number;
  /** The position that it cannot get past, a corrupt event's or one that a handler fails at; else null. */
  readonly stoppedAt: number | null;
  /** Whether what follows from its texts is kept up with every page, or is to be gathered from them yet (`texts.ts`). */
  readonly gathered: boolean;
}

/** The name and version by which processes say what they have code for. */
export const versionOf = ({ name, version }: AnyProjection): string => `${name}@${version}`;

/** Any number will do, as long as nobody else locks it. Held while tables are made or dropped. */
const SETUP_LOCK = 4_711_001;

/** Up to here a ledger is so short that its first build needs no stage of its own. */
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

interface Row {
  id: string;
  name: string;
  version: number;
  build: number;
  status: BuildStatus;
  served: boolean;
  verify: boolean;
  position: string;
  stopped_at: string | null;
  gathered: boolean;
}

/**
 * Makes what is missing of the registry and of the projections' first builds, and says that a process uses them: before
 * that, another might drop what it finds unused. Several processes may do so at once.
 *
 * @param process a UUID of this process's own
 */
export async function makeTables(pool: Pool, projections: readonly AnyProjection[], process: string): Promise<void> {
  await settingUp(pool, async (client) => {
    await makeRegistry(client);
    await announce(client, process, projections);
    const { rows } = await client.query<{ size: string }>('select size from ledger.head');
    for (const each of projections) await makeFirst(client, each, Number(rows[0]?.size ?? 0) <= SHORT_LEDGER);
  });
}

/** Nobody else makes a build meanwhile; and where there is one, an `on conflict` would wait for who changes its row. */
async function makeFirst(client: PoolClient, projection: AnyProjection, short: boolean): Promise<void> {
  const { rowCount } = await client.query(
    `insert into views.projections (id, name, version, build, status, served, gathered)
      select $1, $2, $3, 1, $4, true, $5 where not exists (
        select from views.projections where name = $2 and version = $3)`,
    [`${versionOf(projection)}.1`, projection.name, projection.version, short ? 'live' : 'building', short],
  );
  if (!rowCount) return;
  const table = buildTableOf(projection, 1);
  await client.query([tablesOf(projection, table), viewsOf(projection, table)].join('; '));
  if (short) for (const index of indexesOf(projection, table)) await client.query(index);
}

/**
 * Makes the registry, or brings it up to date; leaves it alone where it is. Even a statement that finds nothing to do would
 * wait for every transaction that has moved a build, and one that gathers takes minutes: all questions would wait behind.
 */
async function makeRegistry(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns
      where table_schema = 'views' and table_name = 'projections'`,
  );
  const columns = rows.map(({ name }) => name);
  if (columns.includes(NEWEST_COLUMN)) return;
  if (columns.length > 0 && !columns.includes('build')) await forgetOldLayout(client);
  await client.query(REGISTRY);
}

/** Tables of before there were builds are made again like any others: nothing in them is not in the ledger. */
async function forgetOldLayout(client: PoolClient): Promise<void> {
  const tables = await client.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'views'`,
  );
  await client.query(`drop table ${tables.rows.map(({ name }) => `views.${name}`).join(', ')} cascade`);
}

/**
 * Orders a projection to be made again beside the build that is read; does nothing where that is under way.
 *
 * @param verify whether the two are to be compared before the new one takes over
 * @returns the number of the build under way
 */
export async function orderBuild(pool: Pool, projection: AnyProjection, verify: boolean): Promise<number> {
  let number = 0;
  await settingUp(pool, async (client) => {
    const known = await rowsOf(client, [projection]);
    const underWay = known.find(({ status }) => status === 'building');
    number = underWay?.number ?? Math.max(0, ...known.map((each) => each.number)) + 1;
    if (underWay) return;
    await client.query(
      `insert into views.projections (id, name, version, build, status, served, verify, gathered)
        values ($1, $2, $3, $4, 'building', false, $5, false)`,
      [`${versionOf(projection)}.${number}`, projection.name, projection.version, number, verify],
    );
    await client.query(tablesOf(projection, buildTableOf(projection, number)));
  });
  return number;
}

/** @returns every build of some projections, by projection and number */
export function rowsOf(source: Pool | PoolClient, projections: readonly AnyProjection[]): Promise<Build[]> {
  return builds(source, projections, 'true');
}

/** @returns the builds that are to be fed: those that are read and live, or those under way */
export function buildsOf(
  source: Pool | PoolClient,
  projections: readonly AnyProjection[],
  status: 'live' | 'building',
): Promise<Build[]> {
  return builds(source, projections, `status = '${status}'`);
}

/** @returns the builds that questions read, in the order of the projections */
export async function servedBuilds(source: Pool | PoolClient, projections: readonly AnyProjection[]): Promise<Build[]> {
  const found = await builds(source, projections, 'served');
  const missing = projections.find((each) => !found.some(({ projection }) => projection === each));
  if (missing) throw new Error(`no tables of ${versionOf(missing)}`);
  return found;
}

async function builds(
  source: Pool | PoolClient,
  projections: readonly AnyProjection[],
  which: string,
): Promise<Build[]> {
  const { rows } = await source.query<Row>(
    `select id, name, version, build, status, served, verify, position, stopped_at, gathered from views.projections
      where name || '@' || version = any($1) and ${which} order by build`,
    [projections.map(versionOf)],
  );
  return projections.flatMap((projection) =>
    rows
      .filter(({ name, version }) => name === projection.name && version === projection.version)
      .map((row) => ({
        id: row.id,
        projection,
        number: row.build,
        status: row.status,
        served: row.served,
        verify: row.verify,
        position: Number(row.position),
        stoppedAt: row.stopped_at === null ? null : Number(row.stopped_at),
        gathered: row.gathered,
      })),
  );
}

/**
 * Moves checkpoints from one position to the next; false, and nothing is to be written, where one stood elsewhere or is
 * not what it was any more.
 */
export async function moveCheckpoints(
  client: PoolClient,
  moved: readonly Build[],
  from: number,
  to: number,
): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'views-move',
    text: `update views.projections p set position = $3, stopped_at = null
      from (select id from views.projections where id = any($1) order by id for update) m
        join unnest($1::text[], $5::boolean[]) known(id, gathered) using (id)
      where p.id = m.id and p.position = $2 and p.status = $4 and p.gathered = known.gathered`,
    values: [moved.map(({ id }) => id), from, to, moved[0]?.status, moved.map(({ gathered }) => gathered)],
  });
  return rowCount === moved.length;
}

/** Notes that builds which stand at a position cannot get past another. */
export async function markStopped(
  client: PoolClient,
  stopped: readonly Build[],
  position: number,
  stoppedAt: number,
): Promise<void> {
  await client.query(
    `update views.projections set stopped_at = $3
      where id = any($1) and position = $2 and stopped_at is distinct from $3`,
    [stopped.map(({ id }) => id), position, stoppedAt],
  );
}

/** Forgets that builds under way could not get further: whoever feeds them notes it again where it is still so. */
export async function unmarkStopped(pool: Pool, ids: readonly string[]): Promise<void> {
  await pool.query(`update views.projections set stopped_at = null where id = any($1) and status = 'building'`, [ids]);
}

/** How long a process counts as running after it last said so, and how long its tables are kept after that. */
const PROCESS_SECONDS = 30;
const KEPT_HOURS = 24;

/** Says that a process runs, and which versions it has code for. */
export async function announce(
  source: Pool | PoolClient,
  process: string,
  projections: readonly AnyProjection[],
): Promise<void> {
  await source.query(
    `insert into views.processes (id, uses) values ($1, $2)
      on conflict (id) do update set uses = excluded.uses, seen_at = clock_timestamp()`,
    [process, projections.map(versionOf)],
  );
}

/** Says that a process ends: what it used is in use no more, but kept for as long as one that died keeps it. */
export async function depart(pool: Pool, process: string): Promise<void> {
  await pool.query(
    `update views.processes set seen_at = seen_at - interval '${PROCESS_SECONDS} seconds' where id = $1`,
    [process],
  );
}

/**
 * Builds that may go: those that another one followed, those kept to be looked at once a later one is live or words were
 * erased that they may hold, and those of a version that no running process has code for, if a
 * later version is live or none had code for it all day. Unfed tables must go in the end: no erasure reaches them.
 */
const UNUSED = `
  select p.id, p.name, p.version, p.build from views.projections p
  where p.status = 'retired'
    or p.status = 'differs' and (exists (select from ledger.erasures e where e.erased_by > p.position)
        or exists (select from views.projections l where l.name = p.name and l.version = p.version
          and l.build > p.build and l.status = 'live'))
    or not exists (select from views.processes s where p.name || '@' || p.version = any(s.uses)
        and s.seen_at > clock_timestamp() - interval '${PROCESS_SECONDS} seconds')
      and (exists (select from views.projections l where l.name = p.name and l.version > p.version and l.status = 'live')
        or not exists (select from views.processes s where p.name || '@' || p.version = any(s.uses)))`;

/** Drops what nobody uses any more. @returns the builds dropped */
export async function dropUnused(pool: Pool): Promise<string[]> {
  const dropped: string[] = [];
  await settingUp(pool, async (client) => {
    // A reader may still be at the last page of it: it is not waited for, since others would wait behind.
    await client.query(`set local lock_timeout = '250ms'`);
    await client.query(
      `delete from views.processes where seen_at < clock_timestamp() - interval '${KEPT_HOURS} hours'`,
    );
    const { rows } = await client.query<{ id: string; name: string; version: number; build: number }>(UNUSED);
    for (const { id, name, version, build } of rows) {
      await client.query(await dropping(client, name, version, build));
      await client.query('delete from views.projections where id = $1', [id]);
      dropped.push(id);
    }
  });
  return dropped;
}

/** Drops every build of some versions, which no process uses but the one that says so, and forgets that process. */
export async function dropVersions(pool: Pool, projections: readonly AnyProjection[], process: string): Promise<void> {
  await settingUp(pool, async (client) => {
    for (const { projection, number } of await rowsOf(client, projections)) {
      await client.query(await dropping(client, projection.name, projection.version, number));
    }
    const versions = projections.map(versionOf);
    await client.query(`delete from views.projections where name || '@' || version = any($1)`, [versions]);
    await client.query('delete from views.processes where id = $1', [process]);
  });
}

/** One transaction in which nobody else makes or drops tables. */
async function settingUp(pool: Pool, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [SETUP_LOCK]);
    await work(client);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
