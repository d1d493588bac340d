/** An appearance, as far as the question goes where it was taken from. */
export interface Place {
  readonly id: string;
  readonly workId: string;
  /** What it counts as where nothing is above it. */
  readonly originId: string;
}

/** What an appearance, or another upstream (`of`), was taken from. */
export interface Above {
  readonly id: string;
  readonly of: string;
  readonly workId?: string | undefined;
  readonly originId: string;
}

/** Where a claim was taken from, from each of its appearances upwards. */
export interface Chains {
  /** What stands directly above a node: its upstreams, else the appearances in the work that an upstream is. */
  readonly above: (id: string) => readonly string[];
  /** Where the chains of an appearance end: the origins, sorted. */
  readonly originsOf: (appearanceId: string) => readonly string[];
  /** How often it was passed on above an appearance, by the longest way; 0 where nothing is known above it. */
  readonly depthOf: (appearanceId: string) => number;
  /** Circles, in which works name each other; nodes in the order in which they are met. */
  readonly cycles: readonly (readonly string[])[];
}

/**
 * Walks up the chains of a claim by the same rule by which evidence must be independent of them: an upstream that is a work
 * in which the claim appears goes on with that appearance, and circular reporting, which has no root, counts as where it
 * was entered.
 *
 * @param same gives the origin that counts in place of another: of an outlet that was merged, the one that goes on
 */
export function chainsOf(
  places: readonly Place[],
  upstreams: readonly Above[],
  same: (originId: string) => string = (originId) => originId,
): Chains {
  const nodes = new Map<string, Place | Above>([...places, ...upstreams].map((node) => [node.id, node]));
  const taken = new Map(upstreams.map(({ id, workId }) => [id, workId]));
  const onTop = groupedBy(upstreams, ({ of }) => of);
  const inWork = groupedBy(places, ({ workId }) => workId);
  const above = (id: string): readonly string[] =>
    (onTop.get(id) ?? inWork.get(taken.get(id) ?? '') ?? []).map((node) => node.id);
  const origin = (id: string): string[] => [nodes.get(id)?.originId ?? []].flat().map(same);

  const originsOf = (appearanceId: string): readonly string[] => {
    // Each node once: walking every path would take for ever where many works name each other.
    const seen = new Set([appearanceId]);
    const roots: string[] = [];
    for (const id of seen) {
      const onward = above(id);
      if (onward.length === 0) roots.push(...origin(id));
      onward.forEach((each) => seen.add(each));
    }
    return [...new Set(roots.length > 0 ? roots : origin(appearanceId))].sort();
  };
  const { depths, cycles } = measured(
    places.map(({ id }) => id),
    above,
    (id) => taken.has(id),
  );
  return { above, originsOf, depthOf: (id) => depths.get(id) ?? 0, cycles };
}

/** Items by what they have in common, in their order. */
export function groupedBy<Item>(
  items: readonly Item[],
  by: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(by(item));
    if (group) group.push(item);
    else groups.set(by(item), [item]);
  }
  return groups;
}

/** The longest way up from every node, on which a circle is walked once, and the circles. */
function measured(
  starts: readonly string[],
  above: (id: string) => readonly string[],
  passesOn: (id: string) => boolean,
) {
  const depths = new Map<string, number>();
  const cycles: string[][] = [];
  const way: string[] = [];
  const walk = (id: string): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    way.push(id);
    let depth = 0;
    for (const next of above(id)) {
      const met = way.indexOf(next);
      if (met >= 0) cycles.push(way.slice(met));
      else depth = Math.max(depth, walk(next) + (passesOn(next) ? 1 : 0));
    }
    way.pop();
    depths.set(id, depth);
    return depth;
  };
  starts.forEach(walk);
  return { depths, cycles };
}
