import { LEDGER_STREAM } from '../../ledger/ledger.events.js';
import { commitStream } from '../../ledger/leaf.js';
import { about, checkEvent, type CheckedEvent } from './event-check.js';
import { Findings, type Finding } from './findings.js';
import type { Entry, History, KeptCheckpoint, OpenedParts } from './history.js';
import type { LogKeys, OpenedCheckpoint } from './keys.js';
import { ownFacts } from './own-facts.js';
import { StreamCheck } from './stream-check.js';
import { TreeCheck } from './tree-check.js';
import { checkWords } from './words-check.js';

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

/** Of checkpoints that nobody vouches for more are not kept: they are named at the end, and twenty are enough. */
const MAX_UNVOUCHED = 1000;

/** What to go by beside the history itself. */
export interface VerificationInputs {
  readonly keys: LogKeys;
  /** A checkpoint that was kept elsewhere, with which the history must be consistent. */
  readonly kept?: KeptCheckpoint;
  /** Told of each event that is what it was recorded as, in order. */
  readonly follow?: (entry: Entry, type: string, at: string) => void;
  /** Told how many events have been checked. */
  readonly progress?: (events: number) => void;
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
  /** Checkpoints that have been read and not yet reached. */
  #signed: KeptCheckpoint[] = [];
  /** What the events say that they erased. */
  readonly #listed = new Map<number, number>();
  #kept: KeptCheckpoint | undefined;
  /** Checkpoints that a key signed which the history names and nobody vouches for yet. */
  #unvouched: KeptCheckpoint[] = [];
  readonly #accepted = new Set<number>();
  #checkpoints = 0;
  #covered = 0;
  #published = 0;
  #events = 0;
  #opened = 0;
  #erased = 0;
  #at = '';

  constructor(
    private readonly history: History,
    private readonly against: VerificationInputs,
  ) {
    this.#tree = new TreeCheck(history, this.#findings);
    this.#streams = new StreamCheck(this.#findings, history.complete);
    this.#kept = against.kept;
  }

