import { ArrayNotEmpty, ArrayUnique, IsArray, IsIn, MaxLength } from 'class-validator';
import { IsInstant, IsText, Optional } from '../kernel/fields.js';
import { WithReason } from '../kernel/reason.commands.js';
import { ROLES, type Role } from '../kernel/roles.js';
import { SCOPES, type Scope } from '../kernel/scopes.js';
import { ERASURE_BASES, type ErasureBasis } from '../ledger/ledger.events.js';
import { LINK_PURPOSES, type LinkPurpose } from './person.events.js';

/** Enters a person. Name and address live outside the ledger. */
export class InvitePerson {}

/** Gives a person a role. */
export class GrantRole {
  /** The role. @example 'reviewer' */
  @IsIn(ROLES)
  readonly role: Role;
}

/** Takes a role from a person. */
export class RevokeRole {
  /** The role. @example 'reviewer' */
  @IsIn(ROLES)
  readonly role: Role;
}

/** Issues a token by which a program acts as a person. */
export class IssueToken {
  /** What it is for, at most 300 characters. @example 'Nightly import' */
  @Optional()
  @IsText()
  @MaxLength(300)
  readonly label?: string;

  /** When it ends, RFC 3339; absent: when it is revoked. @example '2099-12-31T00:00:00Z' */
  @Optional()
  @IsInstant()
  readonly expiresAt?: string;

  /**
   * What it is narrowed to; absent: all that the person may. `review` includes `write`, and each includes `read`.
   * @example ['write']
   */
  @Optional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(SCOPES, { each: true })
  readonly scopes?: Scope[];
}

/** Issues a token by which a program acts as oneself. */
export class IssueOwnToken extends IssueToken {}

/** Makes a one-time link to a person's account, whose secret is kept beside the ledger. */
export class IssueLink {
  /**
   * What it is good for.
   * @example 'reset'
   */
  @IsIn(LINK_PURPOSES)
  readonly purpose: LinkPurpose;

  /**
   * When it ends, RFC 3339.
   * @example '2099-12-31T00:00:00Z'
   */
  @IsInstant()
  readonly expiresAt: string;
}

/** Ends a person's second factor, for who lost it and the recovery codes. */
export class RemoveSecondFactor {}

/** Ends all that a person may do here, and all tokens that act for them. */
export class DeactivatePerson {}

/** Lets a person do again what their roles allow; tokens are issued anew. */
export class ReactivatePerson {}

/** Revokes a token, named in the path. */
export class RevokeToken {}

/** Revokes one of one's own tokens, named in the path. */
export class RevokeOwnToken {}

/** Proposes to erase a person's name and address, and to end all that they may do, for another admin to confirm. */
export class ProposePersonErasure {
  /** The legal basis. @example 'data-protection' */
  @IsIn(ERASURE_BASES)
  readonly basis: ErasureBasis;

  /**
   * Why, at most 2,000 characters; without the name that is to go, which it would outlive.
   * @example 'They left in March and have asked for it.'
   */
  @IsText()
  @MaxLength(2000)
  readonly reason: string;
}

/** Takes back, or turns down, the open proposal to erase a person. */
export class WithdrawPersonErasure extends WithReason {}

/** Carries out another admin's open proposal to erase a person: at once and for good. */
export class ConfirmPersonErasure {}
