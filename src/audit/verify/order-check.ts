import { about } from './event-check.js';
import type { Findings } from './findings.js';
import type { Entry } from './history.js';

/** Consecutive events that stand equally far from where their leaves say. */
interface MovedRun {
  readonly first: Entry;
  /** The position of the last. */
  last: number;
  /** Where they stand, less where they say that they stand. */
  readonly shift: number;
}

/** More are not kept: whoever moved more than these moved all. */
const MAX_RUNS = 1000;

/** Tells events that stand elsewhere than they were recorded from those that were put in or taken out before them. */
export class OrderCheck {
  readonly #runs: MovedRun[] = [];

  constructor(private readonly findings: Findings) {}

  /** An event whose leaf says another position than it has. */
  moved(entry: Entry, said: number): void {
    const shift = entry.position - said;
    const run = this.#runs.at(-1);
    if (run?.shift === shift && run.last === entry.position - 1) run.last = entry.position;
    else if (this.#runs.length < MAX_RUNS) this.#runs.push({ first: entry, last: entry.position, shift });
  }

  /** @param size of the history: what was put in or taken out has moved everything up to there */
  end(size: number): void {
    const after = this.#allAfter(size);
    for (const run of this.#runs.slice(0, this.#runs.length - after.length)) this.#tell(run);
    let before = 0;
    for (const run of after) {
      const count = run.shift - before;
      before = run.shift;
      const { position } = run.first;
      const through = size - 1;
      if (count > 0) {
        const found = `${count}, and ${size - position} events after that stand ${run.shift} too far on`;
        const place = { position: position - count, ...(count > 1 ? { through: position - 1 } : {}) };
        this.findings.add({ code: 'event-inserted', ...place, expected: 'no event that was put in', found });
      } else {
        const found = `none: ${-count} were taken out, and events ${position} to ${through} moved up`;
        this.findings.add({ code: 'leaf-missing', position, expected: 'an event', found });
      }
    }
  }

  /** The runs at the end that follow one another without a gap, each moved the same way and as far as the one before. */
  #allAfter(size: number): readonly MovedRun[] {
    const runs = this.#runs;
    let [from, end] = [runs.length, size - 1];
    for (; from > 0 && runs[from - 1]?.last === end; from -= 1) {
      const [run, next] = [runs[from - 1] as MovedRun, runs[from]];
      // One event alone that stands far off was moved there; of two, the second shows that what lies before them did it.
      const alone = !next && run.last === run.first.position && Math.abs(run.shift) > 1;
      const onward = !next || (run.shift * next.shift > 0 && Math.abs(run.shift) < Math.abs(next.shift));
      // Some that changed places at the end.
      if (alone || !onward) return [];
      end = run.first.position - 1;
    }
    return runs.slice(from);
  }

  #tell({ first, last, shift }: MovedRun): void {
    const { position } = first;
    const through = last === position ? {} : { through: last };
    const expected = `position ${position}`;
    this.findings.add({
      code: 'leaf-moved',
      ...about(first),
      ...through,
      expected,
      found: `position ${position - shift}`,
    });
  }
}