  async run(): Promise<VerificationResult> {
    const after = new Set(
      (this.history.whole ?? []).map(({ salt, stream, events }) => commitStream(salt, stream, events + 1)),
    );
    for await (const { entries, checkpoints } of this.history.pages()) {
      this.#signed = [...this.#signed, ...checkpoints].sort((a, b) => a.size - b.size);
      this.#checkpointsAt(0);
      for (const entry of entries) {
        await this.#missingUpTo(entry.position);
        if (entry.position === this.#tree.size) await this.#entry(entry, after);
      }
      this.against.progress?.(this.#events);
    }
    await this.#end();
    const { all, more } = this.#findings;
    return {
      whole: all.length === 0,
      events: this.#events,
      opened: this.#opened,
      erased: this.#erased,
      checkpoints: this.#checkpoints,
      covered: this.#covered,
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
    if (moved)
      this.#findings.add({
        code: 'leaf-moved',
        ...about(entry),
        expected: `position ${entry.position}`,
        found: `position ${leaf?.position}`,
      });
    const certain = await this.#tree.append(
      moved ? undefined : entry.leaf,
      moved ? undefined : rebuilt,
      moved ? [] : misfits,
    );
    this.#events += 1;
    if (certain) this.#order(entry, examined);
    else this.#streams.pass(entry);
    const { head } = examined;
    const told = !misfits.some(({ at, code }) => at === 'head' || at === 'facts' || code === 'leaf-altered');
    if (head?.stream === LEDGER_STREAM && entry.facts && told) this.#own(entry.position, head.type, entry.facts);
    if (head && leaf && misfits.length === 0) this.against.follow?.(entry, head.type, leaf.at);
    const erased = checkWords(entry, this.history.erased.get(entry.position), this.#findings);
    if (erased) this.#erased += 1;
    if (entry.facts && (entry.words || erased) && misfits.length === 0) this.#opened += 1;
    if (leaf && !entry.place && after.has(leaf.stream))
      this.#findings.add({
        code: 'revision-hidden',
        ...about(entry),
        expected: 'no event of a stream after the last that is shown',
        found: 'one more',
      });
    this.#checkpointsAt(this.#tree.size);
  }

  /** What only an event that is itself right can be held to. */
  #order(entry: Entry, { leaf }: CheckedEvent): void {
    const at = leaf?.at ?? '';
    if (at < this.#at)
      this.#findings.add({ code: 'at-backwards', ...about(entry), expected: `${this.#at} or later`, found: at });
    this.#at = at;
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
      if (listed === by) continue;
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
      this.#checkpointsAt(this.#tree.size);
    }
  }

  #checkpointsAt(size: number): void {
    for (let kept = this.#signed[0]; kept && kept.size <= size; kept = this.#signed[0]) {
      this.#signed.shift();
      this.#hold(kept);
    }
    if (this.#kept && this.#kept.size === size) this.#holdKept(this.#kept);
  }

  #hold(kept: KeptCheckpoint): void {
    this.#checkpoints += 1;
    const opened = this.#opens(kept);
    if (!opened) return;
    const agrees = this.#tree.agrees(opened.root);
    if (agrees === false) {
      const at = `checkpoint of size ${opened.size}`;
      this.#tree.differ({ code: 'root-differs', at, expected: opened.root.toString('base64') });
    }
    if (!opened.vouched) return this.#await(kept);
    this.#published = Math.max(this.#published, opened.size);
    if (agrees) this.#covered = opened.size;
    // It covers the events that name the keys from before, and so those keys' checkpoints.
    if (agrees) this.#unvouched = [];
  }

  #holdKept(kept: KeptCheckpoint): void {
    this.#kept = undefined;
    const opened = this.#opens(kept);
    if (!opened) return;
    if (this.#tree.agrees(opened.root) === false)
      this.#tree.differ({ code: 'split-history', at: kept.from ?? '', expected: opened.root.toString('base64') });
    if (!opened.vouched) this.#await(kept);
  }

  #await(kept: KeptCheckpoint): void {
    if (this.#unvouched.length < MAX_UNVOUCHED) this.#unvouched.push(kept);
  }

  #opens(kept: KeptCheckpoint): OpenedCheckpoint | undefined {
    const opened = this.against.keys.open(kept);
    if (!('code' in opened)) return opened;
    this.#findings.add(opened);
    return undefined;
  }

  async #end(): Promise<void> {
    const noted = await this.history.size?.();
    const there = this.#tree.size;
    if (noted !== undefined && noted > there)
      this.#findings.add({ code: 'head-ahead', position: there, expected: `${there} events`, found: `${noted}` });
    if (noted !== undefined && noted < there)
      this.#findings.add({ code: 'head-behind', position: noted, expected: `${there} events`, found: `${noted}` });
    // What was signed over more than there is: the history was cut off, or went back to an older one.
    for (const kept of this.#signed) this.#beyond(kept);
    if (this.#kept) this.#beyond(this.#kept);
    for (const kept of this.#unvouched) this.#findings.add(this.against.keys.rejected(kept, 'no-known-signature'));
    if (this.#checkpoints === 0 && there > 0)
      this.#findings.add({ code: 'checkpoint-missing', expected: 'a signed checkpoint', found: 'none' });
    if (this.history.closed && there > this.#published && this.#published > 0)
      this.#findings.add({
        code: 'leaf-not-covered',
        position: this.#published,
        through: there - 1,
        expected: 'no event after the last checkpoint',
        found: `${there - this.#published} events`,
      });
    this.#erasures();
    this.#streams.end(this.history.whole ?? []);
    await this.#tree.end(this.#published);
    this.history.faults?.().forEach((fault) => this.#findings.add(fault));
  }

  #beyond(kept: KeptCheckpoint): void {
    this.#checkpoints += 1;
    const opened = this.#opens(kept);
    if (!opened) return;
    if (!opened.vouched) return this.#await(kept);
    const at = kept.from ?? `checkpoint of size ${opened.size}`;
    const found = `${this.#tree.size} events`;
    this.#findings.add({
      code: 'checkpoint-not-covered',
      at,
      position: this.#tree.size,
      expected: `${opened.size} events`,
      found,
    });
  }
}
