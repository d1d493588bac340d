import { createHash } from 'node:crypto';
import { isEdtf } from '../../kernel/edtf.js';
import { QueryError, type ReadContext } from './view.js';

/** Where a list goes on: all that decides which items come and in what order, and the last item shown. */
export interface Cursor {
  /** The list and everything that filters or orders it. */
  readonly list: string;
  readonly filters: Readonly<Partial<Record<string, string>>>;
  /** The position that all pages of it rest on, and the time that counts as now in them. */
  readonly position: number;
  readonly time: string;
  /** The position asked for, if one was. */
  readonly asOf: number | null;
  /** What the last item was sorted by, and its identifier. */
  readonly last: readonly [value: string, id: string];
}

/** What a list's cursors look like, since somebody may have written one himself: each filter, and the last item shown. */
export interface CursorForms {
  readonly list: string;
  readonly filters: Readonly<Record<string, Pick<RegExp, 'test'>>>;
  readonly last: RegExp;
}

/** The form of a filter that is an identifier, and of one that is a day. */
export const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const DAY = { test: (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && isEdtf(text) };
/** The form of the last item of a list that is sorted by position. */
export const BY_POSITION = /^\d{1,15} [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Says of a text whether it is this list's; against slips only, since nothing that a cursor says is trusted. */
const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16);

export function writeCursor(cursor: Cursor): string {
  const text = JSON.stringify(cursor);
  return `${Buffer.from(text).toString('base64url')}.${digestOf(text)}`;
}

/**
 * Reads a cursor that a client hands back, if there is one. Its own position holds.
 *
 * @param asked the filters of the request: each that is given must be the cursor's own
 * @param moment of the request: an `asOf` that is given must be the one that the cursor was asked for with
 * @throws QueryError `cursor-invalid`
 */
export function readCursor(
  text: string | undefined,
  forms: CursorForms,
  asked: Cursor['filters'],
  { asOf }: Pick<ReadContext, 'asOf'>,
): Cursor | undefined {
  if (text === undefined) return undefined;
  const cursor = parse(text);
  const filters = Object.entries(cursor.filters);
  const fits =
    cursor.list === forms.list &&
    (asOf === null || asOf === cursor.asOf) &&
    Object.entries(asked).every(([name, value]) => cursor.filters[name] === value) &&
    filters.every(([name, value]) => typeof value === 'string' && forms.filters[name]?.test(value)) &&
    forms.last.test(cursor.last.join(' '));
  if (!fits) refuseCursor();
  return cursor;
}

/** The list that a cursor says it is of; undefined where it is none. Whoever reads on has the whole of it checked. */
export function listOf(text: string): string | undefined {
  try {
    return parse(text).list;
  } catch {
    return undefined;
  }
}

function parse(text: string): Cursor {
  const [body = '', digest] = text.split('.');
  const json = Buffer.from(body, 'base64url').toString();
  if (digestOf(json) !== digest) refuseCursor();
  const cursor = asJson(json) as Partial<Cursor> | null;
  const { position, time, asOf, filters, last } = cursor ?? {};
  const sound =
    typeof filters === 'object' &&
    filters !== null &&
    Array.isArray(last) &&
    last.every(isPossible) &&
    Number.isSafeInteger(position) &&
    (asOf === null || Number.isSafeInteger(asOf)) &&
    typeof time === 'string' &&
    !Number.isNaN(Date.parse(time));
  return sound ? (cursor as Cursor) : refuseCursor();
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Text that looks like a day is one: the database would fail on the 99th of a month. */
const isPossible = (value: unknown): boolean =>
  typeof value === 'string' && (!/^\d{4}-\d\d-\d\d$/.test(value) || isEdtf(value));

/** @throws QueryError `cursor-invalid` */
export function refuseCursor(): never {
  throw new QueryError('cursor-invalid', 'This cursor is not one of this list with these filters.');
}
