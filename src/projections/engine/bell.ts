/** Wakes who waits. A ring that nobody heard is heard by the next to wait, so that none falls between two waits. */
export class Bell {
  #rung = false;
  readonly #waiting = new Set<() => void>();

  ring(): void {
    this.#rung = this.#waiting.size === 0;
    for (const wake of this.#waiting) wake();
  }

  /** Until it rings, but no longer than `ms`. */
  async wait(ms: number): Promise<void> {
    if (this.#rung) {
      this.#rung = false;
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
