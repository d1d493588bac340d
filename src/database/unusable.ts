/** Why no database could be had. The process cannot serve; what to do stands in the message. */
export type UnusableCode =
  | 'no-embedded-server'
  | 'no-ledger-here'
  | 'folder-out-of-reach'
  | 'folder-in-use'
  | 'server-did-not-start'
  | 'server-too-old'
  | 'encoding-not-utf8'
  | 'trigrams-blind'
  | 'privilege-missing'
  | 'roles-missing'
  | 'login-failed'
  | 'role-is-superuser'
  | 'append-key-missing'
  | 'append-key-other'
  | 'append-key-malformed';

/** Start stops here: `code` is stable and what tests compare, `message` tells the operator in a sentence what to do. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable';

  constructor(
    readonly code: UnusableCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
