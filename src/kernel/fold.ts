import type { Event, FactEvent } from './event.js';
import type { Fold } from './decider.js';

/** What each event of a noun does to its state: one entry for every type, so that none can be forgotten. */
export type EventHandlers<State, E extends Event> = {
  readonly [Each in E as Each['type']]: (state: State, event: FactEvent<Each>) => State;
};

/** A fold from a table of handlers. */
export const foldOf = <State, E extends Event>(
  noun: string,
  initial: State,
  handlers: EventHandlers<State, E>,
): Fold<State, E> => ({
  noun,
  initial,
  evolve: (state, event) => {
    const handle = handlers[event.type as E['type']] as (state: State, event: FactEvent<E>) => State;
    return handle(state, event);
  },
});

/** A state as JSON can hold it: maps and sets, which are members of the state itself, keep the order of their entries. */
export const stateToJson = (state: object): object =>
  Object.fromEntries(
    Object.entries(state).map(([name, member]: [string, unknown]) => [
      name,
      member instanceof Map ? { $map: [...member] } : member instanceof Set ? { $set: [...member] } : member,
    ]),
  );

/** The state that `stateToJson` gave. */
export const stateFromJson = <State extends object>(json: object): State =>
  Object.fromEntries(
    Object.entries(json).map(([name, member]: [string, { $map?: [unknown, unknown][]; $set?: unknown[] } | null]) => [
      name,
      member?.$map ? new Map(member.$map) : member?.$set ? new Set(member.$set) : member,
    ]),
  ) as State;

/** A copy of a map with one entry set: states are never changed in place. */
export const withEntry = <Value>(map: ReadonlyMap<string, Value>, key: string, value: Value) =>
  new Map(map).set(key, value) as ReadonlyMap<string, Value>;
