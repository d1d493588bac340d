import type { Stance } from './evidence.events.js';
import type { Rating } from '../verdicts/verdicts.events.js';

const ANY: readonly Stance[] = ['supports', 'refutes', 'context'];
const EITHER: readonly Stance[] = ['supports', 'refutes'];

/** Which stances of evidence can carry a rating. */
export const STANCES_FOR_RATING: Readonly<Record<Rating, readonly Stance[]>> = {
  TRUE: ['supports'],
  MOSTLY_TRUE: ['supports'],
  MIXED: EITHER,
  MOSTLY_FALSE: ['refutes'],
  FALSE: ['refutes'],
  MISLEADING: EITHER,
  UNPROVEN: ANY,
  OUTDATED: ANY,
  SATIRE: ANY,
  IN_THE_WORKS: EITHER,
  STALLED: EITHER,
  COMPROMISE: EITHER,
  KEPT: ['supports'],
  BROKEN: ['refutes'],
};
