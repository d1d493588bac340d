import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How often somebody has tried or asked, so that every process counts the same. Keys are HMACs: an address or an
 * account's name is not to be read out of here. Rows are worth nothing after `expire` (milliseconds since 1970), and go.
 */
export class Limits1763800000006 implements MigrationInterface {
  name = 'Limits1763800000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table access.limits (
        key varchar(255) primary key,
        points integer not null default 0,
        expire bigint not null
      );
      create index limits_expire on access.limits (expire);
      grant select, insert, update, delete on access.limits to claim_ledger_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('a ledger is not taken back: drop the database'));
  }
}
