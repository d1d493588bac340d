import type { Pool } from 'pg';
import { NoteRejected } from '../kernel/signed-note.js';
import { PROJECTIONS } from '../projections/index.js';
import { withLedgerHistory } from './ledger-history.js';
import { replayed } from './replay.js';
import type { KeptCheckpoint } from './verify/history.js';
import { keysPinned, noKeys, type LogKeys } from './verify/keys.js';
import { verify, type VerificationResult } from './verify/verify-history.js';

/** What to go by beside the database. */
export interface LedgerAgainst {
  /** The log's key as come by on another way, C2SP `vkey`; without it, the one that the ledger adopted first. */
  readonly vkey?: string;
  /** A checkpoint that was kept elsewhere. */
  readonly kept?: KeptCheckpoint;
  /** Whether to replay the projections, too. */
  readonly replay?: boolean;
  readonly progress?: (events: number, of: number) => void;
}

/**
 * Verifies a ledger's database: events, tree, tiles, checkpoints, erasures and size, as of one moment; with `replay` the
 * projections too. What is wrong is told, not thrown.
 *
 * @param pool a role's that may read schemas `ledger` and `audit`, and with `replay` one that owns the views
 */
export async function verifyLedger(pool: Pool, against: LedgerAgainst): Promise<VerificationResult> {
  const { vkey: pinned, kept, replay = false, progress } = against;
  const verdict = await withLedgerHistory(pool, async ({ history, vkey, length }) => {
    const keys = pinned === undefined ? ownKeys(vkey) : keysPinned(pinned);
    const told = progress && ((events: number) => progress(events, length));
    return verify(history, { keys, ...(kept ? { kept } : {}), ...(told ? { progress: told } : {}) });
  });
  if (!replay) return verdict;
  const findings = [...verdict.findings, ...(await replayed(pool, PROJECTIONS))];
  return { ...verdict, whole: findings.length === 0, findings };
}

/** The key that the ledger names may itself be damaged: then nothing that it signed is to be relied on. */
function ownKeys(vkey: string | undefined): LogKeys {
  try {
    return vkey === undefined ? noKeys() : keysPinned(vkey);
  } catch (error) {
    if (error instanceof NoteRejected) return noKeys();
    throw error;
  }
}
