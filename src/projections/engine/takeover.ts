import { Logger } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import type { Ledger } from '../../ledger/ledger.js';
import { applyPage, PageFailed } from './apply.js';
import { rowsOf, type Build } from './builds.js';
import { compareBuilds } from './compare.js';
import { PAGE_BYTES } from './follower.js';
import { finish } from './finishing.js';
import { buildTableOf, viewsOf } from './tables.js';

/** A build goes in front of those who read; behind it nobody is to wait for longer than this. */
const LOCK_TIMEOUT = '250ms';
/** `lock_not_available`, `deadlock_detected`: somebody read just then. */
const IN_THE_WAY = ['55P03', '40P01'];

/** Where a build stands that has caught up: it was taken over to, or is not equal; or it is to be asked again later. */
export type TakenOver = 'live' | 'differs' | 'later';

/** What it takes to let a build take over. */
export interface Taking {
  readonly pool: Pool;
  readonly ledger: Ledger;
  /** It takes over when it is this close to the one before it. */
  readonly pageSize: number;
}

/**
 * Lets a build take over once it has nearly caught up: finishes it, compares it where that was ordered, and then
 * moves questions to it in one short transaction. Each part may be done again, so that whoever goes on after a kill
 * starts where the other ended.
 *
 * @param client a connection outside a transaction
 */
export async function takeOver(taking: Taking, client: PoolClient, build: Build): Promise<TakenOver> {
  const goal = await goalOf(taking, client, build);
  // One that is read has to do with what it has. Another that cannot get further would only fail here once more.
  const missing = goal - build.position;
  if (build.stoppedAt === null ? missing > taking.pageSize : missing > 0 && !build.served) return 'later';
  await finish(client, build);
  if (build.verify && !build.served && !(await equalsServed(taking.pool, client, build))) return 'differs';
  try {
    return await switchTo(taking, client, build);
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    // What fails for this build is told by whoever feeds it, and must not keep the others from taking over.
    if (error instanceof PageFailed) return 'later';
    if (IN_THE_WAY.includes((error as { code?: string }).code ?? '')) return 'later';
    throw error;
  }
}

/** The position to reach: that of the build which is read, or of the ledger where there is no other. */
async function goalOf({ ledger }: Taking, client: PoolClient, { projection, served }: Build): Promise<number> {
  if (served) return (await ledger.read.head()).position;
  const before = (await rowsOf(client, [projection])).find((each) => each.served);
  return before?.position ?? -1;
}

/** Whether a build equals the one that is read; where not, it is kept to be looked at, and never read. */
async function equalsServed(pool: Pool, client: PoolClient, build: Build): Promise<boolean> {
  const served = (await rowsOf(client, [build.projection])).find((each) => each.served);
  if (!served) return true;
  const { differences } = await compareBuilds(pool, served, build);
  if (differences.length === 0) return true;
  new Logger('Projections').error(`${build.id} is not equal to ${served.id}: ${JSON.stringify(differences)}`);
  await client.query(`update views.projections set status = 'differs' where id = $1 and status = 'building'`, [
    build.id,
  ]);
  return false;
}

/**
 * In one transaction: both checkpoints held still, the new one brought to where the old one is, questions moved.
 *
 * A question that is being answered holds its view, so it is waited for, but not for long: those that come in meanwhile
 * wait behind.
 */
async function switchTo(taking: Taking, client: PoolClient, { id, projection }: Build): Promise<TakenOver> {
  await client.query(`begin; set local synchronous_commit = off; set local lock_timeout = '${LOCK_TIMEOUT}'`);
  await client.query('select from views.projections where name = $1 and version = $2 order by id for update', [
    projection.name,
    projection.version,
  ]);
  const known = await rowsOf(client, [projection]);
  const build = known.find((each) => each.id === id);
  const before = known.find((each) => each.served);
  if (build?.status !== 'building' || !before) {
    await client.query('rollback');
    return build?.status === 'live' ? 'live' : 'later';
  }
  if (!(await bringTo(taking, client, build, before.position))) {
    await client.query('rollback');
    return 'later';
  }
  if (before.id !== id) {
    await client.query(`update views.projections set status = 'retired', served = false where id = $1`, [before.id]);
    await client.query(viewsOf(projection, buildTableOf(projection, build.number)));
  }
  await client.query(`update views.projections set status = 'live', served = true where id = $1`, [id]);
  await client.query('commit');
  return 'live';
}

/** @returns whether the build rests on the position, or a higher one, now */
async function bringTo(
  { ledger, pageSize }: Taking,
  client: PoolClient,
  build: Build,
  position: number,
): Promise<boolean> {
  const missing = position - build.position;
  if (missing <= 0) return true;
  if (missing > pageSize) return false;
  const { events } = await ledger.read.page(build.position, missing, PAGE_BYTES);
  const to = events.at(-1)?.position;
  if (to !== position) return false;
  await applyPage(client, [build], events);
  await client.query('update views.projections set position = $2, stopped_at = null where id = $1', [build.id, to]);
  return true;
}
