import type { AppearanceFacts, ClaimEvent, UpstreamAttributed } from '../claims/claim.events.js';
import { claimFold, type ClaimState } from '../claims/claim.state.js';
import type { Known } from '../kernel/event.js';
import type { Recorded } from '../ledger/recorded.js';
import { chainsOf, type Above, type Chains, type Place } from './attribution.graph.js';
import type { AttributionEdgeView, AttributionNodeView, AttributionView } from './attribution.views.js';
import { ofType, readClaim } from './claim-stream.js';
import type { Names } from './names.js';
import { mergedAmong } from './outlet-record.reading.js';
import { erasuresOf } from './stored.js';
import { view } from './view.js';

type Upstream = Recorded<UpstreamAttributed>;

/**
 * Who has a claim from whom: appearances and what they were taken from, with the origins at which the chains end.
 *
 * Throws Unanswerable as the claim's own page does; CorruptEvent where one of the claim's events is corrupt.
 */
export const attribution = view<{ readonly id: string }, AttributionView>({
  rests: [],
  answer: async (source, { id }, moment) => {
    const { readable, events, names, stored, position, stale } = await readClaim(source, id, moment);
    const { appearances, upstreams } = standingIn(readable);
    const told = ofType(readable, 'UpstreamAttributed').filter(({ facts }) => upstreams.has(facts.upstreamId));
    const places = [...appearances].map(([key, { workId, originId }]): Place => ({ id: key, workId, originId }));
    const above = told.map(({ facts }) => aboveOf(facts));
    const ids = [...places, ...above].map(({ originId }) => originId);
    const same = await mergedAmong(source, ids, moment);
    const chains = chainsOf(places, above, same);
    const reached = reachedFrom(places, chains);
    const originIds = [...new Set(places.flatMap((place) => chains.originsOf(place.id)))].sort();
    const depths = places.map((place) => chains.depthOf(place.id));
    return {
      claimId: id,
      revision: events.at(-1)?.revision ?? 0,
      nodes: [
        ...[...appearances].map(([key, each]): AttributionNodeView => appearanceNode(key, each, names, same)),
        ...told
          .filter(({ facts }) => reached.has(facts.upstreamId))
          .map((each): AttributionNodeView => upstreamNode(each, names, same)),
      ],
      edges: [...reached].flatMap((from) => chains.above(from).map((to) => edgeOf(from, to, told))),
      appearances: places.map((place) => ({
        appearanceId: place.id,
        relayDepth: chains.depthOf(place.id),
        originIds: [...chains.originsOf(place.id)],
      })),
      originIds,
      independentOrigins: originIds.length,
      relayDepth: Math.max(0, ...depths),
      cycles: chains.cycles.map((cycle) => [...cycle]),
      erasures: erasuresOf([...told, ...names.events()], stored, moment.reader),
      position,
      asOf: moment.asOf,
      stale,
    };
  },
});

/** What stands of appearances and upstreams, as they were last corrected. */
function standingIn(events: readonly Recorded<ClaimEvent>[]): Pick<ClaimState, 'appearances' | 'upstreams'> {
  const { appearances, upstreams } = events.reduce(
    (state, event) => claimFold.evolve(state, event as unknown as Known<ClaimEvent>),
    claimFold.initial,
  );
  return {
    appearances: new Map([...appearances].filter(([, { withdrawn }]) => !withdrawn)),
    upstreams: new Map([...upstreams].filter(([, { withdrawn }]) => !withdrawn)),
  };
}

const aboveOf = ({ upstreamId: id, of, workId, originId }: UpstreamAttributed['facts']): Above => ({
  id,
  of: 'appearanceId' in of ? of.appearanceId : of.upstreamId,
  workId,
  originId,
});

/** What hangs on something that was withdrawn is reached from no appearance. */
function reachedFrom(places: readonly Place[], { above }: Chains): ReadonlySet<string> {
  const reached = new Set(places.map(({ id }) => id));
  for (const id of reached) above(id).forEach((each) => reached.add(each));
  return reached;
}

type Same = (originId: string) => string;

function appearanceNode(
  id: string,
  { workId, originId, mode, place }: AppearanceFacts,
  names: Names,
  same: Same,
): AttributionNodeView {
  const work = names.work(workId);
  return { id, kind: 'appearance', name: null, work, outlet: work.outlet, originId: same(originId), mode, place };
}

function upstreamNode({ facts, words }: Upstream, names: Names, same: Same): AttributionNodeView {
  const work = facts.workId === undefined ? null : names.work(facts.workId);
  return {
    id: facts.upstreamId,
    kind: facts.kind,
    name: words?.name ?? null,
    work,
    outlet: facts.outletId === undefined ? (work?.outlet ?? null) : names.outlet(facts.outletId),
    originId: same(facts.originId),
    mode: null,
    place: null,
  };
}

function edgeOf(from: string, to: string, told: readonly Upstream[]): AttributionEdgeView {
  const step = told.find(({ facts }) => facts.upstreamId === to)?.facts;
  return {
    from,
    to,
    relation: step?.relation ?? null,
    translated: step?.translated ?? false,
    basis: step?.basis ?? null,
  };
}
