import { parseVkey, type NoteVerifier } from '../../kernel/signed-note.js';
import { LEDGER_STREAM, type LedgerEvent } from '../../ledger/ledger.events.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { Recorded } from '../../ledger/recorded.js';

/** A key that the ledger adopted to sign its checkpoints with. */
export interface LogKey {
  /** C2SP signed-note `vkey`. */
  readonly vkey: string;
  /** The position of the event that adopted it. */
  readonly adopted: number;
  /** The position of the event that retired it. */
  readonly retired?: number;
}

/** The log's name, and every key it ever had, oldest first. */
export interface LogIdentity {
  readonly origin: string;
  readonly keys: readonly LogKey[];
}

/** The keys that sign a log now: what `/log.vkey` tells. */
export const inForce = ({ keys }: LogIdentity): readonly LogKey[] =>
  keys.filter(({ retired }) => retired === undefined);

/** Every key that a checkpoint of this log may be signed with: the retired ones signed what is old. */
export const verifiersOf = ({ keys }: LogIdentity): NoteVerifier[] => keys.map(({ vkey }) => parseVkey(vkey));

/** Who the log is, as events of the ledger's own stream tell it; undefined where it has not been founded. */
function identityOf(events: readonly Recorded[]): LogIdentity | undefined {
  let origin: string | undefined;
  const keys = new Map<string, LogKey>();
  for (const event of events as readonly Recorded<LedgerEvent>[]) {
    if (event.type === 'SigningKeyAdopted') {
      const { vkey, origin: named } = event.facts as Extract<LedgerEvent, { type: 'SigningKeyAdopted' }>['facts'];
      origin ??= named;
      keys.set(vkey, { vkey, adopted: event.position });
    } else if (event.type === 'KeyRetired') {
      const { vkey } = event.facts as Extract<LedgerEvent, { type: 'KeyRetired' }>['facts'];
      const key = keys.get(vkey);
      if (key) keys.set(vkey, { ...key, retired: event.position });
    }
  }
  return origin === undefined ? undefined : { origin, keys: [...keys.values()] };
}

/** Reads who the log is from the ledger. Throws CorruptEvent. */
export const readIdentity = async (ledger: Pick<Ledger, 'read'>): Promise<LogIdentity | undefined> =>
  identityOf(await ledger.read.streams([LEDGER_STREAM]));
