import pg from 'pg';
import { newId } from '../../dist/src/ledger/identifiers.js';
import { countOf, newDatabase, once, POOL_SIZE } from './databases.mjs';

const INSERT = {
  name: 'bare',
  text: 'insert into events (id, stream, type, facts, words) values ($1, $2, $3, $4, $5)',
};

/** What a row costs at all: one prepared INSERT and one commit a request, in no order, with no rule to keep. */
export async function openBare(serverUrl) {
  const url = await newDatabase(serverUrl, 'bare');
  await once(url, (client) =>
    client.query(
      'create table events (id uuid primary key, stream text not null, type text not null, facts text not null, words text not null)',
    ),
  );
  const pool = new pg.Pool({ connectionString: url, max: POOL_SIZE });
  return {
    append: ({ stream, type, facts, words }) =>
      pool.query({
        ...INSERT,
        values: [newId(), `claim-${stream}`, type, JSON.stringify(facts), JSON.stringify(words)],
      }),
    stored: () => countOf(url, 'events'),
    close: () => pool.end(),
  };
}
