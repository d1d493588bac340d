import type { Role } from '../kernel/roles.js';

/** How an OpenID provider signs people in. */
export interface OidcOptions {
  /** The issuer's address, under which `/.well-known/openid-configuration` is found. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The claim that lists a person's groups. */
  readonly groupsClaim: string;
  /** Which group gives which role. Roles that no group gives are left as the ledger has them. */
  readonly roles: ReadonlyMap<string, Role>;
  /** Who may come in for the first time: people invited by their address, or also whoever has a mapped role. */
  readonly admit: 'invited' | 'mapped';
}

/** What a provider says of somebody, out of a verified ID token (OpenID Connect Core 1.0, section 5.1). */
export type Profile = Readonly<Record<string, unknown>>;
