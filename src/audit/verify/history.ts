/** Bytes with the salt under which a leaf commits to them. */
export interface Opened {
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
  readonly head?: Opened;
  readonly who?: Opened;
  readonly facts?: Opened;
  /** Null: said to be gone. */
  readonly words?: Opened | null;
  /** The position that a database notes as that of the erasure; null: none is noted. */
  readonly erasedBy?: number | null;
}

/** A checkpoint as a source shows it. */
export interface Kept {
  /** The leaves that it was noted to cover. */
  readonly size: number;
  /** The root that is noted beside it. */
  readonly root?: Buffer;
  /** The signed note. */
  readonly note: string;
  /** Where it was kept, if it was not in the history itself. */
  readonly from?: string;
}

/** A history to verify, read once from its beginning. */
export interface History {
  /** Consecutive entries by position, many at a time. */
  entries(): AsyncIterable<readonly Entry[]>;
  /** By size, smallest first. */
  checkpoints(): AsyncIterable<Kept>;
  /**
   * A tile's hashes, 32 bytes each, as many as there are; undefined where there is none. For each level they are asked for
   * in order.
   */
  tile(level: number, index: number): Promise<Buffer | undefined>;
  /** The names of tiles that lie beyond a tree of that size. */
  tilesBeyond(size: number): Promise<readonly string[]>;
  /** The ledger's size as it is noted; undefined where it is not. */
  size?(): Promise<number>;
  /** Which event erased the words of which position, as the events of the ledger's own stream list it. */
  readonly erased: ReadonlyMap<number, number>;
  /** Streams of which all events are shown, with their salt and how many those are. */
  readonly whole?: readonly { readonly stream: string; readonly salt: Buffer; readonly events: number }[];
  /** Whether every event is shown, so that none may go without a place. */
  readonly complete: boolean;
}
