import type { Pool } from 'pg';
import type { AppendKeys } from '../database/append-keys.js';
import { KEY_RULES } from './key-rules.js';
import { ReservationFold } from '../kernel/reservations.js';
import { NoteRejected } from '../kernel/signed-note.js';
import { PROJECTIONS } from '../projections/index.js';
import { withLedgerHistory } from './ledger-history.js';
import { unauthorisedAfter } from './log/unauthorised-tail.js';
import { replayed } from './replay.js';
import { keyEventOf, reservationFindings } from './reservations.js';
import type { Entry, KeptCheckpoint } from './verify/history.js';
import { pinnedKeys, noKeys, type LogKeys } from './verify/keys.js';
import { verifyHistory, type VerificationResult } from './verify/verify-history.js';

/** What to go by beside the database. */
export interface LedgerVerificationInputs {
  /** The log's key as come by on another way, C2SP `vkey`; without it, the one that the ledger adopted first. */
  readonly vkey?: string;
  /** A checkpoint that was kept elsewhere. */
  readonly kept?: KeptCheckpoint;
  /** The append keys, where they are at hand: what no checkpoint covers yet is then asked for its MAC. */
  readonly appendKeys?: AppendKeys;
  /** Whether to replay the projections, too. */
  readonly replay?: boolean;
  readonly progress?: (events: number, of: number) => void;
}

/**
 * Verifies a ledger's database: events, tree, tiles, checkpoints, erasures, reservations and size, as of one moment; with
 * `replay` the projections too. What is wrong is told, not thrown.
 *
 * @param pool a role's that may read schemas `ledger` and `audit`, and with `replay` one that owns the views
 */
export async function verifyLedger(pool: Pool, against: LedgerVerificationInputs): Promise<VerificationResult> {
  const { vkey: pinned, kept, replay = false, progress, appendKeys } = against;
  const holders = new ReservationFold(KEY_RULES);
  const verdict = await withLedgerHistory(pool, async ({ history, vkey, length, reservations }) => {
    const keys = pinned === undefined ? ownKeys(vkey) : pinnedKeys(pinned);
    const told = progress && ((events: number) => progress(events, length));
    const result = await verifyHistory(history, {
      keys,
      follow: (entry, type, at) => followKeys(holders, entry, type, at),
      ...(kept ? { kept } : {}),
      ...(told ? { progress: told } : {}),
    });
    const standing = await reservations();
    return { ...result, findings: [...result.findings, ...(standing ? reservationFindings(holders, standing) : [])] };
  });
  const findings = [
    ...verdict.findings,
    ...(appendKeys ? await unauthorisedAfter(pool, appendKeys, verdict.covered) : []),
    ...(replay ? await replayed(pool, PROJECTIONS) : []),
  ];
  return { ...verdict, whole: findings.length === 0, findings };
}

/** Whoever wrote an event of another form than its type has must not stop the verification that finds it. */
function followKeys(holders: ReservationFold, entry: Entry, type: string, at: string): void {
  if (!holders.knows(type)) return;
  try {
    holders.next(keyEventOf(entry, type, at));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

/** The key that the ledger names may itself be damaged: then nothing that it signed is to be relied on. */
function ownKeys(vkey: string | undefined): LogKeys {
  try {
    return vkey === undefined ? noKeys() : pinnedKeys(vkey);
  } catch (error) {
    if (error instanceof NoteRejected) return noKeys();
    throw error;
  }
}
