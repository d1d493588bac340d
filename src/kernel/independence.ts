import type { Context } from './decider.js';
import type { ActorId } from './event.js';
import { Refused } from './refusal.js';

/**
 * Why somebody may not be the second of two people.
 *
 * - `session-required`: the second person acts signed in, because a token may be in anybody's hands.
 * - `not-independent`: somebody may act through both accounts, see `Context.behind`.
 */
type IndependenceRefusal = 'session-required' | 'not-independent';

/** The part of a person's state that tells who else may act through them. */
export interface EnabledBy {
  /** Whoever made their account or a link to it, gave them a role or a token, and when they last did, RFC 3339. */
  readonly enabledBy: ReadonlyMap<ActorId, string>;
}

/** Everybody who may act through a person: themself, who enabled them since an instant, and so on from those. */
export const behind = (
  person: ActorId,
  since: string,
  enabledBy: (each: ActorId) => EnabledBy['enabledBy'],
): ReadonlySet<ActorId> => {
  const all = new Set([person]);
  // A set goes on to what is added while it is walked through.
  for (const each of all) for (const [by, at] of enabledBy(each)) if (at >= since) all.add(by);
  return all;
};

/** Whether nobody may act through both of two people, whom the rule announces in `reads.people`. */
export const areIndependent = (context: Pick<Context, 'behind'>, one: ActorId, other: ActorId): boolean => {
  const others = context.behind(other);
  return ![...context.behind(one)].some((each) => others.has(each));
};

/** Refuses whoever does not act signed in, and independently of the `first` of two people. Announces as above. */
export const mustBeIndependent = (context: Context, first: ActorId): void => {
  const { actor } = context;
  if (actor.session === undefined) {
    throw new Refused<IndependenceRefusal>('session-required', 'The second person does this signed in, by no token.');
  }
  if (!areIndependent(context, first, actor.id)) {
    throw new Refused<IndependenceRefusal>(
      'not-independent',
      'One person may stand behind both: one was lately let in, reset or equipped by the other, or both by a third.',
    );
  }
};
