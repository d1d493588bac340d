import { eventsInForce } from '../../claims/carrier-changes/carrier-changes.state.js';
import { standingAppearances, standingUpstreams } from '../../claims/appearances/claim-chains.js';
import type { AppearanceFacts, UpstreamAttributed } from '../../claims/claim.events.js';
import type { Chains, Root } from '../../claims/appearances/chains.js';
import type { TracedOrigins } from '../../claims/appearances/traced-origins.js';
import type { Recorded } from '../../ledger/recorded.js';
import type {
  AttributionEdgeView,
  AttributionNodeView,
  AttributionRootView,
  AttributionView,
  CircularReportView,
} from './attribution.views.js';
import { chainsOn, ofType, readClaim } from './claim-stream.js';
import type { NameDirectory } from '../name-directory.js';
import { erasuresOf } from '../event-lookup.js';
import { wasPublishedBy } from '../../claims/verdicts/valid-at.js';
import { view } from '../engine/view.js';

type UpstreamEvent = Recorded<UpstreamAttributed>;

/** Whose, and as of which day of the world (`YYYY-MM-DD`): then only works that were out by it count. */
export interface AttributionArgs {
  readonly id: string;
  readonly validAt?: string | undefined;
}

/**
 * Who has a claim from whom: appearances and what they were taken from, with the origins at which the chains end.
 *
 * Throws Unanswerable as the claim's own page does; CorruptEvent where one of the claim's events is corrupt.
 */
export const attribution = view<AttributionArgs, AttributionView>({
  dependsOn: [],
  answer: async (source, { id, validAt }, moment) => {
    const stream = await readClaim(source, id, moment);
    const { events, names, stored, position, stale } = stream;
    const readable = eventsInForce(stream.readable);
    const counts = (workId: string) => validAt === undefined || wasPublishedBy(names.work(workId).publishedOn, validAt);
    const { chains, traced } = chainsOn(stream, counts);
    const appearances = [...standingAppearances(stream.state)].filter(([, { workId }]) => counts(workId));
    const places = appearances.map(([key]) => key);
    const upstreams = new Set(standingUpstreams(stream.state).map((each) => each.id));
    const told = ofType(readable, 'UpstreamAttributed').filter(({ facts }) => upstreams.has(facts.upstreamId));
    const entered = new Map(ofType(readable, 'AppearanceRecorded', 'AppearanceCorrected').map(placed));
    const reached = reachedFrom(places, chains);
    const drawn: Drawn = { chains, names };
    const nodes = [
      ...appearances.map(([key, each]) => appearanceNode(key, each, entered.get(key) ?? 0, drawn)),
      ...told.filter(({ facts }) => reached.has(facts.upstreamId)).map((each) => upstreamNode(each, drawn)),
    ];
    const { roots } = chains;
    return {
      claimId: id,
      revision: events.at(-1)?.revision ?? 0,
      nodes,
      edges: [...reached].flatMap((from) => chains.above(from).map((to) => edgeOf(from, to, told))),
      appearances: places.map((key) => ({
        appearanceId: key,
        relayDepth: chains.depthOf(key),
        originIds: [...chains.originsOf(key)],
        traced: !traced.untraced.has(key),
      })),
      roots: roots.map((root) => rootView(root, nodes, traced)),
      originIds: roots.flatMap(({ originIds }) => originIds).sort(),
      independentOrigins: traced.independentOrigins,
      untracedAppearances: traced.untraced.size,
      relayDepth: Math.max(0, ...places.map(chains.depthOf)),
      circles: chains.circles.map((circle) => circleView(circle, nodes)),
      erasures: erasuresOf([...told, ...names.events()], stored, moment.reader),
      validAt: validAt ?? null,
      position,
      asOf: moment.asOf,
      stale,
    };
  },
});

/** What every node is drawn from. */
interface Drawn {
  readonly chains: Chains;
  readonly names: NameDirectory;
}

const placed = ({ facts, position }: Recorded<{ type: string; facts: AppearanceFacts; words: object }>) =>
  [facts.appearanceId, position] as const;

/** What hangs on something that was withdrawn is reached from no appearance. */
function reachedFrom(places: readonly string[], { above }: Chains): ReadonlySet<string> {
  const reached = new Set(places);
  for (const id of reached) above(id).forEach((each) => reached.add(each));
  return reached;
}

/** What a node is by its place in the graph. */
const standingIn = ({ chains }: Drawn, id: string) => ({
  depth: chains.depthOf(id),
  root: chains.roots.some(({ nodes }) => nodes.includes(id)),
  circular: chains.circles.some((circle) => circle.includes(id)),
});

function appearanceNode(
  id: string,
  { workId, originId, mode, place }: AppearanceFacts,
  position: number,
  drawn: Drawn,
): AttributionNodeView {
  const { names } = drawn;
  const work = names.work(workId);
  return {
    id,
    kind: 'appearance',
    name: null,
    label: work.outlet?.name ?? work.title,
    work,
    outlet: work.outlet,
    originId: names.same(originId),
    mode,
    place,
    position,
    ...standingIn(drawn, id),
  };
}

function upstreamNode({ facts, words, position }: UpstreamEvent, drawn: Drawn): AttributionNodeView {
  const { names } = drawn;
  const work = facts.workId === undefined ? null : names.work(facts.workId);
  const outlet = facts.outletId === undefined ? (work?.outlet ?? null) : names.outlet(facts.outletId);
  return {
    id: facts.upstreamId,
    kind: facts.kind,
    name: words?.name ?? null,
    label: words?.name ?? outlet?.name ?? work?.title ?? null,
    work,
    outlet,
    originId: names.same(facts.originId),
    mode: null,
    place: null,
    position,
    ...standingIn(drawn, facts.upstreamId),
  };
}

function edgeOf(from: string, to: string, told: readonly UpstreamEvent[]): AttributionEdgeView {
  const step = told.find(({ facts }) => facts.upstreamId === to);
  return {
    from,
    to,
    relation: step?.facts.relation ?? null,
    translated: step?.facts.translated ?? false,
    basis: step?.facts.basis ?? null,
    shownBy: step?.words?.shownBy ?? null,
    position: step?.position ?? null,
  };
}

const rootView = (
  root: Root,
  nodes: readonly AttributionNodeView[],
  { isTraced, isInferred }: TracedOrigins,
): AttributionRootView => ({
  originIds: [...root.originIds],
  label: nodes.find(({ id }) => root.nodes.includes(id))?.label ?? null,
  nodeIds: [...root.nodes],
  circular: root.circular,
  traced: isTraced(root),
  inferred: isInferred(root),
});

/** A circle names its works, each once, in the order in which they are met. */
function circleView(circle: readonly string[], nodes: readonly AttributionNodeView[]): CircularReportView {
  const members = circle.flatMap((id) => nodes.find((node) => node.id === id && node.kind === 'appearance') ?? []);
  return { nodeIds: [...circle], works: members.flatMap(({ work }) => work ?? []) };
}
