import type { Pool } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { DatabaseUnusable } from './unusable.js';

/** Connections of one process: more than a machine's cores only wait for one another. */
const POOL_SIZE = 10;

/**
 * The application's connections, as the role of `appUrl` from `prepareDatabase`.
 *
 * `entities` are classes, never globs. Statements end after 30 s, transactions that do nothing after 10 s; who needs
 * less or more sets it in the transaction. Throws DatabaseUnusable `role-is-superuser`: triggers and grants would not
 * hold against it. Rejects with pg's error when nobody answers within 10 s.
 */
export async function openDataSource(
  appUrl: string,
  entities: NonNullable<DataSourceOptions['entities']> = [],
): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: appUrl,
    entities,
    synchronize: false,
    installExtensions: false,
    poolSize: POOL_SIZE,
    connectTimeoutMS: 10_000,
    applicationName: 'claim-ledger',
    // Pipelined: what one caller asks of its connection before it waits travels together, as the feeding of projections does.
    extra: { statement_timeout: 30_000, idle_in_transaction_session_timeout: 10_000, keepAlive: true, pipeline: true },
  });
  await dataSource.initialize();
  const [role] = await dataSource.query<{ name: string }[]>(
    'select rolname as name from pg_roles where rolsuper and rolname in (current_user, session_user)',
  );
  if (role) {
    await dataSource.destroy();
    throw new DatabaseUnusable(
      'role-is-superuser',
      `${role.name} is a superuser, whom neither grants nor triggers bind. Set DATABASE_APP_URL to claim_ledger_app.`,
    );
  }
  return dataSource;
}

/** The pool under a data source, for what TypeORM has no words for: named prepared statements, LISTEN, COPY. */
export function poolOf(dataSource: DataSource): Pool {
  return (dataSource.driver as unknown as { master: Pool }).master;
}
