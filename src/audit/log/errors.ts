/**
 * Why the log does not answer or does not sign.
 *
 * - `rolled-back`: a checkpoint is known that is larger than the ledger: signed history is missing here.
 * - `forked`: a checkpoint is known whose root is not that of the ledger's events: history was made anew.
 * - `tile-differs`: a tile was stored with other hashes than the leaves have.
 * - `tile-missing`: a tile that a published checkpoint covers is not there.
 * - `checkpoint-damaged`: a stored or remembered checkpoint is not what one of this log's keys signed.
 * - `unauthorised-append`: events stand in the ledger that somebody without its append key wrote there.
 * - `no-key`: none of the keys in force is at hand here.
 */
export type LogErrorCode =
  'rolled-back' | 'forked' | 'tile-differs' | 'tile-missing' | 'checkpoint-damaged' | 'unauthorised-append' | 'no-key';

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

/** Events that somebody without the append key wrote: no checkpoint covers them until an operator has accepted each. */
export class UnauthorisedAppend extends LogError {
  /** @param positions of the events, one after another */
  constructor(readonly positions: readonly number[]) {
    const [first, last] = [positions[0], positions.at(-1)];
    const which = first === last ? `event ${first} was` : `events ${first} to ${last} were`;
    super(
      'unauthorised-append',
      `${which} written by somebody without the append key. No checkpoint covers them or what follows until an operator ` +
        'has looked at each and accepts it: npm run -s cli -- unauthorised list',
    );
  }
}
