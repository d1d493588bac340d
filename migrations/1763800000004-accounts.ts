import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * By what people come in. Everything hangs on the person's row in `access.people`, which is also the account's user:
 * when that row is erased, password, sessions, second factor and open links go with it.
 */
export class Accounts1763800000004 implements MigrationInterface {
  name = 'Accounts1763800000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PEOPLE);
    await runner.query(ACCOUNTS);
    await runner.query(SESSIONS);
    await runner.query(SECOND_FACTORS);
    await runner.query(LINKS);
    await runner.query(`
      grant select, insert, update, delete
        on access.accounts, access.sessions, access.verifications, access.second_factors, access.links
        to claim_ledger_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('a ledger is not taken back: drop the database'));
  }
}

/** An address belongs to one person, whatever its case. */
const PEOPLE = `
  alter table access.people
    add email_verified boolean not null default false,
    add image text,
    add two_factor_enabled boolean not null default false,
    add created_at timestamptz not null default now(),
    add updated_at timestamptz not null default now();
  create unique index people_email on access.people (lower(email)) where email is not null;
`;

/** One row for a password, one for each identity of an OpenID provider. The provider's tokens are not kept. */
const ACCOUNTS = `
  create table access.accounts (
    id uuid primary key,
    person_id uuid not null references access.people on delete cascade,
    provider_id text not null,
    account_id text not null,
    password text,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at timestamptz,
    refresh_token_expires_at timestamptz,
    scope text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (provider_id, account_id)
  );
  create index accounts_person on access.accounts (person_id);
`;

/** Sessions, and the short-lived values of a sign-in under way: a second step, the state of an OpenID request. */
const SESSIONS = `
  create table access.sessions (
    id uuid primary key,
    person_id uuid not null references access.people on delete cascade,
    token text not null unique,
    expires_at timestamptz not null,
    ip_address text,
    user_agent text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  );
  create index sessions_person on access.sessions (person_id);
  create table access.verifications (
    id uuid primary key,
    identifier text not null,
    value text not null,
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  );
  create index verifications_identifier on access.verifications (identifier);
`;

/** Secret and recovery codes are encrypted. `spent` holds the newest codes that were used: each is good once. */
const SECOND_FACTORS = `
  create table access.second_factors (
    id uuid primary key,
    person_id uuid not null unique references access.people on delete cascade,
    secret text not null,
    backup_codes text not null,
    verified boolean,
    failed_verification_count integer,
    locked_until timestamptz,
    spent text[] not null default '{}'
  );
`;

/** One-time links, by the digest of their token. The set-up link belongs to nobody yet. */
const LINKS = `
  create table access.links (
    digest bytea primary key check (octet_length(digest) = 32),
    purpose text not null check (purpose in ('set-up', 'invitation', 'reset', 'sign-in')),
    person_id uuid references access.people on delete cascade,
    made_by text not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at timestamptz,
    check ((person_id is null) = (purpose = 'set-up'))
  );
  create index links_person on access.links (person_id, purpose);
`;
