import { claimantIdsOf, type ClaimantsState } from '../claimants/claimants.state.js';
import type { WordingState } from '../wording/wording.state.js';
import type { AppearanceState, AppearancesState } from './appearances.state.js';
import type { Chains, Root } from './chains.js';
import { standingAppearances } from './claim-chains.js';

/**
 * From how many origins a claim is known to come. A copy is no witness: an appearance of which nobody can show where it took
 * the claim from says nothing of how many knew.
 */
export interface TracedOrigins {
  /** How many; 0 where none could be traced. There may be more. */
  readonly independentOrigins: number;
  /** The appearances whose origin could not be traced. */
  readonly untraced: ReadonlySet<string>;
  /** Whether a traced appearance leads to a root. */
  readonly isTraced: (root: Root) => boolean;
  /** Whether every way to a root from a traced appearance holds a step that an editor inferred. */
  readonly isInferred: (root: Root) => boolean;
}

/**
 * Traces the origins of a claim. Traced is an appearance that credits, or for which something documents, where it took the
 * claim from, if that has a name or is an unnamed source; and one in a claimant's own record, or of the outlet's own
 * reporting. Origins that are equal count once.
 *
 * @param chains of those appearances, with the origins that count in place of others
 * @param same gives the origin that counts in place of another
 */
export function tracedOrigins(
  state: AppearancesState & Pick<WordingState, 'claimantId'> & ClaimantsState,
  chains: Chains,
  same: (originId: string) => string = (originId) => originId,
): TracedOrigins {
  const { upstreams } = state;
  const claimants = new Set(claimantIdsOf(state).map(same));
  const isShown = (id: string): boolean => upstreams.get(id)?.basis !== 'inferred';
  const nobody = new Set([...upstreams.values()].flatMap(({ namesNobody, originId }) => (namesNobody ? originId : [])));
  const isOwn = ({ originId, ownReporting }: AppearanceState): boolean =>
    ownReporting === true || claimants.has(same(originId));

  const appearances = [...standingAppearances(state)].map(([id, appearance]) => {
    const steps = chains.above(id).filter(isShown);
    const own = isOwn(appearance) ? [same(appearance.originId)] : [];
    const origins = [...steps.flatMap(chains.originsOf), ...own].filter((originId) => !nobody.has(originId));
    return { id, own, steps, origins };
  });
  const traced = appearances.filter(({ origins }) => origins.length > 0);
  const origins = new Set(traced.flatMap((each) => each.origins));
  const isTraced = ({ originIds }: Root): boolean => originIds.some((id) => origins.has(id));
  const atRoots = new Set(chains.roots.flatMap(({ originIds }) => originIds));
  // An outlet that reports itself may also pass on what others say: no chain ends in it then.
  const besides = new Set(traced.flatMap(({ own }) => own).filter((id) => !atRoots.has(id)));

  const reached = new Set(traced.flatMap(({ id, own, steps }) => (own.length > 0 ? [id, ...steps] : steps)));
  for (const id of reached)
    chains
      .above(id)
      .filter(isShown)
      .forEach((each) => reached.add(each));
  return {
    independentOrigins: chains.roots.filter(isTraced).length + besides.size,
    untraced: new Set(appearances.flatMap((each) => (each.origins.length > 0 ? [] : each.id))),
    isTraced,
    isInferred: (root) => isTraced(root) && !root.nodes.some((id) => reached.has(id)),
  };
}
