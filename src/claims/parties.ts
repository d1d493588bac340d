import type { Context } from '../kernel/decider.js';
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

/** Whether somebody who was heard, or asked, is this claim's claimant or carries it, as the claim is now. */
export const isPartyOf = (state: ClaimState, { claimantId, outletId }: ReplyParty): boolean =>
  (claimantId !== undefined && claimantId === state.claimantId) ||
  (outletId !== undefined && carryingOutlets(state).has(outletId));

/**
 * Who a claimant or outlet named in a command is; nobody for other parties. Refuses `claimant-missing` where the claim
 * has no claimant, `outlet-not-carrying` for an outlet in which it does not appear.
 */
export const partyOf = (state: ClaimState, kind: string, outletId: string | undefined): ReplyParty => {
  if (kind === 'claimant') {
    return {
      claimantId: state.claimantId ?? refuse('claimant-missing', 'This claim names no claimant: ask the outlet.'),
    };
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
