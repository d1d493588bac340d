/** Wakes who waits. A notification that nobody waited for is kept for the next to wait, so that none falls between two waits. */
export class Signal {
  #notified = false;
  readonly #waiting = new Set<() => void>();

  notify(): void {
    this.#notified = this.#waiting.size === 0;
    for (const wake of this.#waiting) wake();
  }

  /** Until it is notified, but no longer than `ms`. */
  async wait(ms: number): Promise<void> {
    if (this.#notified) {
      this.#notified = false;
      return;
    }
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#waiting.add(wake);
    });
  }
}
