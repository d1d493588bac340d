import { LEDGER_STREAM, type LedgerEvent } from '../../ledger/ledger.events.js';
import { LedgerError } from '../../ledger/errors.js';
import { newId } from '../../ledger/identifiers.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { Recorded } from '../../ledger/recorded.js';
import { inForce, readIdentity } from './log-keys.js';
import { makeSigningKey, readSigningKeys, vkeyOf } from './signing-key.js';

type Founded = Extract<LedgerEvent, { type: 'SigningKeyAdopted' }>;

/** The settings name another ledger than the one that was found; the message says which. */
class OtherFoundation extends Error {
  override readonly name = 'OtherFoundation';
}

/** A rating scale, adopted with the ledger: every verdict names its scale and version. */
interface Scale {
  readonly scale: string;
  readonly version: number;
  readonly ratings: readonly { readonly code: string; readonly value?: number }[];
}

export interface Foundation {
  /** The log's name; without one it is named after the ledger's identifier. */
  readonly origin: string | undefined;
  /** Where the signing key lies, or is to lie. */
  readonly keyFile: string;
  /** A new ledger adopts the first with its key; those that a ledger lacks are adopted when it is opened. */
  readonly scales: readonly [Scale, ...Scale[]];
  /** Marks a new ledger for ever as a sample, and asks of one that is there to be one or not; undefined: either will do. */
  readonly sample: boolean | undefined;
}

/**
 * Makes the ledger's first events (the signing key and the scale it adopts) unless they are there, and adopts scales that
 * have come since; of several processes that start at once one does.
 *
 * @throws OtherFoundation where origin or key are not those that the ledger adopted; nothing is changed then.
 * @returns what stands at position 0: the ledger's identifier, its origin, and whether it is a sample.
 */
export async function foundLedger(ledger: Ledger, foundation: Foundation): Promise<Founded['facts']> {
  const founded = await foundOrCheck(ledger, foundation);
  await adoptScales(ledger, foundation.scales);
  return founded;
}

async function foundOrCheck(ledger: Ledger, foundation: Foundation): Promise<Founded['facts']> {
  const there = await founding(ledger);
  if (there) return checked(ledger, there, foundation);
  const { origin: named, keyFile, scales, sample } = foundation;
  const key = await makeSigningKey(keyFile);
  const ledgerId = newId();
  const origin = named ?? `localhost/${ledgerId}`;
  const adopted: Founded['facts'] = { ledgerId, origin, vkey: vkeyOf(origin, key), ...(sample ? { sample } : {}) };
  try {
    await ledger.append({
      events: [event('SigningKeyAdopted', adopted), event('ScaleAdopted', scales[0])],
      expected: new Map([[LEDGER_STREAM, 0]]),
      actor: 'system',
      causation: newId(),
    });
    return adopted;
  } catch (error) {
    const first = error instanceof LedgerError && error.code === 'conflict' ? await founding(ledger) : undefined;
    if (!first) throw error;
    return checked(ledger, first, foundation);
  }
}

const event = (type: LedgerEvent['type'], facts: object) => ({
  id: newId(),
  stream: LEDGER_STREAM,
  type,
  facts,
  words: {},
});

const nameOf = ({ scale, version }: Scale): string => `${scale} ${version}`;

/** Verdicts name their scale and its version: each is on the record before the first that does. */
async function adoptScales(ledger: Ledger, scales: readonly Scale[]): Promise<void> {
  const own = await ledger.read.streams([LEDGER_STREAM]);
  const adopted = new Set(own.flatMap(({ type, facts }) => (type === 'ScaleAdopted' ? nameOf(facts as Scale) : [])));
  const missing = scales.filter((scale) => !adopted.has(nameOf(scale)));
  if (missing.length === 0) return;
  try {
    await ledger.append({
      events: missing.map((scale) => event('ScaleAdopted', scale)),
      expected: new Map([[LEDGER_STREAM, own.length]]),
      actor: 'system',
      causation: newId(),
    });
  } catch (error) {
    // Another process has written to the ledger's own stream: perhaps just this.
    if (!(error instanceof LedgerError && error.code === 'conflict')) throw error;
    await adoptScales(ledger, scales);
  }
}

/** Name and key were recorded once: a start with others would go on with a log that its readers do not know. */
async function checked(
  ledger: Ledger,
  there: Founded['facts'],
  { origin, keyFile, sample }: Foundation,
): Promise<Founded['facts']> {
  if (origin !== undefined && origin !== there.origin) {
    throw new OtherFoundation(`This ledger is ${there.origin}, for ever; LEDGER_ORIGIN says ${origin}.`);
  }
  if (sample !== undefined && sample !== (there.sample ?? false)) {
    throw new OtherFoundation(
      sample
        ? 'This is not a sample ledger, so the demo leaves it alone: choose another data folder.'
        : "This is the demo's sample ledger: start it with demo, or choose another data folder.",
    );
  }
  const own = await readSigningKeys(keyFile);
  const identity = own.length > 0 ? await readIdentity(ledger) : undefined;
  const valid = identity ? inForce(identity).map(({ vkey }) => vkey) : [];
  // Where one succeeds another, a key that was made is not adopted yet, or one that was retired not put away yet.
  if (own.length > 0 && !own.some((key) => valid.includes(vkeyOf(there.origin, key)))) {
    throw new OtherFoundation(`The key in ${keyFile} is not one that this ledger has adopted and not retired.`);
  }
  return there;
}

async function founding(ledger: Ledger): Promise<Founded['facts'] | undefined> {
  const [first] = await ledger.read.at([0]);
  if (!first) return undefined;
  if (first.type !== 'SigningKeyAdopted')
    throw new Error('position 0 holds no SigningKeyAdopted: this is no ledger of this program');
  return (first as Recorded<Founded>).facts;
}
