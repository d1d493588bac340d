/** Bytes that a leaf commits to. */
export class OpenedPartView {
  /** 32 random bytes, base64url without padding. @example '7c0hX4bq3G1xY2m5o8Vw9kT6uN0rJdLsAeQfZpCiBvE' */
  readonly salt: string;

  /** The bytes in UTF-8, exactly. @example '{"text":"The bridge was closed."}' */
  readonly text: string;
}

/** What of an event its reader may open. */
export class OpenedPartsView {
  /** What happened, and where in its stream. */
  readonly head?: OpenedPartView;

  /** Who did it, in which role. */
  readonly who?: OpenedPartView;

  /** Identifiers, codes, numbers, days. */
  readonly facts?: OpenedPartView;

  /** Texts and names. */
  readonly words?: OpenedPartView;
}

/** Why parts of an event stay shut: `confidential`, `desk-only`, `unpublished` or `erased`. */
export class ShutPartsView {
  /** What happened. @example 'unpublished' */
  readonly head?: 'confidential' | 'desk-only' | 'unpublished' | 'erased';

  /** Who did it. @example 'desk-only' */
  readonly who?: 'confidential' | 'desk-only' | 'unpublished' | 'erased';

  /** Identifiers, codes, numbers, days. @example 'confidential' */
  readonly facts?: 'confidential' | 'desk-only' | 'unpublished' | 'erased';

  /** Texts and names. @example 'erased' */
  readonly words?: 'confidential' | 'desk-only' | 'unpublished' | 'erased';
}

/** One event with its way to the root. */
export class ProvenEventView {
  /** Its place in the ledger. @example 17 */
  readonly position: number;

  /** Its place in its stream, from 1. @example 3 */
  readonly revision: number;

  /** Its leaf, exactly as it was hashed. @example '{"at":"2026-11-22T10:00:00.000Z","facts":"…"}' */
  readonly leaf: string;

  /** The hashes that lead from the leaf to the root, from below (RFC 9162), base64. @example ['Wq0…='] */
  readonly inclusion: string[];

  /** What of it may be opened. */
  readonly parts: OpenedPartsView;

  /** For each part that stays shut the reason. */
  readonly shut: ShutPartsView;
}

/** All events of one stream, up to the checkpoint. */
export class ProvenStreamView {
  /** Its name. @example 'claim-01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a17' */
  readonly stream: string;

  /** Finds its events among all leaves; base64url. @example '7c0hX4bq3G1xY2m5o8Vw9kT6uN0rJdLsAeQfZpCiBvE' */
  readonly salt: string;

  /** From the first to the newest. */
  readonly events: ProvenEventView[];
}

/** All leaves after the claim's newest event. */
export class LaterLeavesView {
  /** The position of the first of them. @example 18 */
  readonly from: number;

  /** The roots of the full subtrees before it, from the largest to the smallest, base64. @example ['Wq0…='] */
  readonly before: string[];

  /** The leaves. @example ['{"at":"2026-11-22T10:00:01.000Z","facts":"…"}'] */
  readonly leaves: string[];
}

/** One claim with all that shows that it is what was recorded. */
export class ClaimProofView {
  /** The form, with its version. @example 'claim-ledger-claim-proof/v1' */
  readonly format: 'claim-ledger-claim-proof/v1';

  /** The log's name. @example 'ledger.example.org/log' */
  readonly origin: string;

  /** The log's keys in force, C2SP vkeys: compare them with what the desk publishes elsewhere. @example ['ledger.example.org/log+1a2b3c4d+AY…'] */
  readonly keys: string[];

  /** The newest checkpoint, with signatures and cosignatures. @example 'ledger.example.org/log\n134\nWq0…=\n\n— …' */
  readonly checkpoint: string;

  /** The claim. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a17' */
  readonly claim: string;

  /** The claim's own stream first, then those of the works and outlets that it names. */
  readonly streams: ProvenStreamView[];

  /** What shows that no later event of the claim stood in the log by then; null where there are more than 4,096 leaves. */
  readonly later: LaterLeavesView | null;
}
