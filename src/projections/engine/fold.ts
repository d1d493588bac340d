import type { Event } from '../../kernel/event.js';
import type { Recorded } from '../../ledger/recorded.js';
import type { AnyProjection, ProjectedEvent } from './projection.js';

/** A row as it stands from a position on. */
export interface Version {
  readonly key: string;
  readonly from: number;
  readonly state: object;
}

/** A version that was, up to and without the position `to`. */
interface PastVersion extends Version {
  readonly to: number;
}

/** What a page of events makes of a projection's rows. */
export interface Change {
  readonly current: readonly Version[];
  /** Rows that stood before the page, and up to which position. */
  readonly ended: readonly { readonly key: string; readonly to: number }[];
  /** Versions that stood within the page alone. */
  readonly past: readonly PastVersion[];
}

/** An event with the rows that it touches. */
interface AffectedRows {
  readonly event: ProjectedEvent<Event>;
  readonly keys: readonly string[];
}

/** The events of a page that concern a projection, without their words. */
export function affectedRowsOf(projection: AnyProjection, events: readonly Recorded[]): readonly AffectedRows[] {
  return events
    .filter(({ type }) => projection.on[type] !== undefined)
    .map((recorded) => {
      const event = withoutWords(recorded);
      return { event, keys: projection.keys(event) };
    });
}

/** Leaves words behind: what a handler cannot see cannot end up in a row, where no erasure would find it. */
function withoutWords({
  type,
  facts,
  id,
  actor,
  role,
  at,
  position,
  stream,
  revision,
}: Recorded): ProjectedEvent<Event> {
  return { type, facts, id, actor, at, position, stream, revision, ...(role ? { role } : {}) };
}

/**
 * Folds touches into rows. Every touch makes a version, whether or not it differs from the one before, so that versions
 * depend on nothing but the events.
 *
 * @param rows the rows as they stand, of every key that is touched and exists
 */
export function foldAffected(
  projection: AnyProjection,
  touches: readonly AffectedRows[],
  rows: ReadonlyMap<string, Version>,
): Change {
  const current = new Map<string, Version>();
  const ended: { key: string; to: number }[] = [];
  const past: PastVersion[] = [];
  for (const { event, keys } of touches) {
    for (const key of keys) {
      const within = current.get(key);
      const stood = rows.get(key);
      if (within) past.push({ ...within, to: event.position });
      else if (stood) ended.push({ key, to: event.position });
      const state = projection.on[event.type]?.((within ?? stood)?.state, event) as object;
      current.set(key, { key, from: event.position, state });
    }
  }
  return { current: [...current.values()], ended, past };
}
