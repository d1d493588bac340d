import { claimRows } from './claim.projection.js';
import { outletRows } from './outlet.projection.js';
import type { AnyProjection } from './projection.js';
import { workRows } from './work.projection.js';

/** Every projection that the engine keeps. */
export const PROJECTIONS: readonly AnyProjection[] = [claimRows, workRows, outletRows];
