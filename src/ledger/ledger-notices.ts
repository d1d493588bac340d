import { rule } from '../kernel/decider.js';
import type { EventOf } from '../kernel/event.js';
import { Refused, type CommonRefusal } from '../kernel/refusal.js';
import { NoteRestore, ReleaseChecker } from './ledger.commands.js';
import type { LedgerEvent } from './ledger.events.js';

/** What a rule knows of the checkers that this ledger's servers have handed out. */
export interface CheckersState {
  /** SHA-256 of each, hexadecimal. */
  readonly checkers: ReadonlySet<string>;
}

/** A server hands out a checker whose digest stands in the history that it checks: readers of today know it tomorrow. */
export const releaseChecker = rule<CheckersState, ReleaseChecker, EventOf<LedgerEvent, 'CheckerReleased'>>({
  command: ReleaseChecker,
  roles: ['system'],
  decide: ({ checkers }, { sha256 }) => {
    if (checkers.has(sha256))
      throw new Refused<Extract<CommonRefusal, 'nothing-changed'>>('nothing-changed', 'This checker is released.');
    return { events: [{ type: 'CheckerReleased', facts: { sha256 }, words: {} }] };
  },
});

/** Whoever restores an older copy says so in the history that goes on from it. */
export const noteRestore = rule<object, NoteRestore, EventOf<LedgerEvent, 'LedgerRestored'>>({
  command: NoteRestore,
  roles: ['system'],
  decide: (_, { size, checkpoint }) => ({
    events: [{ type: 'LedgerRestored', facts: { size, checkpoint }, words: {} }],
  }),
});
