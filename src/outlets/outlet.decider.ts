import type { Decider } from '../kernel/decider.js';
import { domainRules } from './domains.js';
import { duplicateRules } from './duplicates.js';
import type { OutletEvent } from './outlet.events.js';
import { outletFold, type OutletState } from './outlet.state.js';
import { registrationRules } from './registration.js';
import { replyRules } from './replies.js';

export { outletFold } from './outlet.state.js';

/** What may happen to an outlet. */
export const outletDecider: Decider<OutletState, OutletEvent> = {
  ...outletFold,
  rules: [...registrationRules, ...domainRules, ...duplicateRules, ...replyRules],
};
