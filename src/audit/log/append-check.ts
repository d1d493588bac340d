import type { AppendKeys } from '../../database/append-keys.js';
import type { AppendKey } from '../../kernel/append-key.js';
import { MAX_EVENTS } from '../../ledger/append-request.js';

/** Consecutive leaves as they stand, with the MACs that are noted beside them, by position. */
export interface MarkedLeaves {
  /** The position of the first. */
  readonly first: number;
  readonly leaves: readonly Buffer[];
  readonly macs: ReadonlyMap<number, Buffer>;
  /** Whether the ledger ended behind the last of them, so that an append does too. */
  readonly end: boolean;
}

/** How many of some leaves may be covered, and what stands behind them if that is nobody's with the key. */
interface Admission {
  readonly count: number;
  /** Positions of one append, one after another. */
  readonly unauthorised?: readonly number[];
}

/**
 * Tells which leaves were appended by who has the append key. An append begins at a leaf with a MAC and goes on to the next
 * one with a MAC; its MAC is over all of its leaves.
 */
export class AppendCheck {
  constructor(private readonly keys: AppendKeys) {}

  /**
   * @param covered below this position a checkpoint covers all, so that it was admitted before
   * @param accepted positions that an operator has accepted
   * @returns whole appends only, up to the first that is not authorised; one that may go on behind the last leaf waits
   */
  admit(marked: MarkedLeaves, covered: number, accepted: ReadonlySet<number>): Admission {
    const { first, leaves, macs, end } = marked;
    let at = Math.max(0, Math.min(leaves.length, Math.max(covered, this.keys.from) - first));
    while (at < leaves.length) {
      const next = nextAppend(marked, at);
      if (next === leaves.length && !end && next - at < MAX_EVENTS) break;
      const good = this.#goodFrom(leaves.slice(at, next), macs.get(first + at));
      const bad = range(first + at + good, first + next).filter((position) => !accepted.has(position));
      if (bad[0] !== undefined) return { count: bad[0] - first, unauthorised: bad };
      at = next;
    }
    return { count: at };
  }

  /** Whether an event was appended with the key, by the leaves around it. */
  isAuthorised(marked: MarkedLeaves, position: number): boolean {
    const { first, leaves, macs } = marked;
    let start = position - first;
    while (start > 0 && !macs.has(first + start)) start -= 1;
    const good = this.#goodFrom(leaves.slice(start, nextAppend(marked, start)), macs.get(first + start));
    return start + good > position - first;
  }

  /** How many leaves from the first a MAC is over: all, unless others were put behind them. */
  #goodFrom(leaves: readonly Buffer[], mac: Buffer | undefined): number {
    if (!mac) return 0;
    const isOver = (length: number) => (key: AppendKey) => key.mac(leaves.slice(0, length)).equals(mac);
    for (let length = Math.min(leaves.length, MAX_EVENTS); length > 0; length -= 1)
      if (this.keys.all.some(isOver(length))) return length;
    return 0;
  }
}

/** Where the append that begins at an index ends. */
function nextAppend({ first, leaves, macs }: MarkedLeaves, at: number): number {
  let next = at + 1;
  while (next < leaves.length && !macs.has(first + next)) next += 1;
  return next;
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
