import type { Pool } from 'pg';

/** The most keys in a statement that several callers share, so that none waits for what would be a page by itself. */
const MAX_KEYS = 128;

/** What stands under some of the keys: those that have nothing are missing. */
type Loaded<Value> = ReadonlyMap<string, Value>;

interface Batch<Value> {
  readonly keys: Set<string>;
  readonly found: Promise<Loaded<Value>>;
}

/**
 * Makes one statement of what several callers look up in the same turn of the event loop. Under load they share a round
 * trip and all that comes with it; who asks alone waits for nobody. Nothing is remembered: every key is looked up after it
 * was asked for. All keys of one caller are in one statement. A failure is that of everybody who shares it.
 *
 * @param find looks up keys, each once
 * @returns a function that looks up keys; what it gives may have more than was asked for
 */
export function batchLoader<Value>(
  find: (pool: Pool, keys: readonly string[]) => Promise<Loaded<Value>>,
): (pool: Pool, keys: readonly string[]) => Promise<Loaded<Value>> {
  const turns = new WeakMap<Pool, Batch<Value>>();
  const begin = (pool: Pool): Batch<Value> => {
    const keys = new Set<string>();
    const found = new Promise((endOfTurn) => setImmediate(endOfTurn)).then(() => {
      if (turns.get(pool)?.keys === keys) turns.delete(pool);
      return find(pool, [...keys]);
    });
    const turn = { keys, found };
    turns.set(pool, turn);
    return turn;
  };
  return (pool, wanted) => {
    const open = turns.get(pool);
    const turn = open && open.keys.size + wanted.length <= MAX_KEYS ? open : begin(pool);
    for (const key of wanted) turn.keys.add(key);
    return turn.found;
  };
}
