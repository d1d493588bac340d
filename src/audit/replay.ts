import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { LedgerReader } from '../ledger/reader.js';
import { Follower } from '../projections/follower.js';
import type { AnyProjection } from '../projections/projection.js';
import { dropVersions, makeTables, rowsOf, servedBuilds } from '../projections/builds.js';
import { tableOf } from '../projections/tables.js';
import type { Finding } from './verify/findings.js';

/** A version that no program gives a projection: its tables are those of a replay. */
const REPLAYED = 1_000_000;
const NAMED = 20;

/**
 * Replays every projection from the first event into tables of its own, and compares them row for row, those of the past
 * included, with what stands. The tables go afterwards.
 *
 * @param progress told the position that the replay has reached
 * @returns one finding for each row that differs, twenty a projection at most
 */
export async function replayed(
  pool: Pool,
  projections: readonly AnyProjection[],
  progress: (position: number) => void = () => undefined,
): Promise<readonly Finding[]> {
  const anew = projections.map((each): AnyProjection => ({ ...each, version: each.version + REPLAYED }));
  const process = randomUUID();
  // What a replay that was killed has left would be compared half done.
  await dropVersions(pool, anew, process);
  try {
    await makeTables(pool, anew, process);
    await follow(pool, anew, progress);
    const reached = await servedBuilds(pool, anew);
    const standing = await servedBuilds(pool, projections);
    const findings: Finding[] = [];
    for (const [i, each] of projections.entries()) {
      const upTo = Math.min(reached[i]?.position ?? -1, standing[i]?.position ?? -1);
      findings.push(...(await compare(pool, each, anew[i] as AnyProjection, upTo)));
    }
    return findings;
  } finally {
    await dropVersions(pool, anew, process);
  }
}

async function follow(
  pool: Pool,
  projections: readonly AnyProjection[],
  progress: (position: number) => void,
): Promise<void> {
  const [first] = await rowsOf(pool, projections);
  const follower = new Follower(
    { read: new LedgerReader(pool) },
    projections,
    first?.status === 'live' ? 'live' : 'building',
  );
  const client = await pool.connect();
  try {
    for (;;) {
      const step = await follower.step(client, await follower.builds(client));
      progress(Math.min(...projections.map((each) => follower.positionOf(each) ?? -1)));
      // A row that no replay can make is no row that stands: half a comparison would say that all is well.
      if (step === 'failed')
        throw new Error('a projection fails at an event, so that it cannot be compared: see the log');
      if (step !== 'moved') return;
    }
  } finally {
    await follower.settle();
    client.release();
  }
}

/** A row of both is known by key and first position; what ended after the position compared at has not ended yet. */
const versionsOf = (projection: AnyProjection): string => {
  const columns = ['key', '"from"', 'state', ...Object.keys(projection.columns)].join(', ');
  const table = tableOf(projection);
  return `select ${columns}, case when "to" <= $1 then "to" end as "to" from (
    select ${columns}, null::bigint as "to" from ${table} union all select ${columns}, "to" from ${table}_past
  ) v where "from" <= $1`;
};

async function compare(
  pool: Pool,
  standing: AnyProjection,
  anew: AnyProjection,
  upTo: number,
): Promise<readonly Finding[]> {
  const [s, a] = [versionsOf(standing), versionsOf(anew)];
  // One statement is one moment: what stands goes on moving meanwhile.
  const { rows } = await pool.query<{ key: string; from: string; there: boolean; again: boolean }>(
    `with s as (${s}), a as (${a}),
      d as (select key, "from", true as there from (select * from s except select * from a) x
        union all select key, "from", false from (select * from a except select * from s) y)
      select key, "from", bool_or(there) as there, bool_or(not there) as again from d group by 1, 2 order by 2, 1 limit ${NAMED}`,
    [upTo],
  );
  return rows.map(({ key, from, there, again }) => ({
    code: 'view-differs',
    position: Number(from),
    at: `${standing.name} ${key}`,
    expected: again ? 'the row that a replay gives' : 'no such row',
    found: there ? (again ? 'another one' : 'a row') : 'none',
  }));
}
