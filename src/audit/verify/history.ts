import type { Finding } from './findings.js';

/** Bytes with the salt under which a leaf commits to them. */
export interface OpenedParts {
  readonly salt: Buffer;
  readonly bytes: Buffer;
}

/** An event as a source shows it: its leaf, and what of the rest there is. What is left out is not checked. */
export interface Entry {
  /** Where it stands. */
  readonly position: number;
  readonly leaf: Buffer;
  /** Of which stream it is, and where in it; `salt` is the stream's. */
  readonly place?: { readonly stream: string; readonly revision: number; readonly salt: Buffer | null };
  /** The identifier that a database notes beside it. */
  readonly id?: string;
  readonly head?: OpenedParts;
  readonly who?: OpenedParts;
  readonly facts?: OpenedParts;
  /** Null: said to be gone. */
  readonly words?: OpenedParts | null;
  /** The position that a database notes as that of the erasure; null: none is noted. */
  readonly erasedBy?: number | null;
}

/** A checkpoint as a source shows it. */
export interface KeptCheckpoint {
  /** The leaves that it was noted to cover. */
  readonly size: number;
  /** The root that is noted beside it. */
  readonly root?: Buffer;
  /** The signed note. */
  readonly note: string;
  /** Where it was kept, if it was not in the history itself. */
  readonly from?: string;
  /** Whether whoever kept it took it for this log's: one of other keys or another origin then shows another history. */
  readonly own?: boolean;
}

/** A piece of a history. */
export interface HistoryPage {
  /** By position; pieces follow one another. */
  readonly entries: readonly Entry[];
  /** Those whose size lies behind the piece before and not behind this one; after the last piece, those of any size. */
  readonly checkpoints: readonly KeptCheckpoint[];
}

/** A history to verify, read once from its beginning. */
export interface History {
  pages(): AsyncIterable<HistoryPage>;
  /**
   * A tile's hashes, 32 bytes each, as many as there are; undefined where there is none. For each level they are asked for
   * in order, when the piece that fills them has been read.
   */
  tile(level: number, index: number): Promise<Buffer | undefined>;
  /** The names of tiles that lie beyond the end, asked for last. */
  tilesBeyond(): Promise<readonly string[]>;
  /** The ledger's size as it is noted, and where a database notes it the time of the last event (RFC 3339). */
  head?(): Promise<{ readonly size: number; readonly at?: string }>;
  /** Which event is said to have erased the words of which position. */
  readonly erased: ReadonlyMap<number, number>;
  /** Streams of which all events are shown, with their salt and how many those are. */
  readonly whole?: readonly Whole[];
  /** Whether every event is shown, so that none may go without a place. */
  readonly complete: boolean;
  /** Whether it must end where its last checkpoint does. */
  readonly closed: boolean;
  /** What kept it from being read, if something did; asked for last. */
  faults?(): readonly Finding[];
}

/** A stream of which all events are shown. */
export interface Whole {
  readonly stream: string;
  readonly salt: Buffer;
  readonly events: number;
}
