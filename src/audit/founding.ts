import { LEDGER_STREAM } from '../ledger/erase.js';
import { LedgerError } from '../ledger/errors.js';
import { newId } from '../ledger/identifiers.js';
import type { Ledger } from '../ledger/ledger.js';
import type { LedgerEvent } from '../ledger/ledger.events.js';
import type { Recorded } from '../ledger/recorded.js';
import { vkeyOf, type SigningKey } from './signing-key.js';

type Founded = Extract<LedgerEvent, { type: 'SigningKeyAdopted' }>;

/** A rating scale, adopted with the ledger: every verdict names its scale and version. */
interface Scale {
  readonly scale: string;
  readonly version: number;
  readonly ratings: readonly { readonly code: string; readonly value?: number }[];
}

export interface Foundation {
  /** The log's name; without one it is named after the ledger's identifier. */
  readonly origin: string | undefined;
  readonly key: SigningKey;
  readonly scale: Scale;
  /** Marks the ledger for ever as a sample. */
  readonly sample: boolean;
}

/**
 * Makes the ledger's first events (the signing key and the scale it adopts) unless they are there; of several
 * processes that start at once one does.
 *
 * @returns what stands at position 0: the ledger's identifier, its origin, and whether it is a sample.
 */
export async function foundLedger(ledger: Ledger, foundation: Foundation): Promise<Founded['facts']> {
  const there = await founding(ledger);
  if (there) return there;
  const { origin: named, key, scale, sample } = foundation;
  const ledgerId = newId();
  const origin = named ?? `localhost/${ledgerId}`;
  const event = (type: LedgerEvent['type'], facts: object) => ({
    id: newId(),
    stream: LEDGER_STREAM,
    type,
    facts,
    words: {},
  });
  const adopted: Founded['facts'] = { ledgerId, origin, vkey: vkeyOf(origin, key), ...(sample ? { sample } : {}) };
  try {
    await ledger.append({
      events: [event('SigningKeyAdopted', adopted), event('ScaleAdopted', scale)],
      expected: new Map([[LEDGER_STREAM, 0]]),
      actor: 'system',
      causation: newId(),
    });
    return adopted;
  } catch (error) {
    const first = error instanceof LedgerError && error.code === 'conflict' ? await founding(ledger) : undefined;
    if (!first) throw error;
    return first;
  }
}

async function founding(ledger: Ledger): Promise<Founded['facts'] | undefined> {
  const [first] = await ledger.read.at([0]);
  if (!first) return undefined;
  if (first.type !== 'SigningKeyAdopted')
    throw new Error('position 0 holds no SigningKeyAdopted: this is no ledger of this program');
  return (first as Recorded<Founded>).facts;
}
