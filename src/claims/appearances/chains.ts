import { groupBy } from '../../kernel/group-by.js';

/** An appearance, as far as the question goes where it was taken from. */
export interface ChainStart {
  readonly id: string;
  readonly workId: string;
  /** What it counts as where nothing is above it. */
  readonly originId: string;
}

/** What an appearance, or another upstream (`of`), was taken from. */
export interface UpstreamLink {
  readonly id: string;
  readonly of: string;
  readonly workId?: string | undefined;
  readonly originId: string;
}

/** Where chains end: one origin, or a circle of works that name each other, which has no root but is one all the same. */
export interface Root {
  /** The origin that it counts as; of a circle those of all its works, since nobody knows which was first. Sorted. */
  readonly originIds: readonly string[];
  /** The appearances and upstreams at which chains end in it. */
  readonly nodes: readonly string[];
  readonly circular: boolean;
}

/** Where a claim was taken from, from each of its appearances upwards. */
export interface Chains {
  /** What stands directly above a node: its upstreams, else the appearances in the work that an upstream is. */
  readonly above: (id: string) => readonly string[];
  /** Where the chains of an appearance end: the origins, sorted. */
  readonly originsOf: (appearanceId: string) => readonly string[];
  /** How often it was passed on above a node, by the longest way, on which a circle is walked once; 0: nothing is known. */
  readonly depthOf: (id: string) => number;
  /** The independent origins of the whole claim. */
  readonly roots: readonly Root[];
  /** Circular reporting: the nodes of each circle, in the order in which they are entered. */
  readonly circles: readonly (readonly string[])[];
}

/** Nodes that lead to each other, else a single one, with all that follows from what stands above. */
interface ChainPart {
  readonly nodes: readonly string[];
  readonly circular: boolean;
  /** The ends that are reached from it; itself where nothing is above it. */
  readonly ends: readonly ChainPart[];
  /** How often a claim is passed on from here upwards, this part included. */
  readonly relays: number;
}

/**
 * Walks up the chains of a claim: the one computation by which evidence must be independent of them, and origins are
 * counted. An upstream that is a work in which the claim appears goes on with that appearance. Works that name only each
 * other as their source are one origin: none of them shows that anybody else knew.
 *
 * @param same gives the origin that counts in place of another: of an outlet that was merged, the one that goes on
 */
export function chainsOf(
  places: readonly ChainStart[],
  upstreams: readonly UpstreamLink[],
  same: (originId: string) => string = (originId) => originId,
): Chains {
  const nodes = new Map<string, ChainStart | UpstreamLink>([...places, ...upstreams].map((node) => [node.id, node]));
  const passing = new Map(upstreams.map(({ id, workId }) => [id, workId]));
  const onTop = groupBy(upstreams, ({ of }) => of);
  const inWork = groupBy(places, ({ workId }) => workId);
  const above = (id: string): readonly string[] =>
    (onTop.get(id) ?? inWork.get(passing.get(id) ?? '') ?? []).map((node) => node.id);
  const entered = places.map(({ id }) => id);
  const parts = partsOf(entered, above, (id) => passing.has(id));

  const originsIn = (end: ChainPart): string[] => {
    // In a circle an upstream is one of its works once more.
    const counted = end.circular ? end.nodes.filter((id) => !passing.has(id)) : end.nodes;
    return counted.flatMap((id) => nodes.get(id)?.originId ?? []).map(same);
  };
  const endsFrom = (ids: readonly string[]): ChainPart[] => [
    ...new Set(ids.flatMap((id) => parts.get(id)?.ends ?? [])),
  ];
  return {
    above,
    originsOf: (id) => [...new Set(endsFrom([id]).flatMap(originsIn))].sort(),
    depthOf: (id) => {
      const part = parts.get(id);
      return part ? part.relays - (passing.has(id) ? 1 : 0) : 0;
    },
    get roots() {
      return joined(endsFrom(entered).map((end) => ({ ...end, originIds: originsIn(end) })));
    },
    circles: [...new Set(parts.values())].filter(({ circular }) => circular).map((part) => part.nodes),
  };
}

/** Ends that share an origin are one root. */
function joined(ends: readonly Root[]): Root[] {
  const roots: Root[] = [];
  for (const end of ends) {
    const met = roots.filter(({ originIds }) => originIds.some((id) => end.originIds.includes(id)));
    const all = [...met, end];
    const root = {
      originIds: [...new Set(all.flatMap(({ originIds }) => originIds))].sort(),
      nodes: all.flatMap((each) => each.nodes),
      circular: all.every(({ circular }) => circular),
    };
    roots.splice(0, roots.length, ...roots.filter((each) => !met.includes(each)), root);
  }
  return roots;
}

/**
 * The parts of the graph that is reached from some nodes, each made once: R. E. Tarjan, "Depth-first search and linear
 * graph algorithms", SIAM Journal on Computing 1 (1972), 146-160, which closes what is above a part before the part.
 */
function partsOf(
  starts: readonly string[],
  above: (id: string) => readonly string[],
  passesOn: (id: string) => boolean,
): ReadonlyMap<string, ChainPart> {
  const parts = new Map<string, ChainPart>();
  const order = new Map<string, number>();
  const open: string[] = [];
  const close = (ids: readonly string[]): void => {
    const exits = [...new Set(ids.flatMap(above))].flatMap((id) => parts.get(id) ?? []);
    const relays = ids.filter(passesOn).length + Math.max(0, ...exits.map((exit) => exit.relays));
    const part = { nodes: ids, circular: ids.length > 1, relays, ends: exits.flatMap((exit) => exit.ends) };
    part.ends = exits.length === 0 ? [part] : [...new Set(part.ends)];
    ids.forEach((id) => parts.set(id, part));
  };
  const enter = (id: string): number => {
    const number = order.size;
    order.set(id, number);
    const place = open.push(id) - 1;
    let lowest = number;
    for (const next of above(id)) {
      if (parts.has(next)) continue;
      lowest = Math.min(lowest, order.get(next) ?? enter(next));
    }
    if (lowest === number) close(open.splice(place));
    return lowest;
  };
  starts.forEach((id) => order.has(id) || enter(id));
  return parts;
}
