import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the ledger must not hold: names of people, which can be erased, and secrets of the server. */
export class Access1763800000002 implements MigrationInterface {
  name = 'Access1763800000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table access.people (
        id uuid primary key,
        name text not null,
        email text
      );
      create table access.secrets (
        name text primary key,
        value bytea not null
      );
      grant select, insert, update, delete on access.people to claim_ledger_app;
      grant select, insert on access.secrets to claim_ledger_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('a ledger is not taken back: drop the database'));
  }
}
