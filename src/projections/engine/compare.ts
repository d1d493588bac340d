import type { Pool } from 'pg';
import type { Generation } from './generations.js';
import { generationTableOf, valueTypesOf } from './tables.js';
import { textTableNames } from './texts.js';

/** What one generation has and the other has not. */
interface Difference {
  readonly table: 'rows' | 'texts';
  /** Rows, of a key and a position on each, that are in the first generation only, and in the second. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
}

export interface Comparison {
  /** The position up to which they were compared: the lower one of the two. */
  readonly position: number;
  /** Versions of rows that the first has up to there. */
  readonly rows: number;
  /** Whether texts were compared: only generations at the same position have the same. */
  readonly texts: boolean;
  readonly differences: readonly Difference[];
}

/**
 * Compares two generations of one projection row for row, current ones and past, with all of their columns, as of the lower
 * position of the two: every version says from when to when it stood. Both may be fed meanwhile.
 */
export async function compareGenerations(pool: Pool, first: Generation, second: Generation): Promise<Comparison> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only; set local statement_timeout = 0');
    const { rows } = await client.query<{ id: string; position: string }>(
      'select id, position from views.projections where id = any($1)',
      [[first.id, second.id]],
    );
    const positions = [first, second].map(({ id }) => Number(rows.find((row) => row.id === id)?.position ?? -1));
    const position = Math.min(...positions);
    const [a, b] = [versionsUpTo(first, position), versionsUpTo(second, position)];
    const count = await client.query<{ count: string }>(`select count(*) from (${a}) a`);
    const level = positions[0] === positions[1];
    const pairs: [Difference['table'], string, string][] = [['rows', a, b]];
    if (level) pairs.push(...foldComparisons(first, second), ...textComparisons(first, second));
    const differences: Difference[] = [];
    for (const [table, one, other] of pairs) {
      const difference = await client.query<{ first: string; second: string }>(
        `select (select count(*) from ((${one}) except all (${other})) f) as first,
          (select count(*) from ((${other}) except all (${one})) s) as second`,
      );
      const [onlyFirst, onlySecond] = [Number(difference.rows[0]?.first), Number(difference.rows[0]?.second)];
      if (onlyFirst + onlySecond > 0) differences.push({ table, onlyFirst, onlySecond });
    }
    return { position, rows: Number(count.rows[0]?.count), texts: level, differences };
  } finally {
    // Nothing was written: whatever state it is in, the transaction ends with this.
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}

/** SQL for every version up to a position; one that ended later stood at it, as the newest does. */
function versionsUpTo({ projection, number }: Generation, position: number): string {
  const table = generationTableOf(projection, number);
  const names = ['key', '"from"', ...Object.keys(valueTypesOf(projection))].join(', ');
  return `select ${names}, null::bigint as "to" from ${table} where "from" <= ${position}
    union all select ${names}, case when "to" <= ${position} then "to" end from ${table}_past where "from" <= ${position}`;
}

/** What rows are folded from is kept beside current ones alone. */
function foldComparisons(first: Generation, second: Generation): ['rows', string, string][] {
  if (!first.projection.row) return [];
  const folded = ({ projection, number }: Generation): string =>
    `select key, folded from ${generationTableOf(projection, number)}`;
  return [['rows', folded(first), folded(second)]];
}

function textComparisons(first: Generation, second: Generation): ['texts', string, string][] {
  const names = ({ projection, number }: Generation) =>
    textTableNames(projection, generationTableOf(projection, number));
  return names(first).map((name, i) => ['texts', `table ${name}`, `table ${names(second)[i]}`]);
}
