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

const without = (row: OutletRow | undefined, domain: string) =>
  (row?.domains ?? []).filter((each) => each.domain !== domain);

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
    OutletRenamed: (row, { position, revision }) => ({ ...(row as OutletRow), revision, named: position }),
    OutletDescribed: (row, { facts: { kind, country = null, language = null }, revision }) => ({
      ...(row as OutletRow),
      revision,
      kind,
      country,
      language,
    }),
    OutletDomainAdded: (row, { facts, revision }) => ({
      ...(row as OutletRow),
      revision,
      domains: [...without(row, facts.domain), facts],
    }),
    // With an end it was known by the domain so long; without, it never was.
    OutletDomainRemoved: (row, { facts: { domain, until }, revision }) => ({
      ...(row as OutletRow),
      revision,
      domains:
        until === undefined
          ? without(row, domain)
          : (row?.domains ?? []).map((each) => (each.domain === domain ? { ...each, until } : each)),
    }),
  },
});
