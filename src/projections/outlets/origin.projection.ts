import type { OriginEvent } from '../../origins/origin.events.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { idOf, projection, type ProjectedEventOf } from '../engine/projection.js';

/** An origin that was joined into another, or is suspected to be another. */
export interface OriginRow {
  readonly revision: number;
  /** The position of its newest event, by which lists sort. */
  readonly said: number;
  readonly joinedInto?: string;
  readonly joinedSince?: { readonly position: number; readonly at: string };
  readonly suspectedOf?: string;
  readonly suspectedSince?: { readonly position: number; readonly at: string };
  /** Origins of which somebody said that it is none of them. */
  readonly distinctFrom?: readonly string[];
}

type OriginRowChange = { readonly [Name in keyof OriginRow]?: OriginRow[Name] | undefined };

const changing =
  <Type extends OriginEvent['type']>(
    change: (event: ProjectedEventOf<OriginEvent, Type>, row: OriginRow | undefined) => OriginRowChange,
  ) =>
  (row: OriginRow | undefined, event: ProjectedEventOf<OriginEvent, Type>): OriginRow =>
    omitUndefined({ ...row, ...change(event, row), revision: event.revision, said: event.position });

const without = (row: OriginRow | undefined, id: string): string[] =>
  row?.distinctFrom?.filter((each) => each !== id) ?? [];

const TRUSTED = { suspectedOf: undefined, suspectedSince: undefined };

/** One row an origin of which something was said. */
export const originProjection = projection<OriginRow, OriginEvent>({
  name: 'origin',
  version: 2,
  columns: {
    said: { type: 'bigint', of: (row) => row.said },
    joined_into: { type: 'uuid', of: (row) => row.joinedInto ?? null },
    suspected_of: { type: 'uuid', of: (row) => (row.joinedInto === undefined ? (row.suspectedOf ?? null) : null) },
  },
  indexes: ['(said, key) where joined_into is not null or suspected_of is not null'],
  keys: (event) => [idOf(event)],
  on: {
    OriginsJoined: changing<'OriginsJoined'>(({ facts, position, at }, row) => ({
      distinctFrom: without(row, facts.intoId),
      joinedInto: facts.intoId,
      joinedSince: { position, at },
      ...TRUSTED,
    })),
    OriginsSplit: changing<'OriginsSplit'>(() => ({ joinedInto: undefined, joinedSince: undefined })),
    OriginAbsorbed: changing<'OriginAbsorbed'>(() => ({})),
    OriginReleased: changing<'OriginReleased'>(() => ({})),
    OriginDuplicateSuspected: changing<'OriginDuplicateSuspected'>(({ facts, position, at }, row) => ({
      distinctFrom: without(row, facts.ofId),
      suspectedOf: facts.ofId,
      suspectedSince: { position, at },
    })),
    OriginDuplicateDismissed: changing<'OriginDuplicateDismissed'>(({ facts }, row) => ({
      ...TRUSTED,
      distinctFrom: [...without(row, facts.ofId), facts.ofId],
    })),
  },
});
