import type { Pool, PoolClient } from 'pg';
import { generationsOf, withSchemaLock, versionOf } from './generations.js';
import type { AnyProjection } from './projection.js';
import { dropStatement } from './tables.js';

/** How long a process counts as running after it last said so, and how long its tables are kept after that. */
const PROCESS_SECONDS = 30;
const KEPT_HOURS = 24;

/** Says that a process runs, and which versions it has code for. */
export async function registerProcess(
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
export async function deregisterProcess(pool: Pool, process: string): Promise<void> {
  await pool.query(
    `update views.processes set seen_at = seen_at - interval '${PROCESS_SECONDS} seconds' where id = $1`,
    [process],
  );
}

/**
 * Generations that may go: those that another one followed, those kept to be looked at once a later one is live or words were
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

/** Drops what nobody uses any more. @returns the generations dropped */
export async function dropUnused(pool: Pool): Promise<string[]> {
  const dropped: string[] = [];
  await withSchemaLock(pool, async (client) => {
    // A reader may still be at the last page of it: it is not waited for, since others would wait behind.
    await client.query(`set local lock_timeout = '250ms'`);
    await client.query(
      `delete from views.processes where seen_at < clock_timestamp() - interval '${KEPT_HOURS} hours'`,
    );
    const { rows } = await client.query<{ id: string; name: string; version: number; build: number }>(UNUSED);
    for (const { id, name, version, build } of rows) {
      await client.query(await dropStatement(client, name, version, build));
      await client.query('delete from views.projections where id = $1', [id]);
      dropped.push(id);
    }
  });
  return dropped;
}

/** Drops every generation of some versions, which no process uses but the one that says so, and forgets that process. */
export async function dropVersions(pool: Pool, projections: readonly AnyProjection[], process: string): Promise<void> {
  await withSchemaLock(pool, async (client) => {
    for (const { projection, number } of await generationsOf(client, projections)) {
      await client.query(await dropStatement(client, projection.name, projection.version, number));
    }
    const versions = projections.map(versionOf);
    await client.query(`delete from views.projections where name || '@' || version = any($1)`, [versions]);
    await client.query('delete from views.processes where id = $1', [process]);
  });
}
