import { rule, type Context } from '../kernel/decider.js';
import { daysOf } from '../kernel/edtf.js';
import { omitUndefined } from '../kernel/omit-undefined.js';
import { EDITORS } from '../kernel/roles.js';
import { ObserveCorrection, SeeNoCorrection, WithdrawObservedCorrection } from './outlet-corrections.commands.js';
import { KeepSnapshot } from './snapshots.commands.js';
import type {
  NoCorrectionSeen,
  OutletCorrectionObserved,
  OutletCorrectionWithdrawn,
  SnapshotKept,
} from './work.events.js';
import { mustExist, refuse, type WorkState } from './work.state.js';

/** Nobody has seen what is yet to come; partial days may have begun. */
const mustHaveBegun = (day: string, { now }: Context): void => {
  // An offset of up to 14 hours: where the sun rises first it is tomorrow already.
  const latest = new Date(Date.parse(now) + 14 * 3_600_000).toISOString().slice(0, 10);
  if (daysOf(day).first > latest) refuse('in-the-future', `${day} has not come yet.`);
};

const keep = rule<WorkState, KeepSnapshot, SnapshotKept>({
  command: KeepSnapshot,
  roles: EDITORS,
  decide: (state, { digest, mediaType, bytes, location, note, ...given }, context) => {
    mustExist(state);
    const takenAt = new Date(given.takenAt).toISOString();
    if (takenAt > context.now) refuse('in-the-future', 'A snapshot was taken before now.');
    if (state.snapshots.get(digest)?.includes(takenAt)) refuse('nothing-changed', 'This snapshot is on the record.');
    const snapshotId = context.newId();
    const facts = { snapshotId, digest, takenAt, ...omitUndefined({ mediaType, bytes }) };
    return { events: [{ type: 'SnapshotKept', facts, words: omitUndefined({ location, note }) }], ids: { snapshotId } };
  },
});

const observe = rule<WorkState, ObserveCorrection, OutletCorrectionObserved>({
  command: ObserveCorrection,
  roles: EDITORS,
  decide: (state, { kind, observedOn, publishedOn, before, after, text, url, note }, context) => {
    mustExist(state);
    mustHaveBegun(observedOn, context);
    for (const digest of [before, after]) {
      if (digest !== undefined && !state.snapshots.has(digest)) {
        refuse('snapshot-unknown', `No kept snapshot of this work has the digest ${digest}.`);
      }
    }
    const correctionId = context.newId();
    const facts = { correctionId, kind, observedOn, ...omitUndefined({ publishedOn, before, after }) };
    return {
      events: [{ type: 'OutletCorrectionObserved', facts, words: omitUndefined({ text, url, note }) }],
      ids: { correctionId },
    };
  },
});

const withdraw = rule<WorkState, WithdrawObservedCorrection, OutletCorrectionWithdrawn>({
  command: WithdrawObservedCorrection,
  roles: EDITORS,
  decide: (state, { reason }, { target }) => {
    const correctionId = target.part ?? '';
    if (!state.corrections.has(correctionId)) refuse('not-found', 'This work has no such correction, or not any more.');
    return {
      events: [{ type: 'OutletCorrectionWithdrawn', facts: { correctionId }, words: { reason } }],
      ids: { correctionId },
    };
  },
});

const look = rule<WorkState, SeeNoCorrection, NoCorrectionSeen>({
  command: SeeNoCorrection,
  roles: EDITORS,
  decide: (state, { lookedOn, note }, context) => {
    mustExist(state);
    mustHaveBegun(lookedOn, context);
    if (state.looked.has(lookedOn)) refuse('nothing-changed', 'That somebody looked on that day is on the record.');
    return { events: [{ type: 'NoCorrectionSeen', facts: { lookedOn }, words: omitUndefined({ note }) }] };
  },
});

/** What becomes of a work after its publication, and what shows it. */
export const observationRules = [keep, observe, withdraw, look];
