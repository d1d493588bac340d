import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Pool, PoolClient } from 'pg';
import { poolOf } from '../database/data-source.js';
import { AccountRefused } from './account-refusal.js';

/** Where a person is reached and by what they sign in. */
export interface PersonAddress {
  readonly name: string;
  /** In lower case; null where nobody entered one. */
  readonly email: string | null;
  /** Whether a second factor is asked of them. */
  readonly secondFactor: boolean;
}

const ONE = `select name, email, two_factor_enabled as "secondFactor" from access.people where id = $1`;
const TAKEN = 'select exists (select from access.people where lower(email) = lower($1)) as taken';
const VOUCHED = `update access.people set email = lower($2), email_verified = true, updated_at = now() where id = $1`;
const CHOSEN = `update access.people set email = lower($2), updated_at = now() where id = $1 and email is null`;

/** The addresses by which people sign in: at most one each, and each one person's. Kept beside the ledger, to be erased. */
@Injectable()
export class EmailAddresses {
  readonly #pool: Pool;

  constructor(dataSource: DataSource) {
    this.#pool = poolOf(dataSource);
  }

  /** @returns what is known of a person, or undefined once it is erased. */
  async of(personId: string): Promise<PersonAddress | undefined> {
    return (await this.#pool.query<PersonAddress>(ONE, [personId])).rows[0];
  }

  /** Whether somebody has this address, in whatever case. */
  async isTaken(email: string): Promise<boolean> {
    return (await this.#pool.query<{ taken: boolean }>(TAKEN, [email])).rows[0]?.taken ?? false;
  }

  /** Enters a person's address in the name of who invites them, and so vouches for it. Throws AccountRefused `email-taken`. */
  async vouch(personId: string, email: string): Promise<void> {
    await this.#pool.query(VOUCHED, [personId, email]).catch(sayTaken);
  }

  /** Ends a person's second factor, for the operator: who lost it and the recovery codes cannot. */
  async endSecondFactor(personId: string): Promise<void> {
    await this.#pool.query('delete from access.second_factors where person_id = $1', [personId]);
    await this.#pool.query('update access.people set two_factor_enabled = false where id = $1', [personId]);
  }

  /** Takes the address that a person without one gives themself, for which nobody vouches. Throws AccountRefused `email-taken`. */
  async choose(client: PoolClient, personId: string, email: string): Promise<void> {
    await client.query(CHOSEN, [personId, email]).catch(sayTaken);
  }
}

function sayTaken(error: unknown): never {
  throw (error as { constraint?: string }).constraint === 'people_email' ? new AccountRefused('email-taken') : error;
}
