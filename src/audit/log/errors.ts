/**
 * Why the log does not answer or does not sign.
 *
 * - `rolled-back`: a checkpoint is known that is larger than the ledger: signed history is missing here.
 * - `forked`: a checkpoint is known whose root is not that of the ledger's events: history was made anew.
 * - `tile-differs`: a tile was stored with other hashes than the leaves have.
 * - `tile-missing`: a tile that a published checkpoint covers is not there.
 * - `checkpoint-damaged`: a stored or remembered checkpoint is not what one of this log's keys signed.
 * - `no-key`: none of the keys in force is at hand here.
 */
export type LogErrorCode = 'rolled-back' | 'forked' | 'tile-differs' | 'tile-missing' | 'checkpoint-damaged' | 'no-key';

/** The public log cannot be continued or shown as it stands. */
export class LogError extends Error {
  override readonly name = 'LogError';

  constructor(
    readonly code: LogErrorCode,
    message: string,
  ) {
    super(message);
  }
}
