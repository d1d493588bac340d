import type { ActorId } from '../kernel/event.js';
import type { Role } from '../kernel/roles.js';
import { Refused } from '../kernel/refusal.js';
import type { Appended } from './batch.js';
import { LedgerError } from './errors.js';
import { newId } from './identifiers.js';
import type { Ledger } from './ledger.js';
import type { ErasureBasis } from './ledger.events.js';

export interface Erasure {
  /** Of the events whose words go. */
  readonly positions: readonly number[];
  readonly basis: ErasureBasis;
  readonly reason?: string;
  readonly actor: ActorId;
  readonly role?: Role;
  readonly causation: string;
}

/** The stream of what concerns the ledger as a whole. */
export const LEDGER_STREAM = 'ledger';

/**
 * Erases the words of events: the ledger's own door, behind which whoever may go through it decides.
 *
 * Words, their salts and the request's fingerprint go, with every reserved key made of them; leaves, positions, facts
 * and so every rule and every proof stay. The erasure is an event of its own.
 *
 * @throws Refused `not-found` for a position without an event, `already-erased`; LedgerError as `append` does.
 */
export async function eraseWords(ledger: Ledger, erasure: Erasure): Promise<Appended> {
  const { basis, reason, actor, role, causation } = erasure;
  const positions = [...new Set(erasure.positions)].sort((a, b) => a - b);
  for (let tries = 0; tries < 10; tries += 1) {
    // In this order: an erasure in between then moves the stream that is expected here, and is seen at the next try.
    const own = await ledger.read.streams([LEDGER_STREAM]);
    const events = await ledger.read.at(positions);
    const absent = positions.find((position) => !events.some((event) => event.position === position));
    if (absent !== undefined) throw new Refused('not-found', `there is no event at position ${absent}`);
    const gone = events.find((event) => event.erasedBy !== undefined);
    if (gone) throw new Refused('already-erased', `the words at position ${gone.position} are erased`);
    try {
      return await ledger.append({
        events: [
          {
            id: newId(),
            stream: LEDGER_STREAM,
            type: 'PayloadErased',
            facts: { positions, basis },
            words: reason === undefined ? {} : { reason },
          },
        ],
        expected: new Map([[LEDGER_STREAM, own.at(-1)?.revision ?? 0]]),
        erase: positions,
        actor,
        ...(role ? { role } : {}),
        causation,
      });
    } catch (error) {
      if (!(error instanceof LedgerError && error.code === 'conflict')) throw error;
    }
  }
  throw new LedgerError('busy', 'the ledger stream keeps moving');
}
