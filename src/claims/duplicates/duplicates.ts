import type { EventOf } from '../../kernel/event.js';
import { rule } from '../../kernel/decider.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { EDITORS } from '../../kernel/roles.js';
import type { DuplicateEvent } from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import { claimFold, verdictWithStatus, type ClaimState } from '../claim.state.js';
import { wasPublished } from '../parties.js';
import { AbsorbClaim, MergeClaim, ReleaseClaim, SplitClaim } from './duplicates.commands.js';

const theOther = (id: string) => ({ streams: [{ fold: claimFold, id }] });

/** A claim that goes on: neither a duplicate itself nor closed. */
const mustNotBeMerged = (other: ClaimState, id: string): void => {
  if (!other.exists) refuse('claim-unknown', 'There is no such claim.', id);
  if (other.mergedInto !== undefined) {
    refuse('target-merged', 'That claim is a duplicate itself: name the one that goes on.', other.mergedInto);
  }
  if (other.closed) refuse('target-closed', `That claim is ${other.closed}: reopen it first.`, id);
};

/**
 * What the public knows leads only to what it knows, and goes on counting as it did: else one person could make a verdict
 * that two have published vanish, or speak for the other side.
 */
const mustStayPublic = (state: ClaimState, other: ClaimState, id: string): void => {
  if (!wasPublished(state)) return;
  if (!wasPublished(other) || other.withholding) {
    refuse('target-not-public', 'This claim is published and that one is not: merge the other way round.', id);
  }
  const standing = verdictWithStatus(state, 'published');
  if (standing === undefined) return;
  const goingOn = other.verdicts.get(verdictWithStatus(other, 'published') ?? '');
  if (goingOn?.facts.rating !== state.verdicts.get(standing)?.facts.rating) {
    refuse('target-rated-otherwise', 'Another rating stands there, or none: supersede one of the two first.', id);
  }
};

/** Chains of duplicates would have to be followed everywhere, so there are none. */
const merge = rule<ClaimState, MergeClaim, EventOf<DuplicateEvent, 'ClaimMerged'>>({
  command: MergeClaim,
  roles: EDITORS,
  reads: ({ intoId }) => theOther(intoId),
  decide: (state, { intoId, reason }, context) => {
    if (intoId === context.target.id) refuse('to-itself', 'A claim is no duplicate of itself.', intoId);
    const other = context.state(claimFold, intoId);
    mustNotBeMerged(other, intoId);
    const [held] = state.absorbed.keys();
    if (held !== undefined) {
      refuse('holds-duplicates', 'This claim has duplicates: split them off, then merge each of them.', held);
    }
    const open = verdictWithStatus(state, 'proposed');
    if (open !== undefined) refuse('proposal-open', 'A proposal is open: send it back or withdraw it first.', open);
    mustStayPublic(state, other, intoId);
    return { events: [{ type: 'ClaimMerged', facts: { intoId }, words: omitUndefined({ reason }) }] };
  },
});

const absorb = rule<ClaimState, AbsorbClaim, EventOf<DuplicateEvent, 'ClaimAbsorbed'>>({
  command: AbsorbClaim,
  roles: EDITORS,
  reads: ({ claimId }) => theOther(claimId),
  decide: (state, { claimId }, context) => {
    const { mergedInto, submitters } = context.state(claimFold, claimId);
    if (mergedInto !== context.target.id || state.absorbed.has(claimId)) {
      refuse('other-half-missing', 'A claim absorbs what is merged into it in the same append.', claimId);
    }
    const facts = { claimId, submitters: [...submitters].sort() };
    return { events: [{ type: 'ClaimAbsorbed', facts, words: {} }] };
  },
});

const split = rule<ClaimState, SplitClaim, EventOf<DuplicateEvent, 'ClaimSplit'>>({
  command: SplitClaim,
  anyLifecycle: true,
  roles: EDITORS,
  decide: (state, { fromId, reason }) => {
    if (state.mergedInto !== fromId) {
      refuse('not-merged', 'This claim is not marked as a duplicate of that one.', state.mergedInto);
    }
    return { events: [{ type: 'ClaimSplit', facts: { fromId }, words: { reason } }] };
  },
});

const release = rule<ClaimState, ReleaseClaim, EventOf<DuplicateEvent, 'ClaimReleased'>>({
  command: ReleaseClaim,
  anyLifecycle: true,
  roles: EDITORS,
  reads: ({ claimId }) => theOther(claimId),
  decide: (state, { claimId }, context) => {
    const { mergedInto } = context.state(claimFold, claimId);
    if (!state.absorbed.has(claimId) || mergedInto !== undefined) {
      refuse('other-half-missing', 'A claim releases what is split from it in the same append.', claimId);
    }
    return { events: [{ type: 'ClaimReleased', facts: { claimId }, words: {} }] };
  },
});

/** How two claims turn out to be one, and again to be two. */
export const duplicateRules = [merge, absorb, split, release];
