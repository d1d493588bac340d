import { rm } from 'node:fs/promises';
import pg from 'pg';

/** Stops the server that start-database started, or leaves another's without our template. */
export default async function stopDatabase() {
  const own = globalThis.testDatabase;
  if (own) {
    await own.server.stop();
    await rm(own.folder, { recursive: true, force: true });
    return;
  }
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_SERVER });
  await client.connect();
  await client.query(`drop database if exists ${process.env.TEST_DATABASE_TEMPLATE} with (force)`);
  await client.end();
}
