import { LEDGER_STREAM } from '../../ledger/ledger.events.js';
import { commitStream } from '../../ledger/leaf.js';
import { about, checkEvent, type CheckedEvent } from './event-check.js';
import { CheckpointCheck } from './checkpoint-check.js';
import { Findings, type Finding } from './findings.js';
import type { Entry, History, KeptCheckpoint, OpenedParts } from './history.js';
import type { LogKeys } from './keys.js';
import { OrderCheck } from './order-check.js';
import { ownFacts } from './own-facts.js';
import { StreamCheck } from './stream-check.js';
import { TreeCheck } from './tree-check.js';
import { checkLeftOut, checkWords } from './words-check.js';

/** What came of a verification. */
export interface VerificationResult {
  /** Whether nothing is wrong. */
  readonly whole: boolean;
  /** Events that were there. */
  readonly events: number;
  /** Events whose parts were all there and opened, or lawfully erased. */
  readonly opened: number;
  readonly erased: number;
  readonly checkpoints: number;
  /** The events that the largest checkpoint covers: those after it nobody has signed for. */
  readonly covered: number;
  readonly origin: string;
  /** Positions written without the append key, which an operator has accepted. */
  readonly accepted: readonly number[];
  /** The keys that were relied on at the end. */
  readonly keys: readonly string[];
  readonly findings: readonly Finding[];
  /** How many more there are of a kind than are named. */
  readonly more: Findings['more'];
}

/** What to go by beside the history itself. */
export interface VerificationInputs {
  readonly keys: LogKeys;
  /** Checkpoints that were kept elsewhere, with which the history must be consistent. */
  readonly kept?: readonly KeptCheckpoint[];
  /** Told of each event that is what it was recorded as, in order. */
  readonly follow?: (entry: Entry, type: string, at: string) => void;
  /** Told how many events have been checked, and waited for before the next piece is read. */
  readonly progress?: (events: number) => unknown;
}

/**
 * Verifies a history from its first event to its last, in one pass and in memory that does not grow with it (but for a
 * number for each stream). The caller is told of every kind of damage with its place; nothing is thrown for damage.
 */
export function verifyHistory(history: History, against: VerificationInputs): Promise<VerificationResult> {
  return new Verification(history, against).run();
}

class Verification {
  readonly #findings = new Findings();
  readonly #tree: TreeCheck;
  readonly #streams: StreamCheck;
  readonly #order: OrderCheck;
  readonly #checkpoints: CheckpointCheck;
  /** What the events say that they erased. */
  readonly #listed = new Map<number, number>();
  readonly #accepted = new Set<number>();
  #events = 0;
  #opened = 0;
  #erased = 0;
  #at = '';
  /** The event whose time that is: the last that is right. */
  #timed = -1;

  constructor(
    private readonly history: History,
    private readonly against: VerificationInputs,
  ) {
    this.#tree = new TreeCheck(history, this.#findings);
    this.#streams = new StreamCheck(this.#findings, history.complete);
    this.#order = new OrderCheck(this.#findings);
    this.#checkpoints = new CheckpointCheck(this.#findings, this.#tree, against.keys, against.kept ?? []);
  }

