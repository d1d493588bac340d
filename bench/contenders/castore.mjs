import { createRequire } from 'node:module';
import { countOf, newDatabase } from './databases.mjs';

const { PostgresEventStorageAdapter } = createRequire(import.meta.url)('@castore/event-storage-adapter-postgres');

/**
 * Castore: one INSERT a request, unique by aggregate and version, and no order across aggregates at all.
 *
 * Its client takes nothing but an address; a socket's folder it takes from the environment only. Its ten connections
 * are what it opens by itself; requests are pipelined on them.
 */
export async function openCastore(serverUrl) {
  const url = await newDatabase(serverUrl, 'castore');
  const { username, searchParams, pathname } = new URL(url);
  Object.assign(process.env, { PGHOST: searchParams.get('host'), PGUSER: username });
  const connectionString = `postgres://${pathname}`;
  await PostgresEventStorageAdapter.createEventTable({
    connectionString,
    aggregateId: { type: 'VARCHAR', length: 64 },
  });
  const adapter = new PostgresEventStorageAdapter({ connectionString });
  return {
    append: ({ stream, type, facts, words }) =>
      adapter.pushEvent(
        { aggregateId: stream, version: 1, type, payload: { facts, words } },
        { eventStoreId: 'claim' },
      ),
    stored: () => countOf(url, 'event'),
    close: () => adapter._sql.end(),
  };
}
