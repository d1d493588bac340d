import type { Pool } from 'pg';
import { claimProjection, type ClaimRow } from './claim.projection.js';
import { rowsAt, tableOf } from '../engine/store.js';

/** Another claim that one names, or that names it. */
export interface Neighbour {
  readonly id: string;
  /** Whether it has been published, at the moment asked for and now: else strangers are not told of it. */
  readonly published: boolean;
  readonly relations: ClaimRow['relations'];
}

/** Reads the claims around one, as rows know them. @param named those that it ever named */
export async function claimNeighbours(
  pool: Pool,
  id: string,
  named: readonly string[],
  asOf: number | null,
): Promise<readonly Neighbour[]> {
  const { rows } = await pool.query<Neighbour>({
    name: `views-claim-neighbours${asOf === null ? '' : '-then'}`,
    text: `with near as (
        select key, published from ${tableOf(claimProjection)} where key = any($1::uuid[])
        union select key, published from ${tableOf(claimProjection)} where named @> array[$2::uuid] and named is not null
      )
      select r.key as id, r.published and near.published as published, r.state -> 'relations' as relations
      from near join ${rowsAt(claimProjection, asOf === null ? null : '$3::bigint')} r on r.key = near.key
      order by r.recorded`,
    values: [named, id, ...(asOf === null ? [] : [asOf])],
  });
  return rows;
}
