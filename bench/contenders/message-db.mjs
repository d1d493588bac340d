import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import pg from 'pg';
import { newId } from '../../dist/src/ledger/identifiers.js';
import { countOf, newDatabase, once, POOL_SIZE } from './databases.mjs';

const FOLDER = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@eventide/message-db/package.json')),
  'database',
);

/** The order of the package's install.sh and the scripts that it calls: it ships SQL and needs psql to install it. */
const INSTALL = [
  ...['roles/message-store', 'schema/message-store', 'extensions/pgcrypto', 'tables/messages', 'types/message'],
  ...['functions/message-store-version', 'functions/hash-64', 'functions/acquire-lock', 'functions/category'],
  ...['functions/is-category', 'functions/id', 'functions/cardinal-id', 'functions/stream-version'],
  ...['functions/write-message', 'functions/get-stream-messages', 'functions/get-category-messages'],
  ...['functions/get-last-stream-message', 'indexes/messages-id', 'indexes/messages-stream'],
  ...['indexes/messages-category', 'views/stream-summary', 'views/type-summary', 'views/stream-type-summary'],
  ...['views/type-stream-summary', 'views/category-type-summary', 'views/type-category-summary'],
  ...['privileges/schema', 'privileges/table', 'privileges/sequence', 'privileges/functions', 'privileges/views'],
];

const WRITE = { name: 'write', text: 'select write_message($1, $2, $3, $4, null, -1)' };

/**
 * message-db: one writer at a time in each category, so that a category's readers skip nothing.
 *
 * @param {number} categories that the streams are spread over. Streams of one noun are one category; with many of them
 * writers do not meet, and the order across categories is lost.
 */
export async function openMessageDb(serverUrl, categories) {
  const url = await newDatabase(serverUrl, `message_db_${categories}`);
  await once(url, async (client) => {
    for (const name of INSTALL) await client.query(readFileSync(path.join(FOLDER, `${name}.sql`), 'utf8'));
  });
  const pool = new pg.Pool({ connectionString: url, max: POOL_SIZE, options: '-c search_path=message_store,public' });
  let next = 0;
  return {
    append: ({ stream, type, facts, words }) => {
      const category = categories === 1 ? 'claim' : `claim${(next = (next + 1) % categories)}`;
      return pool.query({ ...WRITE, values: [newId(), `${category}-${stream}`, type, { facts, words }] });
    },
    stored: () => countOf(url, 'message_store.messages'),
    close: () => pool.end(),
  };
}
