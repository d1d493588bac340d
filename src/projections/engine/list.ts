import { omitUndefined } from '../../kernel/omit-undefined.js';
import type { AnyProjection } from './projection.js';
import { isStaff, notFound, QueryError, type AnswerMeta, type ReadContext, type ReadDeps, type View } from './view.js';

/** What every list takes: where to go on, and 1 to 200 items a page, 50 by default. */
export interface PageArgs {
  /** The `nextCursor` of the page before, as the list wrote it: the edge seals it and opens it again. */
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

type Filters = Readonly<Partial<Record<string, string>>>;
/** What an item is sorted by, and its identifier. */
export type Place = readonly [value: string, id: string];

/** Where a list goes on: all that decides which items come and in what order, and the last item shown. */
interface Cursor {
  readonly list: string;
  readonly filters: Filters;
  /** The position that all pages rest on, and the time that counts as now in them. */
  readonly position: number;
  readonly time: string;
  /** The position asked for, if one was. */
  readonly asOf: number | null;
  readonly last: Place;
}

/** One page of a list: `asOf` and `time` of the first hold for all, null for the newest. */
export interface Page extends ReadContext {
  readonly filters: Filters;
  /** Where the page before ended; undefined on the first. */
  readonly last: Place | undefined;
  readonly limit: number;
}

/** What rows were read at: the position that they have reached, and whether they are stopped there. */
export interface Reached {
  readonly position: number;
  readonly stopped: boolean;
}

/** What a page finds: one row more than it shows, where there is one. */
export interface Found<Row> extends Reached {
  readonly rows: readonly Row[];
}

/** A row of a statement that reads `checkpointOf`. */
interface ReachedRow {
  readonly position: string;
  readonly stopped: string | null;
}

export const reachedIn = (row: ReachedRow | undefined): Reached => ({
  position: Number(row?.position ?? -1),
  stopped: (row?.stopped ?? null) !== null,
});

/** A row that a statement joins to `checkpointOf`: without a key where there is none. */
export type Joined<Row extends { readonly key: string }> = ReachedRow & (Row | (Partial<Row> & { readonly key: null }));

export const foundIn = <Row extends { readonly key: string }>(rows: readonly Joined<Row>[]): Found<Row> => ({
  ...reachedIn(rows[0]),
  rows: rows.filter((row): row is ReachedRow & Row => row.key !== null),
});

/** Whether an answer may lack what was recorded before it was asked. */
export const isStale = (
  { asOf, after }: Pick<ReadContext, 'asOf' | 'after'>,
  { position, stopped }: Reached,
): boolean => position < Math.max(after, asOf ?? -1) || stopped;

/** An answer that is one page of a list. */
interface Listed extends AnswerMeta {
  readonly items: readonly object[];
  readonly nextCursor: string | null;
}

/** A question that is answered page by page; all arguments but `cursor` and `limit` filter or order it. */
interface List<Row, Answer extends Listed, Rows extends Found<Row>> {
  readonly name: string;
  readonly dependsOn: readonly AnyProjection[];
  /** Nobody else may know that there is such a list. */
  readonly forStaff?: boolean;
  readonly read: (source: ReadDeps, page: Page) => Promise<Rows>;
  readonly placeOf: (row: Row) => Place;
  /** What the answer shows of the rows of the page: an item that is missing or corrupt makes it stale. */
  readonly show: (
    source: ReadDeps,
    rows: readonly Row[],
    page: Page,
    found: Rows,
  ) => Promise<Omit<Answer, 'nextCursor' | keyof AnswerMeta>>;
}

/** Writes a list down. Pages after the first rest on the position of the first. Throws QueryError `cursor-invalid`. */
export const list = <Args extends PageArgs, Row, Answer extends Listed, Rows extends Found<Row> = Found<Row>>({
  name,
  dependsOn,
  forStaff = false,
  read,
  placeOf,
  show,
}: List<Row, Answer, Rows>): View<Args, Answer> => ({
  dependsOn,
  answer: async (source, { cursor: text, limit = 50, ...args }, context) => {
    if (forStaff && !isStaff(context.reader)) return notFound();
    const given = asText(args);
    const cursor = text === undefined ? undefined : readCursor(text, name, given, context);
    const {
      filters = given,
      position: pinned = context.asOf,
      time = context.time,
      last,
      asOf = context.asOf,
    } = cursor ?? {};
    const page: Page = { ...context, filters, asOf: pinned, time, last, limit };
    const found = await read(source, page);
    const position = pinned ?? found.position;
    const rows = found.rows.slice(0, limit);
    const shown = await show(source, rows, page, found);
    const end = found.rows.length > limit ? rows.at(-1) : undefined;
    const next = end && ({ list: name, filters, position, time, asOf, last: placeOf(end) } satisfies Cursor);
    return {
      ...shown,
      nextCursor: next ? JSON.stringify(next) : null,
      position,
      asOf,
      stale: isStale(page, found) || shown.items.length < rows.length || shown.items.some(isCorrupt),
    } as Answer;
  },
});

const isCorrupt = (item: { readonly corrupt?: boolean }): boolean => item.corrupt === true;

const asText = (args: object): Filters =>
  omitUndefined(
    Object.fromEntries(
      Object.entries(args).map(([name, value]) => [name, value === undefined ? value : String(value)]),
    ),
  );

/** The list that a cursor is of; undefined where it is none. */
export const listOf = (cursor: string): string | undefined => parse(cursor)?.list;

/**
 * @param given the filters of the request: each must be the cursor's own, as must an `asOf`
 * @throws QueryError `cursor-invalid`
 */
function readCursor(text: string, name: string, given: Filters, { asOf }: ReadContext): Cursor {
  const cursor = parse(text);
  const fits =
    cursor?.list === name &&
    (asOf === null || asOf === cursor.asOf) &&
    Object.entries(given).every(([filter, value]) => cursor.filters[filter] === value);
  return fits ? cursor : refuseCursor();
}

function parse(text: string): Cursor | undefined {
  try {
    return JSON.parse(text) as Cursor;
  } catch {
    return undefined;
  }
}

/** @throws QueryError `cursor-invalid` */
export function refuseCursor(): never {
  throw new QueryError('cursor-invalid', 'This cursor is not one of this list with these filters.');
}
