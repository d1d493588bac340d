import { activityRows } from './people/activity.projection.js';
import { searchRows } from './search/claim-search.projection.js';
import { ratedTwiceRows } from './review/agreement.projection.js';
import { claimRows } from './claims/claim.projection.js';
import { correctionRows } from './log/corrections.projection.js';
import { publishedRows } from './outlets/outlet-record-works.projection.js';
import { carriedRows } from './outlets/outlet-record.projection.js';
import { outletRows } from './outlets/outlet.projection.js';
import type { AnyProjection } from './engine/projection.js';
import { dueRows } from './review/queue-due.projection.js';
import { queueRows } from './review/queue.projection.js';
import { workRows } from './outlets/work.projection.js';

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
