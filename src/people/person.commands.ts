import { IsIn, MaxLength } from 'class-validator';
import { IsInstant, IsText, Optional } from '../kernel/fields.js';
import { ROLES, type Role } from '../kernel/roles.js';

/** Enters a person. Name and address live outside the ledger. */
export class InvitePerson {}

/** Gives a person a role. */
export class GrantRole {
  /**
   * The role.
   * @example 'reviewer'
   */
  @IsIn(ROLES)
  readonly role: Role;
}

/** Takes a role from a person. */
export class RevokeRole {
  /**
   * The role.
   * @example 'reviewer'
   */
  @IsIn(ROLES)
  readonly role: Role;
}

/** Issues a token by which a program acts as a person. */
export class IssueToken {
  /**
   * What it is for, at most 300 characters.
   * @example 'Nightly import'
   */
  @Optional()
  @IsText()
  @MaxLength(300)
  readonly label?: string;

  /**
   * When it ends, RFC 3339; absent: when it is revoked.
   * @example '2099-12-31T00:00:00Z'
   */
  @Optional()
  @IsInstant()
  readonly expiresAt?: string;
}

/** Ends all that a person may do here, and all tokens that act for them. */
export class DeactivatePerson {}

/** Lets a person do again what their roles allow; tokens are issued anew. */
export class ReactivatePerson {}

/** Revokes a token, named in the path. */
export class RevokeToken {}
