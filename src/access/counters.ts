import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { poolOf } from '../database/data-source.js';
import { Secrets } from './secrets.js';

/** Somebody has to wait; says nothing of whom or of what exists. */
export class TooManyRequests extends Error {
  override readonly name = 'TooMany';

  /** @param retryAfter whole seconds, at least 1 */
  constructor(readonly retryAfter: number) {
    super(`too many; again after ${retryAfter} s`);
  }
}

/** So many in so many seconds, from the first on. */
export interface RateLimit {
  readonly most: number;
  readonly seconds: number;
}

/** Makes counters that all processes of a database share (`access.limits`). */
@Injectable()
export class Counters {
  constructor(
    private readonly dataSource: DataSource,
    private readonly secrets: Secrets,
  ) {}

  /**
   * @param name what is counted; one name is one bound, in every process
   * @param blockedHere whether this process remembers by itself who is past the bound, and asks the database no more
   */
  make(name: string, { most, seconds }: RateLimit, blockedHere = false): RateLimiterPostgres {
    return new RateLimiterPostgres({
      storeClient: poolOf(this.dataSource),
      storeType: 'pool',
      schemaName: 'access',
      tableName: 'limits',
      tableCreated: true,
      // Only rows whose time is over are deleted: which counter does it makes no difference.
      clearExpiredByTimeout: name === SWEEPER,
      keyPrefix: name,
      points: most,
      duration: seconds,
      ...(blockedHere ? { inMemoryBlockOnConsumed: most + 1 } : {}),
    });
  }

  /** The key of an address, an account's name or anything else that the table must not hold in clear. */
  keyOf(personal: string): string {
    return createHmac('sha256', this.secrets.limits).update(personal).digest('base64url');
  }
}

/** The counter that every process makes, and that sweeps the table every five minutes. */
export const SWEEPER = 'sign-in-tries';

/**
 * Takes one from a counter. Where the database fails this fails, too: an attacker must not get rid of a limit by that.
 *
 * @throws TooManyRequests past the bound
 */
export async function consume(counter: RateLimiterPostgres, key: string, seconds?: number): Promise<RateLimiterRes> {
  try {
    return await counter.consume(key, 1, seconds === undefined ? {} : { customDuration: seconds });
  } catch (error) {
    if (error instanceof RateLimiterRes) throw tooManyRequests(error);
    throw error;
  }
}

export const tooManyRequests = ({ msBeforeNext }: RateLimiterRes): TooManyRequests =>
  new TooManyRequests(Math.max(1, Math.ceil(msBeforeNext / 1000)));
