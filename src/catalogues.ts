import { claimEvents } from './claims/claim.events.js';
import { originEvents } from './origins/origin.events.js';
import { outletEvents } from './outlets/outlet.events.js';
import { personEvents } from './people/person.events.js';
import { workEvents } from './works/work.events.js';

/** Every noun's events: the one list that spans them, handed to the ledger, which knows no noun. */
export const CATALOGUES = [claimEvents, workEvents, outletEvents, originEvents, personEvents];
