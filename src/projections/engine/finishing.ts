import type { PoolClient } from 'pg';
import type { Build } from './builds.js';
import { buildTableOf, indexesOf, tableNames } from './tables.js';
import { gatherAll } from './texts.writing.js';

/**
 * Gives a build what it was filled without, since all at once is faster than page by page: what follows from its texts,
 * its indexes, and what the planner must know of it. Each part may be done again, and is not where it is there.
 *
 * @param client a connection outside a transaction
 */
export async function finish(client: PoolClient, build: Build): Promise<void> {
  const { id, projection, number } = build;
  const table = buildTableOf(projection, number);
  const indexes = indexesOf(projection, table);
  // Asked anew, since a build is remembered for a while: what was finished just now is not to be vacuumed once more.
  const { rows } = await client.query<{ gathered: boolean; made: string }>(
    `select gathered, (select count(*) from pg_indexes where schemaname = 'views' and indexname = any($2)) as made
      from views.projections where id = $1`,
    [id, indexes.map((sql) => /if not exists (\S+)/.exec(sql)?.[1])],
  );
  if (rows[0]?.gathered && Number(rows[0].made) === indexes.length) return;
  // The connections' limit is made for questions; a million rows take longer to sort.
  await client.query('set statement_timeout = 0');
  await gather(client, build);
  // Without it the first questions would be planned for tables that are empty, and each would look up in the table what
  // an index alone could tell once it is known that every reader may see all of a page. Before the indexes, by which it is
  // told that all is done.
  for (const name of tableNames(projection, table)) await client.query(`vacuum (analyze) ${name}`);
  for (const index of indexes) await client.query(index);
  await client.query('reset statement_timeout');
}

/**
 * Gathers what follows from a build's texts, unless that is done. From its commit on every page is to keep it up; whoever
 * believes otherwise moves no checkpoint.
 *
 * @param client a connection outside a transaction
 */
export async function gather(client: PoolClient, build: Build): Promise<void> {
  if (build.gathered) return;
  // All of a table is read here, which whoever looks rows up by their keys has forbidden itself (`lane.ts`).
  await client.query(
    `begin; set local work_mem = '64MB'; set local statement_timeout = 0; set local enable_seqscan = on`,
  );
  try {
    const { rowCount } = await client.query(
      'update views.projections set gathered = true where id = $1 and not gathered',
      [build.id],
    );
    if (rowCount) await gatherAll(client, build);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
