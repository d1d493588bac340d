import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { schemaFindings, schemaObjects } from '../src/audit/schema-check.js';
import { SCHEMA_FINGERPRINT } from '../src/audit/schema-fingerprint.js';
import { createSchema } from '../src/projections/engine/schema.js';
import { PROJECTIONS } from '../src/projections/index.js';
import { createTestDatabase, type TestDatabase } from './support/database.js';

/** Whoever adds a migration to the ledger's own schemas runs this spec once with KEEP_SCHEMA=1, and looks at what changed. */
const FILE = new URL('../src/audit/schema-fingerprint.ts', import.meta.url);
let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.appUrl });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

it('The fingerprint is that of a database as the migrations make it, by whichever role it is taken', async () => {
  const objects = Object.fromEntries((await schemaObjects(pool)).map(({ name, digest }) => [name, digest]));
  if (process.env.KEEP_SCHEMA === '1') {
    const lines = Object.entries(objects).map(([name, digest]) => `  '${name}':\n    '${digest}',\n`);
    await writeFile(
      FILE,
      `/** What decides over the ledger in a database as the migrations make it: \`KEEP_SCHEMA=1\` with test/schema-fingerprint.spec.ts. */\nexport const SCHEMA_FINGERPRINT: Readonly<Record<string, string>> = {\n${lines.join('')}};\n`,
    );
    return;
  }
  expect(objects).toEqual(SCHEMA_FINGERPRINT);
  const asReader = new pg.Client({ connectionString: database.readUrl });
  await asReader.connect();
  expect(await schemaObjects(asReader)).toEqual(await schemaObjects(pool));
  await asReader.end();
});

it('Every view that answers are read through shows its table', async () => {
  await createSchema(pool, PROJECTIONS, '00000000-0000-7000-8000-000000000001');
  expect(await schemaFindings(pool)).toEqual([]);
});
