import type { PoolClient } from 'pg';
import type { Generation } from './generations.js';
import { generationTableOf, createIndexesOf, tableNames } from './tables.js';
import { backfillTexts } from './texts-writer.js';

/**
 * Gives a generation what it was filled without, since all at once is faster than page by page: what follows from its texts,
 * its indexes, and what the planner must know of it. Each part may be done again, and is not where it is there.
 *
 * @param client a connection outside a transaction
 */
export async function createIndexes(client: PoolClient, build: Generation): Promise<void> {
  const { id, projection, number } = build;
  const table = generationTableOf(projection, number);
  const indexes = createIndexesOf(projection, table);
  // Asked anew, since a generation is remembered for a while: what was finished just now is not to be vacuumed once more.
  const { rows } = await client.query<{ gathered: boolean; made: string }>(
    `select gathered, (select count(*) from pg_indexes where schemaname = 'views' and indexname = any($2)) as made
      from views.projections where id = $1`,
    [id, indexes.map((sql) => /if not exists (\S+)/.exec(sql)?.[1])],
  );
  if (rows[0]?.gathered && Number(rows[0].made) === indexes.length) return;
  // The connections' limit is made for questions; a million rows take longer to sort.
  await client.query('set statement_timeout = 0');
  await backfill(client, build);
  // Without it the first questions would be planned for tables that are empty, and each would look up in the table what
  // an index alone could tell once it is known that every reader may see all of a page. Before the indexes, by which it is
  // told that all is done.
  for (const name of tableNames(projection, table)) await client.query(`vacuum (analyze) ${name}`);
  for (const index of indexes) await client.query(index);
  await client.query('reset statement_timeout');
}

/**
 * Backfills what follows from a generation's texts, unless that is done. From its commit on every page is to keep it up; whoever
 * believes otherwise moves no checkpoint.
 *
 * @param client a connection outside a transaction
 */
export async function backfill(client: PoolClient, build: Generation): Promise<void> {
  if (build.backfilled) return;
  // All of a table is read here, which whoever looks rows up by their keys has forbidden itself (`projection-processor.ts`).
  await client.query(
    `begin; set local work_mem = '64MB'; set local statement_timeout = 0; set local enable_seqscan = on`,
  );
  try {
    const { rowCount } = await client.query(
      'update views.projections set gathered = true where id = $1 and not gathered',
      [build.id],
    );
    if (rowCount) await backfillTexts(client, build);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
