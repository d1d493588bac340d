import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The event by which a link to an account was made, which says also when it is over unused: with a deactivation, or with
 * the next one. Links from before have none and are over; none of them had more than seven days to go.
 */
export class Links1763800000008 implements MigrationInterface {
  name = 'Links1763800000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table access.links add link_id uuid unique');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('a ledger is not taken back: drop the database'));
  }
}
