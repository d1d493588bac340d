import { Inject, Injectable } from '@nestjs/common';
import { isAPIError } from 'better-auth/api';
import { symmetricDecrypt } from 'better-auth/crypto';
import { DataSource } from 'typeorm';
import type { Pool } from 'pg';
import { poolOf } from '../database/data-source.js';
import { AccountRefused, type AccountCode } from './account-refusal.js';
import { CLIENT_ADDRESS, OIDC, PRODUCT, type Auth } from './auth.js';
import { KnownBrowsers } from './known-browsers.js';
import { SignInLimits, type Trying } from './limits.js';
import { typedCode } from './typed-code.js';

/** Who asks, as far as an account depends on it. */
export interface Client {
  readonly cookie?: string | undefined;
  readonly userAgent?: string | undefined;
  /** The address from which they ask, as the server believes it. */
  readonly address: string;
}

/** Somebody signed in who confirms an act with their password. */
export interface AccountOwner extends Client {
  /** The address by which they sign in. */
  readonly account: string;
}

/** What came of an act that changes a session: the `Set-Cookie` lines by which the browser learns of it. */
export interface CookieChange {
  readonly cookies: readonly string[];
}

/** The key under which the library set up for us is handed in. */
export const AUTH = Symbol('AUTH');

const PENDING = 'select secret from access.second_factors where person_id = $1 and not verified';
/** How many codes are remembered as used: more than are valid at one time. */
const MAX_SPENT_CODES = 4;
const CONSUME_CODE = `update access.second_factors set spent = (array_prepend($2, spent))[1:${MAX_SPENT_CODES}]
  where person_id = $1 and not ($2 = any(spent))`;

/** What people do to come in and out, and about their passwords. Each act is the library's; limits and answers are ours. */
@Injectable()
export class Accounts {
  readonly #pool: Pool;

  constructor(
    @Inject(AUTH) private readonly auth: Auth,
    private readonly limits: SignInLimits,
    private readonly browsers: KnownBrowsers,
    dataSource: DataSource,
  ) {
    this.#pool = poolOf(dataSource);
  }

  /**
   * Signs in by address and password; an unknown address costs and answers the same as a wrong password.
   *
   * @returns without `personId` when a code is still needed. Throws AccountRefused `credentials-wrong`; TooManyRequests.
   */
  async signIn(
    email: string,
    password: string,
    client: Client,
  ): Promise<CookieChange & { readonly personId?: string }> {
    const trying = this.#trying(email, client);
    await this.limits.check(trying);
    try {
      const body = { email, password };
      const { headers, response } = await this.auth.api.signInEmail({ body, ...heard(client), returnHeaders: true });
      const cookies = headers.getSetCookie();
      if ('twoFactorRedirect' in response) return { cookies };
      await this.limits.succeeded(trying);
      return { cookies, personId: response.user.id };
    } catch (error) {
      if (!isAPIError(error) || error.statusCode >= 500) throw error;
      throw new AccountRefused('credentials-wrong');
    }
  }

  /** Takes the second step, by a code of the app or a recovery code. Throws AccountRefused `code-wrong`, `step-over`. */
  async secondStep(code: string, client: Client): Promise<CookieChange & { readonly personId: string }> {
    const ask = { ...heard(client), returnHeaders: true as const };
    const typed = typedCode(code);
    const { headers, response } = await refusing(CODE, () =>
      isTimed(typed)
        ? this.auth.api.verifyTOTP({ body: { code: typed }, ...ask })
        : this.auth.api.verifyBackupCode({ body: { code: typed }, ...ask }),
    );
    if (isTimed(typed)) await this.#consumeCode(response.user.id, typed, response.token ?? '');
    const { id: personId, email } = response.user;
    if (email) await this.limits.succeeded(this.#trying(email, client));
    return { cookies: headers.getSetCookie(), personId };
  }

  /** Ends the session of this browser. */
  async signOut(client: Client): Promise<CookieChange> {
    const { headers } = await this.auth.api.signOut({ ...heard(client), returnHeaders: true });
    return { cookies: headers.getSetCookie() };
  }

  /** Changes the password, ends every other session and gives this one a new identifier. Throws AccountRefused `password-wrong`. */
  async changePassword(currentPassword: string, newPassword: string, client: AccountOwner): Promise<CookieChange> {
    const body = { currentPassword, newPassword, revokeOtherSessions: true };
    const { headers } = await this.#confirmed(client, () =>
      this.auth.api.changePassword({ body, ...heard(client), returnHeaders: true }),
    );
    return { cookies: headers.getSetCookie() };
  }

  /**
   * Begins a second factor, which counts once a code of it was given; of one that is on this changes nothing.
   * Throws AccountRefused `password-wrong`.
   */
  async beginSecondFactor(password: string, client: AccountOwner): Promise<void> {
    await this.#confirmed(client, () => this.auth.api.enableTwoFactor({ body: { password }, ...heard(client) }));
  }

  /**
   * @returns of a second factor that was begun and not confirmed, its key for the app: as an address of the format that
   * authenticator apps agree on (github.com/google/google-authenticator, Key URI Format), and to be typed
   */
  async pendingSecondFactor(
    personId: string,
    account: string,
  ): Promise<{ readonly uri: string; readonly typed: string } | undefined> {
    const { rows } = await this.#pool.query<{ secret: string }>(PENDING, [personId]);
    if (!rows[0]) return undefined;
    const { secretConfig } = await this.auth.$context;
    const secret = await symmetricDecrypt({ key: secretConfig, data: rows[0].secret });
    const key = base32(secret);
    const parameters = new URLSearchParams({ secret: key, issuer: PRODUCT, digits: '6', period: '30' });
    const uri = `otpauth://totp/${encodeURIComponent(PRODUCT)}:${encodeURIComponent(account)}?${parameters.toString()}`;
    return { uri, typed: key.replaceAll(/.{4}(?=.)/g, '$& ') };
  }

