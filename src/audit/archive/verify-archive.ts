import { NoteRejected } from '../../kernel/signed-note.js';
import type { KeptCheckpoint } from '../verify/history.js';
import { decisiveFirst, type Finding } from '../verify/findings.js';
import { pinnedKeys, LogKeys } from '../verify/keys.js';
import { verifyHistory, type VerificationResult } from '../verify/verify-history.js';
import { ArchiveMalformed } from './members.js';
import { openArchive } from './read.js';
import { NAMES, type About } from './format.js';

/** What came of the verification of an archive. */
export interface ArchiveVerificationResult extends VerificationResult {
  /** Whether the key came from elsewhere. One that was taken from the archive shows only that it agrees with itself. */
  readonly pinned: boolean;
  /** Whose archive it says that it is; undefined where it does not say. */
  readonly scope?: About['scope'];
  /** Streams of which every event is in it, by its own account, which was held to it. */
  readonly complete?: number;
}

/** What to go by beside the archive. */
export interface ArchiveVerificationInputs {
  /** The log's key, C2SP signed-note `vkey`. */
  readonly vkey?: string;
  readonly kept?: KeptCheckpoint;
  readonly progress?: (events: number, of: number) => unknown;
}

/**
 * Verifies an archive with nothing else. What is wrong is told, not thrown.
 *
 * @throws NoteRejected where the pinned key is none
 */
export async function verifyArchive(
  file: string,
  { vkey, kept, progress }: ArchiveVerificationInputs,
): Promise<ArchiveVerificationResult> {
  const pinned = vkey !== undefined;
  try {
    const { about, vkeys, history } = await openArchive(file);
    const keys = keysOf(about.origin, vkey, vkeys);
    const told = progress && ((events: number) => progress(events, about.size));
    const verdict = await verifyHistory(history, {
      keys,
      ...(kept ? { kept: [kept] } : {}),
      ...(told ? { progress: told } : {}),
    });
    const findings = decisiveFirst([...verdict.findings, ...originFinding(about, keys)]);
    const complete = history.whole?.length ?? 0;
    return { ...verdict, findings, whole: findings.length === 0, pinned, scope: about.scope, complete };
  } catch (error) {
    if (!(error instanceof ArchiveMalformed)) throw error;
    const finding = { code: 'archive-malformed', expected: 'an archive of a ledger', found: error.message } as const;
    const nothing = {
      events: 0,
      opened: 0,
      erased: 0,
      checkpoints: 0,
      covered: 0,
      origin: '',
      keys: [],
      accepted: [],
      more: {},
    };
    return { ...nothing, whole: false, findings: [finding], pinned };
  }
}

function originFinding({ origin }: About, keys: LogKeys): Finding[] {
  if (origin === keys.origin) return [];
  return [{ code: 'checkpoint-origin', at: NAMES.about, expected: keys.origin, found: origin }];
}

function keysOf(origin: string, pinned: string | undefined, own: readonly string[]): LogKeys {
  if (pinned !== undefined) return pinnedKeys(pinned);
  try {
    return new LogKeys(origin, own);
  } catch (error) {
    if (error instanceof NoteRejected) throw new ArchiveMalformed(`log.vkey: ${error.code}`, { cause: error });
    throw error;
  }
}
