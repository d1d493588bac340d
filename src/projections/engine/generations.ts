import type { Pool, PoolClient } from 'pg';
import type { AnyProjection } from './projection.js';

/**
 * What a generation of a projection's tables is there for: `building`, fed apart until it has caught up; `live`, fed and
 * read; `retired`, to be dropped; `differs`, fed no more but kept to be looked at, since it is
 * not equal to the one that it should follow.
 */
export type GenerationStatus = 'building' | 'live' | 'retired' | 'differs';

/** One set of tables of a projection's version. A version has one that is read, and while it is made anew another. */
export interface Generation {
  /** `<name>@<version>.<number>` */
  readonly id: string;
  readonly projection: AnyProjection;
  /** Counts from 1 in each version. */
  readonly number: number;
  readonly status: GenerationStatus;
  /** Whether questions read it. A version's first generation is read from the start: there is nothing else. */
  readonly active: boolean;
  /** Whether it is to be compared with the one that it follows before it does. */
  readonly verify: boolean;
  /** The last position that its rows rest on; -1 at first. */
  readonly position: number;
  /** The position that it cannot get past, a corrupt event's or one that a handler fails at; else null. */
  readonly stoppedAt: number | null;
  /** Whether what follows from its texts is kept up with every page, or is to be backfilled from them yet (`texts.ts`). */
  readonly backfilled: boolean;
}

/** The name and version by which processes say what they have code for. */
export const versionOf = ({ name, version }: AnyProjection): string => `${name}@${version}`;

interface GenerationRow {
  id: string;
  name: string;
  version: number;
  build: number;
  status: GenerationStatus;
  served: boolean;
  verify: boolean;
  position: string;
  stopped_at: string | null;
  gathered: boolean;
}

/** @returns every generation of some projections, by projection and number */
export function generationsOf(source: Pool | PoolClient, projections: readonly AnyProjection[]): Promise<Generation[]> {
  return selectGenerations(source, projections, 'true');
}

/** @returns the generations that are to be fed: those that are read and live, or those under way */
export function generationsWith(
  source: Pool | PoolClient,
  projections: readonly AnyProjection[],
  status: 'live' | 'building',
): Promise<Generation[]> {
  return selectGenerations(source, projections, `status = '${status}'`);
}

/** @returns the generations that questions read, in the order of the projections */
export async function activeGenerations(
  source: Pool | PoolClient,
  projections: readonly AnyProjection[],
): Promise<Generation[]> {
  const found = await selectGenerations(source, projections, 'served');
  const missing = projections.find((each) => !found.some(({ projection }) => projection === each));
  if (missing) throw new Error(`no tables of ${versionOf(missing)}`);
  return found;
}

async function selectGenerations(
  source: Pool | PoolClient,
  projections: readonly AnyProjection[],
  which: string,
): Promise<Generation[]> {
  const { rows } = await source.query<GenerationRow>(
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
        active: row.served,
        verify: row.verify,
        position: Number(row.position),
        stoppedAt: row.stopped_at === null ? null : Number(row.stopped_at),
        backfilled: row.gathered,
      })),
  );
}

/**
 * Moves checkpoints from one position to the next; false, and nothing is to be written, where one stood elsewhere or is
 * not what it was any more.
 */
export async function moveCheckpoints(
  client: PoolClient,
  moved: readonly Generation[],
  from: number,
  to: number,
): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'views-move',
    text: `update views.projections p set position = $3, stopped_at = null
      from (select id from views.projections where id = any($1) order by id for update) m
        join unnest($1::text[], $5::boolean[]) known(id, gathered) using (id)
      where p.id = m.id and p.position = $2 and p.status = $4 and p.gathered = known.gathered`,
    values: [moved.map(({ id }) => id), from, to, moved[0]?.status, moved.map(({ backfilled }) => backfilled)],
  });
  return rowCount === moved.length;
}

/** Notes that generations which stand at a position cannot get past another. */
export async function markStopped(
  client: PoolClient,
  stopped: readonly Generation[],
  position: number,
  stoppedAt: number,
): Promise<void> {
  await client.query(
    `update views.projections set stopped_at = $3
      where id = any($1) and position = $2 and stopped_at is distinct from $3`,
    [stopped.map(({ id }) => id), position, stoppedAt],
  );
}

/** Forgets that generations under way could not get further: whoever feeds them notes it again where it is still so. */
export async function unmarkStopped(pool: Pool, ids: readonly string[]): Promise<void> {
  await pool.query(`update views.projections set stopped_at = null where id = any($1) and status = 'building'`, [ids]);
}

/** Any number will do, as long as nobody else locks it. Held while tables are made or dropped. */
const SCHEMA_LOCK = 4_711_001;

/** One transaction in which nobody else makes or drops tables. */
export async function withSchemaLock(pool: Pool, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
    await work(client);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
