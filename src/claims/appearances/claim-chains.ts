import { omitUndefined } from '../../kernel/omit-undefined.js';
import type { AppearanceState, AppearancesState } from './appearances.state.js';
import { chainsOf, type UpstreamLink, type Chains } from './chains.js';

/** The appearances of a claim that were not withdrawn, by identifier. */
export const standingAppearances = ({ appearances }: AppearancesState): ReadonlyMap<string, AppearanceState> =>
  new Map([...appearances].filter(([, { withdrawn }]) => !withdrawn));

/**
 * What they were taken from, as far as that was not withdrawn; what hangs on something withdrawn is reached from none, and
 * what something was altered from is no link.
 */
export const standingUpstreams = ({ upstreams }: AppearancesState): readonly UpstreamLink[] =>
  [...upstreams].flatMap(([id, { of, workId, originId, altered, withdrawn }]) =>
    withdrawn || altered
      ? []
      : { id, of: 'appearanceId' in of ? of.appearanceId : of.upstreamId, originId, ...omitUndefined({ workId }) },
  );

/**
 * The chains of a claim, without what was withdrawn.
 *
 * @param same gives the origin that counts in place of another, of a state whose origins are not counted so yet
 */
export const chainsIn = (state: AppearancesState, same?: (originId: string) => string): Chains =>
  chainsOf(
    [...standingAppearances(state)].map(([id, { workId, originId }]) => ({ id, workId, originId })),
    standingUpstreams(state),
    same,
  );

/** The origins of a claim's own appearances, at which its chains end. */
export const originsOfAppearances = (state: AppearancesState): ReadonlySet<string> =>
  new Set(chainsIn(state).roots.flatMap(({ originIds }) => originIds));
