import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../../dist/src/database/embedded.js';
import { prepareDatabase } from '../../dist/src/database/migrate.js';
import { withLogin } from '../../dist/src/database/urls.js';

/**
 * One server for all specs, with one migrated database that theirs are copies of.
 *
 * TEST_DATABASE_URL (a superuser's) names another server than the embedded one. No test asks for durability through a
 * power cut, so the embedded one does not wait for the disk.
 */
export default async function startDatabase() {
  let url = process.env.TEST_DATABASE_URL;
  if (!url) {
    const folder = await mkdtemp(path.join(tmpdir(), 'claim-ledger-test-'));
    const server = await startEmbedded({ folder, settings: { fsync: 'off', max_connections: '200' } });
    globalThis.testDatabase = { folder, server };
    url = server.url;
  }
  const template = `claim_ledger_template_${randomBytes(4).toString('hex')}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `create database ${template} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'`,
    );
    const { rows } = await client.query('select current_user as name');
    const folder = await mkdtemp(path.join(tmpdir(), 'claim-ledger-test-key-'));
    const appendKeyFile = path.join(folder, 'append');
    await prepareDatabase({
      ownerUrl: withLogin(url, { user: rows[0].name, password: client.password ?? undefined, database: template }),
      appendKeyFile,
    });
    process.env.TEST_APPEND_KEYS = await readFile(appendKeyFile, 'utf8');
    await rm(folder, { recursive: true });
  } finally {
    await client.end();
  }
  process.env.TEST_DATABASE_SERVER = url;
  process.env.TEST_DATABASE_TEMPLATE = template;
}
