import type { Catalogue, Event, NoWords } from '../kernel/event.js';

/**
 * An origin is what a name, an outlet or a work counts as where independence is judged; it is there before its first event,
 * once something names it. Each step has two halves, one in the stream of either origin, appended together.
 */
export type OriginEvent =
  | Event<'OriginsJoined', { intoId: string }, { reason?: string }>
  | Event<'OriginAbsorbed', { originId: string }, NoWords>
  | Event<'OriginsSplit', { fromId: string }, { reason: string }>
  | Event<'OriginReleased', { originId: string }, NoWords>
  /** Both may be one, as somebody thinks or since names of both have one key by newer rules: a person has to say. */
  | Event<'OriginDuplicateSuspected', { ofId: string }, { reason?: string }>
  | Event<'OriginDuplicateDismissed', { ofId: string }, { reason: string }>;

export const originEvents: Catalogue<OriginEvent> = {
  OriginsJoined: 1,
  OriginAbsorbed: 1,
  OriginsSplit: 1,
  OriginReleased: 1,
  OriginDuplicateSuspected: 1,
  OriginDuplicateDismissed: 1,
};