  async run(): Promise<VerificationResult> {
    const after = new Set(
      (this.history.whole ?? []).map(({ salt, stream, events }) => commitStream(salt, stream, events + 1)),
    );
    for await (const { entries, checkpoints } of this.history.pages()) {
      this.#checkpoints.take(checkpoints);
      this.#checkpoints.reached(0);
      for (const entry of entries) {
        await this.#missingUpTo(entry.position);
        if (entry.position === this.#tree.size) await this.#entry(entry, after);
      }
      await this.against.progress?.(this.#events);
    }
    await this.#end();
    const { all, more } = this.#findings;
    return {
      whole: all.length === 0,
      events: this.#events,
      opened: this.#opened,
      erased: this.#erased,
      checkpoints: this.#checkpoints.count,
      covered: this.#checkpoints.covered,
      origin: this.against.keys.origin,
      accepted: [...this.#accepted].sort((a, b) => a - b),
      keys: this.against.keys.vkeys,
      findings: all,
      more,
    };
  }

  async #entry(entry: Entry, after: ReadonlySet<string>): Promise<void> {
    const examined = checkEvent(entry);
    const { leaf, moved, misfits, rebuilt } = examined;
    if (moved) this.#order.moved(entry, leaf?.position ?? 0);
    const certain = await this.#tree.append(
      moved ? undefined : entry.leaf,
      moved ? undefined : rebuilt,
      moved ? [] : misfits,
    );
    this.#events += 1;
    if (certain) this.#inOrder(entry, examined);
    else this.#streams.pass(entry);
    const { head } = examined;
    const told = !misfits.some(({ at, code }) => at === 'head' || at === 'facts' || code === 'leaf-altered');
    if (head?.stream === LEDGER_STREAM && entry.facts && told) this.#own(entry.position, head.type, entry.facts);
    if (head && leaf && misfits.length === 0) this.against.follow?.(entry, head.type, leaf.at);
    const erased = checkWords(entry, this.history.erased.get(entry.position), this.#findings);
    if (erased) this.#erased += 1;
    if (this.history.complete) checkLeftOut(entry, this.#findings);
    if (entry.facts && (entry.words || erased) && misfits.length === 0) this.#opened += 1;
    if (leaf && !entry.place && after.has(leaf.stream))
      this.#findings.add({
        code: 'revision-hidden',
        ...about(entry),
        expected: 'no event of a stream after the last that is shown',
        found: 'one more',
      });
    this.#checkpoints.reached(this.#tree.size);
  }

  /** What only an event that is itself right can be held to. */
  #inOrder(entry: Entry, { leaf }: CheckedEvent): void {
    const at = leaf?.at ?? '';
    if (at < this.#at)
      this.#findings.add({ code: 'at-backwards', ...about(entry), expected: `${this.#at} or later`, found: at });
    this.#at = at;
    this.#timed = entry.position;
    this.#streams.next(entry);
  }

  /** What the ledger says of itself: its keys, and what it erased. */
  #own(position: number, type: string, { bytes }: OpenedParts): void {
    const { vkey, positions } = ownFacts(bytes);
    if (type === 'UnauthorisedAppendAccepted') for (const each of positions) this.#accepted.add(each);
    if (type === 'PayloadErased') for (const each of positions) this.#listed.set(each, position);
    const retired = type === 'KeyRetired';
    if (vkey !== undefined && (retired || type === 'SigningKeyAdopted'))
      this.against.keys.change({ position, vkey, retired });
  }

  /** Whether the erasures that the history was read by are those that its events list. */
  #erasures(): void {
    for (const [position, by] of this.history.erased) {
      const listed = this.#listed.get(position);
      // What was recorded after the end of what was read says nothing about it.
      if (listed === by || by >= this.#tree.size) continue;
      const found = `an erasure by event ${by}`;
      const expected = listed === undefined ? 'an event that lists this one' : `an erasure by event ${listed}`;
      this.#findings.add({ code: 'erasure-unlisted', position, at: 'words', expected, found });
    }
    for (const [position, by] of this.#listed) {
      if (this.history.erased.has(position)) continue;
      const expected = `an erasure by event ${by}`;
      this.#findings.add({ code: 'erasure-missing', position, at: 'words', expected, found: 'none' });
    }
  }

  async #missingUpTo(position: number): Promise<void> {
    while (this.#tree.size < position) {
      const at = this.#tree.size;
      this.#findings.add({ code: 'leaf-missing', position: at, expected: 'an event', found: 'none' });
      this.#streams.missing();
      await this.#tree.append(undefined, undefined, []);
      this.#checkpoints.reached(this.#tree.size);
    }
  }

  async #end(): Promise<void> {
    const there = this.#tree.size;
    const noted = await this.history.head?.();
    if (noted && noted.size > there)
      this.#findings.add({ code: 'head-ahead', position: there, expected: `${there} events`, found: `${noted.size}` });
    if (noted && noted.size < there)
      this.#findings.add({
        code: 'head-behind',
        position: noted.size,
        expected: `${there} events`,
        found: `${noted.size}`,
      });
    this.#checkpoints.end();
    // Of a ledger that was cut off the time shows no more than that.
    const timed = there > 0 && this.#timed === there - 1 && !this.#checkpoints.cutOff;
    if (timed && noted?.at !== undefined && noted.size === there && noted.at !== this.#at)
      this.#findings.add({ code: 'head-altered', position: there - 1, expected: this.#at, found: noted.at });
    const { published } = this.#checkpoints;
    if (this.history.closed && there > published && published > 0)
      this.#findings.add({
        code: 'leaf-not-covered',
        position: published,
        through: there - 1,
        expected: 'no event after the last checkpoint',
        found: `${there - published} events`,
      });
    this.#erasures();
    this.#order.end(there);
    this.#streams.end(this.history.whole ?? []);
    await this.#tree.end(published);
    this.history.faults?.().forEach((fault) => this.#findings.add(fault));
  }
}
