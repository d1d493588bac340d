/** That an event's leaf stands in the tree (RFC 9162 section 2.1.3). Sizes are texts: JavaScript's numbers end at 2^53. */
export class InclusionView {
  /** The event's position. @example '34567' */
  readonly leafIndex: string;

  /** The leaves in the tree. @example '70000' */
  readonly treeSize: string;

  /** SHA-256(0x00 ‖ leaf), base64. @example 'gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=' */
  readonly leafHash: string;

  /**
   * The hashes that lead from the leaf to the root, from below, base64.
   * @example ['B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=']
   */
  readonly hashes: string[];

  /** The signed checkpoint of this size (C2SP tlog-checkpoint); null where none was made of it. */
  readonly checkpoint: string | null;
}

/** That one tree is the beginning of another (RFC 9162 section 2.1.4). */
export class ConsistencyView {
  /** The older size. @example '1234' */
  readonly from: string;

  /** The newer size. @example '70000' */
  readonly to: string;

  /** The hashes of the proof, base64. @example ['B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA='] */
  readonly hashes: string[];
}

/** A signed checkpoint. */
export class CheckpointView {
  /** The leaves in the tree. @example '70000' */
  readonly size: string;

  /** The root's hash, base64. @example 'sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=' */
  readonly root: string;

  /** The note, as `/checkpoint` serves it (C2SP tlog-checkpoint), with the cosignatures that have come in. */
  readonly note: string;

  /** When it was signed. @example '2026-11-22T10:00:00.000Z' */
  readonly signedAt: string;
}
