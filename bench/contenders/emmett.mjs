import { STREAM_DOES_NOT_EXIST } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';
import { countOf, newDatabase, POOL_SIZE } from './databases.mjs';

/** Emmett: optimistic concurrency per stream, a global position from a sequence with the transaction's id beside it. */
export async function openEmmett(serverUrl) {
  const url = await newDatabase(serverUrl, 'emmett');
  const pool = new pg.Pool({ connectionString: url, max: POOL_SIZE });
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } });
  await store.schema.migrate();
  return {
    append: ({ stream, type, facts, words }) =>
      store.appendToStream(`claim-${stream}`, [{ type, data: { facts, words } }], {
        expectedStreamVersion: STREAM_DOES_NOT_EXIST,
      }),
    stored: () => countOf(url, 'emt_messages'),
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
}
