/** A one-time link, told once. Hand it to the person whom it is for, and to nobody else. */
export class AccountLink {
  /**
   * The whole address.
   * @example 'https://ledger.example.org/invitation/kq3…'
   */
  readonly url: string;

  /**
   * When it ends, RFC 3339.
   * @example '2026-11-29T10:00:00.000Z'
   */
  readonly expiresAt: string;
}
