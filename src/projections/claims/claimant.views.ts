/** Who asserts a claim. */
export class ClaimantView {
  /** The claimant. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a18' */
  readonly id: string;

  /** By name. @example 'Joint Chiefs of Staff, Republic of Korea' */
  readonly name: string | null;

  /** In what capacity. @example 'general staff' */
  readonly role: string | null;
}
