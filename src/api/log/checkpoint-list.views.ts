/** A signed checkpoint of the public log. */
export class ListedCheckpointView {
  /** Events that it covers. @example 42 */
  readonly size: number;

  /** The root of the tree over them: base64. @example '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' */
  readonly root: string;

  /** When it was signed, UTC. @example '2026-11-22T10:00:00.000Z' */
  readonly signedAt: string;

  /** The witnesses that cosigned it, by name. @example ['witness.example.org/w1'] */
  readonly witnesses: string[];
}

/** A witness that this ledger knows. */
export class WitnessView {
  /** The name that it signs under. @example 'witness.example.org/w1' */
  readonly name: string;

  /** Its public key: a C2SP `vkey` of type 0x04. @example 'witness.example.org/w1+8d66cf3f+BAcd…' */
  readonly vkey: string;

  /**
   * The size of the newest checkpoint that it cosigned, as far as this ledger was told; null where there is none.
   * @example 42
   */
  readonly size: number | null;

  /** When this ledger took that cosignature in, UTC. @example '2026-11-22T10:00:00.000Z' */
  readonly receivedAt: string | null;
}

/** The checkpoints from the newest, and who has seen what. */
export class CheckpointListView {
  /** From the largest down. */
  readonly items: ListedCheckpointView[];

  /** Where to go on; null at the end. @example '41' */
  readonly nextCursor: string | null;

  /** The ledger's last position that a checkpoint covers; -1 before the first. @example 41 */
  readonly position: number;

  /** Whether the answer may lack what was recorded before it was asked: never. */
  readonly stale: boolean;

  /** All witnesses that this ledger takes cosignatures from. */
  readonly witnesses: WitnessView[];
}

/** What became of a cosignature. */
export class CosignatureAnswer {
  /** The size of the checkpoint that it stands under from now on. @example 42 */
  readonly size: number;
}
