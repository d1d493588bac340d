import { normaliseName, originKeys, reservationKey } from '../../kernel/names.js';
import { isStaff, notFound, view } from '../engine/view.js';
import { tableOf } from '../engine/store.js';
import { areNear, likeText, patternsOfNear } from './near-names.js';
import { namesOf } from './origin-names.js';
import { originProjection, type OriginRow } from './origin.projection.js';
import type { NearOriginsView } from './origin.views.js';

/** More are not named beside one name, and not looked at for one pattern. */
const [MOST, LOOKED_AT] = [5, 200];
const PREFIX = reservationKey('origin', '');

interface Candidate {
  readonly name: string;
  readonly key: string;
  readonly id: string;
}

/**
 * Origins that may be those of some names, since their own names are near; without what was joined, or told apart, by
 * somebody. For who works here. Throws QueryError `not-found`.
 */
export const nearOrigins = view<{ readonly names: readonly string[] }, NearOriginsView>({
  dependsOn: [originProjection],
  answer: async ({ pool, ledger }, { names }, { reader }) => {
    if (!isStaff(reader)) return notFound();
    const { position } = await ledger.head();
    const keys = new Map(names.map((name) => [name, originKeys(name)]));
    const held = await ledger.held([...keys.values()].flat());
    const own = new Map(
      [...keys].flatMap(([name, either]): [string, string][] => {
        const id = either.map((key) => held.get(key)).find((each) => each !== undefined);
        return id === undefined ? [] : [[name, id]];
      }),
    );
    const patterns = [...own.keys()].flatMap((name) => patternsOfNear(name).map((pattern) => [name, pattern] as const));
    const { rows } = await pool.query<Candidate>(
      `select distinct w.name, n.key, n.id from unnest($1::text[], $2::text[]) w(name, pattern) cross join lateral (
        select key, id from ledger.reservations where key like $3 || w.pattern limit ${LOOKED_AT}
      ) n order by w.name, n.key`,
      [patterns.map(([name]) => name), patterns.map(([, pattern]) => pattern), likeText(PREFIX)],
    );
    const near = rows.filter(
      ({ name, key, id }) =>
        id !== own.get(name) &&
        normaliseName(name) !== key.slice(PREFIX.length) &&
        areNear(name, key.slice(PREFIX.length)),
    );
    const ids = [...new Set([...own.values(), ...near.map(({ id }) => id)])];
    const said = await pool.query<{ key: string; state: OriginRow }>(
      `select key, state from ${tableOf(originProjection)} where key = any($1::uuid[])`,
      [ids],
    );
    const rowOf = new Map(said.rows.map(({ key, state }) => [key, state]));
    const same = (id: string): string => rowOf.get(id)?.joinedInto ?? id;
    const areTwo = (one: string, other: string): boolean => rowOf.get(one)?.distinctFrom?.includes(other) ?? false;
    const nameOf = await namesOf(pool, ids);
    const items = [...own].flatMap(([name, id]) => {
      const others = new Set(near.flatMap((each) => (each.name === name ? same(each.id) : [])));
      return [...others]
        .filter((other) => other !== same(id) && !areTwo(id, other) && !areTwo(other, id))
        .slice(0, MOST)
        .map((other) => ({ ...nameOf(other), nearTo: nameOf(id) }));
    });
    return { items, position, asOf: null, stale: false };
  },
});
