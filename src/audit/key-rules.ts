import { claimKeys } from '../claims/claim.keys.js';
import type { KeyRules } from '../kernel/reservations.js';
import { outletKeys } from '../outlets/outlet.keys.js';
import { personKeys } from '../people/person.keys.js';
import { workKeys } from '../works/work.keys.js';

/** What every noun's events do to the keys that things hold: whoever reserves a key says so here, too. */
export const KEY_RULES: KeyRules = { ...claimKeys, ...outletKeys, ...personKeys, ...workKeys };
