import { CorruptEvent } from '../ledger/errors.js';
import type { Recorded } from '../ledger/recorded.js';
import { eventsAt, type EventLookup } from './event-lookup.js';
import type { ReadDeps } from './engine/view.js';

/** What was read of some events. */
export interface LoadedEvents {
  /** The event at a position; undefined where it is corrupt. */
  readonly at: (position: number) => Recorded | undefined;
  /** The text that a claim has from an event on: of its submission, its rewording, or the correction that reworded it. */
  readonly textAt: (position: number) => string | null;
  readonly events: Recorded[];
  readonly lookup: EventLookup;
  /** Whether one of them is corrupt. */
  readonly corrupt: boolean;
}

/** Reads the events at some positions, whose words lists show. */
export async function loadEventsAt({ pool }: ReadDeps, positions: Iterable<number>): Promise<LoadedEvents> {
  const wanted = [...new Set(positions)];
  const stored = await eventsAt(pool, wanted);
  const at = (position: number): Recorded | undefined => {
    const event = stored.get(position);
    return event instanceof CorruptEvent ? undefined : event;
  };
  const events = wanted.flatMap((position) => at(position) ?? []);
  return {
    at,
    textAt: (position) => {
      const event = at(position);
      const words = (event?.words ?? {}) as { text?: string; wording?: string };
      return (event?.type === 'VerdictProposed' ? words.wording : words.text) ?? null;
    },
    events,
    lookup: stored,
    corrupt: events.length < wanted.length,
  };
}
