import type { ActorId } from '../../src/kernel/event.js';
import type { Role } from '../../src/kernel/roles.js';
import { Refused } from '../../src/kernel/refusal.js';
import type { Appended } from '../../src/ledger/batch.js';
import { LedgerError } from '../../src/ledger/errors.js';
import { LEDGER_STREAM, type ErasureBasis, type LedgerEvent } from '../../src/ledger/ledger.events.js';
import { newId } from '../../src/ledger/identifiers.js';
import type { Ledger } from '../../src/ledger/ledger.js';

interface Erasure {
  /** Of the events whose words go. */
  readonly positions: readonly number[];
  readonly basis: ErasureBasis;
  readonly reason?: string;
  readonly actor: ActorId;
  readonly role?: Role;
  readonly causation: string;
}

/**
 * Erases the words of events at once: another admin has proposed it just before.
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
    const erasureId = newId();
    const event = (type: LedgerEvent['type'], words: object) => ({
      id: newId(),
      stream: LEDGER_STREAM,
      type,
      facts: { positions, basis, erasureId },
      words,
    });
    const revision = own.at(-1)?.revision ?? 0;
    const by = { ...(role ? { role } : {}), causation };
    try {
      await ledger.append({
        events: [event('ErasureProposed', { reason: reason ?? 'A reason.' })],
        expected: new Map([[LEDGER_STREAM, revision]]),
        actor: newId(),
        ...by,
      });
      return await ledger.append({
        events: [event('PayloadErased', reason === undefined ? {} : { reason })],
        expected: new Map([[LEDGER_STREAM, revision + 1]]),
        erase: positions,
        actor,
        ...by,
      });
    } catch (error) {
      if (!(error instanceof LedgerError && error.code === 'conflict')) throw error;
    }
  }
  throw new LedgerError('busy', 'the ledger stream keeps moving');
}
