/**
 * Joins the one row of a table with a key, looked up by its index: no samples of texts are kept, so the planner cannot know
 * how few they are, and would rather read whole tables.
 */
export const oneOf = (table: string, name: string, key: string): string =>
  `cross join lateral (select * from ${table} own where own.key = ${key} limit 1) ${name}`;
