import type { PoolClient } from 'pg';
import type { Recorded } from '../../ledger/recorded.js';
import type { Build } from './builds.js';
import { foldTouches, touchesOf } from './fold.js';
import { loadRows, writeChange } from './store.js';
import { buildTableOf } from './tables.js';
import { writeTexts } from './texts.js';

/** A build could not take a page: its handler threw, or the database refused what it made. */
export class PageFailed extends Error {
  override readonly name = 'PageFailed';

  constructor(
    readonly build: Build,
    cause: unknown,
  ) {
    super(`${build.id}: ${String(cause)}`, { cause });
  }
}

/**
 * Writes what a page of events makes of one build's rows and texts, in the caller's transaction, which moves the
 * checkpoint too.
 *
 * @throws PageFailed whatever goes wrong, a broken connection included
 */
export async function applyPage(client: PoolClient, build: Build, events: readonly Recorded[]): Promise<void> {
  const { projection, number } = build;
  try {
    const touches = touchesOf(projection, events);
    const rows = await loadRows(client, build, [...new Set(touches.flatMap(({ keys }) => keys))]);
    await writeChange(client, build, foldTouches(projection, touches, rows));
    await writeTexts(client, projection, buildTableOf(projection, number), events);
  } catch (error) {
    throw new PageFailed(build, error);
  }
}
