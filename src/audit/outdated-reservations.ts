import { isNewestKey } from '../kernel/names.js';
import type { LedgerReader } from '../ledger/reader.js';

/**
 * Of what kinds (`origin`, `url`) names are held that have no key of the newest version yet, and so are not found by the
 * newest rules. Who held a name first has its newest key, so that one look at the first of each version tells.
 */
export async function outdatedReservations(read: LedgerReader): Promise<string[]> {
  const newest = new Map<string, number>();
  const before = new Map<string, number>();
  for (const { version, position } of await read.firstHeld()) {
    const [kind = ''] = version.split('@');
    const firsts = isNewestKey(`${version}:`) ? newest : before;
    firsts.set(kind, Math.min(position, firsts.get(kind) ?? Infinity));
  }
  return [...before].flatMap(([kind, position]) => (position < (newest.get(kind) ?? Infinity) ? kind : [])).sort();
}
