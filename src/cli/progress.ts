import { SingleBar } from 'cli-progress';
import type { Options } from './command.js';

/** Shows how far something has come, on standard error and only to a person who looks on. */
export interface Progress {
  /** @param of how many there are; where it is not known, the bar only counts */
  readonly tell: (done: number, of?: number) => void;
  readonly stop: () => void;
}

/** A bar that counts some things; nothing at all where nobody looks on. */
export function progressBar({ json }: Options, what: string): Progress {
  if (json || !process.stderr.isTTY) return { tell: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    stream: process.stderr,
    format: `{bar} {value} of {total} ${what}`,
    clearOnComplete: true,
  });
  let started = false;
  return {
    tell: (done, of = done) => {
      if (!started) bar.start(of, 0);
      started = true;
      bar.setTotal(Math.max(of, done));
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}
