/**
 * What can go wrong between a decision and its append.
 *
 * - `conflict`: a stream, a guard or a key moved since it was read; load and decide again.
 * - `busy`: it kept moving, or the lock was not to be had; try later.
 * - `clock`: this machine's clock, the database's and the ledger's last event are more than 5 s apart.
 * - `outcome-unknown`: the connection broke around the commit and the database stays away.
 * - `append-too-large`: more than 256 events or 1 MiB in one append.
 * - `key-reused`: the idempotency key was used for another request.
 * - `revision-mismatch`: the client named a revision (`If-Match`) that is not the newest.
 * - `corrupt`: what is stored is not what its leaf commits to.
 * - `unknown-event`: a newer program wrote an event that this one does not know; it must not decide without it.
 */
export type LedgerErrorCode =
  | 'conflict'
  | 'busy'
  | 'clock'
  | 'outcome-unknown'
  | 'append-too-large'
  | 'key-reused'
  | 'revision-mismatch'
  | 'corrupt'
  | 'unknown-event';

export class LedgerError extends Error {
  override readonly name: string = 'LedgerError';

  constructor(
    readonly code: LedgerErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A stored event that is not what its leaf commits to. Nothing may be built on it, so no reader skips it. */
export class CorruptEvent extends LedgerError {
  override readonly name = 'CorruptEvent';

  constructor(
    readonly position: number,
    readonly stream: string,
    what: string,
  ) {
    super('corrupt', `event ${position} of ${stream}: ${what}`);
  }
}
