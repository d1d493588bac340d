import { instantOf } from '../../kernel/days.js';
import { QueryError, type ReadContext, type ReadDeps } from './view.js';

/** The position before the first event: what an instant before it is answered with, and taken for. */
const BEFORE_THE_FIRST = -1;

/**
 * Finds the moment that somebody asks about.
 *
 * @param text digits (or `-1`) are a position, anything else an RFC 3339 instant, of the right form: whoever asks has
 * checked it
 * @param now RFC 3339: no moment is later
 * @throws QueryError `as-of-in-the-future`
 */
export async function momentOf(
  { ledger, pool }: ReadDeps,
  text: string,
  now: string,
): Promise<Pick<ReadContext, 'time'> & { readonly asOf: number }> {
  if (!/^-?\d+$/.test(text)) {
    const instant = instantOf(text) ?? now;
    return { asOf: await ledger.positionAt(instant), time: instant < now ? instant : now };
  }
  const asOf = Number(text);
  // Nothing was there, so that the time does not matter.
  if (asOf === BEFORE_THE_FIRST) return { asOf, time: now };
  const time = Number.isSafeInteger(asOf) ? await timeOf(pool, asOf) : undefined;
  if (time === undefined) throw new QueryError('as-of-in-the-future', `There is no event at position ${text} yet.`);
  return { asOf, time };
}

/** Read from the leaf without checking it: a corrupt event must not keep others from being asked as of it. */
async function timeOf(pool: ReadDeps['pool'], position: number): Promise<string | undefined> {
  const { rows } = await pool.query<{ at: string }>({
    name: 'views-time-of',
    text: `select convert_from(substr(leaf, 8, 24), 'UTF8') as at from ledger.events where position = $1`,
    values: [position],
  });
  return rows[0]?.at;
}
