import { activityRows } from './activity.projection.js';
import { searchRows } from './claim-search.projection.js';
import { ratedTwiceRows } from './agreement.projection.js';
import { claimRows } from './claim.projection.js';
import { correctionRows } from './corrections.projection.js';
import { publishedRows } from './outlet-record-works.projection.js';
import { carriedRows } from './outlet-record.projection.js';
import { outletRows } from './outlet.projection.js';
import type { AnyProjection } from './engine/projection.js';
import { dueRows } from './queue-due.projection.js';
import { queueRows } from './queue.projection.js';
import { workRows } from './work.projection.js';

/** Every projection that the engine keeps. */
export const PROJECTIONS: readonly AnyProjection[] = [
  claimRows,
  searchRows,
  workRows,
  outletRows,
  queueRows,
  dueRows,
  carriedRows,
  publishedRows,
  correctionRows,
  activityRows,
  ratedTwiceRows,
];
