import { rule, type Decider } from '../kernel/decider.js';
import { basisOf } from '../kernel/basis.js';
import { canonicalLanguage } from '../kernel/fields.js';
import { foldOf, type Handlers } from '../kernel/fold.js';
import { present } from '../kernel/present.js';
import { Refused, type CommonRefusal } from '../kernel/refusal.js';
import { EDITORS } from '../kernel/roles.js';
import { outletFold } from '../outlets/outlet.js';
import { addressKey } from './address.js';
import { RecordWork } from './work.commands.js';
import type { WorkEvent } from './work.events.js';

/** Why a command about a work is refused; `work-address-known`: another work (`about`) has this address. */
export type WorkRefusal = Extract<CommonRefusal, 'already-exists'> | 'outlet-unknown' | 'work-address-known';

export interface WorkState {
  readonly exists: boolean;
  readonly outletId: string | null;
}

const handlers: Handlers<WorkState, WorkEvent> = {
  WorkRecorded: (_, { facts }) => ({ exists: true, outletId: facts.outletId }),
};

/** What other nouns may ask of a work. */
export const workFold = foldOf<WorkState, WorkEvent>('work', { exists: false, outletId: null }, handlers);

const eventOf = (command: RecordWork, id: string): WorkEvent => {
  const { outletId, outletBasis, outletInferredFrom, publishedOn, publishedOnBasis, publishedOnInferredFrom } = command;
  const { url, title, author, language, note } = command;
  return {
    type: 'WorkRecorded',
    facts: {
      outletId: outletId ?? null,
      outletBasis: basisOf(outletBasis, outletId),
      publishedOnBasis: basisOf(publishedOnBasis, publishedOn),
      ...present({ publishedOn, language: canonicalLanguage(language ?? ''), reservationId: url && id }),
    },
    words: present({ title, url, author, outletInferredFrom, publishedOnInferredFrom, note }),
  };
};

const record = rule<WorkState, RecordWork, WorkEvent>({
  command: RecordWork,
  roles: EDITORS,
  reads: ({ outletId, url }) => ({
    streams: outletId === undefined ? [] : [{ fold: outletFold, id: outletId }],
    keys: url === undefined ? [] : [addressKey(url)],
  }),
  decide: (state, command, context) => {
    if (state.exists) throw new Refused<WorkRefusal>('already-exists', 'This work is recorded already.');
    const { outletId, url } = command;
    if (outletId !== undefined && !context.state(outletFold, outletId).exists) {
      throw new Refused<WorkRefusal>('outlet-unknown', 'There is no such outlet; register it first.', { id: outletId });
    }
    const known = url === undefined ? undefined : context.held(addressKey(url));
    if (known) throw new Refused<WorkRefusal>('work-address-known', 'This address is recorded.', { id: known });
    // The address is held under the work's own identifier, so that whoever meets the key is led to the work.
    const { id } = context.target;
    return {
      events: [eventOf(command, id)],
      reserve: url === undefined ? [] : [{ key: addressKey(url), id, ofWords: true }],
    };
  },
});

/** What may happen to a work. */
export const work: Decider<WorkState, WorkEvent> = { ...workFold, rules: [record] };
