import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { accountName } from './limits.js';
import { PublicAddress } from './public-address.js';
import { Secrets } from './secrets.js';
import { cookiePrefix } from './sessions.js';

/** Browsers themselves keep no cookie longer than 400 days (RFC 6265bis section 5.6.1). */
const SECONDS = 400 * 24 * 3600;

/** A browser in which an account was signed in before. */
interface KnownBrowser {
  /** Random; by this its own tries are counted. */
  readonly id: string;
  /** The revision of the person up to which they were told here what others did to their account. */
  readonly told: number;
}

/**
 * Knows browsers again by a signed cookie for each account. It lets nobody in. Its bearer tries passwords under a count of
 * their own, and is told what was done to the account since it was last told in this very browser: whoever else comes in,
 * by a link that was not meant for them, takes no notice away from its owner.
 */
@Injectable()
export class KnownBrowsers {
  readonly #key: Buffer;

  constructor(
    secrets: Secrets,
    private readonly address: PublicAddress,
  ) {
    this.#key = createHmac('sha256', secrets.accounts).update('known-browsers').digest();
  }

  /** @returns what the browser is known by, where a cookie of ours for this account says so */
  known(cookies: string | undefined, account: string): KnownBrowser | undefined {
    const name = this.#nameFor(account);
    const value = cookies?.split(/; */).find((each) => each.startsWith(`${name}=`));
    const [id = '', told = '', signature = ''] = value?.slice(name.length + 1).split('.') ?? [];
    const right = Buffer.from(this.#signed(account, id, told));
    const given = Buffer.from(signature);
    if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
    return { id, told: Number(told) };
  }

  /** @returns the `Set-Cookie` by which the browser is known again; `before`: as what it was known until now */
  cookie(account: string, told: number, before?: KnownBrowser): string {
    const id = before?.id ?? randomBytes(16).toString('base64url');
    const value = `${id}.${told}.${this.#signed(account, id, String(told))}`;
    const flags = `Max-Age=${SECONDS}; Path=/; HttpOnly; SameSite=Lax${this.address.secure ? '; Secure' : ''}`;
    return `${this.#nameFor(account)}=${value}; ${flags}`;
  }

  /** Several people may use one browser; whose it is nobody reads out of the name. */
  #nameFor(account: string): string {
    const name = this.#hmac(`name\n${accountName(account)}`).slice(0, 16);
    return `${cookiePrefix(this.address)}.browser-${name}`;
  }

  #signed(account: string, id: string, told: string): string {
    return this.#hmac(`known\n${accountName(account)}\n${id}\n${told}`);
  }

  #hmac(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('base64url');
  }
}
