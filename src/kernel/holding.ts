import type { Context, Reservation } from './decider.js';
import type { Keys } from './names.js';

/** What holds a thing, by the newest of its keys that is held. The keys must be announced in `reads`. */
export const holderOf = (keys: readonly string[], context: Context): string | undefined =>
  keys.map((key) => context.held(key)).find((id) => id !== undefined);

/**
 * What is to be reserved so that a thing is held under every version of its keys. A key of the version before that another
 * holds, by rules that told the two apart, stays with that one.
 */
export const holding = (keys: Keys, reservation: Omit<Reservation, 'key'>, context: Context): readonly Reservation[] =>
  keys.filter((key) => [undefined, reservation.id].includes(context.held(key))).map((key) => ({ key, ...reservation }));

/** The keys among all versions of some that something holds. */
export const heldBy = (id: string, keys: readonly Keys[], context: Context): string[] => [
  ...new Set(keys.flat().filter((key) => context.held(key) === id)),
];
