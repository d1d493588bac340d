/** The form of a claim proof, version 1. */
export const CLAIM_PROOF_FORMAT = 'claim-ledger-claim-proof/v1';

/** The parts of an event that its leaf commits to, each by itself. */
export const PARTS = ['head', 'who', 'facts', 'words'] as const;
export type PartName = (typeof PARTS)[number];

/** Why a part is not in a proof. */
export type ShutReason = 'confidential' | 'desk-only' | 'unpublished' | 'erased';

/** Bytes that a leaf commits to: `text` in UTF-8, exactly, under `salt` (base64url without padding, 32 bytes). */
export interface OpenedPart {
  readonly salt: string;
  readonly text: string;
}

/** One event: its leaf, the way from it to the root, and what of it its reader may open. */
export interface ProvenEvent {
  readonly position: number;
  /** From 1, in its stream. */
  readonly revision: number;
  /** The leaf, exactly as it was hashed. */
  readonly leaf: string;
  /** The hashes that lead from the leaf to the root, from below (RFC 9162 section 2.1.3.1), base64. */
  readonly inclusion: readonly string[];
  readonly parts: { readonly [Name in PartName]?: OpenedPart };
  /** For each part that stays shut the reason. */
  readonly shut: { readonly [Name in PartName]?: ShutReason };
}

/** All events of one stream, from the first to the newest that the checkpoint covers. */
export interface ProvenStream {
  /** `claim-<id>`, `work-<id>` or `outlet-<id>`. */
  readonly stream: string;
  /** Base64url without padding, 32 bytes: finds the stream's events among all leaves. */
  readonly salt: string;
  readonly events: readonly ProvenEvent[];
}

/** All leaves after the claim's newest event: they show that no later event of it stood in the log by then. */
export interface LaterLeaves {
  /** The position of the first of them. */
  readonly from: number;
  /** The roots of the full subtrees before it, from the largest to the smallest, base64. */
  readonly before: readonly string[];
  readonly leaves: readonly string[];
}

/** One published claim with all that shows that it is what was recorded: checked with nothing but a key of the log. */
export interface ClaimProof {
  readonly format: typeof CLAIM_PROOF_FORMAT;
  /** The log's name. */
  readonly origin: string;
  /** The log's keys as it gives them itself (C2SP signed-note `vkey`): compare them with what the desk publishes elsewhere. */
  readonly keys: readonly string[];
  /** A checkpoint with its signatures and cosignatures (C2SP tlog-checkpoint). */
  readonly checkpoint: string;
  /** The claim's identifier. */
  readonly claim: string;
  /** The claim's own stream first, then those of the works and outlets that it names. */
  readonly streams: readonly [ProvenStream, ...ProvenStream[]];
  /** Null where they are too many: whoever wants to know reads the log's entries. */
  readonly later: LaterLeaves | null;
}
