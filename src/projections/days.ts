import { daysOf as parse, type Days } from '../kernel/edtf.js';

/** Days repeat from claim to claim, and parsing one takes longer than all else that a row needs. */
const KEPT = 10_000;
const known = new Map<string, Days>();

/** The first and last day that an EDTF text covers. Throws RangeError where it is none. */
export function daysOf(edtf: string): Days {
  let days = known.get(edtf);
  if (!days) {
    days = parse(edtf);
    if (known.size >= KEPT) known.clear();
    known.set(edtf, days);
  }
  return days;
}
