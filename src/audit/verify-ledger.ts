import type { ClientBase, Pool } from 'pg';
import type { AppendKeys } from '../database/append-keys.js';
import { KEY_RULES } from './key-rules.js';
import { ReservationFold } from '../kernel/reservations.js';
import { NoteRejected } from '../kernel/signed-note.js';
import { PROJECTIONS } from '../projections/index.js';
import { checkpointTimeFindings } from './checkpoint-times.js';
import { keptElsewhere, type Memories } from './kept-elsewhere.js';
import { withLedgerHistory, type LedgerHistory } from './ledger-history.js';
import { unauthorisedAfter } from './log/unauthorised-tail.js';
import { replayed } from './replay.js';
import { keyEventOf, reservationFindings } from './reservations.js';
import { schemaFindings } from './schema-check.js';
import { decisiveFirst, type Finding } from './verify/findings.js';
import type { Entry, KeptCheckpoint } from './verify/history.js';
import { pinnedKeys, noKeys, type LogKeys } from './verify/keys.js';
import { verifyHistory, type VerificationResult } from './verify/verify-history.js';
import { cosignatureFindings } from './witness/cosignature-check.js';

/** What to go by beside the database. */
export interface LedgerVerificationInputs {
  /** The log's key as come by on another way, C2SP `vkey`; without it, the one that the ledger adopted first. */
  readonly vkey?: string;
  /** A checkpoint that was kept elsewhere. */
  readonly kept?: KeptCheckpoint;
  /** Who else remembers checkpoints of this log, and whose lines may stand under them. */
  readonly memories?: Memories;
  /** The append keys, where they are at hand: what no checkpoint covers yet is then asked for its MAC. */
  readonly appendKeys?: AppendKeys;
  /** Whether to replay the projections, too. */
  readonly replay?: boolean;
  /** Told how far it has come; waited for before it goes on. */
  readonly progress?: (events: number, of: number) => unknown;
  /** As `withLedgerHistory` has it. */
  readonly at?: 'once' | 'page by page';
}

/** What came of the verification of a ledger's database. */
export interface LedgerVerificationResult extends VerificationResult {
  /** Who remembers checkpoints and could not be asked, with the reason. */
  readonly unasked: readonly string[];
}

/**
 * Verifies a ledger's database: events, tree, tiles, checkpoints and what stands under them, erasures, reservations, size and
 * time, and the database's own functions and privileges; with `replay` the projections too. What others remember of the log is
 * held against it. What is wrong is told, not thrown.
 *
 * @param pool a role's that may read schemas `ledger` and `audit`, and with `replay` one that owns the views
 */
export async function verifyLedger(pool: Pool, against: LedgerVerificationInputs): Promise<LedgerVerificationResult> {
  const { replay = false, appendKeys, at = 'once' } = against;
  const verdict = await withLedgerHistory(pool, at, (ledger) => verifyDatabase(ledger, against));
  const findings = decisiveFirst([
    ...verdict.findings,
    ...(appendKeys ? await unauthorisedAfter(pool, appendKeys, verdict.covered) : []),
    ...(replay ? await replayed(pool, PROJECTIONS) : []),
  ]);
  return { ...verdict, whole: findings.length === 0, findings };
}

async function verifyDatabase(
  { history, vkey, length, reservations, client }: LedgerHistory,
  { vkey: pinned, kept, memories, progress }: LedgerVerificationInputs,
): Promise<LedgerVerificationResult> {
  const holders = new ReservationFold(KEY_RULES);
  const keys = pinned === undefined ? ownKeys(vkey) : pinnedKeys(pinned);
  const elsewhere = memories ? await keptElsewhere(memories, keys.origin) : { kept: [], unasked: [] };
  const result = await verifyHistory(history, {
    keys,
    follow: (entry, type, at) => followKeys(holders, entry, type, at),
    kept: [...(kept ? [kept] : []), ...elsewhere.kept],
    ...(progress ? { progress: (events: number) => progress(events, Math.max(events, length)) } : {}),
  });
  const standing = await reservations();
  const beside: readonly Finding[] = [
    ...(standing ? reservationFindings(holders, standing) : []),
    ...(await acceptanceFindings(client, result.accepted)),
    ...(memories ? await cosignatureFindings(client, memories.witnesses) : []),
    ...(await checkpointTimeFindings(client)),
    ...(await schemaFindings(client)),
  ];
  return { ...result, unasked: elsewhere.unasked, findings: [...result.findings, ...beside] };
}

/** Whether what is noted of accepted events is what events accept. */
async function acceptanceFindings(client: ClientBase, accepted: readonly number[]): Promise<readonly Finding[]> {
  const { rows } = await client.query<{ position: string }>(
    'select position from ledger.acceptances order by 1 limit 1000',
  );
  const noted = rows.map(({ position }) => Number(position));
  const unlisted = noted.filter((position) => !accepted.includes(position));
  const missing = accepted.filter((position) => !noted.includes(position));
  return [
    ...unlisted.map((position): Finding => {
      return { code: 'acceptance-unlisted', position, expected: 'an event that accepts this one', found: 'none' };
    }),
    ...missing.map((position): Finding => {
      return { code: 'acceptance-missing', position, expected: 'a note of its acceptance', found: 'none' };
    }),
  ];
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
