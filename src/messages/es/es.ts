import { claim, related, verdicts } from './claim.js';
import { days } from './days.js';
import { errors } from './errors.js';
import { frame } from './frame.js';
import { history } from './history.js';
import { home, lists } from './lists.js';
import { checker, log, steps, verify } from './log.js';
import { outlets, works } from './outlets.js';
import { policy } from './policy.js';
import { cite, clocks, compare, embed, oldVerdict, requests } from './record.js';
import { terms } from './terms.js';

/** Spanish. */
export const es = {
  ...{ checker, cite, claim, clocks, compare, days, embed, errors, frame, history, home, lists, log },
  ...{ oldVerdict, outlets, policy, related, requests, steps, terms, verdicts, verify, works },
} as const;
