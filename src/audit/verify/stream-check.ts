import { about } from './event-check.js';
import type { Findings } from './findings.js';
import type { Entry, Whole } from './history.js';

/** Sees that the revisions of every stream go up by one: a number for each stream is kept. */
export class StreamCheck {
  readonly #revisions = new Map<string, number>();
  /** Events that are missing and have been reported: as many gaps are no news. */
  #missing = 0;

  constructor(
    private readonly findings: Findings,
    /** Whether every event has a place. */
    private readonly complete: boolean,
  ) {}

  /** An event of which place and part have been checked. */
  next(entry: Entry): void {
    const { place } = entry;
    if (!place) return this.#placeless(entry);
    const before = this.#revisions.get(place.stream) ?? 0;
    const expected = before + 1;
    this.#revisions.set(place.stream, Math.max(before, place.revision));
    if (place.revision === expected) return;
    const gap = place.revision - expected;
    if (gap > 0 && gap <= this.#missing) {
      this.#missing -= gap;
      return;
    }
    const code = gap > 0 ? 'revision-gap' : 'revision-repeated';
    this.findings.add({ code, ...about(entry), expected: `revision ${expected}`, found: `revision ${place.revision}` });
  }

  /** An event that is damaged and has been reported: what it says of its place moves no later one. */
  pass({ place }: Entry): void {
    this.#missing += 1;
    if (!place) return;
    const before = this.#revisions.get(place.stream) ?? 0;
    if (place.revision === before + 1) {
      this.#revisions.set(place.stream, place.revision);
      this.#missing -= 1;
    }
  }

  /** The streams of which all events should have been seen. */
  end(whole: readonly Whole[]): void {
    for (const { stream, events } of whole) {
      const seen = this.#revisions.get(stream) ?? 0;
      if (seen >= events) continue;
      const [expected, found] = [`revision ${events}`, seen === 0 ? 'none' : `revision ${seen} as the last`];
      this.findings.add({ code: 'revision-gap', stream, revision: seen + 1, expected, found });
    }
  }

  missing(): void {
    this.#missing += 1;
  }

  #placeless(entry: Entry): void {
    if (this.complete)
      this.findings.add({ code: 'place-altered', ...about(entry), expected: 'a stream and a revision', found: 'none' });
  }
}
