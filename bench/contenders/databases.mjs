import pg from 'pg';

/** Connections of those who use one for each request in flight. */
export const POOL_SIZE = 32;

/**
 * Makes a database on the server and gives its URL, over the same socket.
 *
 * @param {string} serverUrl the superuser's
 * @param {string} name
 */
export async function newDatabase(serverUrl, name) {
  await once(serverUrl, (client) => client.query(`create database ${name}`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/**
 * @template T
 * @param {string} url
 * @param {(client: pg.Client) => Promise<T>} work
 */
export async function once(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** @param {string} url */
export async function countOf(url, from) {
  const { rows } = await once(url, (client) => client.query(`select count(*)::int as n from ${from}`));
  return rows[0].n;
}

/**
 * Waits until nobody else is connected, 5 s at most. A pool has ended before its connections have, and one that the
 * server ends under it fails without anybody listening.
 *
 * @param {string} url
 */
export function untilAlone(url) {
  const others = `select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`;
  return once(url, async (client) => {
    for (let tries = 0; tries < 250 && (await client.query(others)).rowCount > 0; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
  });
}
