import type { Pool } from 'pg';
import type { AppendKeys } from '../../database/append-keys.js';
import { LedgerReader } from '../../ledger/reader.js';
import type { Finding } from '../verify/findings.js';
import { acceptedPositions } from './acceptances.js';
import { AppendCheck } from './append-check.js';
import { readMarkedLeaves } from './leaves.js';

const PAGE = 4096;

/**
 * Finds the first events behind the newest checkpoint that were written without the append key and that nobody accepted:
 * what a checkpoint covers was asked for its MAC when it was signed.
 */
export async function unauthorisedAfter(pool: Pool, keys: AppendKeys, covered: number): Promise<readonly Finding[]> {
  const check = new AppendCheck(keys);
  let accepted: ReadonlySet<number> = new Set();
  for (let from = covered; ;) {
    const marked = await readMarkedLeaves(pool, from, from + PAGE);
    const page = { ...marked, end: marked.leaves.length < PAGE };
    let { count, unauthorised } = check.admit(page, covered, accepted);
    if (unauthorised) {
      accepted = await acceptedPositions(pool, new LedgerReader(pool), check);
      ({ count, unauthorised } = check.admit(page, covered, accepted));
    }
    const [position] = unauthorised ?? [];
    if (position !== undefined) {
      const through = unauthorised?.at(-1);
      const place = { position, ...(through === undefined || through === position ? {} : { through }) };
      return [
        { code: 'unauthorised-append', ...place, expected: 'a MAC under the append key', found: 'none that is good' },
      ];
    }
    if (page.end) return [];
    from += count;
  }
}
