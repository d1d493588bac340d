import type { Pool } from 'pg';
import type { Recorded } from '../../ledger/recorded.js';
import { stemmedIn, tokenized } from '../language/lexemes.js';
import { stemsOf } from '../language/stems.js';
import { chunksOf } from './pipeline.js';
import type { AnyProjection } from './projection.js';
import { tableOf } from './tables.js';
import { textsOf, textTablesFor } from './texts.js';
import { TEXT_RECORD, textRows } from './texts-writer.js';

/**
 * The texts for search of consecutive events that are not what stands at their positions. What was erased since the events
 * were read is left out.
 */
export async function differingTexts(
  pool: Pool,
  projection: AnyProjection,
  events: readonly Recorded[],
): Promise<readonly { readonly key: string; readonly position: number }[]> {
  const [first, last] = [events[0], events.at(-1)];
  if (!projection.texts || !first || !last) return [];
  const made = events.flatMap((event) => textsOf(projection, event)).map(tokenized);
  const stems = await stemsOf(pool, stemmedIn(made));
  const chunks = [...chunksOf(textRows(made, stems))];
  const names = 'position, part, key, language, verdict_id, names, form, vector';
  const { rows } = await pool.query<{ key: string; position: string }>({
    name: `views-check-texts-${tableOf(projection)}`,
    text: `with e as (select position, part, key, language, verdict_id, names, decode(form, 'hex') as form, vector
        from unnest($1::text[]) chunk cross join jsonb_to_recordset(chunk::jsonb) as t(${TEXT_RECORD})),
      s as (select ${names} from ${textTablesFor(tableOf(projection), 'staff').texts} where position between $2 and $3),
      d as ((table e except all table s) union all (table s except all table e))
      select key, position from d
      where not exists (select from ledger.erasures x where x.position = d.position) limit 20`,
    values: [chunks, first.position, last.position],
  });
  return rows.map(({ key, position }) => ({ key, position: Number(position) }));
}
