import type { EventOf } from '../kernel/event.js';
import { rule } from '../kernel/decider.js';
import { omitUndefined } from '../kernel/omit-undefined.js';
import { ADMINS } from '../kernel/roles.js';
import { AbsorbOutlet, MergeOutlet, ReleaseOutlet, SplitOutlet } from './duplicates.commands.js';
import type { OutletDuplicateEvent } from './outlet.events.js';
import { originFold } from '../origins/origin.state.js';
import { mustNotBeMerged, outletFold, refuse, type OutletState } from './outlet.state.js';

const theOther = (id: string) => ({ streams: [{ fold: outletFold, id }] });

/** Chains of merged outlets would have to be followed everywhere, so there are none. */
const merge = rule<OutletState, MergeOutlet, EventOf<OutletDuplicateEvent, 'OutletMerged'>>({
  command: MergeOutlet,
  roles: ADMINS,
  reads: ({ intoId }, { id }) => ({ streams: [...theOther(intoId).streams, { fold: originFold, id }] }),
  decide: (state, { intoId, reason }, context) => {
    mustNotBeMerged(state);
    if (intoId === context.target.id) refuse('to-itself', 'An outlet is itself already.', intoId);
    const other = context.state(outletFold, intoId);
    if (!other.exists) refuse('outlet-unknown', 'There is no such outlet.', intoId);
    if (other.mergedInto !== undefined) {
      refuse('target-merged', 'That outlet is merged itself: name the one that goes on.', other.mergedInto);
    }
    const [held] = [...state.absorbed, ...context.state(originFold, context.target.id).absorbed];
    if (held !== undefined) {
      refuse('holds-duplicates', 'Others are merged into this outlet: split them off, then merge each of them.', held);
    }
    return { events: [{ type: 'OutletMerged', facts: { intoId }, words: omitUndefined({ reason }) }] };
  },
});

const absorb = rule<OutletState, AbsorbOutlet, EventOf<OutletDuplicateEvent, 'OutletAbsorbed'>>({
  command: AbsorbOutlet,
  roles: ADMINS,
  reads: ({ outletId }) => theOther(outletId),
  decide: (state, { outletId }, context) => {
    mustNotBeMerged(state);
    if (context.state(outletFold, outletId).mergedInto !== context.target.id || state.absorbed.has(outletId)) {
      refuse('other-half-missing', 'An outlet absorbs what is merged into it in the same append.', outletId);
    }
    return { events: [{ type: 'OutletAbsorbed', facts: { outletId }, words: {} }] };
  },
});

const split = rule<OutletState, SplitOutlet, EventOf<OutletDuplicateEvent, 'OutletSplit'>>({
  command: SplitOutlet,
  roles: ADMINS,
  decide: (state, { fromId, reason }) => {
    if (!state.exists) refuse('not-found', 'There is no such outlet.');
    if (state.mergedInto !== fromId) {
      refuse('not-merged', 'This outlet is not merged into that one.', state.mergedInto);
    }
    return { events: [{ type: 'OutletSplit', facts: { fromId }, words: { reason } }] };
  },
});

const release = rule<OutletState, ReleaseOutlet, EventOf<OutletDuplicateEvent, 'OutletReleased'>>({
  command: ReleaseOutlet,
  roles: ADMINS,
  reads: ({ outletId }) => theOther(outletId),
  decide: (state, { outletId }, context) => {
    if (!state.absorbed.has(outletId) || context.state(outletFold, outletId).mergedInto !== undefined) {
      refuse('other-half-missing', 'An outlet releases what is split from it in the same append.', outletId);
    }
    return { events: [{ type: 'OutletReleased', facts: { outletId }, words: {} }] };
  },
});

/** How two outlets turn out to be one, and again to be two. */
export const duplicateRules = [merge, absorb, split, release];
