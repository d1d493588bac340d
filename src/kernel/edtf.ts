import edtf from 'edtf';
import { ValidateBy, type ValidationOptions } from 'class-validator';

/** The first and last calendar day that an EDTF text covers, `YYYY-MM-DD`, both included. */
export interface Days {
  readonly first: string;
  readonly last: string;
}

/** `single`: one exact year, month or day. `any`: also approximate ones and intervals. */
export type EdtfForm = 'any' | 'single';

const POINT = /^\d{4}(?:-\d{2}){0,2}$/;
/** Two days, each approximate, with a slash between: whatever is longer is no date, and is not looked at any further. */
const MAX_LENGTH = '2024-03-05~/2024-03-06~'.length;
const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

const daysOfPoint = (point: string): Days | undefined => {
  if (!POINT.test(point) || point.startsWith('0000')) return undefined;
  try {
    const { min, max } = edtf(point);
    const days = { first: dayOf(min), last: dayOf(max) };
    // The library rolls 29 February of a common year over into March instead of refusing it.
    return days.first.startsWith(point) ? days : undefined;
  } catch {
    return undefined;
  }
};

/** Days repeat from claim to claim, and the library's grammar takes longer than all else that a command or row needs. */
const KEPT = 10_000;
const known = new Map<string, Days | undefined>();

const read = (text: string): Days | undefined => {
  if (known.has(text)) return known.get(text);
  const days = parse(text);
  // A text that is none may be long, and is not worth a place.
  if (days && known.size >= KEPT) known.clear();
  if (days) known.set(text, days);
  return days;
};

const parse = (text: string): Days | undefined => {
  if (text.length > MAX_LENGTH) return undefined;
  const ends = text.split('/').map((end) => daysOfPoint(end.replace(/~$/, '')));
  const [start, end] = [ends[0], ends.at(-1)];
  if (ends.length > 2 || !start || !end || start.first > end.last) return undefined;
  return { first: start.first, last: end.last };
};

/**
 * Whether a text is a date of the world as this ledger keeps it: ISO 8601-2 level 0 (`2025`, `2025-03`, `2025-03-27`),
 * an interval of two of these (`2024-03-05/2024-03-06`), each end optionally approximate (`2025~`). Real calendar days
 * only, years 0001 to 9999 (`Y12025`, which EDTF has from level 1 on, is none), and no interval that ends before it starts.
 */
export const isEdtf = (text: unknown, form: EdtfForm = 'any'): text is string =>
  typeof text === 'string' && (form === 'any' || POINT.test(text)) && read(text) !== undefined;

/** The days that an EDTF text covers, partial dates widened: `2025-02` gives its first and last. Throws `RangeError`. */
export const daysOf = (text: string): Days => {
  const days = read(text);
  if (!days) throw new RangeError('not an EDTF date of this ledger');
  return days;
};

/** Property decorator: see `isEdtf`. */
export const IsEdtf = (form: EdtfForm = 'any', options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isEdtf',
      validator: {
        validate: (value) => isEdtf(value, form),
        defaultMessage: () =>
          form === 'single'
            ? '$property must be a year (0001 to 9999), month or day such as 2025, 2025-03 or 2025-03-27'
            : '$property must be a date or interval such as 2025-03, 2025-03-27~ or 2024-03-05/2024-03-06, years 0001 to 9999',
      },
    },
    options,
  );
