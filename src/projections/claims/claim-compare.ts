import { isDeepStrictEqual } from 'node:util';
import type { ClaimChangeView, ClaimCompareView } from './claim-compare.views.js';
import { historyItem } from './claim-history.js';
import { readClaim } from './claim-stream.js';
import { differencesOf } from './claim-differences.js';
import { pageOf } from './claim-page.js';
import { loadPersonNames } from '../people/people-names.js';
import { momentOf } from '../engine/as-of.js';
import { QueryError, view, type ReadContext } from '../engine/view.js';

/** What an answer says of itself, and not of the claim. */
const NOT_COMPARED: readonly string[] = ['position', 'asOf', 'stale', 'revision', 'erasures', 'validAt', 'validAtRule'];

/**
 * What changed of a claim between two moments, each given as `asOf` is: digits are a position, anything else an RFC 3339
 * instant; `to` absent: the moment of the question. The order of the two does not matter.
 *
 * Throws Unanswerable `not-found`, for the later moment; at an earlier one the claim may not have been there, or not for
 * this reader. `as-of-in-the-future`. CorruptEvent where one of the claim's events is corrupt.
 */
export const claimCompare = view<
  { readonly id: string; readonly from: string; readonly to?: string | undefined },
  ClaimCompareView
>({
  dependsOn: [],
  answer: async (source, { id, from, to }, moment) => {
    const moments = [
      { ...moment, ...(await momentOf(source, from, moment.time)) },
      to === undefined ? moment : { ...moment, ...(await momentOf(source, to, moment.time)) },
    ];
    const [earlier, later] = moments.sort((a, b) => orderOf(a) - orderOf(b)) as [ReadContext, ReadContext];
    const stream = await readClaim(source, id, later);
    const before = await readClaim(source, id, earlier).catch((error: unknown) => {
      if (error instanceof QueryError && error.code === 'not-found') return null;
      throw error;
    });
    const between = stream.readable.filter(({ position }) => position > orderOf(earlier));
    const [then, now] = [before && pageOf(before, undefined, earlier), pageOf(stream, undefined, later)];
    const called = await loadPersonNames(source.pool, between, moment.reader);
    return {
      id,
      from: orderOf(earlier) === Infinity ? stream.position : orderOf(earlier),
      to: stream.position,
      changes: changesOf(then, now),
      differences: differencesOf(then && compared(then), compared(now), { between, events: stream.readable }),
      events: between.map((event) => historyItem(event, moment.reader, { ...stream, called })),
      position: stream.position,
      asOf: later.asOf,
      stale: stream.stale || (before?.stale ?? false),
    };
  },
});

/** The page without what differs from moment to moment by itself; the verdict that stands is among the verdicts. */
const compared = (page: object): object =>
  Object.fromEntries(
    Object.entries(page).flatMap(([field, value]: [string, unknown]) => {
      if (NOT_COMPARED.includes(field)) return [];
      return [[field, field === 'verdict' ? ((value as { id?: string } | null)?.id ?? null) : value]];
    }),
  );

const orderOf = ({ asOf }: ReadContext): number => asOf ?? Infinity;

/** Field by field; of lists whose items have identifiers, item by item. */
function changesOf(before: object | null, after: object): ClaimChangeView[] {
  return (Object.entries(after) as [string, unknown][]).flatMap(([field, now]): ClaimChangeView[] => {
    if (NOT_COMPARED.includes(field)) return [];
    const then = (before as Record<string, unknown> | null)?.[field] ?? null;
    if (isDeepStrictEqual(then, now)) return [];
    const [thenById, nowById] = [byId(then ?? []), byId(now)];
    if (!thenById || !nowById) return [{ field, id: null, before: then, after: now }];
    return [...new Set([...thenById.keys(), ...nowById.keys()])].flatMap((id) => {
      const [was, is] = [thenById.get(id) ?? null, nowById.get(id) ?? null];
      return isDeepStrictEqual(was, is) ? [] : [{ field, id, before: was, after: is }];
    });
  });
}

/** What names an item of one of the page's lists. */
const NAMES = ['id', 'wordingId', 'relationId', 'reviewer'] as const;

function byId(list: unknown): ReadonlyMap<string, unknown> | null {
  if (!Array.isArray(list)) return null;
  const named = list.map((item: Readonly<Record<string, unknown>>): [unknown, unknown] => [
    NAMES.map((name) => item[name]).find((id) => id !== undefined),
    item,
  ]);
  const ids = new Set(named.map(([id]) => id));
  return ids.size === list.length && !ids.has(undefined) ? new Map(named as [string, unknown][]) : null;
}
