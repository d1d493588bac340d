import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Pool } from 'pg';
import { poolOf } from '../database/data-source.js';

/** Uses are kept to the minute: more nobody needs, and so a busy token is written once a minute. */
const MINUTE_MS = 60_000;
/** How long a use stays in memory before it is written. */
const FLUSH_MS = 5000;
/** Tokens whose last written minute is remembered. */
const MAX_KNOWN = 10_000;

const WRITE = {
  name: 'access-token-uses',
  text: `insert into access.token_uses as u select * from unnest($1::uuid[], $2::timestamptz[])
    on conflict (token_id) do update set last_used_at = greatest(u.last_used_at, excluded.last_used_at)`,
};

/** When tokens were last used: noted in memory, written in batches. A killed process loses five seconds of it. */
@Injectable()
export class TokenUses implements BeforeApplicationShutdown {
  readonly #pool: Pool;
  readonly #log = new Logger(TokenUses.name);
  /** Minutes, by token, that are not written yet. */
  #pending = new Map<string, number>();
  readonly #written = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(dataSource: DataSource) {
    this.#pool = poolOf(dataSource);
  }

  /** Notes that a token was used now. */
  used(tokenId: string): void {
    const minute = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
    if (this.#written.get(tokenId) === minute) return;
    this.#pending.set(tokenId, minute);
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS).unref();
  }

  /** Writes what is noted; what cannot be written now is tried again with the next batch. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#flush());
    return this.#writing;
  }

  /** @returns when tokens were last used, to the minute, RFC 3339; what the last seconds brought may be missing */
  async lastUses(tokenIds: readonly string[]): Promise<Map<string, string>> {
    const { rows } = await this.#pool.query<{ id: string; at: Date }>(
      'select token_id as id, last_used_at as at from access.token_uses where token_id = any($1)',
      [tokenIds],
    );
    return new Map(rows.map(({ id, at }) => [id, at.toISOString()]));
  }

  /** Forgets when tokens were used, here and in the database; for a person who is erased. */
  async forget(tokenIds: readonly string[]): Promise<void> {
    await this.flush();
    await this.#pool.query('delete from access.token_uses where token_id = any($1)', [tokenIds]);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.flush();
  }

  async #flush(): Promise<void> {
    const batch = this.#pending;
    this.#pending = new Map();
    if (batch.size === 0) return;
    try {
      await this.#pool.query({
        ...WRITE,
        values: [[...batch.keys()], [...batch.values()].map((minute) => new Date(minute))],
      });
      for (const [id, minute] of batch) this.#remember(id, minute);
    } catch (error) {
      this.#log.warn(`when tokens were last used could not be written: ${(error as Error).message}`);
      for (const [id, minute] of batch) if (!this.#pending.has(id)) this.#pending.set(id, minute);
    }
  }

  #remember(id: string, minute: number): void {
    this.#written.delete(id);
    if (this.#written.size >= MAX_KNOWN) this.#written.delete(this.#written.keys().next().value ?? '');
    this.#written.set(id, minute);
  }
}
