import type { Findings } from './findings.js';
import type { KeptCheckpoint } from './history.js';
import type { LogKeys, OpenedCheckpoint } from './keys.js';
import type { TreeCheck } from './tree-check.js';

/** Of checkpoints that nobody vouches for more are not kept: they are named at the end, and twenty are enough. */
const MAX_UNVOUCHED = 1000;

const bySize = (all: readonly KeptCheckpoint[]): KeptCheckpoint[] => [...all].sort((a, b) => a.size - b.size);

/** Holds the tree, as it grows, to the checkpoints of the history itself and to those that others have kept. */
export class CheckpointCheck {
  /** Of the history: those that have been read and not yet reached. */
  #signed: KeptCheckpoint[] = [];
  /** Those that were kept elsewhere and are not reached yet. */
  #kept: KeptCheckpoint[];
  /** Checkpoints that a key signed which the history names and nobody vouches for yet. */
  #unvouched: KeptCheckpoint[] = [];
  #count = 0;
  #covered = 0;
  #published = 0;
  #cutOff = false;

  constructor(
    private readonly findings: Findings,
    private readonly tree: TreeCheck,
    private readonly keys: LogKeys,
    kept: readonly KeptCheckpoint[],
  ) {
    this.#kept = bySize(kept);
  }

  /** How many the history has. */
  get count(): number {
    return this.#count;
  }

  /** The events that the largest good one covers. */
  get covered(): number {
    return this.#covered;
  }

  /** The events that the largest one covers that a key of the log signed, whether or not it is of these events. */
  get published(): number {
    return this.#published;
  }

  /** Whether one covers more events than there are; known at the end. */
  get cutOff(): boolean {
    return this.#cutOff;
  }

  /** Takes in those of a piece of the history. */
  take(checkpoints: readonly KeptCheckpoint[]): void {
    this.#signed = bySize([...this.#signed, ...checkpoints]);
  }

  /** The tree has come to a size. */
  reached(size: number): void {
    for (let next = this.#signed[0]; next && next.size <= size; next = this.#signed[0]) {
      this.#signed.shift();
      this.#hold(next);
    }
    for (let next = this.#kept[0]; next && next.size <= size; next = this.#kept[0]) {
      this.#kept.shift();
      this.#holdKept(next);
    }
  }

  /** The tree grows no more. What was signed over more than there is: the history was cut off, or went back to an older one. */
  end(): void {
    this.#count += this.#signed.length;
    for (const each of [...this.#signed, ...this.#kept]) this.#beyond(each);
    for (const each of this.#unvouched) this.findings.add(this.keys.rejected(each, 'no-known-signature'));
    if (this.#count === 0 && this.tree.size > 0)
      this.findings.add({ code: 'checkpoint-missing', expected: 'a signed checkpoint', found: 'none' });
  }

  #hold(kept: KeptCheckpoint): void {
    this.#count += 1;
    const opened = this.#open(kept);
    if (!opened) return;
    const agrees = this.tree.agrees(opened.root);
    if (agrees === false) {
      const at = `checkpoint of size ${opened.size}`;
      this.tree.differ({ code: 'root-differs', at, expected: opened.root.toString('base64') });
    }
    if (!opened.vouched) return this.#await(kept);
    this.#published = Math.max(this.#published, opened.size);
    if (agrees) this.#covered = opened.size;
    // It covers the events that name the keys from before, and so those keys' checkpoints.
    if (agrees) this.#unvouched = [];
  }

  #holdKept(kept: KeptCheckpoint): void {
    const opened = this.#open(kept);
    if (!opened) return;
    if (this.tree.agrees(opened.root) === false)
      this.tree.differ({ code: 'split-history', at: kept.from ?? '', expected: opened.root.toString('base64') });
    if (!opened.vouched) this.#await(kept);
  }

  #await(kept: KeptCheckpoint): void {
    if (this.#unvouched.length < MAX_UNVOUCHED) this.#unvouched.push(kept);
  }

  #open(kept: KeptCheckpoint): OpenedCheckpoint | undefined {
    const opened = this.keys.open(kept);
    if (!('code' in opened)) return opened;
    this.findings.add(opened);
    return undefined;
  }

  #beyond(kept: KeptCheckpoint): void {
    const opened = this.#open(kept);
    if (!opened) return;
    if (!opened.vouched) return this.#await(kept);
    this.#cutOff = true;
    const at = kept.from ?? `checkpoint of size ${opened.size}`;
    const [position, found] = [this.tree.size, `${this.tree.size} events`];
    this.findings.add({ code: 'checkpoint-not-covered', at, position, expected: `${opened.size} events`, found });
  }
}
