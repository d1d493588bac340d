import { activityProjection } from './people/activity.projection.js';
import { claimSearchProjection } from './search/claim-search.projection.js';
import { sourceSearchProjection } from './search/source-search.projection.js';
import { agreementProjection } from './review/agreement.projection.js';
import { claimProjection } from './claims/claim.projection.js';
import { correctionRequestProjection } from './claims/correction-request.projection.js';
import { correctionProjection } from './log/corrections.projection.js';
import { outletRecordWorksProjection } from './outlets/outlet-record-works.projection.js';
import { outletProjection } from './outlets/outlet.projection.js';
import { originProjection } from './outlets/origin.projection.js';
import type { AnyProjection } from './engine/projection.js';
import { workProjection } from './outlets/work.projection.js';

/** Every projection that the engine keeps. */
export const PROJECTIONS: readonly AnyProjection[] = [
  claimProjection,
  claimSearchProjection,
  sourceSearchProjection,
  workProjection,
  outletProjection,
  originProjection,
  outletRecordWorksProjection,
  correctionProjection,
  correctionRequestProjection,
  activityProjection,
  agreementProjection,
];
