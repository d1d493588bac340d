import type { Part } from '../../ledger/leaf.js';

/**
 * An archive of a ledger is one tar: first what it is and by which key it is signed, then the history in pieces of 256
 * events. Each piece is the tile of its leaves' hashes, the checkpoints whose size lies in it, its entries, and what of
 * them may be opened; tiles of higher levels follow the piece that fills them, and those that are not full stand last. So
 * it is written and read in one go.
 */
export const FORMAT = 'claim-ledger-archive/v1';

export const NAMES = {
  readme: 'README.md',
  about: 'archive.json',
  key: 'log.vkey',
  checkpoint: 'checkpoint',
  erasures: 'erasures.ndjson',
} as const;

/** Whose archive it is, and so what of it is open. */
type ArchiveScope = 'all' | 'public' | 'claim';

/** `archive.json`. */
export interface About {
  readonly format: typeof FORMAT;
  readonly origin: string;
  /** The events that its checkpoint covers, which are all that it holds. */
  readonly size: number;
  readonly scope: ArchiveScope;
  /** Whether every event has a line that says of which stream it is. */
  readonly complete: boolean;
}

/** A line of `erasures.ndjson`: the words at a position were erased by an event. */
export interface ErasureLine {
  readonly position: number;
  readonly erasedBy: number;
}

/** A line of `streams/<N>.ndjson`: all events of a stream have a line in `parts`. */
export interface StreamLine {
  readonly stream: string;
  /** Base64url without padding, 32 bytes. */
  readonly salt: string;
  /** How many events it has. */
  readonly events: number;
}

/** Bytes that a leaf commits to: `text` in UTF-8, exactly, under `salt` (base64url without padding, 32 bytes). */
export interface OpenPart {
  readonly salt: string;
  readonly text: string;
}

/** A line of `parts/<N>.ndjson`. A part that is not in it is not open to who it was made for. */
export type PartsLine = {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  /** The stream's. */
  readonly salt: string;
} & { readonly [Each in Exclude<Part, 'words'>]?: OpenPart } & {
  /** Null: erased. */
  readonly words?: OpenPart | null;
};

export const text64 = (bytes: Buffer): string => bytes.toString('base64url');

/** One line of NDJSON. */
export const lineOf = (value: object): string => `${JSON.stringify(value)}\n`;
