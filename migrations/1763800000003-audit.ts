import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the log publishes besides its leaves: the tree's full tiles, the checkpoints that were signed, and what others
 * signed under them. All of it can be checked by anybody against the leaves, and none of it is ever changed: a tile or
 * checkpoint that was served once must be served again byte for byte.
 *
 * The application's role reads and inserts. It signs, so it must be able to store what it signed; what it stores
 * wrongly is found by whoever verifies.
 */
export class Audit1763800000003 implements MigrationInterface {
  name = 'Audit1763800000003';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [TABLES, IMMUTABILITY, GRANTS]) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('a ledger is not taken back: drop the database'));
  }
}

const TABLES = `
  create schema audit;

  -- Full tiles only (C2SP tlog-tiles): 256 hashes of 32 bytes; level 0 holds the leaves' hashes. Partial ones are
  -- computed, because they would change with every event.
  create table audit.tiles (
    level smallint not null check (level between 0 and 6),
    index bigint not null check (index >= 0),
    hashes bytea not null check (length(hashes) = 8192),
    primary key (level, index)
  );
  -- Hashes do not compress: trying costs time at every write.
  alter table audit.tiles alter column hashes set storage external;

  -- Signed notes (C2SP tlog-checkpoint), one for a size.
  create table audit.checkpoints (
    size bigint primary key check (size >= 0),
    root bytea not null check (length(root) = 32),
    note text not null,
    signed_at timestamptz not null default now()
  );

  -- What witnesses signed under a checkpoint (C2SP tlog-cosignature): one line of each for a size.
  create table audit.cosignatures (
    size bigint not null references audit.checkpoints,
    witness text not null,
    line text not null,
    received_at timestamptz not null default now(),
    primary key (size, witness)
  );
`;

const IMMUTABILITY = ['tiles', 'checkpoints', 'cosignatures']
  .map(
    (table) => `
  create trigger ${table}_insert_only before update or delete on audit.${table}
    for each statement execute function ledger.refuse();
  create trigger ${table}_no_truncate before truncate on audit.${table}
    for each statement execute function ledger.refuse();
  alter table audit.${table} enable always trigger ${table}_insert_only;
  alter table audit.${table} enable always trigger ${table}_no_truncate;
`,
  )
  .join('');

const GRANTS = `
  grant usage on schema audit to claim_ledger_app, claim_ledger_read;
  grant select, insert on all tables in schema audit to claim_ledger_app;
  grant select on all tables in schema audit to claim_ledger_read;
`;
