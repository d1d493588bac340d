/** Lets those who want the same thing have it one after another, in the order in which they came. */
export class KeyedMutex {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs when all who came before for the same `key` are done, however that ended. */
  async runExclusive<T>(key: string, run: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key);
    const mine = before ? before.then(run, run) : run();
    this.#last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.#last.get(key) === mine) this.#last.delete(key);
    }
  }
}
