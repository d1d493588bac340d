/** Somebody who works here. */
export class ListedPersonView {
  /**
   * The person.
   * @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a13'
   */
  readonly id: string;

  /**
   * Their name, which lies outside the ledger; null where it is erased.
   * @example 'Edda'
   */
  readonly name: string | null;

  /**
   * The roles that they hold now: none while deactivated.
   * @example ['editor']
   */
  readonly roles: string[];
}

/** Everybody with a name, by name. */
export class PeopleView {
  /** All of them. */
  readonly items: ListedPersonView[];

  /**
   * Where to go on: nowhere, all are shown.
   * @example null
   */
  readonly nextCursor: string | null;

  /**
   * The position that the answer rests on.
   * @example 42
   */
  readonly position: number;

  /**
   * Whether the answer may lack what was recorded before it was asked: never.
   * @example false
   */
  readonly stale: boolean;
}

/** A token that has not been revoked. */
export class TokenView {
  /**
   * The token, which is not its secret.
   * @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a2a'
   */
  readonly tokenId: string;

  /**
   * What it is for.
   * @example 'Nightly import'
   */
  readonly label: string | null;

  /**
   * When it ends, RFC 3339; null: when it is revoked.
   * @example null
   */
  readonly expiresAt: string | null;
}

/** Somebody who works here, with the tokens that act for them. */
export class PersonView extends ListedPersonView {
  /**
   * The revision, for `If-Match`.
   * @example 3
   */
  readonly revision: number;

  /**
   * The position that the answer rests on.
   * @example 42
   */
  readonly position: number;

  /** Tokens that have not been revoked; the secret of none is known here. */
  readonly tokens: TokenView[];
}