  /**
   * Confirms the second factor that was begun. One that is on already is confirmed by nobody: a code alone, guessed or
   * seen, must not show the recovery codes to who has somebody's browser and not their password.
   *
   * @returns the recovery codes, shown once. Throws AccountRefused `code-wrong`, `nothing-begun`.
   */
  async confirmSecondFactor(
    code: string,
    personId: string,
    client: Client,
  ): Promise<CookieChange & { readonly recoveryCodes: readonly string[] }> {
    const { rowCount: begun } = await this.#pool.query(PENDING, [personId]);
    if (!begun) throw new AccountRefused('nothing-begun');
    const typed = typedCode(code);
    const { headers, response } = await refusing(CODE, () =>
      this.auth.api.verifyTOTP({ body: { code: typed }, ...heard(client), returnHeaders: true }),
    );
    const { id: userId } = response.user;
    await this.#pool.query(CONSUME_CODE, [userId, typed]);
    const { backupCodes } = await this.auth.api.viewBackupCodes({ body: { userId } });
    return { cookies: headers.getSetCookie(), recoveryCodes: backupCodes };
  }

  /** Replaces the recovery codes. @returns the new ones, shown once. Throws AccountRefused `password-wrong`. */
  async newRecoveryCodes(password: string, client: AccountOwner): Promise<readonly string[]> {
    const { backupCodes } = await this.#confirmed(client, () =>
      this.auth.api.generateBackupCodes({ body: { password }, ...heard(client) }),
    );
    return backupCodes;
  }

  /** Ends the second factor. Throws AccountRefused `password-wrong`. */
  async endSecondFactor(password: string, client: AccountOwner): Promise<CookieChange> {
    const { headers } = await this.#confirmed(client, () =>
      this.auth.api.disableTwoFactor({ body: { password }, ...heard(client), returnHeaders: true }),
    );
    return { cookies: headers.getSetCookie() };
  }

  /** @returns where to send somebody who signs in by the OpenID provider and wants to go on to `next`, a path of ours. */
  async beginOidc(next: string, client: Client): Promise<CookieChange & { readonly url: string }> {
    const body = {
      provider: OIDC,
      callbackURL: next,
      errorCallbackURL: FAILED,
      disableRedirect: true,
    };
    const { headers, response } = await this.auth.api.signInSocial({ body, ...heard(client), returnHeaders: true });
    return { url: response.url ?? FAILED, cookies: headers.getSetCookie() };
  }

  /** Takes the provider's answer. @returns where to go on; without `next`, nobody was let in. */
  async finishOidc(
    query: Readonly<Record<string, string | undefined>>,
    client: Client,
  ): Promise<CookieChange & { readonly next?: string }> {
    const answer = await this.auth.api.callbackOAuth({
      method: 'GET',
      params: { id: OIDC },
      query,
      ...heard(client),
      asResponse: true,
    });
    const cookies = answer.headers.getSetCookie();
    const next = answer.headers.get('location') ?? FAILED;
    return next.includes(FAILED) || !next.startsWith('/') ? { cookies } : { cookies, next };
  }

  /** Who has somebody's browser must not try passwords there as often as they like: it counts like signing in. */
  async #confirmed<T>({ account, address }: AccountOwner, act: () => Promise<T>): Promise<T> {
    // By a count of its own: a stranger who tries to sign in must not keep them from it.
    const trying: Trying = { account, address, known: `signed in as ${account}` };
    await this.limits.check(trying);
    const done = await refusing(PASSWORD, act);
    await this.limits.succeeded(trying);
    return done;
  }

  #trying(account: string, { address, cookie }: Client): Trying {
    return { account, address, known: this.browsers.known(cookie, account)?.id };
  }

  /** A code is good once (RFC 6238 section 5.2): whoever saw it typed must not come in with it. */
  async #consumeCode(personId: string, code: string, token: string): Promise<void> {
    const { rowCount } = await this.#pool.query(CONSUME_CODE, [personId, code]);
    if (rowCount) return;
    await this.#pool.query('delete from access.sessions where token = $1', [token]);
    throw new AccountRefused('code-wrong');
  }
}

/** Where the library sends whom it does not let in. */
const FAILED = '/sign-in?failed=provider';

/** RFC 4648 section 6, without padding, of a text's bytes. */
const base32 = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
    .replaceAll(/.{1,5}/g, (bits) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(parseInt(bits.padEnd(5, '0'), 2)));

const isTimed = (code: string): boolean => /^\d{6}$/.test(code);
const heard = ({ cookie, userAgent, address }: Client): { readonly headers: Headers } => ({
  headers: new Headers({
    [CLIENT_ADDRESS]: address,
    ...(cookie ? { cookie } : {}),
    ...(userAgent ? { 'user-agent': userAgent } : {}),
  }),
});

const PASSWORD = { else: 'password-wrong' } as const;
const CODE = {
  else: 'code-wrong',
  INVALID_TWO_FACTOR_COOKIE: 'step-over',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'step-over',
  ACCOUNT_TEMPORARILY_LOCKED: 'step-over',
} as const;

/** Says in our codes why the library refused; what it did not refuse but failed at stays an error. */
async function refusing<T>(
  codes: { readonly else: AccountCode } & Readonly<Record<string, AccountCode>>,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!isAPIError(error) || error.statusCode >= 500) throw error;
    throw new AccountRefused(codes[error.body?.code ?? ''] ?? codes.else);
  }
}
