import { basisOf } from '../kernel/basis.js';
import { rule, type Context, type Reservation } from '../kernel/decider.js';
import { canonicalLanguage } from '../kernel/fields.js';
import { heldBy, holderOf, holding } from '../kernel/holding.js';
import type { Keys } from '../kernel/names.js';
import { omitUndefined } from '../kernel/omit-undefined.js';
import { EDITORS } from '../kernel/roles.js';
import { outletFold } from '../outlets/outlet.decider.js';
import { addressKeys, addressLookup } from './address.js';
import { CorrectWork, RecordWork } from './work.commands.js';
import type { WorkCorrected, WorkRecorded } from './work.events.js';
import { mustExist, refuse, type WorkState } from './work.state.js';

const partsOf = (command: RecordWork, id: string): Pick<WorkRecorded, 'facts' | 'words'> => {
  const { outletId, outletBasis, outletInferredFrom, publishedOn, publishedOnBasis, publishedOnInferredFrom } = command;
  const { url, title, author, language, note } = command;
  return {
    facts: {
      outletId: outletId ?? null,
      outletBasis: basisOf(outletBasis, outletId),
      publishedOnBasis: basisOf(publishedOnBasis, publishedOn),
      ...omitUndefined({ publishedOn, language: canonicalLanguage(language ?? ''), reservationId: url && id }),
    },
    words: omitUndefined({ title, url, author, outletInferredFrom, publishedOnInferredFrom, note }),
  };
};

const keysOf = (...urls: readonly (string | undefined)[]): Keys[] =>
  urls.flatMap((url) => (url === undefined ? [] : [addressKeys(url)]));

const outletsOf = ({ outletId }: RecordWork) => (outletId === undefined ? [] : [{ fold: outletFold, id: outletId }]);

const mustBeOutlet = ({ outletId }: RecordWork, context: Context): void => {
  if (outletId === undefined) return;
  const { exists, mergedInto } = context.state(outletFold, outletId);
  if (!exists) refuse('outlet-unknown', 'There is no such outlet; register it first.', outletId);
  if (mergedInto !== undefined) refuse('outlet-merged', 'That outlet turned out to be another: name it.', mergedInto);
};

/**
 * The keys that the address takes. They are held under the work's own identifier, so that whoever meets it is led to the
 * work; one that the work holds goes over to the event that names it last, and is erased with that one.
 */
const takingAddress = ({ url }: RecordWork, context: Context): { reserve: Reservation[]; release: string[] } => {
  const { id } = context.target;
  const keys = keysOf(url);
  const holder = url === undefined ? undefined : holderOf(addressLookup(url), context);
  if (holder !== undefined && holder !== id) refuse('work-address-known', 'This address is recorded.', holder);
  return {
    reserve: keys.flatMap((each) => holding(each, { id, ofWords: true }, context)),
    release: heldBy(id, keys, context),
  };
};

const record = rule<WorkState, RecordWork, WorkRecorded>({
  command: RecordWork,
  roles: EDITORS,
  reads: (command) => ({ streams: outletsOf(command), keys: keysOf(command.url).flat() }),
  decide: (state, command, context) => {
    if (state.exists) refuse('already-exists', 'This work is recorded already.');
    mustBeOutlet(command, context);
    const { reserve } = takingAddress(command, context);
    return { events: [{ type: 'WorkRecorded', ...partsOf(command, context.target.id) }], reserve };
  },
});

const correct = rule<WorkState, CorrectWork, WorkCorrected>({
  command: CorrectWork,
  roles: EDITORS,
  reads: (command) => ({ streams: outletsOf(command), keys: keysOf(command.url, command.freedUrl).flat() }),
  decide: (state, command, context) => {
    mustExist(state);
    // An outlet that was merged since the work was recorded stays where it is.
    if (command.outletId !== state.outletId) mustBeOutlet(command, context);
    const { reserve, release } = takingAddress(command, context);
    const freed = heldBy(context.target.id, keysOf(command.freedUrl), context);
    if (freed.length < keysOf(command.freedUrl).length) {
      refuse('address-not-held', 'The address to free does not lead to this work.');
    }
    const { facts, words } = partsOf(command, context.target.id);
    return {
      events: [{ type: 'WorkCorrected', facts, words: { ...words, reason: command.reason } }],
      reserve,
      release: [...new Set([...release, ...freed])],
    };
  },
});

/** How a work comes into the ledger, and how what it is gets put right. */
export const recordingRules = [record, correct];
