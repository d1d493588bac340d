import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When tokens were last used. Beside the ledger, because it is not a fact that anybody decides by, and because who was
 * at work at which minute is not to be kept for ever: a later use takes the place of an earlier one.
 */
export class Tokens1763800000005 implements MigrationInterface {
  name = 'Tokens1763800000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table access.token_uses (
        token_id uuid primary key,
        last_used_at timestamptz not null
      );
      grant select, insert, update, delete on access.token_uses to claim_ledger_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('a ledger is not taken back: drop the database'));
  }
}
