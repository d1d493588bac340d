import { claimEvents } from '../../claims/claim.events.js';
import type { Event } from '../../kernel/event.js';
import { ledgerEvents } from '../../ledger/ledger.events.js';
import { originEvents } from '../../origins/origin.events.js';
import { outletEvents } from '../../outlets/outlet.events.js';
import { personEvents } from '../../people/person.events.js';
import { workEvents } from '../../works/work.events.js';
import { projection, type ProjectedEvent } from '../engine/projection.js';

/** Who caused an event, and what sort of thing it was. */
export interface ActivityRow {
  readonly actor: string;
  readonly type: string;
  /** The noun whose stream it is in: `claim`, `work`, `outlet`, `person`, `ledger`. */
  readonly noun: string;
  readonly position: number;
}

const rowOf = (_: ActivityRow | undefined, { actor, type, stream, position }: ProjectedEvent<Event>): ActivityRow => ({
  actor,
  type,
  noun: stream.split('-')[0] ?? '',
  position,
});

const TYPES = Object.keys({
  ...claimEvents,
  ...workEvents,
  ...outletEvents,
  ...originEvents,
  ...personEvents,
  ...ledgerEvents,
});

/** One row an event. */
export const activityProjection = projection<ActivityRow, Event>({
  name: 'activity',
  version: 1,
  columns: {
    actor: { type: 'text collate "C"', of: (row) => row.actor },
    type: { type: 'text', of: (row) => row.type },
    noun: { type: 'text', of: (row) => row.noun },
    position: { type: 'bigint', of: (row) => row.position },
  },
  indexes: ['(actor, position) include (type, noun)'],
  keys: ({ id }) => [id],
  on: Object.fromEntries(TYPES.map((type) => [type, rowOf])),
});
