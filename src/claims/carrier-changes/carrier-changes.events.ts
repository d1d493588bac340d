import type { Event } from '../../kernel/event.js';

/** Another person than who made them stands by some changes: those that waited hold from here on. */
export type CarrierChangesConfirmed = Event<
  'CarrierChangesConfirmed',
  {
    changeIds: string[];
    /** The verdict that stood, else the last one, when what readers are told of its carriers changed. */
    verdictId: string;
    /** The review policy in force; under `two-eyes` one person may have made and confirmed them. */
    policy: string;
    /** Present where whoever confirms had made one of them. */
    alone?: true;
  },
  { note?: string }
>;
/** A change that waited never held; what was let go holds again. */
export type CarrierChangeRefused = Event<'CarrierChangeRefused', { changeId: string }, { reason: string }>;
/** The same by whoever made it. */
export type CarrierChangeWithdrawn = Event<'CarrierChangeWithdrawn', { changeId: string }, { reason: string }>;

export type CarrierChangeEvent = CarrierChangesConfirmed | CarrierChangeRefused | CarrierChangeWithdrawn;
