import { Logger } from '@nestjs/common';
import { betterAuth } from 'better-auth';
import { genericOAuth, twoFactor } from 'better-auth/plugins';
import type { Pool } from 'pg';
import { newId } from '../ledger/identifiers.js';
import type { OidcOptions, Profile } from './oidc-options.js';
import { PASSWORD_LENGTH, passwords } from './passwords.js';
import type { PublicAddress } from './public-address.js';
import { cookiePrefix, RENEWAL_SECONDS, SESSION_SECONDS } from './sessions.js';

/** The header under which we hand the library a client's address; what a client sends under it never gets there. */
export const CLIENT_ADDRESS = 'x-claim-ledger-client';

/** The one OpenID provider's name, in accounts and in the address to which it sends people back. */
export const OIDC = 'oidc';

/** What authenticator apps call us. */
export const PRODUCT = 'Claim Ledger';

/** What the library needs of us. */
export interface AuthParts {
  readonly pool: Pool;
  readonly secret: string;
  readonly address: PublicAddress;
  /** Whether a person may have a session at all: asked before each is made, however somebody signed in. */
  readonly mayHaveSession: (personId: string) => Promise<boolean>;
  readonly oidc?: OidcOptions | undefined;
  /** Told what an OpenID provider says of somebody, verified, before an account is looked up. */
  readonly onProfile: (profile: Profile) => Promise<void>;
}

const TIMES = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;

/**
 * better-auth, for people only. Its own HTTP handler is not mounted: pages call what they need of `api`, so that every
 * path has our permissions, limits and origin check. Its user is the person's row, whose id is the person's.
 */
export const makeAuth = ({ pool, secret, address, mayHaveSession, oidc, onProfile }: AuthParts) =>
  betterAuth({
    appName: PRODUCT,
    baseURL: address.origin,
    basePath: '/sign-in',
    secret,
    database: pool,
    telemetry: { enabled: false },
    // What it calls an error is mostly somebody who is not let in; what it fails at it throws.
    logger: { level: 'error', log: (_level, message) => new Logger('Accounts').warn(message) },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      password: passwords,
    },
    session: {
      modelName: 'access.sessions',
      fields: {
        userId: 'person_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...TIMES,
      },
      expiresIn: SESSION_SECONDS,
      updateAge: RENEWAL_SECONDS,
      // A cookie that is believed without the database would outlive a sign-out.
      cookieCache: { enabled: false },
    },
    user: { modelName: 'access.people', fields: { emailVerified: 'email_verified', ...TIMES } },
    account: {
      modelName: 'access.accounts',
      fields: {
        userId: 'person_id',
        providerId: 'provider_id',
        accountId: 'account_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...TIMES,
      },
      // Who belongs to which identity is decided by us, never by an address that two places happen to know.
      accountLinking: { enabled: false },
      updateAccountOnSignIn: false,
    },
    verification: { modelName: 'access.verifications', fields: { expiresAt: 'expires_at', ...TIMES } },
    databaseHooks: {
      session: { create: { before: async ({ userId }) => (await mayHaveSession(userId)) && undefined } },
    },
    advanced: {
      // The library's own prefix would be `__Secure-`, which lets a neighbour under the same domain lay cookies.
      cookiePrefix: cookiePrefix(address),
      useSecureCookies: false,
      defaultCookieAttributes: { secure: address.secure },
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS] },
    },
    plugins: [secondFactor(), genericOAuth({ config: oidc ? [provider(oidc, address, onProfile)] : [] })],
  });

/** Time-based codes (RFC 6238: SHA-1, six digits, 30 s) and ten recovery codes, encrypted under the server's secret. */
const secondFactor = () =>
  twoFactor({
    issuer: PRODUCT,
    backupCodeOptions: { amount: 10, storeBackupCodes: 'encrypted' },
    schema: {
      user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
      twoFactor: {
        modelName: 'access.second_factors',
        fields: {
          userId: 'person_id',
          backupCodes: 'backup_codes',
          failedVerificationCount: 'failed_verification_count',
          lockedUntil: 'locked_until',
        },
      },
    },
  });

/** OpenID Connect Core 1.0 with discovery: code flow with PKCE (RFC 7636), state and nonce, a verified ID token. */
const provider = (oidc: OidcOptions, address: PublicAddress, onProfile: AuthParts['onProfile']) => ({
  providerId: OIDC,
  clientId: oidc.clientId,
  clientSecret: oidc.clientSecret,
  discoveryUrl: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
  redirectURI: address.of(`/sign-in/callback/${OIDC}`),
  scopes: ['openid', 'profile', 'email'],
  pkce: true,
  requireIdTokenVerification: true,
  disableSignUp: true,
  mapProfileToUser: async (profile: Record<string, unknown>) => {
    await onProfile(profile);
    return {};
  },
});

/** better-auth, set up for us. */
export type Auth = ReturnType<typeof makeAuth>;
