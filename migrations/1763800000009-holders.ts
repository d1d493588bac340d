import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names lead to what holds them; this leads from what holds them to its names, and tells whether it has any. */
export class Holders1763800000009 implements MigrationInterface {
  name = 'Holders1763800000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index reservations_id on ledger.reservations (id)');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('a ledger is not taken back: drop the database'));
  }
}
