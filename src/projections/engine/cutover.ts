import { Logger } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import type { Ledger } from '../../ledger/ledger.js';
import { applyPage, PageFailed } from './apply.js';
import { generationsOf, type Generation } from './generations.js';
import { compareGenerations } from './compare.js';
import { PAGE_BYTES } from './projection-consumer.js';
import { createIndexes } from './backfill.js';
import { generationTableOf, createViewsOf } from './tables.js';

/** A generation goes in front of those who read; behind it nobody is to wait for longer than this. */
const LOCK_TIMEOUT = '250ms';
/** `lock_not_available`, `deadlock_detected`: somebody read just then. */
const LOCK_CONFLICTS = ['55P03', '40P01'];

/** Where a generation stands that has caught up: it is active now, or is not equal; or it is to be asked again later. */
export type CutoverOutcome = 'live' | 'differs' | 'later';

/** What a cutover needs. */
export interface CutoverContext {
  readonly pool: Pool;
  readonly ledger: Ledger;
  /** The cutover comes when it is this close to the one before it. */
  readonly pageSize: number;
}

/**
 * Cuts over to a generation once it has nearly caught up: finishes it, compares it where that was ordered, and then
 * moves questions to it in one short transaction. Each part may be done again, so that whoever goes on after a kill
 * starts where the other ended.
 *
 * @param client a connection outside a transaction
 */
export async function cutOver(taking: CutoverContext, client: PoolClient, build: Generation): Promise<CutoverOutcome> {
  const goal = await targetPositionOf(taking, client, build);
  // One that is read has to do with what it has. Another that cannot get further would only fail here once more.
  const missing = goal - build.position;
  if (build.stoppedAt === null ? missing > taking.pageSize : missing > 0 && !build.active) return 'later';
  await createIndexes(client, build);
  if (build.verify && !build.active && !(await equalsActive(taking.pool, client, build))) return 'differs';
  try {
    return await activate(taking, client, build);
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    // What fails for this generation is told by whoever feeds it, and must not keep the others from their cutover.
    if (error instanceof PageFailed) return 'later';
    if (LOCK_CONFLICTS.includes((error as { code?: string }).code ?? '')) return 'later';
    throw error;
  }
}

/** The position to reach: that of the generation which is read, or of the ledger where there is no other. */
async function targetPositionOf(
  { ledger }: CutoverContext,
  client: PoolClient,
  { projection, active }: Generation,
): Promise<number> {
  if (active) return (await ledger.read.head()).position;
  const before = (await generationsOf(client, [projection])).find((each) => each.active);
  return before?.position ?? -1;
}

/** Whether a generation equals the one that is read; where not, it is kept to be looked at, and never read. */
async function equalsActive(pool: Pool, client: PoolClient, build: Generation): Promise<boolean> {
  const served = (await generationsOf(client, [build.projection])).find((each) => each.active);
  if (!served) return true;
  const { differences } = await compareGenerations(pool, served, build);
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
async function activate(
  taking: CutoverContext,
  client: PoolClient,
  { id, projection }: Generation,
): Promise<CutoverOutcome> {
  await client.query(`begin; set local synchronous_commit = off; set local lock_timeout = '${LOCK_TIMEOUT}'`);
  await client.query('select from views.projections where name = $1 and version = $2 order by id for update', [
    projection.name,
    projection.version,
  ]);
  const known = await generationsOf(client, [projection]);
  const build = known.find((each) => each.id === id);
  const before = known.find((each) => each.active);
  if (build?.status !== 'building' || !before) {
    await client.query('rollback');
    return build?.status === 'live' ? 'live' : 'later';
  }
  if (!(await catchUpTo(taking, client, build, before.position))) {
    await client.query('rollback');
    return 'later';
  }
  if (before.id !== id) {
    await client.query(`update views.projections set status = 'retired', served = false where id = $1`, [before.id]);
    await client.query(createViewsOf(projection, generationTableOf(projection, build.number)));
  }
  await client.query(`update views.projections set status = 'live', served = true where id = $1`, [id]);
  await client.query('commit');
  return 'live';
}

/** @returns whether the generation rests on the position, or a higher one, now */
async function catchUpTo(
  { ledger, pageSize }: CutoverContext,
  client: PoolClient,
  build: Generation,
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
