import type { Context, Reservation } from '../../kernel/decider.js';
import { holderOf, holding } from '../../kernel/holding.js';
import { originKeys } from '../../kernel/names.js';
import { outletFold } from '../../outlets/outlet.decider.js';
import { workFold } from '../../works/work.decider.js';
import { refuse } from '../claim.refusal.js';

/**
 * Gives names their origin identifiers: the one held already, else a new one, the same for the same name. Every event
 * that has a name holds its keys, so that they are free when the last of them is erased, and not before.
 */
export const originNamer = (context: Context) => {
  const taken: Reservation[] = [];
  return {
    /** The origin identifier of a name announced in `reads` by its `originKeys`; `at`: which event of the decision has it. */
    idOf: (name: string, at = 0): string => {
      const keys = originKeys(name);
      const id = holderOf(keys, context) ?? taken.find(({ key }) => keys.includes(key))?.id ?? context.newId();
      const reserved = holding(keys, { id, ofWords: true, ...(at > 0 ? { at } : {}) }, context);
      taken.push(...reserved.filter(({ key }) => !taken.some((each) => each.key === key && (each.at ?? 0) === at)));
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
