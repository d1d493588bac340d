import { stringify } from 'csv-stringify/sync';

/** A cell of a table: numbers stay numbers, null and undefined are empty. */
export type Cell = string | number | null | undefined;

/** What a spreadsheet takes for a formula by its first character (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;
/** A number with its unit, such as `-3.5%` or `+1,000`, is none, and stays as it is. */
const NUMBER = /^[+-]?\d[\d.,  ]*\s?[%‰€$£]?$/;

/**
 * A table as CSV (RFC 4180) in UTF-8, with a byte order mark, by which spreadsheets know the encoding. No cell runs as a
 * formula: one that could begins with an apostrophe.
 */
export const csvOf = (head: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  stringify(
    [head, ...rows].map((row) => row.map(inert)),
    { bom: true, record_delimiter: 'windows' },
  );

const inert = (cell: Cell): Cell =>
  typeof cell === 'string' && FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
