import { outletEvents, type OutletEvent, type OutletKind, type Platform } from '../../outlets/outlet.events.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { idOf, projection, type ProjectedEvent, type ProjectedEventOf } from '../engine/projection.js';

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
  /** Of a social account. */
  readonly platform: Platform | null;
  /** The outlet that this one turned out to be. */
  readonly mergedInto?: string;
  readonly mergedSince?: { readonly position: number; readonly at: string };
  /** Those that turned out to be this one. */
  readonly absorbed: readonly string[];
}

const without = (row: OutletRow, domain: string) => row.domains.filter((each) => each.domain !== domain);

type EventAfterRegistration = Exclude<OutletEvent, { type: 'OutletRegistered' }>;
/** What becomes of some members; undefined: nothing is left of it. */
type OutletRowChange = { readonly [Name in keyof OutletRow]?: OutletRow[Name] | undefined };

/** What changes with each event that follows the registration; one without an entry is only the newest revision. */
const CHANGES: {
  readonly [Type in EventAfterRegistration['type']]?: (
    row: OutletRow,
    event: ProjectedEventOf<EventAfterRegistration, Type>,
  ) => OutletRowChange;
} = {
  OutletRenamed: (_, { facts: { account }, position }) => ({ named: position, platform: account?.platform ?? null }),
  OutletDescribed: (_, { facts: { kind, country = null, language = null } }) => ({ kind, country, language }),
  OutletDomainAdded: (row, { facts }) => ({ domains: [...without(row, facts.domain), facts] }),
  // With an end it was known by the domain so long; without, it never was.
  OutletDomainRemoved: (row, { facts: { domain, until } }) => ({
    domains:
      until === undefined
        ? without(row, domain)
        : row.domains.map((each) => (each.domain === domain ? { ...each, until } : each)),
  }),
  OutletMerged: (_, { facts: { intoId }, position, at }) => ({ mergedInto: intoId, mergedSince: { position, at } }),
  OutletSplit: () => ({ mergedInto: undefined, mergedSince: undefined }),
  OutletAbsorbed: ({ absorbed }, { facts: { outletId } }) => ({ absorbed: [...absorbed, outletId] }),
  OutletReleased: ({ absorbed }, { facts }) => ({ absorbed: absorbed.filter((id) => id !== facts.outletId) }),
};

/** An outlet of which nothing is known yet. */
const unregistered = ({ position, at }: ProjectedEvent<OutletEvent>): OutletRow => ({
  revision: 0,
  recorded: position,
  recordedAt: at,
  named: position,
  kind: 'other',
  country: null,
  language: null,
  domains: [],
  platform: null,
  absorbed: [],
});

function withOutletEvent(row: OutletRow | undefined, event: ProjectedEvent<OutletEvent>): OutletRow {
  const before = row ?? unregistered(event);
  const { revision } = event;
  if (event.type === 'OutletRegistered') {
    const { kind, country = null, language = null, account } = event.facts;
    return { ...before, revision, kind, country, language, platform: account?.platform ?? null };
  }
  const change = CHANGES[event.type] as
    ((row: OutletRow, event: ProjectedEvent<OutletEvent>) => OutletRowChange) | undefined;
  return omitUndefined({ ...before, ...change?.(before, event), revision }) as OutletRow;
}

/** One row an outlet. */
export const outletProjection = projection<OutletRow, OutletEvent>({
  name: 'outlet',
  version: 3,
  columns: {
    recorded: { type: 'bigint', of: (row) => row.recorded },
    merged_into: { type: 'uuid', of: (row) => row.mergedInto ?? null },
  },
  indexes: ['(recorded)', '(key) where merged_into is not null'],
  keys: (event) => [idOf(event)],
  on: Object.fromEntries(Object.keys(outletEvents).map((type) => [type, withOutletEvent])),
});
