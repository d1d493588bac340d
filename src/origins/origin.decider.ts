import type { EventOf } from '../kernel/event.js';
import { rule, type Context, type Decider } from '../kernel/decider.js';
import { omitUndefined } from '../kernel/omit-undefined.js';
import { EDITORS } from '../kernel/roles.js';
import { outletFold } from '../outlets/outlet.decider.js';
import { workFold } from '../works/work.decider.js';
import {
  AbsorbOrigin,
  DismissDuplicateOrigin,
  JoinOrigins,
  ReleaseOrigin,
  SplitOrigins,
  SuspectDuplicateOrigin,
} from './origin.commands.js';
import type { OriginEvent } from './origin.events.js';
import { originFold, refuse, type OriginState } from './origin.state.js';

const theOther = (id: string) => ({ streams: [{ fold: originFold, id }] });

/** What tells whether there are such origins: something has a name that they hold, or they are outlets or works. */
const existence = (...ids: readonly string[]) => ({
  streams: ids.flatMap((id) => [originFold, outletFold, workFold].map((fold) => ({ fold, id }))),
  identifiers: ids,
});

const exists = (id: string, context: Context): boolean =>
  context.holds(id) ||
  context.state(outletFold, id).exists ||
  context.state(workFold, id).exists ||
  context.state(originFold, id).known;

/** Refuses `not-found` where there is no such origin. */
const mustExist = ({ known }: OriginState, context: Context): void => {
  if (!known && !exists(context.target.id, context)) refuse('not-found', 'There is no such origin.');
};

/** Refuses `to-itself` and `origin-unknown`, about the other one. */
const mustBeAnother = (id: string, context: Context): void => {
  if (id === context.target.id) refuse('to-itself', 'An origin is itself already.', id);
  if (!exists(id, context)) refuse('origin-unknown', 'There is no such origin: GET /origins?q= finds it by name.', id);
};

/** Chains of joined origins would have to be followed everywhere, so there are none. */
const join = rule<OriginState, JoinOrigins, EventOf<OriginEvent, 'OriginsJoined'>>({
  command: JoinOrigins,
  roles: EDITORS,
  reads: ({ intoId }, { id }) => existence(id, intoId),
  decide: (state, { intoId, reason }, context) => {
    const { id } = context.target;
    mustExist(state, context);
    mustBeAnother(intoId, context);
    if (state.joinedInto !== undefined) refuse('origin-joined', 'This origin is joined already.', state.joinedInto);
    if (context.state(outletFold, id).exists) {
      refuse('origin-is-outlet', 'An outlet is merged into another, or the other one is joined into it.', id);
    }
    const other = context.state(originFold, intoId);
    if (other.joinedInto !== undefined) {
      refuse('target-joined', 'That origin is joined itself: name the one that goes on.', other.joinedInto);
    }
    const { mergedInto } = context.state(outletFold, intoId);
    if (mergedInto !== undefined) refuse('outlet-merged', 'That outlet turned out to be another: name it.', mergedInto);
    const [held] = state.absorbed;
    if (held !== undefined) {
      refuse('holds-duplicates', 'Others are joined into this origin: split them off, then join each of them.', held);
    }
    return { events: [{ type: 'OriginsJoined', facts: { intoId }, words: omitUndefined({ reason }) }] };
  },
});

const absorb = rule<OriginState, AbsorbOrigin, EventOf<OriginEvent, 'OriginAbsorbed'>>({
  command: AbsorbOrigin,
  roles: EDITORS,
  reads: ({ originId }) => theOther(originId),
  decide: (state, { originId }, context) => {
    if (context.state(originFold, originId).joinedInto !== context.target.id || state.absorbed.has(originId)) {
      refuse('other-half-missing', 'An origin absorbs what is joined into it in the same append.', originId);
    }
    return { events: [{ type: 'OriginAbsorbed', facts: { originId }, words: {} }] };
  },
});

const split = rule<OriginState, SplitOrigins, EventOf<OriginEvent, 'OriginsSplit'>>({
  command: SplitOrigins,
  roles: EDITORS,
  reads: (_, { id }) => existence(id),
  decide: (state, { fromId, reason }, context) => {
    mustExist(state, context);
    if (state.joinedInto !== fromId) {
      refuse('not-joined', 'This origin is not joined into that one.', state.joinedInto);
    }
    return { events: [{ type: 'OriginsSplit', facts: { fromId }, words: { reason } }] };
  },
});

const release = rule<OriginState, ReleaseOrigin, EventOf<OriginEvent, 'OriginReleased'>>({
  command: ReleaseOrigin,
  roles: EDITORS,
  reads: ({ originId }) => theOther(originId),
  decide: (state, { originId }, context) => {
    if (!state.absorbed.has(originId) || context.state(originFold, originId).joinedInto !== undefined) {
      refuse('other-half-missing', 'An origin releases what is split from it in the same append.', originId);
    }
    return { events: [{ type: 'OriginReleased', facts: { originId }, words: {} }] };
  },
});

/** Said once: what a person has joined or dismissed since is settled. */
const suspect = rule<OriginState, SuspectDuplicateOrigin, EventOf<OriginEvent, 'OriginDuplicateSuspected'>>({
  command: SuspectDuplicateOrigin,
  roles: [...EDITORS, 'system'],
  reads: ({ ofId }, { id }) => existence(id, ofId),
  decide: (state, { ofId, reason }, context) => {
    mustExist(state, context);
    mustBeAnother(ofId, context);
    if (state.joinedInto !== undefined) refuse('origin-joined', 'This origin is joined already.', state.joinedInto);
    if (state.suspectedOf.has(ofId)) refuse('nothing-changed', 'This is suspected already.', ofId);
    return { events: [{ type: 'OriginDuplicateSuspected', facts: { ofId }, words: omitUndefined({ reason }) }] };
  },
});

/** Whether anybody suspects it or their names are only near: after this neither is said again. */
const dismiss = rule<OriginState, DismissDuplicateOrigin, EventOf<OriginEvent, 'OriginDuplicateDismissed'>>({
  command: DismissDuplicateOrigin,
  roles: EDITORS,
  reads: ({ ofId }, { id }) => existence(id, ofId),
  decide: (state, { ofId, reason }, context) => {
    mustExist(state, context);
    mustBeAnother(ofId, context);
    if (state.joinedInto === ofId) refuse('origin-joined', 'These two are joined: split them.', ofId);
    if (state.distinctFrom.has(ofId)) refuse('nothing-changed', 'That these are two is on the record.', ofId);
    return { events: [{ type: 'OriginDuplicateDismissed', facts: { ofId }, words: { reason } }] };
  },
});

/** How two origins turn out to be one, and again to be two. An origin has no first event: names make it. */
export const originDecider: Decider<OriginState, OriginEvent> = {
  ...originFold,
  implicit: true,
  rules: [join, absorb, split, release, suspect, dismiss],
};
