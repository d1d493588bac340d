import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { LedgerReader } from '../ledger/reader.js';
import type { RowDifference } from '../projections/engine/fold-check.js';
import { ProjectionConsumer } from '../projections/engine/projection-consumer.js';
import type { AnyProjection } from '../projections/engine/projection.js';
import { backfill } from '../projections/engine/backfill.js';
import { generationsOf, activeGenerations } from '../projections/engine/generations.js';
import { createSchema } from '../projections/engine/schema.js';
import { dropVersions } from '../projections/engine/heartbeat.js';
import { tableOf, valueTypesOf } from '../projections/engine/tables.js';
import { textTableNames } from '../projections/engine/texts.js';
import type { Finding } from './verify/findings.js';

/** A version that no program gives a projection: its tables are those of a replay. */
const REPLAYED = 1_000_000;
const NAMED = 20;

/** What a fold in memory found, as findings: of each projection as many as a replay names. */
export function rowFindings(differences: readonly RowDifference[]): readonly Finding[] {
  const named = new Map<string, number>();
  return differences.flatMap(({ projection, key, position, what }): Finding[] => {
    const count = (named.get(projection) ?? 0) + 1;
    named.set(projection, count);
    if (count > NAMED) return [];
    const unfounded = what === 'unfounded';
    const expected = unfounded ? 'no such row' : `the ${what === 'text' ? 'text' : 'row'} that the events give`;
    const found = unfounded ? 'a row' : 'another one, or none';
    return [{ code: 'view-differs', position, at: `${projection} ${key}`, expected, found }];
  });
}

/**
 * Replays every projection from the first event into tables of its own, and compares them row for row, those of the past
 * included, with what stands; texts for search too, where nothing was recorded meanwhile. The tables go afterwards.
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
    await createSchema(pool, anew, process);
    await follow(pool, anew, progress);
    const findings: Finding[] = [];
    for (const [i, each] of projections.entries()) {
      findings.push(...(await compare(pool, each, anew[i] as AnyProjection)));
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
  const [first] = await generationsOf(pool, projections);
  const consumer = new ProjectionConsumer(
    { read: new LedgerReader(pool) },
    projections,
    first?.status === 'live' ? 'live' : 'building',
  );
  const client = await pool.connect();
  try {
    for (;;) {
      const step = await consumer.step(client, await consumer.generations(client));
      progress(Math.min(...projections.map((each) => consumer.positionOf(each) ?? -1)));
      // A row that no replay can make is no row that stands: half a comparison would say that all is well.
      if (step === 'failed')
        throw new Error('a projection fails at an event, so that it cannot be compared: see the log');
      if (step !== 'moved') break;
    }
    for (const build of await generationsOf(client, projections)) await backfill(client, build);
  } finally {
    await consumer.drain();
    client.release();
  }
}

/** A row of both is known by key and first position; what ended after the position compared at has not ended yet. */
const versionsOf = (projection: AnyProjection): string => {
  const columns = ['key', '"from"', ...Object.keys(valueTypesOf(projection))].join(', ');
  const table = tableOf(projection);
  return `select ${columns}, case when "to" <= $1 then "to" end as "to" from (
    select ${columns}, null::bigint as "to" from ${table} union all select ${columns}, "to" from ${table}_past
  ) v where "from" <= $1`;
};

/** One snapshot, in which what stands may go on moving meanwhile, and as long as it takes. */
async function compare(pool: Pool, projection: AnyProjection, anew: AnyProjection): Promise<readonly Finding[]> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only; set local statement_timeout = 0');
    const [standing] = await activeGenerations(client, [projection]);
    const [again] = await activeGenerations(client, [anew]);
    const positions = [standing?.position ?? -1, again?.position ?? -1] as const;
    const rows = [
      ...(await rowsBeyond(client, projection, positions[0])),
      ...(await compareRows(client, projection, anew, Math.min(...positions))),
    ];
    // What a search reads first has no positions of its own: only at one and the same position is it the same.
    return positions[0] === positions[1]
      ? [...rows, ...(await compareTexts(client, projection, anew, positions[0]))]
      : rows;
  } finally {
    // Nothing was written: whatever state it is in, the transaction ends with this.
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}

/** Rows of positions that their generation has not come to: no event can have made them. */
async function rowsBeyond(
  client: PoolClient,
  projection: AnyProjection,
  position: number,
): Promise<readonly Finding[]> {
  const table = tableOf(projection);
  const { rows } = await client.query<{ key: string; at: string }>(
    `select key, "from" as at from ${table} where "from" > $1
      union all select key, greatest("from", "to") from ${table}_past where "from" > $1 or "to" > $1 limit ${NAMED}`,
    [position],
  );
  return rows.map(({ key, at }) => ({
    code: 'view-differs',
    position: Number(at),
    at: `${projection.name} ${key}`,
    expected: `no row beyond position ${position}, to which they are made`,
    found: 'a row',
  }));
}

async function compareRows(
  client: PoolClient,
  standing: AnyProjection,
  anew: AnyProjection,
  upTo: number,
): Promise<readonly Finding[]> {
  const [s, a] = [versionsOf(standing), versionsOf(anew)];
  const { rows } = await client.query<{ key: string; from: string; there: boolean; again: boolean }>(
    `with s as (${s}), a as (${a}),
      d as (select key, "from", true as there from (select * from s except all select * from a) x
        union all select key, "from", false from (select * from a except all select * from s) y)
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

/** Of texts for search it is told how many differ, not which: a finding may be read by people who may not read them. */
async function compareTexts(
  client: PoolClient,
  standing: AnyProjection,
  anew: AnyProjection,
  position: number,
): Promise<readonly Finding[]> {
  const again = textTableNames(anew, tableOf(anew));
  const findings: Finding[] = [];
  for (const [i, table] of textTableNames(standing, tableOf(standing)).entries()) {
    const { rows } = await client.query<{ there: string; missing: string }>(
      `select (select count(*) from (table ${table} except all table ${again[i] ?? ''}) s) as there,
        (select count(*) from (table ${again[i] ?? ''} except all table ${table}) a) as missing`,
    );
    const [there, missing] = [Number(rows[0]?.there), Number(rows[0]?.missing)];
    if (there + missing === 0) continue;
    const at = `${standing.name} ${table.slice(tableOf(standing).length + 1)}`;
    const expected = `${missing} rows as a replay gives them`;
    findings.push({ code: 'view-differs', position, at, expected, found: `${there} others` });
  }
  return findings;
}
