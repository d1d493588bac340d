import type { Catalogue, Event, NoWords } from '../kernel/event.js';
import type { Role } from '../kernel/roles.js';
import type { Scope } from '../kernel/scopes.js';
import type { ErasureBasis } from '../ledger/ledger.events.js';

/** What a one-time link to somebody's account is good for: a first password, a new one, or to sign in without one. */
export const LINK_PURPOSES = ['invitation', 'reset', 'sign-in'] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

/** Identifiers only: names and addresses of people live in erasable tables outside the ledger. */
export type PersonEvent =
  | Event<'PersonInvited', Record<string, never>, NoWords>
  | Event<'RoleGranted', { role: Role }, NoWords>
  | Event<'RoleRevoked', { role: Role }, NoWords>
  | Event<
      'TokenIssued',
      {
        tokenId: string;
        /** SHA-256 of the secret, hex. The secret has 256 random bits and is stored nowhere, so this tells nobody anything. */
        digest: string;
        /** What it is narrowed to, in the order of `SCOPES`. In schema 1 nothing was narrowed: read as all of them. */
        scopes: Scope[];
        /** RFC 3339; absent: until revoked. */
        expiresAt?: string;
      },
      { label?: string }
    >
  | Event<'TokenRevoked', { tokenId: string }, NoWords>
  /** A one-time link to the account was made; an earlier one of the same purpose is over. */
  | Event<'LinkIssued', { linkId: string; purpose: LinkPurpose; expiresAt: string }, NoWords>
  /** The password alone lets them in again. Of what people do with their own second factor there is no event. */
  | Event<'SecondFactorRemoved', Record<string, never>, NoWords>
  /** Until reactivated they hold no role, and every token that they had has ended for good. */
  | Event<'PersonDeactivated', Record<string, never>, NoWords>
  /** They hold the roles again that they were granted. */
  | Event<'PersonReactivated', Record<string, never>, NoWords>
  /** Waits for a second admin. */
  | Event<'PersonErasureProposed', { erasureId: string; basis: ErasureBasis }, { reason: string }>
  | Event<'PersonErasureWithdrawn', { erasureId: string }, { reason: string }>
  /** Name and address are gone, and nobody acts as this person any more. */
  | Event<'PersonErased', { erasureId: string; basis: ErasureBasis }, NoWords>;

export const personEvents: Catalogue<PersonEvent> = {
  PersonInvited: 1,
  RoleGranted: 1,
  RoleRevoked: 1,
  TokenIssued: 2,
  TokenRevoked: 1,
  LinkIssued: 1,
  SecondFactorRemoved: 1,
  PersonDeactivated: 1,
  PersonReactivated: 1,
  PersonErasureProposed: 1,
  PersonErasureWithdrawn: 1,
  PersonErased: 1,
};
