import type { Catalogue, Event, NoWords } from '../kernel/event.js';

export const OUTLET_KINDS = ['online', 'newspaper', 'broadcaster', 'agency', 'magazine', 'social', 'other'] as const;
export type OutletKind = (typeof OUTLET_KINDS)[number];

export type OutletEvent =
  | Event<
      'OutletRegistered',
      {
        kind: OutletKind;
        /** ISO 3166-1 alpha-2, upper case. */
        country?: string;
        /** BCP 47. */
        language?: string;
      },
      { name: string; aliases?: string[] }
    >
  | Event<'OutletDomainAdded', { domain: string; from?: string; until?: string }, NoWords>;

export const outletEvents: Catalogue<OutletEvent> = { OutletRegistered: 1, OutletDomainAdded: 1 };
