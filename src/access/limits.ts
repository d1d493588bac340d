import { Injectable } from '@nestjs/common';
import type { RateLimiterPostgres } from 'rate-limiter-flexible';
import { Counters, SWEEPER, consume, tooManyRequests, type RateLimit } from './counters.js';
import { networkOf } from './network.js';

export { TooManyRequests } from './counters.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Wrong passwords that an account's name may have before it has to wait. */
const FREE_TRIES = 5;
/** After this long without a try the count begins anew. */
const TRIES: RateLimit = { most: 1_000_000, seconds: 24 * HOUR };
const MAX_WAIT = 60 * MINUTE;
const SIGN_INS: RateLimit = { most: 30, seconds: 15 * MINUTE };
const BAD_TOKENS: RateLimit = { most: 60, seconds: MINUTE };
const CORRECTION_REQUESTS: RateLimit = { most: 5, seconds: HOUR };

/** Who tries a password. */
export interface Trying {
  /** The name that was given, whether or not somebody has it. */
  readonly account: string;
  /** The client's. */
  readonly address: string;
  /** What knows them apart from a stranger: a browser in which they were signed in before, or the session they are in. */
  readonly known?: string | undefined;
}

/** One account, however its name is written. */
export const accountName = (account: string): string => account.normalize('NFKC').trim().toLowerCase();

/** Seconds to wait after the n-th wrong password in a row: none before the fifth, then 1, 2, 4, 8 … 60 minutes. */
export const waitAfter = (tries: number): number =>
  tries < FREE_TRIES ? 0 : Math.min(MINUTE * 2 ** (tries - FREE_TRIES), MAX_WAIT);

/**
 * How often a password may be tried: five times per account, then after 1, 2, 4, 8 … 60 minutes; thirty wrong ones in
 * fifteen minutes per address. An account that does not exist is counted like one that does: by the name that was
 * given, so that the wait tells nothing. A browser in which the account was signed in before has a count of its own,
 * because else any stranger could keep its owner out (OWASP, Slow Down Online Guessing Attacks with Device Cookies).
 */
@Injectable()
export class SignInLimits {
  readonly #tries: RateLimiterPostgres;
  readonly #waits: RateLimiterPostgres;
  readonly #addresses: RateLimiterPostgres;

  constructor(private readonly counters: Counters) {
    this.#tries = counters.make(SWEEPER, TRIES);
    this.#waits = counters.make('sign-in-wait', { most: 1, seconds: MAX_WAIT });
    this.#addresses = counters.make('sign-in-address', SIGN_INS);
  }

  /**
   * Takes one try, before the password is looked at: a hundred requests at once are a hundred tries. While somebody has
   * to wait nothing is counted, so that knocking does not prolong it, and the right password is refused as well.
   *
   * @throws TooManyRequests
   */
  async check(trying: Trying): Promise<void> {
    const [name, network] = this.#keysOf(trying);
    const waiting = await this.#waits.get(name);
    if (waiting && waiting.consumedPoints > 0) throw tooManyRequests(waiting);
    if (network !== undefined) await consume(this.#addresses, network);
    const { consumedPoints } = await this.#tries.consume(name);
    const wait = waitAfter(consumedPoints);
    if (wait === 0) return;
    try {
      // Of several at once one gets the try; its wait begins now, and ends early where the password is right.
      await consume(this.#waits, name, wait);
    } catch (error) {
      await this.#tries.reward(name);
      throw error;
    }
  }

  /** The password was right: the count begins anew, and the address has its try back. */
  async succeeded(trying: Trying): Promise<void> {
    const [name, network] = this.#keysOf(trying);
    await Promise.all([this.#forget(name), network !== undefined && this.#addresses.reward(network)]);
  }

  /** Ends an account's wait, for who has shown otherwise whose it is. */
  async lift(account: string): Promise<void> {
    await this.#forget(this.counters.keyOf(accountName(account)));
  }

  async #forget(name: string): Promise<void> {
    await Promise.all([this.#tries.delete(name), this.#waits.delete(name)]);
  }

  #keysOf({ account, address, known }: Trying): readonly [name: string, network?: string] {
    if (known !== undefined) return [this.counters.keyOf(`browser\n${known}`)];
    return [this.counters.keyOf(accountName(account)), this.counters.keyOf(networkOf(address))];
  }
}

/** What one address may do without being known. */
@Injectable()
export class AddressLimits {
  readonly #badTokens: RateLimiterPostgres;
  readonly #correctionRequests: RateLimiterPostgres;

  constructor(private readonly counters: Counters) {
    this.#badTokens = counters.make('bad-token', BAD_TOKENS, true);
    this.#correctionRequests = counters.make('correction-request', CORRECTION_REQUESTS, true);
  }

  /** Counts a token that is not valid: sixty a minute. A valid one is never kept out by it. @throws TooManyRequests */
  async badToken(address: string): Promise<void> {
    await consume(this.#badTokens, this.counters.keyOf(networkOf(address)));
  }

  /** Counts a correction request: five an hour. @throws TooManyRequests */
  async correctionRequest(address: string): Promise<void> {
    await consume(this.#correctionRequests, this.counters.keyOf(networkOf(address)));
  }
}
