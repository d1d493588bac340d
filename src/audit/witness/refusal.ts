/** Why a witness does not cosign, with the status that C2SP tlog-witness gives it over HTTP. */
export const WITNESS_REFUSALS = {
  malformed: 400,
  /** No known key of the log has signed it. */
  'not-signed': 403,
  'unknown-log': 404,
  /** The newest checkpoint that the witness cosigned has another size than the log thinks. */
  'other-size': 409,
  /** The tree of the newest cosigned checkpoint is not the beginning of this one: a history was split. */
  inconsistent: 422,
} as const;

/** A checkpoint that a witness does not cosign. */
export class WitnessRefused extends Error {
  override readonly name = 'WitnessRefused';

  constructor(
    readonly code: keyof typeof WITNESS_REFUSALS,
    message: string,
    /** With `other-size`: the size of the newest checkpoint that the witness cosigned. */
    readonly size?: number,
  ) {
    super(message);
  }
}
