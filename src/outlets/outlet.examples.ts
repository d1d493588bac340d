import { someId } from '../kernel/specification.js';
import type { OutletDescribed, OutletDomainAdded, OutletRegistered } from './outlet.events.js';

/** Events of one outlet for specifications. */
export const [OUTLET, ANOTHER, THIRD] = [someId(100), someId(110), someId(111)];

export const registered = (facts: Partial<OutletDescribed['facts']> = {}): OutletRegistered => ({
  type: 'OutletRegistered',
  facts: { kind: 'online', ...facts },
  words: { name: 'RBC-Ukraine' },
});
export const domainAdded = (domain: string, days: { from?: string; until?: string } = {}): OutletDomainAdded => ({
  type: 'OutletDomainAdded',
  facts: { domain, ...days },
  words: {},
});
export const merged = (intoId = ANOTHER) => ({ type: 'OutletMerged', facts: { intoId }, words: {} }) as const;
export const absorbed = (outletId = ANOTHER) => ({ type: 'OutletAbsorbed', facts: { outletId }, words: {} }) as const;
