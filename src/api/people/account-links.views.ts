import { CommandAnswer } from '../answers.views.js';

/** A one-time link, told once. Hand it to the person whom it is for, and to nobody else. */
export class AccountLink {
  /** The whole address. @example 'https://ledger.example.org/invitation/kq3…' */
  readonly url: string;

  /** When it ends, RFC 3339. @example '2026-11-29T10:00:00.000Z' */
  readonly expiresAt: string;
}

/** A one-time link that was made. */
export class LinkAnswer extends CommandAnswer {
  /**
   * The link, which is not its secret.
   * @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a2b'
   */
  readonly linkId: string;

  /**
   * The whole address, in the first answer only: it is stored nowhere.
   * @example 'https://ledger.example.org/reset/kq3…'
   */
  readonly url?: string;

  /**
   * When it ends, RFC 3339; in the first answer only.
   * @example '2026-11-29T10:00:00.000Z'
   */
  readonly expiresAt?: string;
}

/** Somebody who was entered. */
export class InvitedAnswer extends CommandAnswer {
  /**
   * The link by which they choose their password. Shown in the first answer only, and stored nowhere; a token that is
   * narrowed, or ends, gets none.
   */
  readonly invitation?: AccountLink;
}
