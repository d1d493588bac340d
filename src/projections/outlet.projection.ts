import type { OutletEvent, OutletKind } from '../outlets/outlet.events.js';
import { idOf, projection } from './projection.js';

/** What lists need to know of an outlet, and where its name stands. */
export interface OutletRow {
  readonly revision: number;
  /** The position of its first event, by which lists sort. */
  readonly recorded: number;
  readonly recordedAt: string;
  /** The position of the event that has its name. */
  readonly named: number;
  readonly kind: OutletKind;
  readonly country: string | null;
  readonly language: string | null;
  readonly domains: readonly { readonly domain: string; readonly from?: string; readonly until?: string }[];
}

/** One row an outlet. */
export const outletRows = projection<OutletRow, OutletEvent>({
  name: 'outlet',
  version: 1,
  columns: { recorded: { type: 'bigint', of: (row) => row.recorded } },
  indexes: ['(recorded)'],
  keys: (event) => [idOf(event)],
  on: {
    OutletRegistered: (_, { facts: { kind, country = null, language = null }, position, revision, at }) => ({
      revision,
      recorded: position,
      recordedAt: at,
      named: position,
      kind,
      country,
      language,
      domains: [],
    }),
    OutletDomainAdded: (row, { facts, revision }) => ({
      ...(row as OutletRow),
      revision,
      domains: [...(row?.domains ?? []), facts],
    }),
  },
});
