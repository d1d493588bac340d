import { activityRows } from './people/activity.projection.js';
import { searchRows } from './search/claim-search.projection.js';
import { ratedTwiceRows } from './review/agreement.projection.js';
import { claimRows } from './claims/claim.projection.js';
import { correctionRows } from './log/corrections.projection.js';
import { publishedRows } from './outlets/outlet-record-works.projection.js';
import { outletRows } from './outlets/outlet.projection.js';
import { originRows } from './outlets/origin.projection.js';
import type { AnyProjection } from './engine/projection.js';
import { workRows } from './outlets/work.projection.js';

/** Every projection that the engine keeps. */
export const PROJECTIONS: readonly AnyProjection[] = [
  claimRows,
  searchRows,
  workRows,
  outletRows,
  originRows,
  publishedRows,
  correctionRows,
  activityRows,
  ratedTwiceRows,
];
