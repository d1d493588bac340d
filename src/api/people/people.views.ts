import type { Role } from '../../kernel/roles.js';
import type { Scope } from '../../kernel/scopes.js';

/** Somebody who works here, or did. */
export class ListedPersonView {
  /** The person. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a13' */
  readonly id: string;

  /**
   * Their name, which lies outside the ledger and is shown as it is now; null where it is erased or was never given.
   * @example 'Edda'
   */
  readonly name: string | null;

  /** The name, else a pseudonym that stays the same. @example 'Edda' */
  readonly shownAs: string;

  /** The roles that they hold at the moment asked for: none while deactivated. @example ['editor'] */
  readonly roles: Role[];

  /** Whether they may act at all; `erased` is for good. @example 'active' */
  readonly status: 'active' | 'deactivated' | 'erased';
}

/** Everybody who was ever invited, by name. */
export class PeopleView {
  /** All of them. */
  readonly items: ListedPersonView[];

  /** Where to go on: nowhere, all are shown. @example null */
  readonly nextCursor: string | null;

  /** The position that the answer rests on. @example 42 */
  readonly position: number;

  /** The position that was asked for; null: the newest. @example null */
  readonly asOf: number | null;

  /** Whether the answer may lack what was recorded before it was asked: never. @example false */
  readonly stale: boolean;
}

/** A token that has not been revoked. */
export class TokenView {
  /** The token, which is not its secret. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a2a' */
  readonly tokenId: string;

  /** What it is for. @example 'Nightly import' */
  readonly label: string | null;

  /** What it is narrowed to; it never gives more than the person's roles. @example ['write'] */
  readonly scopes: Scope[];

  /** When it ends, RFC 3339; null: when it is revoked. @example null */
  readonly expiresAt: string | null;

  /**
   * When it was last used, to the minute, RFC 3339; written every few seconds. Null: never.
   * @example '2026-11-22T10:00:00.000Z'
   */
  readonly lastUsedAt: string | null;
}

/** One's own tokens that have not been revoked. */
export class TokensView {
  /** All of them, oldest first; the secret of none is known here. */
  readonly items: TokenView[];

  /** Where to go on: nowhere, all are shown. @example null */
  readonly nextCursor: string | null;

  /** The position that the answer rests on. @example 42 */
  readonly position: number;

  /** The position that was asked for; null: the newest. @example null */
  readonly asOf: number | null;

  /** Whether the answer may lack what was recorded before it was asked: never. @example false */
  readonly stale: boolean;
}

/** Somebody who works here, with the tokens that act for them. */
export class PersonView extends ListedPersonView {
  /** The revision, for `If-Match`. @example 3 */
  readonly revision: number;

  /** The position that the answer rests on. @example 42 */
  readonly position: number;

  /** The position that was asked for; null: the newest. @example null */
  readonly asOf: number | null;

  /** Whether the answer may lack what was recorded before it was asked: never. @example false */
  readonly stale: boolean;

  /** Tokens that had not been revoked at the moment asked for; the secret of none is known here. */
  readonly tokens: TokenView[];
}

/** Something that was done to a person. */
export class PersonEventView {
  /** Its place in the ledger. @example 12 */
  readonly position: number;

  /** Its place in the person's stream. @example 2 */
  readonly revision: number;

  /** What happened. @example 'RoleGranted' */
  readonly type: string;

  /** When, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly at: string;

  /** Who did it: a person, or `system` for the operator. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a13' */
  readonly actor: string;

  /** Their name, else their pseudonym; null for the operator. @example 'Ada' */
  readonly actorName: string | null;

  /** Identifiers and codes. @example { role: 'editor' } */
  readonly facts: Record<string, unknown>;

  /** Texts; null once erased. @example {} */
  readonly words: Record<string, unknown> | null;

  /** The roles that the person held from then on. @example ['editor'] */
  readonly roles: Role[];
}

/** What was done to a person, oldest first: who let them do what, and from when until when. */
export class PersonHistoryView {
  /** The person. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a13' */
  readonly id: string;

  /** Their name, else their pseudonym. @example 'Edda' */
  readonly shownAs: string;

  /** The revision of the last event. @example 3 */
  readonly revision: number;

  /** All of it, up to the moment asked for. */
  readonly items: PersonEventView[];

  /** Null: a history is given whole. @example null */
  readonly nextCursor: string | null;

  /** The position that the answer rests on. @example 42 */
  readonly position: number;

  /** The position that was asked for; null: the newest. @example null */
  readonly asOf: number | null;

  /** Whether the answer may lack what was recorded before it was asked: never. @example false */
  readonly stale: boolean;
}
