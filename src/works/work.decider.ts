import type { Decider } from '../kernel/decider.js';
import { observationRules } from './observation.js';
import { recordingRules } from './recording.js';
import type { WorkEvent } from './work.events.js';
import { workFold, type WorkState } from './work.state.js';

export { workFold } from './work.state.js';

/** What may happen to a work. */
export const workDecider: Decider<WorkState, WorkEvent> = {
  ...workFold,
  rules: [...recordingRules, ...observationRules],
};
