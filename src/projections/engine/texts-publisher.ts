import type { PoolClient } from 'pg';
import type { Version } from './fold.js';
import type { Generation } from './generations.js';
import type { AnyProjection } from './projection.js';
import { generationTableOf } from './tables.js';
import { counting, removeTexts, renewDocs } from './texts-docs.js';
import { opensOthers, PUBLIC_COLUMNS, textTablesFor } from './texts.js';

/** The rows that a page touches, as they stood and as they stand. */
export interface TouchedRows {
  readonly before: ReadonlyMap<string, Version>;
  readonly current: readonly Version[];
}

/** Lets strangers search the texts of rows that are public now, and no longer those of rows that were. */
export async function publishTexts(client: PoolClient, build: Generation, touched: TouchedRows): Promise<void> {
  const { projection, number } = build;
  const rows = generationTableOf(projection, number);
  const tables = textTablesFor(rows, 'public');
  const { open, closed } = await changed(client, build, touched);
  if (closed.length > 0) {
    // Another row may open it as well, from another position on: then it is made public anew.
    const since = publicSince(projection, rows, 't.key');
    const still = `and (${since} is null or verdict_id is null and since <> greatest(position, ${since}))`;
    await removeTexts(client, tables, `key = any($1) ${opensOthers(projection) ? still : ''}`, closed, true);
  }
  if (open.length === 0) return;
  const { rows: published } = await client.query<{ key: string }>({
    name: `views-publish-${build.id}`,
    text: `with added as (${publishing(build, 't.key = any($1)')} returning key, since, vector),
      counted as (${counting(tables, 'added')})
      select distinct key from added`,
    values: [open],
  });
  const added = published.map(({ key }) => key);
  if (added.length > 0) await renewDocs(client, tables, added);
}

/** The keys whose texts a page may have made public, and those whose texts it may have closed. */
async function changed(
  client: PoolClient,
  { projection, number }: Generation,
  { before, current }: TouchedRows,
): Promise<{ readonly open: readonly string[]; readonly closed: readonly string[] }> {
  const columns: AnyProjection['columns'] = projection.columns;
  const isPublic = (row: Version | undefined): boolean =>
    row !== undefined && columns[PUBLIC_COLUMNS.since]?.of(row.state) !== null;
  if (!opensOthers(projection))
    return {
      open: current.filter(isPublic).map(({ key }) => key),
      closed: current.filter((row) => !isPublic(row) && isPublic(before.get(row.key))).map(({ key }) => key),
    };
  // What one row opens may open others in turn: a claim its works, and these their outlets.
  const opened = (row: Version | undefined): string[] =>
    row === undefined ? [] : Object.keys(columns[PUBLIC_COLUMNS.opens]?.of(row.state) ?? {});
  const near = new Set(current.flatMap((row) => [row.key, ...opened(row), ...opened(before.get(row.key))]));
  const { rows } = await client.query<{ key: string }>({
    name: `views-opened-${projection.name}-${projection.version}-${number}`,
    text: `select distinct o.key from ${generationTableOf(projection, number)} r
      cross join lateral jsonb_object_keys(r.${PUBLIC_COLUMNS.opens}) o(key) where r.key = any($1)`,
    values: [[...near]],
  });
  const keys = [...new Set([...near, ...rows.map(({ key }) => key)])];
  return { open: keys, closed: keys };
}

/** SQL: the position since which anybody may read the texts of a key; null where nobody outside may. */
function publicSince(projection: AnyProjection, rows: string, key: string): string {
  const { since, opens } = PUBLIC_COLUMNS;
  const own = `select r.${since} as since from ${rows} r where r.key = ${key}`;
  if (!opensOthers(projection)) return `(${own})`;
  const from = (row: string, other: string): string => `(${row}.${opens} ->> ${other}::text)::bigint`;
  return `(select min(since) from (${own} union all
      select greatest(a.${since}, ${from('a', key)}) from ${rows} a where a.${opens} ? ${key}::text and a.${since} is not null
      union all
      select greatest(a.${since}, ${from('a', 'b.key')}, ${from('b', key)}) from ${rows} b
        join ${rows} a on a.${opens} ? b.key::text and a.${since} is not null where b.${opens} ? ${key}::text
    ) ways)`;
}

/** SQL that copies the texts `t` of rows that are public, but those that are copied. */
export function publishing({ projection, number }: Generation, which: string): string {
  const rows = generationTableOf(projection, number);
  const { published } = PUBLIC_COLUMNS;
  const [all, open] = [textTablesFor(rows, 'staff'), textTablesFor(rows, 'public')];
  // Where rows open others, what a proposal or an item says is looked at once more when it is found.
  const gate = opensOthers(projection) ? 't.verdict_id' : 'null';
  return `insert into ${open.texts} (position, part, key, language, verdict_id, names, since, form, vector)
    select t.position, t.part, t.key, t.language, ${gate}, t.names, greatest(t.position, p.since, p.told), t.form, t.vector
    from ${all.texts} t cross join lateral (select ${publicSince(projection, rows, 't.key')} as since,
        (select (r.${published} ->> t.verdict_id::text)::bigint from ${rows} r where r.key = t.key) as told) p
    where ${which} and p.since is not null and (t.verdict_id is null or p.told is not null)
      and not exists (select from ${open.texts} o where o.position = t.position and o.part = t.part)`;
}
