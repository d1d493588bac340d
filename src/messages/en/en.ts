import { claim, related, verdicts } from './claim.js';
import { days } from './days.js';
import { errors } from './errors.js';
import { frame } from './frame.js';
import { history } from './history.js';
import { home, lists } from './lists.js';
import { checker, log, verify } from './log.js';
import { outlets, works } from './outlets.js';
import { policy } from './policy.js';
import { cite, compare, oldVerdict, requests } from './record.js';
import { terms } from './terms.js';

/** English. Every other language is held to its shape. */
export const en = {
  ...{ checker, cite, claim, compare, days, errors, frame, history, home, lists, log },
  ...{ oldVerdict, outlets, policy, related, requests, terms, verdicts, verify, works },
} as const;
