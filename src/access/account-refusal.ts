/** Why something about an account is refused. */
export type AccountCode =
  /** Address and password do not belong together, or may not sign in: never said which. */
  | 'credentials-wrong'
  /** The password given to confirm an act is not the account's. */
  | 'password-wrong'
  /** The code of the second step is wrong, or was used before. */
  | 'code-wrong'
  /** The second step was not taken in time, or missed too often: sign in again. */
  | 'step-over'
  /** There is no second factor that waits for its first code. */
  | 'nothing-begun'
  /** A one-time link was used, has ended, or never was one. */
  | 'link-over'
  /** Another person has this address. */
  | 'email-taken'
  /** Somebody has an account already, so that there is nothing to set up. */
  | 'set-up-over'
  /** The OpenID provider's answer does not let anybody in. */
  | 'not-admitted';

/** Something about an account is refused; pages say it in their own words. */
export class AccountRefused extends Error {
  override readonly name = 'AccountRefused';

  constructor(readonly code: AccountCode) {
    super(code);
  }
}
