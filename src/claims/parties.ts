import type { Context } from '../kernel/decider.js';
import { claimantIdsOf } from './claimants/claimants.state.js';
import { refuse } from './claim.refusal.js';
import type { ClaimState } from './claim.state.js';
import type { ReplyParty } from './replies/replies.events.js';

/**
 * Outlets that carry the claim: where it appears, and where those took it from; not whose picture was altered. An origin that
 * is no outlet is no harm.
 */
const carryingOutlets = (state: ClaimState): ReadonlySet<string> =>
  new Set(
    [
      ...[...state.appearances.values()].filter(({ withdrawn }) => !withdrawn),
      ...[...state.upstreams.values()].filter(({ withdrawn, altered }) => !withdrawn && !altered),
    ].map(({ originId }) => originId),
  );

/** Whether somebody who was heard, or asked, is a claimant of this claim or carries it, as the claim is now. */
export const isPartyOf = (state: ClaimState, { claimantId, outletId }: ReplyParty): boolean =>
  (claimantId !== undefined && claimantIdsOf(state).includes(claimantId)) ||
  (outletId !== undefined && carryingOutlets(state).has(outletId));

/**
 * The claimant who is meant: the one named, else the first. Refuses `claimant-unknown` where the claim has none of that
 * identifier, `claimant-missing` where it names none at all.
 */
export const claimantOf = (state: ClaimState, named?: string): string => {
  const [first, ...others] = claimantIdsOf(state);
  if (first === undefined) return refuse('claimant-missing', 'This claim names no claimant: ask the outlet.');
  if (named === undefined || named === first || others.includes(named)) return named ?? first;
  return refuse('claimant-unknown', 'This claim has no such claimant.', named);
};

/**
 * Who a claimant, outlet or subject named in a command is; nobody for other parties. Refuses as `claimantOf` does, and
 * `outlet-not-carrying` for an outlet in which it does not appear, `subject-unknown` for one who is none.
 */
export const partyOf = (
  state: ClaimState,
  kind: string,
  { outletId, claimantId, subjectId }: { readonly [Name in keyof ReplyParty]?: string | undefined },
): ReplyParty => {
  if (kind === 'claimant') return { claimantId: claimantOf(state, claimantId) };
  if (kind === 'subject') {
    if (subjectId !== undefined && state.subjects.has(subjectId)) return { subjectId };
    refuse('subject-unknown', 'This claim has no such subject.', subjectId);
  }
  if (kind !== 'outlet') return {};
  if (outletId === undefined || !carryingOutlets(state).has(outletId)) {
    return refuse('outlet-not-carrying', 'This claim does not appear in that outlet.', outletId);
  }
  return { outletId };
};

/** Whether the claim has ever been published; what has, stays so, also retracted. */
export const wasPublished = ({ verdicts }: ClaimState): boolean =>
  [...verdicts.values()].some(({ publisher }) => publisher !== undefined);

/**
 * Refuses `claim-not-published` where readers cannot see the claim; to a stranger, who may not know that there is one,
 * `not-found`.
 */
export const mustBePublic = (state: ClaimState, { capacity }: Context): void => {
  if (wasPublished(state) && !(capacity === 'public' && state.withholding)) return;
  if (capacity === 'public') refuse('not-found', 'There is no such claim.');
  refuse('claim-not-published', 'This claim has not been published.');
};
