import type { Context, Reservation } from '../kernel/decider.js';
import { originKey } from '../kernel/names.js';
import { outletFold } from '../outlets/outlet.js';
import { workFold } from '../works/work.js';
import { refuse } from './claim.refusal.js';
import type { ClaimState } from './claim.state.js';

/**
 * Gives names their origin identifiers: the one held already, else a new one, the same for the same name. Every event
 * that has a name holds its key, so that the key is free when the last of them is erased, and not before.
 */
export const namingOrigins = (context: Context) => {
  const taken: Reservation[] = [];
  return {
    /** The origin identifier of a name announced in `reads` by its `originKey`; `at`: which event of the decision has it. */
    idOf: (name: string, at = 0): string => {
      const key = originKey(name);
      const id = context.held(key) ?? taken.find((each) => each.key === key)?.id ?? context.newId();
      if (!taken.some((each) => each.key === key && (each.at ?? 0) === at)) {
        taken.push({ key, id, ofWords: true, ...(at > 0 ? { at } : {}) });
      }
      return id;
    },
    /** The keys that the events hold. */
    reserve: (): Reservation[] => taken,
  };
};

/** The outlet itself; refuses `outlet-unknown`, and `outlet-merged` (about: the one that it turned out to be). Its stream must be announced in `reads`. */
export const originOfOutlet = (context: Context, outletId: string): string => {
  const { exists, mergedInto } = context.state(outletFold, outletId);
  if (!exists) refuse('outlet-unknown', 'There is no such outlet.', outletId);
  if (mergedInto !== undefined) refuse('outlet-merged', 'That outlet turned out to be another: name it.', mergedInto);
  return outletId;
};

/** A work's outlet, else the work; refuses `work-unknown`. Its stream must be announced in `reads`. */
export const originOfWork = (context: Context, workId: string): string => {
  const work = context.state(workFold, workId);
  if (!work.exists) refuse('work-unknown', 'There is no such work.', workId);
  return work.outletId ?? workId;
};

/** What was not withdrawn. */
const standing = <Part extends { readonly withdrawn?: true }>(parts: ReadonlyMap<string, Part>) =>
  new Map([...parts].filter(([, { withdrawn }]) => !withdrawn));

/**
 * The origins of a claim's own appearances: for each the roots of its upstreams, else what it counts as itself. An
 * upstream that is a work in which the claim appears goes on with that appearance; circular reporting, which has no root,
 * counts as where it was entered.
 */
export const originsOfAppearances = (state: ClaimState): ReadonlySet<string> => {
  const appearances = standing(state.appearances);
  const upstreams = standing(state.upstreams);
  const nodes = new Map<string, { readonly originId: string }>([...appearances, ...upstreams]);
  const above = new Map<string, string[]>();
  for (const [id, { of }] of upstreams) {
    const below = 'appearanceId' in of ? of.appearanceId : of.upstreamId;
    above.set(below, [...(above.get(below) ?? []), id]);
  }
  const inWork = new Map<string, string[]>();
  for (const [id, { workId }] of appearances) inWork.set(workId, [...(inWork.get(workId) ?? []), id]);

  const onwardFrom = (id: string): readonly string[] =>
    above.get(id) ?? inWork.get(upstreams.get(id)?.workId ?? '') ?? [];
  const originOf = (id: string): readonly string[] => [nodes.get(id)?.originId ?? []].flat();

  // Each node once for every appearance: walking every path would take for ever where many works name each other.
  const rootsOf = (appearanceId: string): readonly string[] => {
    const seen = new Set([appearanceId]);
    const roots: string[] = [];
    for (const id of seen) {
      const onward = onwardFrom(id);
      if (onward.length === 0) roots.push(...originOf(id));
      onward.forEach((each) => seen.add(each));
    }
    return roots.length > 0 ? roots : originOf(appearanceId);
  };
  return new Set([...appearances.keys()].flatMap(rootsOf));
};
