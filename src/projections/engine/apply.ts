import pg, { type PoolClient } from 'pg';
import type { Recorded } from '../../ledger/recorded.js';
import type { Generation } from './generations.js';
import { foldAffected, affectedRowsOf } from './fold.js';
import { loadRows, writeChange } from './store.js';
import { writeTexts } from './texts-writer.js';

/** A generation could not take a page: its handler threw, or the database refused what it made. */
export class PageFailed extends Error {
  override readonly name = 'PageFailed';

  constructor(
    readonly generation: Generation,
    cause: unknown,
  ) {
    super(`${generation.id}: ${String(cause)}`, { cause });
  }
}

/**
 * Writes what a page of events makes of some generations' rows and texts, in the caller's transaction, which moves their
 * checkpoints too. All are at work at once over the one connection, so that the database writes for one generation while
 * the rows of the next are made.
 *
 * Returns only when nothing of it is under way any more: the caller may end the transaction.
 *
 * @throws PageFailed the generation that failed, whatever went wrong, a broken connection included
 */
export async function applyPage(
  client: PoolClient,
  builds: readonly Generation[],
  events: readonly Recorded[],
): Promise<void> {
  const failed: PageFailed[] = [];
  const apply = (build: Generation) =>
    applyTo(client, build, events).catch((error: unknown) => failed.push(new PageFailed(build, error)));
  await Promise.all(builds.map(apply));
  const culprit = failed.find(({ cause }) => !isBystander(cause)) ?? failed[0];
  if (culprit) throw culprit;
}

/** `in_failed_sql_transaction`: refused because of what was refused before it. */
const isBystander = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '25P02';

async function applyTo(client: PoolClient, build: Generation, events: readonly Recorded[]): Promise<void> {
  const touches = affectedRowsOf(build.projection, events);
  const rows = await loadRows(client, build, [...new Set(touches.flatMap(({ keys }) => keys))]);
  const change = foldAffected(build.projection, touches, rows);
  await writeChange(client, build, change);
  await writeTexts(client, build, events, { before: rows, current: change.current });
}
