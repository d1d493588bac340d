import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The three floors of the database: facts, which the owner keeps; accounts, which the owner lends; and views, which
 * the application may make, change and drop as it likes, because all of them can be built again from the facts.
 */
export class Schemas1763800000000 implements MigrationInterface {
  name = 'Schemas1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create schema ledger');
    await runner.query('create schema access');
    await runner.query('grant usage on schema access to claim_ledger_app');
    await runner.query('create schema views authorization claim_ledger_app');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('a ledger is not taken back: drop the database'));
  }
}
